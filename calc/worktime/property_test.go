package worktime_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

var zones = []string{"Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Tehran", "Australia/Lord_Howe", "America/St_Johns", "UTC"}

func someHours(t *rapid.T, name string, most int) (list []worktime.Hours) {
	for range rapid.IntRange(0, most).Draw(t, name) {
		from := rapid.IntRange(0, 1439).Draw(t, "from")
		to := rapid.IntRange(from+1, 1440).Draw(t, "to")
		list = append(list, worktime.Hours{From: walltime.At(0, from), To: walltime.At(0, to)})
	}
	return list
}

func someDefinition(t *rapid.T) worktime.Definition {
	def := worktime.Definition{Zone: rapid.SampledFrom(zones).Draw(t, "zone"), Dates: map[walltime.Date][]worktime.Hours{}}
	for day := range def.Week {
		def.Week[day] = someHours(t, "hours", 2)
		def.Breaks[day] = someHours(t, "breaks", 1)
	}
	someWorkEachWeek(&def)
	for range rapid.IntRange(0, 3).Draw(t, "dates") {
		day := walltime.Date{Year: 2026, Month: 1, Day: 1}.AddDays(rapid.IntRange(-400, 400).Draw(t, "day"))
		def.Dates[day] = someHours(t, "date hours", 2)
	}
	for range rapid.IntRange(0, 3).Draw(t, "holidays") {
		def.Holidays = append(def.Holidays, worktime.Holiday{
			Day:      someRule(t),
			Observed: rapid.SampledFrom([]worktime.Observed{worktime.AsItFalls, worktime.Nearest, worktime.Following}).Draw(t, "observed"),
			Closed:   someHours(t, "closed", 1),
		})
	}
	return def
}

// someWorkEachWeek keeps a definition from being refused.
func someWorkEachWeek(def *worktime.Definition) {
	def.Week[time.Wednesday] = append(def.Week[time.Wednesday], worktime.Hours{From: walltime.At(3, 0), To: walltime.At(6, 0)})
	def.Breaks[time.Wednesday] = nil
}

func someRule(t *rapid.T) worktime.DayRule {
	if rapid.Bool().Draw(t, "from easter") {
		return worktime.FromEaster(rapid.IntRange(-60, 60).Draw(t, "days"))
	}
	return worktime.Yearly(time.Month(rapid.IntRange(1, 12).Draw(t, "month")), rapid.IntRange(1, 28).Draw(t, "day"))
}

func someCalendar(t *rapid.T) *worktime.Calendar {
	c, err := worktime.New(someDefinition(t), walltime.Date{Year: 2024, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func someInstant(t *rapid.T, c *worktime.Calendar, name string) time.Time {
	instant := time.Unix(rapid.Int64Range(1_735_000_000, 1_800_000_000).Draw(t, name), 0)
	if _, change := instant.In(c.Zone()).ZoneBounds(); !change.IsZero() && rapid.Bool().Draw(t, "near a clock change") {
		instant = change.Add(time.Duration(rapid.IntRange(-30*3600, 30*3600).Draw(t, "seconds")) * time.Second)
	}
	return instant.UTC()
}

func someDuration(t *rapid.T, name string) time.Duration {
	return time.Duration(rapid.Int64Range(1, 400*3600).Draw(t, name)) * time.Second
}

func must(t *rapid.T, at time.Time, err error) time.Time {
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWhatIsAddedLiesBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar(t)
		start, d := someInstant(t, c, "start"), someDuration(t, "duration")
		end, err := c.Add(start, d)
		must(t, end, err)
		if got := c.Between(start, end); got != d {
			t.Fatalf("%v from %v ends %v, and between lie %v", d, start, end, got)
		}
		if got := c.Between(start, end.Add(-1)); got != d-1 {
			t.Fatalf("%v is not the first instant: %v already lie before", end, got)
		}
		begin, err := c.Sub(end, d)
		must(t, begin, err)
		if got := c.Between(begin, end); got != d || begin.Before(start) {
			t.Fatalf("%v back from %v is %v, and between lie %v", d, end, begin, got)
		}
		if got := c.Between(begin.Add(1), end); got != d-1 {
			t.Fatalf("%v is not the last instant: %v still lie after", begin, got)
		}
	})
}

func TestAddingInTwoSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar(t)
		start, a, b := someInstant(t, c, "start"), someDuration(t, "a"), someDuration(t, "b")
		first, err := c.Add(start, a)
		second, err2 := c.Add(must(t, first, err), b)
		once, err3 := c.Add(start, a+b)
		if must(t, second, err2); !second.Equal(must(t, once, err3)) {
			t.Fatalf("%v and %v after %v: %v, but at once %v", a, b, start, second, once)
		}
		if !second.After(first) || first.Before(start) {
			t.Fatalf("later is earlier: %v, %v, %v", start, first, second)
		}
		later, err := c.Add(start.Add(time.Hour), a)
		if must(t, later, err).Before(first) {
			t.Fatalf("starting an hour later ends earlier: %v, %v", first, later)
		}
	})
}

func TestNothingAddedLeadsIntoTheHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar(t)
		start := someInstant(t, c, "start")
		opening, err := c.Add(start, 0)
		if must(t, opening, err); !c.Open(opening) || c.Between(start, opening) != 0 {
			t.Fatalf("the next opening after %v is %v", start, opening)
		}
		if c.Open(start) && !opening.Equal(start) {
			t.Fatalf("open at %v, and yet moved to %v", start, opening)
		}
		closing, err := c.Sub(start, 0)
		if must(t, closing, err); !c.Open(closing.Add(-1)) || c.Between(closing, start) != 0 {
			t.Fatalf("the close before %v is %v", start, closing)
		}
	})
}

func TestPeriodsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar(t)
		start := someInstant(t, c, "start")
		end := start.Add(someDuration(t, "duration"))
		var sum time.Duration
		last := start
		for p := range c.Periods(start) {
			if !p.Start.Before(p.End) || p.Start.Before(last) {
				t.Fatalf("period %v after %v", p, last)
			}
			last = p.End
			if !p.Start.Before(end) {
				break
			}
			sum += min(p.End.Sub(p.Start), end.Sub(p.Start))
		}
		if got := c.Between(start, end); got != sum {
			t.Fatalf("between %v and %v lie %v, the periods come to %v", start, end, got, sum)
		}
	})
}

func TestBusinessDaysEndInOrAtTheEndOfHours(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := someCalendar(t)
		start := someInstant(t, c, "start")
		before := start
		for n := range 5 {
			end, err := c.AddDays(start, n)
			if must(t, end, err); !c.Open(end) && !c.Open(end.Add(-1)) {
				t.Fatalf("%d days from %v is %v, when nobody works", n, start, end)
			}
			if end.Before(before) {
				t.Fatalf("%d days from %v is %v, earlier than a day less", n, start, end)
			}
			before = end
		}
	})
}

// TestBetweenAgreesWithWatchingTheClock counts minutes in a zone whose clocks never change.
func TestBetweenAgreesWithWatchingTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		def := worktime.Definition{Zone: "Asia/Kathmandu"}
		for day := range def.Week {
			def.Week[day] = someHours(t, "hours", 3)
			def.Breaks[day] = someHours(t, "breaks", 2)
		}
		someWorkEachWeek(&def)
		c, err := worktime.New(def, walltime.Date{Year: 2026, Month: 1, Day: 1})
		if err != nil {
			t.Fatal(err)
		}
		in := func(list []worktime.Hours, clock walltime.Clock) bool {
			for _, h := range list {
				if h.From <= clock && clock < h.To {
					return true
				}
			}
			return false
		}
		start := time.Unix(rapid.Int64Range(1_766_000_000/60, 1_768_000_000/60).Draw(t, "start")*60, 0)
		end := start.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "minutes")) * time.Minute)
		var sum time.Duration
		for now := start; now.Before(end); now = now.Add(time.Minute) {
			wall := walltime.Of(now, c.Zone())
			weekday := wall.Date.Weekday()
			if in(def.Week[weekday], wall.Clock) && !in(def.Breaks[weekday], wall.Clock) {
				sum += time.Minute
			}
		}
		if got := c.Between(start, end); got != sum {
			t.Fatalf("between %v and %v lie %v, counted %v", start, end, got, sum)
		}
	})
}
