package query_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// clock is a small type: when something was opened, and the day it is due.
func clock(t *testing.T) *record.Type {
	t.Helper()
	types, err := record.NewCatalogue([]*record.Type{{Name: "job", Fields: record.Columns{record.Instant("opened_at"), record.Date("due")}},
		{Name: record.PersonType, Plural: "people"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	job, _ := types.Type("job")
	return job
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// The Sunday on which clocks in Berlin went forward has 23 hours, the Thursday before Christmas 24.
func TestAWordForATimeMeansWhatItMeantThereAndThen(t *testing.T) {
	job := clock(t)
	for _, story := range []struct {
		zone, now, condition string
		in, out              []string // instants that meet it, and that do not
	}{
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at = today",
			[]string{"2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999999Z"}, []string{"2026-03-28T22:59:59.999999Z", "2026-03-29T22:00:00Z"}},
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at != today",
			[]string{"2026-03-28T22:59:59.999999Z", "2026-03-29T22:00:00Z", ""}, []string{"2026-03-28T23:00:00Z"}},
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at > yesterday", []string{"2026-03-28T23:00:00Z"}, []string{"2026-03-28T22:59:59.999999Z", ""}},
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at <= yesterday", []string{"2026-03-28T22:59:59.999999Z"}, []string{"2026-03-28T23:00:00Z"}},
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at >= -1d", []string{"2026-03-28T09:00:00Z"}, []string{"2026-03-28T08:59:59.999999Z"}},
		{"Europe/Berlin", "2026-03-29T10:00:00+02:00", "opened_at >= -24h", []string{"2026-03-28T08:00:00Z"}, []string{"2026-03-28T07:59:59.999999Z"}},
		{"Europe/Berlin", "2026-03-31T12:00:00+02:00", "opened_at >= -1mo", []string{"2026-02-28T11:00:00Z"}, []string{"2026-02-28T10:59:59Z"}},
		{"Europe/Berlin", "2026-03-31T12:00:00+02:00", "opened_at = last-month", []string{"2026-01-31T23:00:00Z", "2026-02-28T22:59:59Z"}, []string{"2026-02-28T23:00:00Z"}},
		{"Europe/Berlin", "2026-03-31T12:00:00+02:00", "opened_at >= start-of-month-1mo and opened_at < start-of-month",
			[]string{"2026-01-31T23:00:00Z", "2026-02-28T22:59:59Z"}, []string{"2026-02-28T23:00:00Z"}},
		{"Europe/Berlin", "2026-03-29T12:00:00+02:00", "opened_at >= start-of-week", []string{"2026-03-22T23:00:00Z"}, []string{"2026-03-22T22:59:59Z"}},
		{"Europe/Berlin", "2026-05-29T12:00:00+02:00", "opened_at >= start-of-quarter", []string{"2026-03-31T22:00:00Z"}, []string{"2026-03-31T21:59:59Z"}},
		{"Europe/Berlin", "2026-05-29T12:00:00+02:00", "opened_at = 2026-Q1", []string{"2026-03-31T21:59:59Z"}, []string{"2026-03-31T22:00:00Z"}},
		{"Europe/Berlin", "2026-05-29T12:00:00+02:00", "opened_at = 2026-03-29T02:30", []string{"2026-03-29T01:30:00Z"}, []string{"2026-03-29T00:30:00Z"}},
		{"Europe/Berlin", "2026-05-29T12:00:00+02:00", "opened_at < today+9h", []string{"2026-05-29T06:59:59Z"}, []string{"2026-05-29T07:00:00Z"}},
		{"America/Sao_Paulo", "2018-11-04T12:00:00Z", "opened_at = today", []string{"2018-11-04T03:00:00Z"}, []string{"2018-11-04T02:59:59Z"}},
		{"America/St_Johns", "2006-10-29T12:00:00Z", "opened_at = today", []string{"2006-10-29T02:30:00Z", "2006-10-29T03:00:00Z"}, []string{"2006-10-29T02:29:59Z"}},
		{"Pacific/Apia", "2011-12-31T12:00:00+14:00", "opened_at = yesterday", nil, []string{"2011-12-30T09:59:59Z", "2011-12-30T10:00:00Z"}},
		{"Pacific/Apia", "2011-12-31T12:00:00+14:00", "opened_at >= yesterday", []string{"2011-12-30T10:00:00Z"}, []string{"2011-12-30T09:59:59Z"}},
	} {
		now, _ := time.Parse(time.RFC3339, story.now)
		c, err := query.Compile(story.condition, job, query.Env{Now: now, Zone: zone(t, story.zone)})
		if err != nil {
			t.Errorf("%s: %v", story.condition, err)
			continue
		}
		for want, instants := range map[bool][]string{true: story.in, false: story.out} {
			for _, at := range instants {
				if c.Holds(opened(job, at)) != want {
					t.Errorf("%s in %s at %s: %q %v", story.condition, story.zone, story.now, at, !want)
				}
			}
		}
	}
}

func opened(job *record.Type, at string) row {
	rec := &record.Record{Type: job, Values: make([]value.Value, len(job.Defs()))}
	if at != "" {
		t, err := time.Parse(time.RFC3339Nano, at)
		if err != nil {
			panic(err)
		}
		rec.Values[job.SlotNamed("opened_at")] = record.Moment(t)
	}
	return row{rec, nil}
}

func TestADayIsComparedWithTheDayOfAnInstant(t *testing.T) {
	job := clock(t)
	now, _ := time.Parse(time.RFC3339, "2026-03-29T23:30:00Z")
	for condition, due := range map[string]string{
		"due = today":           "2026-03-30",
		"due = now":             "2026-03-30",
		"due = -1h":             "2026-03-30",
		"due = -2h":             "2026-03-29",
		"due = yesterday":       "2026-03-29",
		"due = +1mo":            "2026-04-30",
		"due = 2026-03-29":      "2026-03-29",
		"due = 29":              "",
		"due = 2026-02-30":      "",
		"due = -99999999999d":   "",
		"due = +9999y":          "",
		`due = "today"`:         "",
		"due = todat":           "",
		"due = start-of-decade": "",
	} {
		c, err := query.Compile(condition, job, query.Env{Now: now, Zone: zone(t, "Europe/Berlin")})
		if due == "" {
			if err == nil {
				t.Errorf("%s: taken", condition)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", condition, err)
			continue
		}
		d, _ := job.Field("due")
		v, _ := d.Kind.Parse(d, due, record.Input{})
		rec := opened(job, "")
		rec.Values[job.Slot(d)] = v
		if !c.Holds(rec) {
			t.Errorf("%s: not %s", condition, due)
		}
	}
}

func TestWhatAWordStoodForCanBeShownAndKept(t *testing.T) {
	job := clock(t)
	now, _ := time.Parse(time.RFC3339, "2026-03-29T10:00:00+02:00")
	env := query.Env{Now: now, Zone: zone(t, "Europe/Berlin")}
	n, err := query.Parse("opened_at = today and not opened_at < -2h and due in (today, this-month) and opened_at > 2026-03-01T00:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	c, err := query.Bind(n, job, env)
	if err != nil {
		t.Fatal(err)
	}
	m := c.Moments()
	if len(m) != 4 || m[0].Text != "today" || m[0].At != 12 || m[0].From.Format(time.RFC3339) != "2026-03-29T00:00:00+01:00" ||
		m[0].Until.Format(time.RFC3339) != "2026-03-30T00:00:00+02:00" || !m[1].From.Equal(m[1].Until) {
		t.Errorf("moments %v", m)
	}
	settled, err := query.Settle(n, job, env)
	const want = "opened_at >= 2026-03-29T00:00:00+01:00 and opened_at < 2026-03-30T00:00:00+02:00 and not opened_at < 2026-03-29T08:00:00+02:00" +
		" and (due = 2026-03-29 or due >= 2026-03-01 and due < 2026-04-01) and opened_at > 2026-03-01T01:00:00+01:00"
	if err != nil || query.Print(settled) != want {
		t.Errorf("settled: %v\n%s", err, query.Print(settled))
	}
}

func TestASettledConditionMeansTheSameAnywhereAndAnyTime(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	w := newWorld(t, r, recordsEach)
	s := w.schema(t, thing)
	for range 500 {
		w.env = w.someone(r)
		n := w.tree(r, s, 3)
		settled, err := query.Settle(n, s, w.env)
		if err != nil {
			t.Fatal(err)
		}
		before := w.compiled(t, n)
		veil := w.veil
		elsewhere := w.someone(r)
		w.veil = veil
		elsewhere.Me, elsewhere.Teams, elsewhere.Department = w.env.Me, w.env.Teams, w.env.Department
		w.env = elsewhere
		after := w.compiled(t, settled)
		if len(after.Moments()) > 0 {
			t.Errorf("%s still depends on %v", query.Print(settled), after.Moments())
		}
		for _, rec := range w.records[thing] {
			if before.Holds(rec) != after.Holds(rec) {
				t.Errorf("%s\n%s", query.Print(n), query.Print(settled))
				break
			}
		}
	}
}
