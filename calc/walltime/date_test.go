package walltime_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/calc/walltime"
)

func day(t *testing.T, text string) walltime.Date {
	t.Helper()
	d, err := walltime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestUnits(t *testing.T) {
	for _, c := range []struct{ date, unit, start, next string }{
		{"2026-02-18", "day", "2026-02-18", "2026-02-19"},
		{"2026-02-18", "week", "2026-02-16", "2026-02-23"},
		{"2026-02-22", "week", "2026-02-16", "2026-02-23"},
		{"2026-02-16", "week", "2026-02-16", "2026-02-23"},
		{"2027-01-01", "week", "2026-12-28", "2027-01-04"},
		{"2026-02-18", "month", "2026-02-01", "2026-03-01"},
		{"2026-12-18", "month", "2026-12-01", "2027-01-01"},
		{"2026-02-18", "quarter", "2026-01-01", "2026-04-01"},
		{"2026-12-31", "quarter", "2026-10-01", "2027-01-01"},
		{"2026-06-30", "year", "2026-01-01", "2027-01-01"},
	} {
		unit, err := walltime.ParseUnit(c.unit)
		if err != nil || unit.String() != c.unit {
			t.Fatal(err)
		}
		start := day(t, c.date).StartOf(unit)
		if start.String() != c.start || start.Add(1, unit).String() != c.next {
			t.Errorf("the %s of %s starts %v, the next %v", c.unit, c.date, start, start.Add(1, unit))
		}
	}
	if _, err := walltime.ParseUnit("fortnight"); !errors.Is(err, walltime.ErrUnit) {
		t.Error(err)
	}
}

func TestMonthsClamp(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-03-31", -1, "2026-02-28"},
		{"2026-11-30", 3, "2027-02-28"}, {"2026-01-15", -13, "2024-12-15"}, {"2024-02-29", 12, "2025-02-28"}} {
		if got := day(t, c.from).AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s and %d months: %v, want %s", c.from, c.months, got, c.want)
		}
	}
}

func TestISOWeek(t *testing.T) {
	for _, c := range []struct {
		date       string
		year, week int
	}{{"2026-01-01", 2026, 1}, {"2027-01-01", 2026, 53}, {"2024-12-30", 2025, 1}, {"2021-01-03", 2020, 53}} {
		if year, week := day(t, c.date).ISOWeek(); year != c.year || week != c.week {
			t.Errorf("%s is in week %d of %d", c.date, week, year)
		}
		if got := walltime.ISOWeekStart(c.year, c.week); got != day(t, c.date).StartOf(walltime.Week) {
			t.Errorf("week %d of %d starts %v", c.week, c.year, got)
		}
	}
}

func TestTruncate(t *testing.T) {
	for _, c := range []struct {
		instant, zone string
		unit          walltime.Unit
		want          string
	}{
		{"2026-03-31T22:30:00Z", "Europe/Berlin", walltime.Month, "2026-03-31T22:00:00Z"},
		{"2026-03-31T22:30:00Z", "UTC", walltime.Month, "2026-03-01T00:00:00Z"},
		{"2026-03-31T21:30:00Z", "Europe/Berlin", walltime.Month, "2026-02-28T23:00:00Z"},
		{"2018-11-04T12:00:00Z", "America/Sao_Paulo", walltime.Day, "2018-11-04T03:00:00Z"},
		{"2026-05-10T03:00:00Z", "America/New_York", walltime.Week, "2026-05-04T04:00:00Z"},
		{"2026-02-01T00:00:00Z", "Asia/Tokyo", walltime.Quarter, "2025-12-31T15:00:00Z"},
		{"2025-12-31T23:30:00Z", "Europe/Berlin", walltime.Year, "2025-12-31T23:00:00Z"},
	} {
		instant, _ := time.Parse(time.RFC3339, c.instant)
		if got := walltime.Truncate(instant, c.unit, zone(t, c.zone)); got.Format(time.RFC3339) != c.want {
			t.Errorf("the %v of %s in %s starts %v, want %s", c.unit, c.instant, c.zone, got, c.want)
		}
	}
}

func TestTruncatedInstantsLieBeforeAndInTheSameUnit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, _ := walltime.Zone(rapid.SampledFrom(restless).Draw(t, "zone"))
		unit := walltime.Unit(rapid.IntRange(0, 4).Draw(t, "unit"))
		instant := time.Unix(rapid.Int64Range(170_000_000, 3_900_000_000).Draw(t, "instant"), 0)
		start := walltime.Truncate(instant, unit, zone)
		if start.After(instant) {
			t.Fatalf("the %v of %v starts later, at %v", unit, instant, start)
		}
		if again := walltime.Truncate(start, unit, zone); !again.Equal(start) {
			t.Fatalf("%v truncates to %v and then to %v", instant, start, again)
		}
	})
}

func TestDaysCountBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(-700_000, 2_900_000).Draw(t, "days")
		d := walltime.FromDays(n)
		if d.Days() != n {
			t.Fatalf("%d days are %v, which are %d days", n, d, d.Days())
		}
		if back, err := walltime.ParseDate(d.String()); err != nil || back != d {
			t.Fatalf("%v reads back as %v, %v", d, back, err)
		}
		if next := d.AddDays(1); next.Compare(d) <= 0 || next.Days() != n+1 {
			t.Fatalf("the day after %v is %v", d, next)
		}
	})
}

func TestTextForms(t *testing.T) {
	var plan struct{ At walltime.DateTime }
	if err := json.Unmarshal([]byte(`{"At":"2026-03-29 09:30:15"}`), &plan); err != nil {
		t.Fatal(err)
	}
	if out, err := json.Marshal(plan); err != nil || string(out) != `{"At":"2026-03-29T09:30:15"}` {
		t.Errorf("%s %v", out, err)
	}
	for _, text := range []string{"", "2026-02-30", "2026-2-3", "0000-01-01", "26-02-03", "2026-02-03T"} {
		if _, err := walltime.ParseDate(text); !errors.Is(err, walltime.ErrDate) {
			t.Errorf("date %q: %v", text, err)
		}
	}
	for _, text := range []string{"", "9:30", "24:01", "25:00", "09:60", "09:30:60", "09:30:15.5", "0930"} {
		if _, err := walltime.ParseClock(text); !errors.Is(err, walltime.ErrClock) {
			t.Errorf("clock %q: %v", text, err)
		}
	}
	if _, err := walltime.NewDate(2025, time.February, 29); !errors.Is(err, walltime.ErrDate) {
		t.Error(err)
	}
}

func TestDateTimesCompare(t *testing.T) {
	rising := []string{"2026-03-28T24:00", "2026-03-29T00:00", "2026-03-29T09:30", "2026-03-29T09:30:15", "2026-04-01T00:00"}
	for i := 1; i < len(rising); i++ {
		a, b := read(t, rising[i-1]), read(t, rising[i])
		if a.Compare(b) != -1 || b.Compare(a) != 1 || a.Compare(a) != 0 {
			t.Errorf("%v and %v are out of order", a, b)
		}
	}
}

func FuzzParseDateTime(f *testing.F) {
	for _, seed := range []string{"2026-03-29T02:30", "2026-03-29 24:00", "0001-01-01T00:00:00", "T", "2026-03-29T"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := walltime.ParseDateTime(text)
		if err != nil {
			return
		}
		if back, err := walltime.ParseDateTime(w.String()); err != nil || back != w {
			t.Fatalf("%q is %v, which reads back as %v, %v", text, w, back, err)
		}
	})
}
