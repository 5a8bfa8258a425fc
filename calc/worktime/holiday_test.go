package worktime_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

// Dates as tables of the Gregorian calendar print them.
func TestEaster(t *testing.T) {
	for _, want := range []string{"1818-03-22", "1943-04-25", "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24",
		"2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22"} {
		if got := worktime.Easter(date(t, want).Year); got.String() != want {
			t.Errorf("Easter %v, want %s", got, want)
		}
	}
}

func TestHolidayRules(t *testing.T) {
	for _, v := range []struct {
		story string
		rule  worktime.DayRule
		days  []string
	}{
		{"a single date", worktime.OnDate(date(t, "2026-05-08")), []string{"2026-05-08"}},
		{"Thanksgiving", worktime.NthWeekday(4, time.Thursday, time.November), []string{"2024-11-28", "2025-11-27", "2026-11-26"}},
		{"the Friday after it", worktime.NthWeekday(4, time.Thursday, time.November).Plus(1), []string{"2024-11-29", "2025-11-28"}},
		{"Memorial Day", worktime.NthWeekday(-1, time.Monday, time.May), []string{"2024-05-27", "2026-05-25"}},
		{"last but one", worktime.NthWeekday(-2, time.Sunday, time.March), []string{"2026-03-22"}},
		{"a fifth Monday", worktime.NthWeekday(5, time.Monday, time.June), []string{"2026-06-29"}},
		{"Midsummer Day in Sweden", worktime.WeekdayFrom(time.Saturday, time.June, 20), []string{"2024-06-22", "2026-06-20"}},
		{"Repentance Day in Saxony", worktime.WeekdayFrom(time.Wednesday, time.November, 16), []string{"2024-11-20", "2026-11-18"}},
		{"Ascension", worktime.FromEaster(39), []string{"2024-05-09", "2026-05-14"}},
		{"a leap day", worktime.Yearly(time.February, 29), []string{"2024-02-29", "2028-02-29"}},
	} {
		c := calendar(t, worktime.Definition{Zone: "UTC", Week: worktime.RoundTheClock(), Holidays: []worktime.Holiday{{Day: v.rule}}})
		for _, day := range v.days {
			start := date(t, day).Start(time.UTC)
			if c.Open(start) || !c.Open(start.Add(-time.Second)) || !c.Open(start.Add(24*time.Hour)) {
				t.Errorf("%s is not on %s", v.story, day)
			}
		}
	}
	leap := calendar(t, worktime.Definition{Zone: "UTC", Week: worktime.RoundTheClock(), Holidays: []worktime.Holiday{{Day: worktime.Yearly(time.February, 29)}}})
	if !leap.Open(date(t, "2026-03-01").Start(time.UTC)) {
		t.Error("a leap day is kept in a common year")
	}
}

func TestObserved(t *testing.T) {
	nearest := []worktime.Holiday{
		{Name: "New Year's Day", Day: worktime.Yearly(time.January, 1), Observed: worktime.Nearest},
		{Name: "Independence Day", Day: worktime.Yearly(time.July, 4), Observed: worktime.Nearest},
	}
	following := []worktime.Holiday{
		{Name: "Boxing Day", Day: worktime.Yearly(time.December, 26), Observed: worktime.Following},
		{Name: "Christmas", Day: worktime.Yearly(time.December, 25), Observed: worktime.Following},
	}
	for _, v := range []struct {
		country      string
		holidays     []worktime.Holiday
		closed, open string
	}{
		{"United States", nearest, "2020-07-03", "2020-07-04"},
		{"United States", nearest, "2021-07-05", "2021-07-04"},
		{"United States", nearest, "2021-12-31", "2022-01-01"},
		{"United States", nearest, "2024-07-04", "2024-07-05"},
		{"United Kingdom", following, "2021-12-27", "2021-12-29"},
		{"United Kingdom", following, "2021-12-28", "2021-12-25"},
		{"United Kingdom", following, "2022-12-27", "2022-12-28"},
		{"United Kingdom", following, "2022-12-26", "2022-12-25"},
		{"United Kingdom", following, "2024-12-25", "2024-12-27"},
	} {
		c := calendar(t, worktime.Definition{Zone: "UTC", Week: worktime.RoundTheClock(), Holidays: v.holidays})
		if c.Open(date(t, v.closed).Start(time.UTC)) {
			t.Errorf("%s works on %s", v.country, v.closed)
		}
		if !c.Open(date(t, v.open).Start(time.UTC)) {
			t.Errorf("%s does not work on %s", v.country, v.open)
		}
	}
}

func TestHolidaysOfSomeYears(t *testing.T) {
	c := calendar(t, worktime.Definition{Zone: "UTC", Week: worktime.RoundTheClock(), Holidays: []worktime.Holiday{
		{Day: worktime.Yearly(time.May, 8), FirstYear: 2025, LastYear: 2026}}})
	for day, open := range map[string]bool{"2024-05-08": true, "2025-05-08": false, "2026-05-08": false, "2027-05-08": true} {
		if c.Open(date(t, day).Start(time.UTC)) != open {
			t.Errorf("on %s the calendar is not as it should be", day)
		}
	}
}

func TestDefinitionKeepsItsMeaningAsJSON(t *testing.T) {
	def := office(t)
	def.Holidays = append(def.Holidays, worktime.Holiday{Day: worktime.NthWeekday(-1, time.Monday, time.May).Plus(1), Observed: worktime.Nearest, FirstYear: 2020})
	text, err := json.Marshal(def)
	if err != nil {
		t.Fatal(err)
	}
	var back worktime.Definition
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(text) {
		t.Errorf("%s became %s", text, again)
	}
	a, b := calendar(t, def), calendar(t, back)
	from, to := at(t, a, "2026-01-01T00:00"), at(t, a, "2027-01-01T00:00")
	if a.Between(from, to) != b.Between(from, to) {
		t.Error("the calendar works at other times after reading it back")
	}
	if err := json.Unmarshal([]byte(`{"mon":["09:00-17:00"]}`), &back.Week); !errors.Is(err, worktime.ErrHours) {
		t.Errorf("a week with a day mon: %v", err)
	}
}

func FuzzParseHours(f *testing.F) {
	for _, seed := range []string{"09:00-17:00", "00:00-24:00", "22:00-06:00", "9-5", "-", "09:00:01 - 09:00:02"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		h, err := worktime.ParseHours(text)
		if err != nil {
			return
		}
		if h.From >= h.To || h.To > walltime.EndOfDay {
			t.Fatalf("%q was read as %v", text, h)
		}
		if back, err := worktime.ParseHours(h.String()); err != nil || back != h {
			t.Fatalf("%q is %v, which reads back as %v, %v", text, h, back, err)
		}
	})
}
