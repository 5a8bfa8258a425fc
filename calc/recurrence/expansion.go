package recurrence

import (
	"fmt"
	"slices"
	"time"

	"steward/calc/walltime"
)

// expansion goes through the periods of a rule: its years, months, weeks, days, hours or minutes.
type expansion struct {
	series   Series
	rule     Rule
	from, to time.Time
	limit    int
	gone     map[time.Time]bool // exceptions as instants, since one date can be written in several zones

	list    []Occurrence
	enough  walltime.Date // once the limit is passed: the last day to look at
	counted int
	ended   bool
	steps   int
	day     int // the last day that was judged, and whether the rule allows it
	allowed bool
}

func (s Series) expansion(from, to time.Time, limit int) *expansion {
	e := &expansion{series: s, rule: s.Rule.filled(s.Start), from: from, to: to, limit: limit, gone: make(map[time.Time]bool, len(s.Except))}
	for _, w := range s.Except {
		e.gone[w.In(s.Zone, walltime.Shift)] = true
	}
	return e
}

// run looks from one day up to and including another.
func (e *expansion) run(first, last walltime.Date) error {
	start := e.series.Start
	if e.rule.frequency == once {
		e.found(start)
		return nil
	}
	e.day = start.Date.Days() - 1
	begin := e.index(start)
	index := begin
	if skip := e.index(walltime.DateTime{Date: first}) - begin; skip > 0 && e.rule.count == 0 {
		index += skip / e.rule.interval * e.rule.interval
	}
	end := e.index(walltime.DateTime{Date: last, Clock: walltime.At(23, 59)})
	for ; index <= end && !e.ended; index += e.rule.interval {
		if e.steps++; e.steps > mostSteps {
			return fmt.Errorf("%w: %v from %v, which may never happen; or start it later", ErrTooManySteps, e.series.Rule, start)
		}
		if closed := e.closedUntil(index); closed > index {
			index += (closed - index - 1) / e.rule.interval * e.rule.interval
			continue
		}
		e.period(index)
	}
	return nil
}

// index numbers the periods of the rule's frequency.
func (e *expansion) index(w walltime.DateTime) int {
	days := w.Date.Days()
	switch e.rule.frequency {
	case yearly:
		return w.Date.Year
	case monthly:
		return w.Date.Year*12 + int(w.Date.Month) - 1
	case weekly:
		return floorDivide(days+e.weekShift(), 7)
	case hourly:
		return days*24 + int(w.Clock/walltime.At(1, 0))
	case minutely:
		return days*1440 + int(w.Clock/walltime.At(0, 1))
	}
	return days
}

// weekShift is how many days before 1970-01-01, a Thursday, its week starts.
func (e *expansion) weekShift() int { return (int(time.Thursday-e.rule.weekStart) + 7) % 7 }

func floorDivide(a, b int) int {
	if a < 0 {
		return -((b - 1 - a) / b)
	}
	return a / b
}

// edges are the first and the last day of a period.
func (e *expansion) edges(index int) (first, last walltime.Date) {
	switch e.rule.frequency {
	case yearly:
		return walltime.Date{Year: index, Month: time.January, Day: 1}, walltime.Date{Year: index, Month: time.December, Day: 31}
	case monthly:
		first = walltime.Date{Year: index / 12, Month: time.Month(index%12 + 1), Day: 1}
		return first, first.AddDays(walltime.DaysIn(first.Year, first.Month) - 1)
	case weekly:
		first = walltime.FromDays(index*7 - e.weekShift())
		return first, first.AddDays(6)
	}
	first = walltime.FromDays(index)
	return first, first
}

// closedUntil is the index of the next hour or minute that is not ruled out together with this one by its
// day or hour; index itself if this one is not.
func (e *expansion) closedUntil(index int) int {
	perDay := 1440
	switch e.rule.frequency {
	case hourly:
		perDay = 24
	case minutely:
	default:
		return index
	}
	day := floorDivide(index, perDay)
	if day != e.day {
		e.day, e.allowed = day, e.rule.allows(walltime.FromDays(day))
	}
	if !e.allowed {
		return (day + 1) * perDay
	}
	if perHour := perDay / 24; !allowed(e.rule.byHour, floorDivide(index, perHour)-day*24) {
		return (floorDivide(index, perHour) + 1) * perHour
	}
	return index
}

func allowed(list []int, n int) bool { return len(list) == 0 || slices.Contains(list, n) }

// period finds the dates of one period.
func (e *expansion) period(index int) {
	switch e.rule.frequency {
	case hourly:
		day := floorDivide(index, 24)
		e.pick([]walltime.Date{walltime.FromDays(day)}, []int{index - day*24}, e.rule.byMinute)
	case minutely:
		day := floorDivide(index, 1440)
		if minute := index - day*1440; allowed(e.rule.byMinute, minute%60) {
			e.pick([]walltime.Date{walltime.FromDays(day)}, []int{minute / 60}, []int{minute % 60})
		}
	default:
		e.pick(e.daysOf(index), e.rule.byHour, e.rule.byMinute)
	}
}

// daysOf finds the days of a period.
func (e *expansion) daysOf(index int) (days []walltime.Date) {
	day, last := e.edges(index)
	for day.Compare(last) <= 0 {
		if e.steps++; !allowed(e.rule.byMonth, int(day.Month)) {
			day = day.StartOf(walltime.Month).AddMonths(1)
			continue
		}
		if e.rule.allows(day) {
			days = append(days, day)
		}
		day = day.AddDays(1)
	}
	return days
}

// pick takes all dates of a period, or those that BYSETPOS names, in rising order.
func (e *expansion) pick(days []walltime.Date, hours, minutes []int) {
	perDay := len(hours) * len(minutes)
	total := len(days) * perDay
	take := func(position int) {
		if position < 0 || position >= total || e.ended {
			return
		}
		time := position % perDay
		clock := walltime.At(hours[time/len(minutes)], minutes[time%len(minutes)]) + e.series.Start.Clock%walltime.At(0, 1)
		e.candidate(walltime.DateTime{Date: days[position/perDay], Clock: clock})
	}
	if len(e.rule.bySetPos) == 0 {
		for position := range total {
			take(position)
		}
		return
	}
	var positions []int
	for _, n := range e.rule.bySetPos {
		if n < 0 {
			n += total + 1
		}
		positions = append(positions, n-1)
	}
	slices.Sort(positions)
	for _, position := range slices.Compact(positions) {
		take(position)
	}
}

// candidate is a date that the rule has, unless the series has not begun or is over.
func (e *expansion) candidate(w walltime.DateTime) {
	e.steps++
	if w.Compare(e.series.Start) < 0 {
		return
	}
	if e.beyond(w) || !e.enough.IsZero() && w.Date.Compare(e.enough) > 0 {
		e.ended = true
		return
	}
	e.found(w)
	if len(e.list) > e.limit && e.enough.IsZero() {
		e.enough = w.Date.AddDays(2) // a gap in the zone can bring later dates before this one
	}
	if e.counted++; e.counted == e.rule.count {
		e.ended = true
	}
}

// beyond tells whether a date lies after UNTIL.
func (e *expansion) beyond(w walltime.DateTime) bool {
	last := e.rule.untilWall
	if e.rule.untilDay {
		last.Clock = walltime.EndOfDay
	}
	if !last.Date.IsZero() {
		return w.Compare(last) > 0
	}
	return !e.rule.until.IsZero() && w.In(e.series.Zone, walltime.Shift).After(e.rule.until)
}

// found keeps a date that lies in the window and is neither taken away nor moved.
func (e *expansion) found(w walltime.DateTime) {
	at := w.In(e.series.Zone, walltime.Shift)
	if at.Before(e.from) || !at.Before(e.to) || e.gone[at] {
		return
	}
	if _, moved := e.series.Moved[w]; !moved {
		e.list = append(e.list, Occurrence{At: at, Wall: w, Original: w})
	}
}
