package clock

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	mathematics "steward/calc/clock"
	"steward/calc/walltime"
	"steward/calc/worktime"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// ticket is a subject in memory: what its conditions read.
type ticket struct{ values [3]value.Value }

func (t ticket) At(slot int) value.Value          { return t.values[slot] }
func (ticket) Follow(int) (query.Row, bool)       { return nil, false }
func (ticket) TypeName() string                   { return "ticket" }
func (ticket) Table() string                      { return "ticket" }
func (ticket) QueryFieldNames() []string          { return []string{"priority", "waits", "answered"} }
func (ticket) Target(string) (query.Schema, bool) { return nil, false }
func (t ticket) QueryField(name string) (query.Field, bool) {
	for slot, n := range t.QueryFieldNames() {
		if n == name {
			return query.Field{Name: n, Class: query.Number, Slot: slot, Column: n, Order: n, Rank: func(v value.Value) value.Value { return v },
				Parse: func(text string, _ query.Env) (value.Value, error) { return value.Int(int64(text[0] - '0')), nil }}, true
		}
	}
	return query.Field{}, false
}

func compiled(t *rapid.T, text string) *query.Condition {
	if text == "" {
		return nil
	}
	c, err := query.Compile(text, ticket{}, query.Env{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// someBook promises by priority, with conditions of every sort; priority 5 nothing.
func someBook(t *rapid.T) *Book {
	office, err := worktime.New(worktime.Definition{Zone: "Europe/Berlin", Week: worktime.Weekdays(worktime.Hours{From: walltime.At(9, 0), To: walltime.At(17, 0)})}, walltime.Date{Year: 2026, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	var promises []*Promise
	for _, p := range []struct{ id, kind, measure, filter, starts, stops string }{
		{"1", SLA, Resolution, "priority = 1", "", ""}, {"2", SLA, Resolution, "priority = 2", "", ""}, {"3", SLA, Response, "priority < 5", "", "answered = 1"},
		{"4", OLA, Resolution, "", "", ""}, {"5", SLA, Update, "", "answered = 2", "answered = 1"},
	} {
		promises = append(promises, &Promise{ID: p.id, Name: p.id, Kind: p.kind, Measure: p.measure, For: "ticket", Filter: compiled(t, p.filter), Starts: compiled(t, p.starts), Stops: compiled(t, p.stops),
			Pauses: compiled(t, "waits = 1"), Duration: time.Duration(rapid.IntRange(1, 40).Draw(t, "hours")) * time.Hour, CalendarID: "office", Calendar: office, Active: true,
			Rules: mathematics.Rules{Reopening: rapid.SampledFrom([]mathematics.Reopening{mathematics.Continue, mathematics.Restart, mathematics.CountThrough}).Draw(t, "reopening"), Levels: []int{50, 100}}})
	}
	return NewBook(promises, map[string]*worktime.Calendar{"office": office}, nil)
}

var states = []record.Category{record.StateNew, record.StateActive, record.StateActive, record.StateWaiting, record.StateResolved, record.StateClosed, record.StateCancelled}

// Whatever happens to a ticket, its clocks are what a replay of their events gives, at most one of a
// stream goes, what goes is promised, and nothing goes that has ended.
func TestReplayFromNothingGivesWhatIsStored(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		book := someBook(t)
		at := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
		var clocks []*Clock
		var before query.Row
		for i := range rapid.IntRange(1, 25).Draw(t, "moments") {
			at = at.Add(time.Duration(rapid.IntRange(-60, 20*3600).Draw(t, "seconds")) * time.Second)
			now := ticket{[3]value.Value{value.Int(int64(rapid.IntRange(1, 5).Draw(t, "priority"))), value.Int(int64(rapid.IntRange(0, 1).Draw(t, "waits"))), value.Int(int64(rapid.IntRange(0, 2).Draw(t, "answered")))}}
			m := &Moment{Type: "ticket", At: at, Opened: at, New: i == 0, Before: before, After: now, State: rapid.SampledFrom(states).Draw(t, "state"),
				Why: rapid.SampledFrom([]string{"", "customer", "date"}).Draw(t, "why"), Team: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "team")}
			var err error
			if clocks, err = book.Advance(m, clocks); err != nil {
				t.Fatal(err)
			}
			before = now
			going := map[stream]int{}
			for _, c := range clocks {
				again, err := book.Replay(c.events, later(at, c.last().At))
				if err != nil {
					t.Fatal(err)
				}
				if again.Phase != c.state.Phase || !again.Due.Equal(c.state.Due) || again.Started != c.state.Started {
					t.Fatalf("stored %s due %v, replayed %s due %v: %+v", c.state.Phase, c.state.Due, again.Phase, again.Due, c.events)
				}
				if c.going() {
					going[stream{c.Kind, c.measure}]++
				}
			}
			for s, n := range going {
				if n > 1 || !m.open() || book.best("ticket", s, now) == nil {
					t.Fatalf("%d clocks of %v go while the ticket is %s", n, s, m.State)
				}
			}
		}
	})
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
