package clock

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"steward/calc/clock"
	"steward/calc/worktime"
	"steward/kernel/query"
)

// Promise is one target of an agreement, made ready: what is promised for which records.
type Promise struct {
	ID        string // of the target
	Agreement string // id
	Name      string // of the agreement, as explanations repeat it
	Kind      string
	Measure   string
	For       string // the record type
	// Filter says for which records; the promise with the most specific one holds.
	Filter *query.Condition
	// Specific is how much the filter asks: the higher goes first.
	Specific int
	// Starts, Pauses, Stops and Resets move the clock. Without Starts it runs from the opening on;
	// what is no longer open always stops it.
	Starts, Pauses, Stops, Resets *query.Condition
	Duration                      time.Duration
	CalendarID                    string
	Calendar                      *worktime.Calendar
	Rules                         clock.Rules
	Steps                         []Step
	Active                        bool
}

// Step is what happens when a share of the promise is used up.
type Step struct {
	Percent int
	Tell    []string // assignee, team, team_lead, service_owner
	Also    []string // ids of people
}

func (p *Promise) terms() Terms {
	return Terms{Target: p.ID, Calendar: p.CalendarID, Seconds: int64(p.Duration / time.Second)}
}

// Book is all promises and calendars, as the agreements are now. It never changes.
type Book struct {
	promises  map[string][]*Promise // by type, the most specific first
	byID      map[string]*Promise
	calendars map[string]*worktime.Calendar
	names     map[string]string
	watched   map[string][]string // by type: the fields that the conditions read
}

// NewBook makes a book of promises and of all calendars by id, with their names.
func NewBook(promises []*Promise, calendars map[string]*worktime.Calendar, names map[string]string) *Book {
	b := &Book{promises: map[string][]*Promise{}, byID: map[string]*Promise{}, calendars: calendars, names: names, watched: map[string][]string{}}
	for _, p := range promises {
		b.byID[p.ID] = p
		if !p.Active {
			continue
		}
		b.promises[p.For] = append(b.promises[p.For], p)
		for _, c := range []*query.Condition{p.Filter, p.Starts, p.Pauses, p.Stops, p.Resets} {
			if c == nil {
				continue
			}
			for _, path := range c.Fields() {
				first, _, _ := strings.Cut(path, ".")
				b.watched[p.For] = append(b.watched[p.For], first)
			}
		}
	}
	for of, list := range b.promises {
		slices.SortStableFunc(list, func(a, b *Promise) int {
			return cmp.Or(cmp.Compare(b.Specific, a.Specific), strings.Compare(a.ID, b.ID))
		})
		slices.Sort(b.watched[of])
		b.watched[of] = slices.Compact(b.watched[of])
	}
	return b
}

// Promise finds a target by its id, also one that no longer holds for new records.
func (b *Book) Promise(id string) (*Promise, bool) {
	p, ok := b.byID[id]
	return p, ok
}

// stream is what is measured side by side: one clock of it goes at a time.
type stream struct{ kind, measure string }

// streams lists those of a type in which something is promised.
func (b *Book) streams(typeName string) []stream {
	var out []stream
	for _, kind := range kinds {
		for _, measure := range measures {
			s := stream{kind, measure}
			if slices.ContainsFunc(b.promises[typeName], s.has) {
				out = append(out, s)
			}
		}
	}
	return out
}

func (s stream) has(p *Promise) bool { return p.Kind == s.kind && p.Measure == s.measure }

// best is the most specific promise of a stream whose filter the record meets.
func (b *Book) best(typeName string, s stream, r query.Row) *Promise {
	for _, p := range b.promises[typeName] {
		if s.has(p) && holds(p.Filter, r, true) {
			return p
		}
	}
	return nil
}

// holds tells whether a record meets a condition; otherwise is the answer where there is none.
func holds(c *query.Condition, r query.Row, otherwise bool) bool {
	if c == nil {
		return otherwise
	}
	return r != nil && c.Holds(r)
}
