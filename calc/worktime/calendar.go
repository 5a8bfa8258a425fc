// Package worktime measures time while somebody works: by weekly hours, breaks and holidays in a zone.
//
// Its one rule: working time is elapsed real time within the hours, so that a day open from 00:00 to
// 24:00 has 23 or 25 hours when the clocks change. Hours start and end by [walltime.Shift].
package worktime

import (
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"steward/calc/walltime"
)

// The years that a calendar knows, the first and the last only as neighbours of the others. Outside them
// there is no working time.
const (
	FirstYear = 1950
	LastYear  = 2199
)

const patience = 5 // years without working time after which a calendar is given up

// Calendar answers how much working time lies between instants. It never changes and may be shared; it
// remembers the years it has been asked about. A holiday goes before hours of a single date, these before
// those of the week, and breaks come off last.
type Calendar struct {
	zone     *time.Location
	week     Week
	breaks   Week
	dates    map[walltime.Date][]Hours
	holidays []Holiday
	tables   [LastYear - FirstYear + 1]atomic.Pointer[table]
}

// New checks a definition and makes it ready for use. A calendar without any working time in the five
// years after asOf is refused with [ErrNoWorkingTime].
func New(def Definition, asOf walltime.Date) (*Calendar, error) {
	zone, err := walltime.Zone(def.Zone)
	if err != nil {
		return nil, err
	}
	c := &Calendar{zone: zone, dates: map[walltime.Date][]Hours{}, holidays: slices.Clone(def.Holidays)}
	if c.week, err = unitedWeek(def.Week); err != nil {
		return nil, err
	}
	if c.breaks, err = unitedWeek(def.Breaks); err != nil {
		return nil, err
	}
	for date, hours := range def.Dates {
		if c.dates[date], err = united(hours); err != nil {
			return nil, fmt.Errorf("%v: %w", date, err)
		}
	}
	for i := range c.holidays {
		if err := c.holidays[i].prepare(); err != nil {
			return nil, fmt.Errorf("holiday %d %q: %w", i+1, c.holidays[i].Name, err)
		}
	}
	opening, err := c.Add(asOf.Start(zone), 0)
	if err != nil {
		return nil, err
	}
	if limit := asOf.Add(patience, walltime.Year); !opening.Before(limit.Start(zone)) {
		return nil, fmt.Errorf("%w after %v", ErrNoWorkingTime, asOf)
	}
	return c, nil
}

// Zone is the zone of the calendar's hours and dates.
func (c *Calendar) Zone() *time.Location { return c.zone }

func unitedWeek(w Week) (Week, error) {
	for day, hours := range w {
		sorted, err := united(hours)
		if err != nil {
			return Week{}, fmt.Errorf("%s: %w", weekdayName(time.Weekday(day)), err)
		}
		w[day] = sorted
	}
	return w, nil
}

// hours are those of one day on the clock, as rules and precedence leave them.
func (c *Calendar) hours(date walltime.Date, closures map[walltime.Date][]Hours) []Hours {
	weekday := date.Weekday()
	hours, single := c.dates[date]
	if !single {
		hours = c.week[weekday]
	}
	if closed, ok := closures[date]; ok {
		hours = without(hours, closed)
	}
	return without(hours, c.breaks[weekday])
}

// united sorts hours and joins those that overlap or touch.
func united(hours []Hours) ([]Hours, error) {
	var joined []Hours
	for _, h := range slices.SortedFunc(slices.Values(hours), func(a, b Hours) int { return int(a.From - b.From) }) {
		if err := h.check(); err != nil {
			return nil, err
		}
		if last := len(joined) - 1; last >= 0 && h.From <= joined[last].To {
			joined[last].To = max(joined[last].To, h.To)
			continue
		}
		joined = append(joined, h)
	}
	return joined, nil
}

// without is what remains of the hours; both lists are united.
func without(hours, closed []Hours) []Hours {
	for _, gap := range closed {
		var rest []Hours
		for _, h := range hours {
			if before := (Hours{h.From, min(h.To, gap.From)}); before.From < before.To {
				rest = append(rest, before)
			}
			if after := (Hours{max(h.From, gap.To), h.To}); after.From < after.To {
				rest = append(rest, after)
			}
		}
		hours = rest
	}
	return hours
}
