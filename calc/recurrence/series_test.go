package recurrence_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

func instants(list []recurrence.Occurrence) (texts []string) {
	for _, o := range list {
		texts = append(texts, o.At.Format("01-02 15:04"))
	}
	return texts
}

func between(t *testing.T, s recurrence.Series, from, to string) []recurrence.Occurrence {
	t.Helper()
	list, more, err := s.Between(wall(t, from).In(s.Zone, walltime.Shift), wall(t, to).In(s.Zone, walltime.Shift), 1000)
	if err != nil || more {
		t.Fatal(more, err)
	}
	return list
}

func TestTheClockOnTheWallKeepsItsTime(t *testing.T) {
	for _, v := range []struct {
		story, start, zone, rule, from, to string
		want                               []string
	}{
		{"nine stays nine", "2026-03-27", "Europe/Berlin", "FREQ=DAILY", "2026-03-28T00:00", "2026-03-31T00:00", []string{"03-28 08:00", "03-29 07:00", "03-30 07:00"}},
		{"half past two is skipped", "2026-03-28T02:30", "Europe/Berlin", "FREQ=DAILY", "2026-03-28T00:00", "2026-03-31T00:00", []string{"03-28 01:30", "03-29 01:30", "03-30 00:30"}},
		{"half past two comes twice", "2026-10-24T02:30", "Europe/Berlin", "FREQ=DAILY", "2026-10-24T00:00", "2026-10-27T00:00", []string{"10-24 00:30", "10-25 00:30", "10-26 01:30"}},
		{"each hour once, over the gap", "2026-03-29T00:30", "Europe/Berlin", "FREQ=HOURLY", "2026-03-29T00:00", "2026-03-29T05:00", []string{"03-28 23:30", "03-29 00:30", "03-29 01:30", "03-29 02:30"}},
		{"on the wall, the night is an hour longer", "2026-10-25T00:30", "Europe/Berlin", "FREQ=HOURLY", "2026-10-25T00:00", "2026-10-25T04:00", []string{"10-24 22:30", "10-24 23:30", "10-25 00:30", "10-25 02:30"}},
		{"quarters of an hour, in order over the gap", "2026-03-29T01:30", "Europe/Berlin", "FREQ=MINUTELY;INTERVAL=15", "2026-03-29T01:30", "2026-03-29T03:30", []string{"03-29 00:30", "03-29 00:45", "03-29 01:00", "03-29 01:15"}},
		{"midnight does not exist", "2018-11-03T00:00", "America/Sao_Paulo", "FREQ=DAILY", "2018-11-03T00:00", "2018-11-05T00:00", []string{"11-03 03:00", "11-04 03:00"}},
		{"24:00 is the next day", "2026-06-08T24:00", "Europe/Berlin", "FREQ=WEEKLY", "2026-06-01T00:00", "2026-06-20T00:00", []string{"06-08 22:00", "06-15 22:00"}},
		{"seconds are those of the start", "2026-06-08T09:00:30", "UTC", "FREQ=DAILY;COUNT=1", "2026-06-01T00:00", "2026-06-20T00:00", []string{"06-08 09:00"}},
		{"the day begins where it is", "2026-06-08T00:30", "Asia/Tokyo", "FREQ=WEEKLY", "2026-06-01T00:00", "2026-06-20T00:00", []string{"06-07 15:30", "06-14 15:30"}},
	} {
		s := series(t, v.start, v.zone, v.rule)
		if got := instants(between(t, s, v.from, v.to)); !slices.Equal(got, v.want) {
			t.Errorf("%s: %v, want %v", v.story, got, v.want)
		}
	}
}

func TestDatesAddedTakenAwayAndMoved(t *testing.T) {
	s := series(t, "2026-06-01", "Europe/Berlin", "FREQ=WEEKLY;COUNT=5") // 1, 8, 15, 22, 29 June
	s.Except = []walltime.DateTime{wall(t, "2026-06-08"), wall(t, "2026-06-11")}
	s.Extra = []walltime.DateTime{wall(t, "2026-06-10"), wall(t, "2026-06-11"), wall(t, "2026-06-15")}
	s.Moved = map[walltime.DateTime]walltime.DateTime{
		wall(t, "2026-06-22"): wall(t, "2026-07-03"),
		wall(t, "2026-06-08"): wall(t, "2026-06-09"), // was taken away
		wall(t, "2026-06-12"): wall(t, "2026-06-13"), // never was
		wall(t, "2026-06-10"): wall(t, "2026-06-12"), // an extra one
	}
	want := []string{"2026-06-01T09:00", "2026-06-12T09:00", "2026-06-15T09:00", "2026-06-29T09:00", "2026-07-03T09:00"}
	got := between(t, s, "2026-06-01T00:00", "2026-08-01T00:00")
	if !slices.Equal(walls(got), want) {
		t.Errorf("%v, want %v", walls(got), want)
	}
	if last := got[4]; !last.Moved || last.Original != wall(t, "2026-06-22") {
		t.Errorf("the moved date is %+v", last)
	}
	if july := walls(between(t, s, "2026-07-01T00:00", "2026-08-01T00:00")); !slices.Equal(july, want[4:]) {
		t.Errorf("in July %v", july)
	}
	if june := walls(between(t, s, "2026-06-20T00:00", "2026-07-01T00:00")); !slices.Equal(june, want[3:4]) {
		t.Errorf("late in June %v", june)
	}
}

func TestOnce(t *testing.T) {
	s := recurrence.Series{Start: wall(t, "2026-06-08"), Zone: time.UTC}
	s.Extra = []walltime.DateTime{wall(t, "2026-06-09")}
	if got := walls(between(t, s, "2026-01-01", "2027-01-01")); !slices.Equal(got, []string{"2026-06-08T09:00", "2026-06-09T09:00"}) {
		t.Errorf("without a rule it happens %v", got)
	}
}

func TestBounds(t *testing.T) {
	s := series(t, "2026-06-01", "Europe/Berlin", "FREQ=DAILY")
	from := s.Start.In(s.Zone, walltime.Shift)
	if list, more, err := s.Between(from, from.AddDate(1, 0, 0), 3); len(list) != 3 || !more || err != nil {
		t.Errorf("three of many: %v %v %v", walls(list), more, err)
	}
	if list, more, err := s.Between(from, from.AddDate(0, 0, 3), 3); len(list) != 3 || more || err != nil {
		t.Errorf("three of three: %v %v %v", walls(list), more, err)
	}
	if list, more, err := s.Between(from, from, 3); len(list) != 0 || more || err != nil {
		t.Errorf("in no time: %v %v %v", walls(list), more, err)
	}
	if _, _, err := s.Between(from, from.AddDate(201, 0, 0), 3); !errors.Is(err, recurrence.ErrWindow) {
		t.Errorf("201 years: %v", err)
	}
	if _, _, err := s.Between(time.Time{}, from, 3); !errors.Is(err, recurrence.ErrWindow) {
		t.Errorf("from the year 1: %v", err)
	}
	long := series(t, "0100-06-01", "UTC", "FREQ=MINUTELY;INTERVAL=61;COUNT=100000;BYHOUR=0;BYMINUTE=0")
	if _, _, err := long.Next(from); !errors.Is(err, recurrence.ErrTooManySteps) {
		t.Errorf("two thousand years of minutes: %v", err)
	}
}

func TestWeeksOfTheYear(t *testing.T) {
	for _, v := range []struct{ start, rule, want string }{
		// Without BYDAY the weekday is that of the start, as for everything the rule leaves out.
		{"2026-01-07", "FREQ=YEARLY;BYWEEKNO=20;COUNT=3", "2026- 05: 13 2027- 05: 19 2028- 05: 17"},
		{"2026-01-01", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH;COUNT=2", "2026- 12: 31 2032- 12: 30"},
		{"2026-01-01", "FREQ=YEARLY;BYWEEKNO=-1;BYDAY=TH;COUNT=3", "2026- 12: 31 2027- 12: 30 2028- 12: 28"},
		// Days around New Year belong to the year in which they lie.
		{"2024-01-01", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,SU;COUNT=5", "2024- 01: 1,7 12: 30 2025- 01: 5 12: 29"},
		// In a week begun before the series, positions count all its days.
		{"2026-06-10", "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=1;COUNT=2", "2026- 06: 15,22"},
	} {
		s := series(t, v.start, "UTC", v.rule)
		if got := walls(between(t, s, v.start, "2040-01-01")); !slices.Equal(got, dates(t, v.want)) {
			t.Errorf("%s: %v, want %s", v.rule, got, v.want)
		}
	}
}

func TestRuleWritesItself(t *testing.T) {
	for text, want := range map[string]string{
		"rrule:freq=weekly;byday=mo, fr;":                 "FREQ=WEEKLY;BYDAY=MO,FR",
		"FREQ=DAILY;INTERVAL=1;WKST=MO":                   "FREQ=DAILY",
		"FREQ=YEARLY;BYDAY=+2MO,-1FR;BYMONTH=5,3;COUNT=3": "FREQ=YEARLY;COUNT=3;BYMONTH=3,5;BYDAY=2MO,-1FR",
		"FREQ=DAILY;UNTIL=20261231T225959Z":               "FREQ=DAILY;UNTIL=20261231T225959Z",
		"UNTIL=20261231;FREQ=HOURLY;INTERVAL=2;WKST=SU":   "FREQ=HOURLY;INTERVAL=2;UNTIL=20261231;WKST=SU",
	} {
		r, err := recurrence.Parse(text)
		if err != nil || r.String() != want {
			t.Errorf("%q is written %q %v, want %q", text, r, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"FREQ=DAILY", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1", "FREQ=YEARLY;BYWEEKNO=-53,1;BYDAY=TH",
		"FREQ=MINUTELY;INTERVAL=7;BYHOUR=3;BYMINUTE=59;COUNT=3", "FREQ=WEEKLY;UNTIL=20261231T000000Z;WKST=SU", "FREQ=DAILY;;", "=;=",
		"FREQ=YEARLY;BYYEARDAY=-366,366;BYMONTHDAY=-31", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=YEARLY;BYDAY=53MO,-53SU"} {
		f.Add(seed)
	}
	start := walltime.DateTime{Date: walltime.Date{Year: 2026, Month: 2, Day: 27}, Clock: walltime.At(2, 30)}
	from := start.In(time.UTC, walltime.Shift)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := recurrence.Parse(text)
		if err != nil {
			var rule *recurrence.RuleError
			if !errors.As(err, &rule) || strings.HasSuffix(err.Error(), ": ") {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if back, err := recurrence.Parse(r.String()); err != nil || back.String() != r.String() {
			t.Fatalf("%q is %q, which reads back as %q, %v", text, r, back, err)
		}
		list, _, err := recurrence.Series{Start: start, Zone: time.UTC, Rule: r}.Between(from, from.AddDate(6, 0, 0), 50)
		if err != nil && !errors.Is(err, recurrence.ErrTooManySteps) {
			t.Fatalf("%q: %v", text, err)
		}
		for i := 1; i < len(list); i++ {
			if !list[i-1].At.Before(list[i].At) {
				t.Fatalf("%q: %v is followed by %v", text, list[i-1], list[i])
			}
		}
	})
}
