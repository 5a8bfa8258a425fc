package recurrence_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/teambition/rrule-go"
	"pgregory.net/rapid"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

// someRule draws rules on which rrule-go follows the standard. Left out are: BYWEEKNO without BYDAY or from
// the end of the year, where it takes all seven days or forgets some; the last weeks of a year, which it
// counts by the length of the next one (TestWeeksAreCountedByTheirFourthDay has all weeks); BYSETPOS with a week that begins
// before the series, where it does not count the days before; BYDAY with and without numbers together,
// where it asks for both at once; and hours that an interval never meets, where it does not come back.
func someRule(t *rapid.T) (freq, rule string) {
	freq = rapid.SampledFrom([]string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY"}).Draw(t, "freq")
	parts := []string{"FREQ=" + freq}
	within := freq == "HOURLY" || freq == "MINUTELY"
	add := func(name string, allowed bool, low, high, most int, signed bool) {
		if !allowed || rapid.IntRange(0, 2).Draw(t, "with "+name) > 0 {
			return
		}
		var list []string
		for range rapid.IntRange(1, most).Draw(t, "how many") {
			n := rapid.IntRange(low, high).Draw(t, name)
			if signed && rapid.Bool().Draw(t, "from the end") {
				n = -n
			}
			list = append(list, fmt.Sprint(n))
		}
		parts = append(parts, name+"="+strings.Join(list, ","))
	}
	if !within {
		parts = append(parts, fmt.Sprintf("INTERVAL=%d", rapid.IntRange(1, 4).Draw(t, "interval")))
	}
	if rapid.Bool().Draw(t, "with BYDAY") {
		parts = append(parts, "BYDAY="+someDays(t, freq == "MONTHLY"))
	} else {
		add("BYMONTHDAY", freq != "WEEKLY", 1, 28, 4, true)
		add("BYYEARDAY", freq == "YEARLY", 1, 365, 4, true)
	}
	if len(parts) > 1 && strings.HasPrefix(parts[len(parts)-1], "BYDAY") {
		add("BYWEEKNO", freq == "YEARLY", 1, 51, 3, false)
	}
	add("BYHOUR", true, 0, 23, 3, false)
	add("BYMINUTE", true, 0, 59, 3, false)
	add("BYMONTH", freq != "YEARLY" || !strings.Contains(strings.Join(parts, ";"), "BYYEARDAY"), 1, 12, 4, false)
	if freq != "WEEKLY" && !within && len(parts) > 2 {
		add("BYSETPOS", true, 1, 2, 2, true)
	}
	parts = append(parts, "WKST="+rapid.SampledFrom([]string{"MO", "SU", "WE"}).Draw(t, "wkst"))
	return freq, strings.Join(parts, ";")
}

func someDays(t *rapid.T, nth bool) string {
	var days []string
	nth = nth && rapid.Bool().Draw(t, "nth")
	for range rapid.IntRange(1, 3).Draw(t, "how many days") {
		day := rapid.SampledFrom([]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}).Draw(t, "day")
		if nth {
			day = fmt.Sprint(rapid.SampledFrom([]int{1, 2, 3, 4, -1, -2}).Draw(t, "n")) + day
		}
		days = append(days, day)
	}
	return strings.Join(days, ",")
}

func TestAgreesWithAnotherImplementation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		freq, text := someRule(t)
		start := time.Date(2026, 1, 1, 0, rapid.IntRange(0, 400*1440).Draw(t, "start"), 0, 0, time.UTC)
		ours, err := recurrence.Parse(text)
		if err != nil {
			return // only by BYSETPOS alone
		}
		years := map[string]int{"YEARLY": 12, "MONTHLY": 4, "WEEKLY": 2, "DAILY": 2, "HOURLY": 1, "MINUTELY": 1}[freq]
		end := start.AddDate(years, 0, 0)
		option, err := rrule.StrToROption(ours.String())
		if err != nil {
			t.Fatal(err)
		}
		option.Dtstart, option.Until = start, end.Add(-time.Second)
		theirs, err := rrule.NewRRule(*option)
		if err != nil {
			t.Fatal(err)
		}
		const most = 60
		var want []string
		for next := theirs.Iterator(); len(want) < most; {
			at, ok := next()
			if !ok {
				break
			}
			if at = at.UTC(); len(want) == 0 || want[len(want)-1] != at.Format(time.DateTime) {
				want = append(want, at.Format(time.DateTime))
			}
		}
		list, _, err := recurrence.Series{Start: walltime.Of(start, time.UTC), Zone: time.UTC, Rule: ours}.Between(start, end, most)
		if err != nil {
			t.Fatal(text, err)
		}
		var got []string
		for _, o := range list {
			got = append(got, o.At.Format(time.DateTime))
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s from %v:\nours   %v\ntheirs %v", text, start, got, want)
		}
	})
}

// A week belongs to the year that holds its fourth day (RFC 5545, BYWEEKNO).
func TestWeeksAreCountedByTheirFourthDay(t *testing.T) {
	first := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	names := []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}
	rapid.Check(t, func(t *rapid.T) {
		week := rapid.IntRange(1, 53).Draw(t, "week")
		day := rapid.IntRange(0, 6).Draw(t, "day")
		begins := rapid.IntRange(0, 6).Draw(t, "begins")
		text := fmt.Sprintf("FREQ=YEARLY;BYWEEKNO=%d;BYDAY=%s;WKST=%s", week, names[day], names[begins])
		rule, err := recurrence.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		end := first.AddDate(30, 0, 0)
		list, _, err := recurrence.Series{Start: walltime.Of(first, time.UTC), Zone: time.UTC, Rule: rule}.Between(first, end, 100)
		if err != nil {
			t.Fatal(text, err)
		}
		var got, want []string
		for _, o := range list {
			got = append(got, o.At.Format(time.DateOnly))
		}
		for at := first; at.Before(end); at = at.AddDate(0, 0, 1) {
			fourth := at.AddDate(0, 0, 3-(int(at.Weekday())-begins+7)%7)
			if int(at.Weekday()) == day && (fourth.YearDay()-1)/7+1 == week {
				want = append(want, at.Format(time.DateOnly))
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s:\ngot  %v\nwant %v", text, got, want)
		}
	})
}

// A window finds the same dates whether it is looked at whole or in two parts.
func TestWindowsJoin(t *testing.T) {
	early := wall(t, "2016-01-05T02:30")
	rapid.Check(t, func(t *rapid.T) {
		_, text := someRule(t)
		rule, err := recurrence.Parse(text)
		if err != nil {
			return
		}
		zone, _ := walltime.Zone(rapid.SampledFrom([]string{"Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"}).Draw(t, "zone"))
		s := recurrence.Series{Start: early, Zone: zone, Rule: rule}
		from := time.Date(2017, 1, 1, 0, rapid.IntRange(0, 500*1440).Draw(t, "from"), 0, 0, time.UTC)
		middle := from.Add(time.Duration(rapid.IntRange(0, 40*1440).Draw(t, "middle")) * time.Minute)
		to := middle.Add(time.Duration(rapid.IntRange(0, 40*1440).Draw(t, "to")) * time.Minute)
		find := func(a, b time.Time) []time.Time {
			list, more, err := s.Between(a, b, 200_000)
			if err != nil || more {
				t.Fatal(text, more, err)
			}
			var at []time.Time
			for _, o := range list {
				at = append(at, o.At)
			}
			return at
		}
		if whole, parts := find(from, to), append(find(from, middle), find(middle, to)...); !slices.Equal(whole, parts) {
			t.Fatalf("%s: %v in one, %v in two parts", text, whole, parts)
		}
	})
}
