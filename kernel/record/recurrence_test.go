package record_test

import (
	"testing"
	"time"

	"steward/calc/recurrence"
	"steward/calc/walltime"
	"steward/kernel/record"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := walltime.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// happens lists the first times of a recurrence field from 2026 on, as its own zone shows them.
func happens(t *testing.T, text string, limit int) (list []string) {
	t.Helper()
	field := record.Recurrence("repeats")
	v, err := field.Definition().Kind.Parse(field.Definition(), text, record.Input{})
	if err != nil {
		t.Fatal(err)
	}
	start := walltime.DateTime{Date: walltime.Date{Year: 2026, Month: time.January, Day: 5}, Clock: walltime.At(9, 0)}
	s, err := recurrence.ParseSeries(v.Text(), start, zone(t, "Europe/Berlin"))
	if err != nil {
		t.Fatal(err)
	}
	found, _, err := s.Between(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC), limit)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range found {
		list = append(list, o.Wall.String()+" "+s.Zone.String())
	}
	return list
}

func TestARecurrenceFieldIsExpanded(t *testing.T) {
	for text, want := range map[string][]string{
		"FREQ=WEEKLY;COUNT=2": {"2026-01-05T09:00 Europe/Berlin", "2026-01-12T09:00 Europe/Berlin"},
		"DTSTART;TZID=Asia/Tokyo:20260301T080000\nRRULE:FREQ=DAILY\nEXDATE;TZID=Asia/Tokyo:20260302T080000\nRDATE:20260301T120000Z": {
			"2026-03-01T08:00 Asia/Tokyo", "2026-03-01T21:00 Asia/Tokyo", "2026-03-03T08:00 Asia/Tokyo"},
		"DTSTART:20260105T080000Z\nRRULE:FREQ=DAILY;COUNT=1":     {"2026-01-05T09:00 Europe/Berlin"},
		"DTSTART;VALUE=DATE:20260131\nRRULE:FREQ=MONTHLY":        {"2026-01-31T00:00 Europe/Berlin", "2026-03-31T00:00 Europe/Berlin", "2026-05-31T00:00 Europe/Berlin"},
		"DTSTART:20260105T070000\nRDATE:20260601T070000":         {"2026-01-05T07:00 Europe/Berlin", "2026-06-01T07:00 Europe/Berlin"},
		"rrule:freq=yearly;bymonth=12;byday=-1fr;until=20270101": {"2026-12-25T09:00 Europe/Berlin"},
	} {
		got := happens(t, text, 3)
		if len(got) != len(want) {
			t.Errorf("%q happens %v, want %v", text, got, want)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q happens %v, want %v", text, got, want)
				break
			}
		}
	}
}
