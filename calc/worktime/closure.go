package worktime

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"steward/calc/walltime"
)

var allDay = []Hours{{0, walltime.EndOfDay}}

// prepare checks the holiday and fills in that it closes the whole day where no part is named.
func (h *Holiday) prepare() (err error) {
	if err := h.Day.check(); err != nil {
		return err
	}
	switch h.Observed {
	case AsItFalls, Nearest, Following:
	default:
		return fmt.Errorf("%w: observed is %q, choose nearest or following", ErrHoliday, h.Observed)
	}
	if len(h.Closed) == 0 {
		h.Closed = allDay
	}
	h.Closed, err = united(h.Closed)
	return err
}

// closures are the closed parts of the days of a year, and of a few around it.
func (c *Calendar) closures(year int) map[walltime.Date][]Hours {
	type falling struct {
		date    walltime.Date
		holiday *Holiday
	}
	var movable []falling
	taken := map[walltime.Date][]Hours{}
	take := func(date walltime.Date, closed []Hours) {
		both, _ := united(slices.Concat(taken[date], closed))
		taken[date] = both
	}
	for i := range c.holidays {
		h := &c.holidays[i]
		for y := year - 1; y <= year+1; y++ {
			date, ok := h.Day.in(y)
			if !ok || h.FirstYear != 0 && y < h.FirstYear || h.LastYear != 0 && y > h.LastYear {
				continue
			}
			if h.Observed != AsItFalls && weekend(date) {
				movable = append(movable, falling{date, h})
				continue
			}
			take(date, h.Closed)
		}
	}
	slices.SortStableFunc(movable, func(a, b falling) int { return cmp.Compare(a.date.Days(), b.date.Days()) })
	for _, f := range movable {
		take(observed(f.date, f.holiday.Observed, taken), f.holiday.Closed)
	}
	return taken
}

func weekend(date walltime.Date) bool {
	weekday := date.Weekday()
	return weekday == time.Saturday || weekday == time.Sunday
}

// observed is the day on which a holiday at a weekend is taken.
func observed(date walltime.Date, rule Observed, taken map[walltime.Date][]Hours) walltime.Date {
	if rule == Nearest {
		if date.Weekday() == time.Saturday {
			return date.AddDays(-1)
		}
		return date.AddDays(1)
	}
	for weekend(date) || taken[date] != nil {
		date = date.AddDays(1)
	}
	return date
}
