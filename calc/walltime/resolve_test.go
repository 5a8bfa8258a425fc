package walltime_test

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"steward/calc/walltime"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	found, err := walltime.Zone(name)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func read(t *testing.T, text string) walltime.DateTime {
	t.Helper()
	w, err := walltime.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ story, wall, zone, shift, gapEnd string }{
		{"an ordinary time", "2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00:00Z", "2026-07-01T07:00:00Z"},
		{"with seconds", "2026-07-01T09:00:07", "Europe/Berlin", "2026-07-01T07:00:07Z", "2026-07-01T07:00:07Z"},
		{"no zone changes at all", "2026-07-01T09:00", "UTC", "2026-07-01T09:00:00Z", "2026-07-01T09:00:00Z"},
		{"24:00 is the next midnight", "2026-07-01T24:00", "Europe/Berlin", "2026-07-01T22:00:00Z", "2026-07-01T22:00:00Z"},
		{"24:00 on New Year's Eve", "2026-12-31T24:00", "America/New_York", "2027-01-01T05:00:00Z", "2027-01-01T05:00:00Z"},
		{"shown twice: the first", "2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z"},
		{"an hour skipped", "2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z", "2026-03-29T01:00:00Z"},
		{"first second skipped", "2026-03-29T02:00", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"},
		{"end of the gap exists", "2026-03-29T03:00", "Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z"},
		{"half an hour skipped", "2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-03T15:45:00Z", "2026-10-03T15:30:00Z"},
		{"half an hour twice", "2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00Z", "2026-04-04T14:45:00Z"},
		{"midnight skipped", "2018-11-04T00:15", "America/Sao_Paulo", "2018-11-04T03:15:00Z", "2018-11-04T03:00:00Z"},
		{"24:00 in a gap", "2018-11-03T24:00", "America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04T03:00:00Z"},
		{"midnight skipped, odd offset", "2021-03-22T00:30", "Asia/Tehran", "2021-03-21T21:00:00Z", "2021-03-21T20:30:00Z"},
		{"a whole day skipped", "2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00:00Z", "2011-12-30T10:00:00Z"},
		{"beyond the tables of the zone", "2090-03-26T02:30", "Europe/Berlin", "2090-03-26T01:30:00Z", "2090-03-26T01:00:00Z"},
		{"last day of a leap year beyond the tables", "2072-12-31T12:00", "Europe/Berlin", "2072-12-31T11:00:00Z", "2072-12-31T11:00:00Z"},
		{"first day after it", "2073-01-01T00:30", "Europe/Berlin", "2072-12-31T23:30:00Z", "2072-12-31T23:30:00Z"},
		{"long ago, local mean time", "1890-01-01T12:00", "Europe/Berlin", "1890-01-01T11:06:32Z", "1890-01-01T11:06:32Z"},
	} {
		for policy, want := range map[walltime.Policy]string{walltime.Shift: c.shift, walltime.GapEnd: c.gapEnd} {
			got := read(t, c.wall).In(zone(t, c.zone), policy)
			if got.Format(time.RFC3339) != want || got.Location() != time.UTC {
				t.Errorf("%s: %s in %s under policy %d is %v, want %s", c.story, c.wall, c.zone, policy, got, want)
			}
		}
	}
}

var restless = []string{"Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tehran", "Australia/Lord_Howe",
	"Australia/Sydney", "America/St_Johns", "America/Nuuk", "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "UTC"}

// byWalking finds the answer the slow way: it looks at the clock every minute. Good for whole minutes and
// for zones whose offset is a whole number of minutes.
func byWalking(hands time.Time, zone *time.Location) (shift, gapEnd time.Time) {
	shown := func(u time.Time) time.Time {
		u = u.In(zone)
		return time.Date(u.Year(), u.Month(), u.Day(), u.Hour(), u.Minute(), 0, 0, time.UTC)
	}
	for u := hands.Add(-16 * time.Hour); ; u = u.Add(time.Minute) {
		now := shown(u)
		before := shown(u.Add(-time.Minute))
		if now.Equal(hands) {
			return u, u
		}
		if before.Before(hands) && now.After(hands) {
			return u.Add(-time.Minute).Add(hands.Sub(before)), u
		}
	}
}

func TestResolveAgreesWithWatchingTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := walltime.Zone(rapid.SampledFrom(restless).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		moment := time.Unix(rapid.Int64Range(170_000_000, 3_900_000_000).Draw(t, "moment"), 0)
		if _, change := moment.In(zone).ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "near a change") {
			moment = change.Add(time.Duration(rapid.IntRange(-180, 180).Draw(t, "minutes")) * time.Minute)
		}
		w := walltime.Of(moment.Truncate(time.Minute), zone)
		w.Clock = min(w.Clock+walltime.At(0, rapid.IntRange(0, 90).Draw(t, "later")), walltime.EndOfDay)
		hands := walltime.Resolve(w.Date, w.Clock, time.UTC, walltime.Shift)
		shift, gapEnd := byWalking(hands, zone)
		if got := w.In(zone, walltime.Shift); !got.Equal(shift) {
			t.Fatalf("%v in %v shifts to %v, want %v", w, zone, got, shift)
		}
		if got := w.In(zone, walltime.GapEnd); !got.Equal(gapEnd) {
			t.Fatalf("%v in %v ends its gap at %v, want %v", w, zone, got, gapEnd)
		}
	})
}

func TestZone(t *testing.T) {
	for _, name := range []string{"", "Local", "local", "Europe/Atlantis", "../etc/passwd"} {
		if _, err := walltime.Zone(name); !errors.Is(err, walltime.ErrZone) {
			t.Errorf("zone %q: %v", name, err)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	berlin := zone(b, "Europe/Berlin")
	day := walltime.Date{Year: 2026, Month: 7, Day: 1}
	for b.Loop() {
		walltime.Resolve(day, walltime.At(9, 0), berlin, walltime.Shift)
	}
}
