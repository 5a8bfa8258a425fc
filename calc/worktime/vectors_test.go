package worktime_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

func date(t testing.TB, text string) walltime.Date {
	t.Helper()
	d, err := walltime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func hours(t testing.TB, texts ...string) (list []worktime.Hours) {
	t.Helper()
	for _, text := range texts {
		h, err := worktime.ParseHours(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, h)
	}
	return list
}

func calendar(t testing.TB, def worktime.Definition) *worktime.Calendar {
	t.Helper()
	c, err := worktime.New(def, walltime.Date{Year: 2015, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads a wall time in the zone of the calendar.
func at(t testing.TB, c *worktime.Calendar, text string) time.Time {
	t.Helper()
	w, err := walltime.ParseDateTime(text)
	if err != nil {
		t.Fatal(err)
	}
	return w.In(c.Zone(), walltime.Shift)
}

// office is open from 9 to 17 on weekdays with a break at noon, in Berlin.
func office(t testing.TB) worktime.Definition {
	return worktime.Definition{
		Zone:   "Europe/Berlin",
		Week:   worktime.Weekdays(hours(t, "09:00-17:00")...),
		Breaks: worktime.Daily(hours(t, "12:00-13:00")...),
		Dates: map[walltime.Date][]worktime.Hours{
			date(t, "2026-06-13"): hours(t, "10:00-14:00"), // a Saturday
			date(t, "2026-06-17"): nil,                     // a Wednesday
		},
		Holidays: []worktime.Holiday{
			{Name: "Good Friday", Day: worktime.FromEaster(-2)},
			{Name: "Christmas Eve", Day: worktime.Yearly(time.December, 24), Closed: hours(t, "14:00-24:00")},
			{Name: "Christmas", Day: worktime.Yearly(time.December, 25)},
		},
	}
}

func TestBetween(t *testing.T) {
	c := calendar(t, office(t))
	for _, v := range []struct {
		story, from, to string
		want            time.Duration
	}{
		{"a morning", "2026-06-08T09:00", "2026-06-08T12:00", 3 * time.Hour},
		{"over the break", "2026-06-08T11:30", "2026-06-08T13:30", time.Hour},
		{"within the break", "2026-06-08T12:10", "2026-06-08T12:50", 0},
		{"before the opening and after the close", "2026-06-08T01:00", "2026-06-08T23:00", 7 * time.Hour},
		{"over a weekend", "2026-06-05T16:00", "2026-06-08T10:00", 2 * time.Hour},
		{"a working Saturday keeps its break", "2026-06-13T00:00", "2026-06-13T24:00", 3 * time.Hour},
		{"a closed Wednesday", "2026-06-17T00:00", "2026-06-17T24:00", 0},
		{"Good Friday", "2026-04-03T00:00", "2026-04-03T24:00", 0},
		{"Christmas Eve until 14:00", "2026-12-24T00:00", "2026-12-26T24:00", 4 * time.Hour},
		{"over New Year", "2026-12-31T16:00", "2027-01-01T10:00", 2 * time.Hour},
		{"backwards", "2026-06-08T12:00", "2026-06-08T09:00", 0},
		{"the same instant", "2026-06-08T10:00", "2026-06-08T10:00", 0},
		{"four years", "2023-01-01T00:00", "2026-12-31T24:00", 7239 * time.Hour},
	} {
		if got := c.Between(at(t, c, v.from), at(t, c, v.to)); got != v.want {
			t.Errorf("%s: %v, want %v", v.story, got, v.want)
		}
	}
}

func TestClockChanges(t *testing.T) {
	for _, v := range []struct {
		story, zone, open, from, to string
		want                        time.Duration
	}{
		{"a day of 23 hours", "Europe/Berlin", "00:00-24:00", "2026-03-29T00:00", "2026-03-29T24:00", 23 * time.Hour},
		{"a day of 25 hours", "Europe/Berlin", "00:00-24:00", "2026-10-25T00:00", "2026-10-25T24:00", 25 * time.Hour},
		{"a night shift loses an hour", "Europe/Berlin", "00:00-06:00", "2026-03-29T00:00", "2026-03-29T24:00", 5 * time.Hour},
		{"office hours do not notice", "Europe/Berlin", "09:00-17:00", "2026-03-29T00:00", "2026-03-29T24:00", 8 * time.Hour},
		{"an end in the gap comes later", "Europe/Berlin", "01:00-02:30", "2026-03-29T00:00", "2026-03-29T24:00", 90 * time.Minute},
		{"hours that vanish", "Europe/Berlin", "02:15-03:10", "2026-03-29T00:00", "2026-03-29T24:00", 0},
		{"hours shown twice count once", "Europe/Berlin", "02:00-02:30", "2026-10-25T00:00", "2026-10-25T24:00", 30 * time.Minute},
		{"half an hour", "Australia/Lord_Howe", "00:00-24:00", "2026-10-04T00:00", "2026-10-04T24:00", 1410 * time.Minute},
		{"midnight does not exist", "America/Sao_Paulo", "00:00-24:00", "2018-11-03T00:00", "2018-11-04T24:00", 47 * time.Hour},
		{"midnight comes twice", "America/Sao_Paulo", "00:00-24:00", "2018-02-17T00:00", "2018-02-17T24:00", 25 * time.Hour},
		{"a gap before midnight", "America/Nuuk", "22:30-23:30", "2024-03-30T00:00", "2024-03-31T12:00", time.Hour},
		{"a day that never was", "Pacific/Apia", "00:00-24:00", "2011-12-29T00:00", "2011-12-31T24:00", 48 * time.Hour},
	} {
		c := calendar(t, worktime.Definition{Zone: v.zone, Week: worktime.Daily(hours(t, v.open)...)})
		if got := c.Between(at(t, c, v.from), at(t, c, v.to)); got != v.want {
			t.Errorf("%s: %v, want %v", v.story, got, v.want)
		}
	}
}

func TestAddAndSub(t *testing.T) {
	c := calendar(t, office(t))
	for _, v := range []struct {
		story, from string
		by          time.Duration
		add, sub    string
	}{
		{"within the morning", "2026-06-09T10:00", time.Hour, "2026-06-09T11:00", "2026-06-09T09:00"},
		{"exactly at the break", "2026-06-09T10:00", 2 * time.Hour, "2026-06-09T12:00", "2026-06-08T16:00"},
		{"exactly a close and an opening", "2026-06-09T12:30", 4 * time.Hour, "2026-06-09T17:00", "2026-06-08T16:00"},
		{"a moment beyond the close", "2026-06-09T12:30", 4*time.Hour + time.Second, "2026-06-10T09:00:01", "2026-06-08T15:59:59"},
		{"over a weekend", "2026-06-05T16:00", 2 * time.Hour, "2026-06-08T10:00", "2026-06-05T14:00"},
		{"nothing, while open", "2026-06-09T10:00", 0, "2026-06-09T10:00", "2026-06-09T10:00"},
		{"nothing, at the opening", "2026-06-09T09:00", 0, "2026-06-09T09:00", "2026-06-08T17:00"},
		{"nothing, at the close", "2026-06-09T17:00", 0, "2026-06-10T09:00", "2026-06-09T17:00"},
		{"nothing, on a Sunday", "2026-06-07T10:00", 0, "2026-06-08T09:00", "2026-06-05T17:00"},
		{"nothing, over New Year", "2026-12-31T20:00", 0, "2027-01-01T09:00", "2026-12-31T17:00"},
		{"over New Year, both ways", "2027-01-01T10:00", 7*time.Hour + time.Minute, "2027-01-04T10:01", "2026-12-31T09:59"},
		{"a thousand hours", "2026-01-01T09:00", 1000 * time.Hour, "2026-07-22T12:00", ""},
	} {
		added, err := c.Add(at(t, c, v.from), v.by)
		if err != nil || !added.Equal(at(t, c, v.add)) {
			t.Errorf("%s: added %v %v, want %s", v.story, added.In(c.Zone()), err, v.add)
		}
		if v.sub == "" {
			continue
		}
		subtracted, err := c.Sub(at(t, c, v.from), v.by)
		if err != nil || !subtracted.Equal(at(t, c, v.sub)) {
			t.Errorf("%s: subtracted %v %v, want %s", v.story, subtracted.In(c.Zone()), err, v.sub)
		}
	}
}

func TestAddDays(t *testing.T) {
	c := calendar(t, office(t))
	for _, v := range []struct {
		story, from string
		days        int
		want        string
	}{
		{"tomorrow", "2026-06-08T10:00", 1, "2026-06-09T10:00"},
		{"over a weekend", "2026-06-05T10:00", 1, "2026-06-08T10:00"},
		{"a working Saturday counts", "2026-06-12T11:00", 1, "2026-06-13T11:00"},
		{"a closed Wednesday does not", "2026-06-16T10:00", 1, "2026-06-18T10:00"},
		{"before the opening", "2026-06-08T07:00", 2, "2026-06-10T09:00"},
		{"in the break", "2026-06-08T12:30", 1, "2026-06-09T13:00"},
		{"after the close", "2026-06-08T18:00", 1, "2026-06-10T09:00"},
		{"at the close", "2026-06-08T17:00", 1, "2026-06-09T17:00"},
		{"from a Sunday", "2026-06-07T10:00", 1, "2026-06-08T10:00"},
		{"no days", "2026-06-07T10:00", 0, "2026-06-08T09:00"},
		{"over Easter", "2026-04-02T10:00", 1, "2026-04-06T10:00"},
		{"the clock on the wall stays", "2026-03-27T10:00", 1, "2026-03-30T10:00"},
	} {
		got, err := c.AddDays(at(t, c, v.from), v.days)
		if err != nil || !got.Equal(at(t, c, v.want)) {
			t.Errorf("%s: %v %v, want %s", v.story, got.In(c.Zone()), err, v.want)
		}
	}
}

func TestPeriods(t *testing.T) {
	c := calendar(t, office(t))
	want := []string{"2026-06-05T15:30", "2026-06-05T17:00", "2026-06-08T09:00", "2026-06-08T12:00", "2026-06-08T13:00", "2026-06-08T17:00"}
	var got []string
	for p := range c.Periods(at(t, c, "2026-06-05T15:30")) {
		got = append(got, walltime.Of(p.Start, c.Zone()).String(), walltime.Of(p.End, c.Zone()).String())
		if len(got) == len(want) {
			break
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("periods %v, want %v", got, want)
	}
}

func TestRefusals(t *testing.T) {
	today := date(t, "2026-01-01")
	past := map[walltime.Date][]worktime.Hours{date(t, "2020-01-02"): hours(t, "09:00-17:00")}
	late := map[walltime.Date][]worktime.Hours{date(t, "2031-01-02"): hours(t, "09:00-17:00")}
	all := worktime.RoundTheClock()
	everyDay := func(day worktime.DayRule) []worktime.Holiday { return []worktime.Holiday{{Day: day}} }
	for story, v := range map[string]struct {
		def  worktime.Definition
		want error
	}{
		"no hours at all":         {worktime.Definition{Zone: "UTC"}, worktime.ErrNoWorkingTime},
		"only in the past":        {worktime.Definition{Zone: "UTC", Dates: past}, worktime.ErrNoWorkingTime},
		"only after five years":   {worktime.Definition{Zone: "UTC", Dates: late}, worktime.ErrNoWorkingTime},
		"all of it breaks":        {worktime.Definition{Zone: "UTC", Week: all, Breaks: all}, worktime.ErrNoWorkingTime},
		"no zone":                 {worktime.Definition{Week: all}, walltime.ErrZone},
		"a backward shift":        {worktime.Definition{Zone: "UTC", Week: worktime.Daily(worktime.Hours{From: walltime.At(22, 0), To: walltime.At(6, 0)})}, worktime.ErrHours},
		"an empty holiday":        {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.DayRule{})}, worktime.ErrHoliday},
		"30 February":             {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.Yearly(time.February, 30))}, worktime.ErrHoliday},
		"a sixth Monday":          {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.NthWeekday(6, time.Monday, time.May))}, worktime.ErrHoliday},
		"a day and an nth":        {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.DayRule{Month: 5, Day: 1, Nth: 1, Weekday: "monday"})}, worktime.ErrHoliday},
		"two ways of finding it":  {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.DayRule{Month: 5, Day: 1, Date: today})}, worktime.ErrHoliday},
		"a weekday of no month":   {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.DayRule{Date: today, Weekday: "monday"})}, worktime.ErrHoliday},
		"a weekday nobody knows":  {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.DayRule{Month: 5, Nth: 1, Weekday: "mon"})}, worktime.ErrHoliday},
		"a year after Easter":     {worktime.Definition{Zone: "UTC", Week: all, Holidays: everyDay(worktime.FromEaster(365))}, worktime.ErrHoliday},
		"an unknown way to shift": {worktime.Definition{Zone: "UTC", Week: all, Holidays: []worktime.Holiday{{Day: worktime.FromEaster(0), Observed: "later"}}}, worktime.ErrHoliday},
	} {
		if _, err := worktime.New(v.def, today); !errors.Is(err, v.want) {
			t.Errorf("%s: %v, want %v", story, err, v.want)
		}
	}
	c := calendar(t, office(t))
	now := at(t, c, "2026-06-08T10:00")
	for story, try := range map[string]func() (time.Time, error){
		"add":  func() (time.Time, error) { return c.Add(now, -1) },
		"sub":  func() (time.Time, error) { return c.Sub(now, -1) },
		"days": func() (time.Time, error) { return c.AddDays(now, -1) },
	} {
		if _, err := try(); !errors.Is(err, worktime.ErrNegative) {
			t.Errorf("%s of less than nothing: %v", story, err)
		}
	}
}

func TestFarAwayInstantsEndQuietly(t *testing.T) {
	c := calendar(t, office(t))
	old := calendar(t, worktime.Definition{Zone: "UTC", Dates: map[walltime.Date][]worktime.Hours{date(t, "2016-01-04"): hours(t, "09:00-10:00")}})
	now := at(t, c, "2026-06-08T10:00")
	for story, v := range map[string]struct {
		try  func() (time.Time, error)
		want error
	}{
		"the year 1":           {func() (time.Time, error) { return c.Add(time.Time{}, time.Hour) }, worktime.ErrBeyond},
		"the year 9000":        {func() (time.Time, error) { return c.Sub(time.Unix(222_000_000_000, 0), time.Hour) }, worktime.ErrBeyond},
		"days of the year 1":   {func() (time.Time, error) { return c.AddDays(time.Time{}, 1) }, worktime.ErrBeyond},
		"a duration for ever":  {func() (time.Time, error) { return c.Add(now, math.MaxInt64) }, worktime.ErrBeyond},
		"and back":             {func() (time.Time, error) { return c.Sub(now, math.MaxInt64) }, worktime.ErrBeyond},
		"half a million hours": {func() (time.Time, error) { return c.Add(now, 500_000*time.Hour) }, worktime.ErrBeyond},
		"a million days":       {func() (time.Time, error) { return c.AddDays(now, 1_000_000) }, worktime.ErrBeyond},
		"nothing left":         {func() (time.Time, error) { return old.Add(now, 0) }, worktime.ErrNoWorkingTime},
		"nothing left to take": {func() (time.Time, error) { return old.Sub(now, 0) }, worktime.ErrNoWorkingTime},
		"no business day left": {func() (time.Time, error) { return old.AddDays(now, 1) }, worktime.ErrNoWorkingTime},
	} {
		if got, err := v.try(); !errors.Is(err, v.want) {
			t.Errorf("%s: %v %v, want %v", story, got, err, v.want)
		}
	}
	if got := c.Between(time.Time{}, time.Unix(222_000_000_000, 0)); got <= 0 {
		t.Errorf("all working time there is comes to %v", got)
	}
	for range old.Periods(now) {
		t.Error("a period of a calendar that is closed for ever")
	}
}
