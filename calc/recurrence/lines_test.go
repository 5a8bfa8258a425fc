package recurrence_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

func TestSeriesFromLines(t *testing.T) {
	berlin, _ := walltime.Zone("Europe/Berlin")
	for _, v := range []struct {
		story, text, zone string
		want              []string
	}{
		{"a rule alone", "FREQ=DAILY;COUNT=2", "Europe/Berlin", []string{"2026-06-08T09:00", "2026-06-09T09:00"}},
		{"with its own start and zone", "DTSTART;TZID=America/New_York:20260608T100000\nRRULE:FREQ=DAILY;COUNT=2", "America/New_York", []string{"2026-06-08T10:00", "2026-06-09T10:00"}},
		{"a start in UTC", "DTSTART:20260608T080000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\n", "Europe/Berlin", []string{"2026-06-08T10:00", "2026-06-09T10:00"}},
		{"a start on the wall", "dtstart:20260608T080000\nrrule:freq=daily;until=20260609T080000", "Europe/Berlin", []string{"2026-06-08T08:00", "2026-06-09T08:00"}},
		{"whole days", "DTSTART;VALUE=DATE:20260608\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20260609", "Europe/Berlin", []string{"2026-06-08T00:00", "2026-06-10T00:00"}},
		{"dates only", "RDATE:20260610T090000,20260612T070000Z", "Europe/Berlin", []string{"2026-06-08T09:00", "2026-06-10T09:00", "2026-06-12T09:00"}},
		{"exceptions in other zones", "FREQ=DAILY;COUNT=4\nEXDATE;TZID=America/New_York:20260609T030000,20260611T030000", "Europe/Berlin", []string{"2026-06-08T09:00", "2026-06-10T09:00"}},
	} {
		s, err := recurrence.ParseSeries(v.text, wall(t, "2026-06-08"), berlin)
		if err != nil || s.Zone.String() != v.zone {
			t.Errorf("%s: %v %v", v.story, s.Zone, err)
			continue
		}
		if got := walls(between(t, s, "2026-01-01", "2027-01-01")); !slices.Equal(got, v.want) {
			t.Errorf("%s: %v, want %v", v.story, got, v.want)
		}
	}
}

func TestAnExceptionInTheGap(t *testing.T) {
	berlin, _ := walltime.Zone("Europe/Berlin")
	s, err := recurrence.ParseSeries("FREQ=DAILY;COUNT=2\nEXDATE:20260329T013000Z", wall(t, "2026-03-28T02:30"), berlin)
	if err != nil {
		t.Fatal(err)
	}
	if got := walls(between(t, s, "2026-01-01", "2027-01-01")); !slices.Equal(got, []string{"2026-03-28T02:30"}) {
		t.Errorf("%v", got)
	}
}

func TestRefusedLines(t *testing.T) {
	for text, want := range map[string]recurrence.RuleError{
		"DTSTART;TZID=Mars/Base:20260101T090000\nFREQ=DAILY":                                 {"DTSTART", "TZID=Mars/Base", recurrence.UnknownZone},
		"DTSTART;TZID=Europe/Berlin:20260101T090000\nRRULE:FREQ=DAILY;UNTIL=20260201T090000": {"UNTIL", "20260201T090000", recurrence.NotADate},
		"DTSTART:tomorrow\nFREQ=DAILY":                                                       {"DTSTART", "TOMORROW", recurrence.NotADate},
		"DTSTART=20260101":                                                                   {"DTSTART", "DTSTART=20260101", recurrence.Malformed},
		"EXDATE;RANGE=ALL:20260101":                                                          {"EXDATE", "RANGE=ALL", recurrence.UnknownPart},
		"RDATE:20260101T090000,":                                                             {"RDATE", "", recurrence.NotADate},
		"FREQ=DAILY\nRRULE:FREQ=WEEKLY":                                                      {"RRULE", "RRULE:FREQ=WEEKLY", recurrence.Twice},
		"EXRULE:FREQ=DAILY":                                                                  {"EXRULE:FREQ", "DAILY", recurrence.UnknownPart},
	} {
		_, err := recurrence.ParseSeries(text, wall(t, "2026-06-08"), time.UTC)
		var got *recurrence.RuleError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("%q: %v, want %+v", text, err, want)
		}
	}
}

func FuzzParseSeries(f *testing.F) {
	for _, seed := range []string{"FREQ=DAILY", "DTSTART;TZID=Europe/Berlin:20260101T090000\nRRULE:FREQ=DAILY\nEXDATE:20260102T080000Z",
		"DTSTART;VALUE=DATE:20260101\nRDATE;VALUE=DATE:20260105,20260106", "RDATE;:", "DTSTART", ":", "EXDATE;TZID=UTC:20260101T090000"} {
		f.Add(seed)
	}
	start := walltime.DateTime{Date: walltime.Date{Year: 2026, Month: 2, Day: 27}, Clock: walltime.At(2, 30)}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := recurrence.ParseSeries(text, start, time.UTC)
		if err != nil {
			if !errors.Is(err, recurrence.ErrRule) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		if _, _, err := s.Between(from, from.AddDate(1, 0, 0), 20); err != nil && !errors.Is(err, recurrence.ErrTooManySteps) {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
