package worktime

import (
	"sort"
	"time"

	"steward/calc/walltime"
)

// table is one local year of a calendar, laid out as instants: nanoseconds since 1970 in UTC.
type table struct {
	start, end int64   // of the year
	spans      []span  // rising, disjoint, within the year
	first      []int32 // per day of the year, and one more: the index of its first span
	total      int64   // working time of the year
}

type span struct {
	start, end int64
	before     int64 // working time of the year up to start
}

// table makes the year's table at the first question. Two questions at once may both make it; the results
// are equal.
func (c *Calendar) table(year int) *table {
	place := &c.tables[year-FirstYear]
	if known := place.Load(); known != nil {
		return known
	}
	made := c.layOut(year)
	place.Store(made)
	return made
}

func (c *Calendar) layOut(year int) *table {
	newYear := walltime.Date{Year: year, Month: time.January, Day: 1}
	next := walltime.Date{Year: year + 1, Month: time.January, Day: 1}
	t := &table{start: c.instant(newYear, 0), end: c.instant(next, 0)}
	closures := c.closures(year)
	latest := t.start
	for date := newYear; date != next; date = date.AddDays(1) {
		t.first = append(t.first, int32(len(t.spans)))
		for _, h := range c.hours(date, closures) {
			// Where the clocks change, an end can come to lie behind the next start, or before its own.
			start := max(c.instant(date, h.From), latest)
			end := min(c.instant(date, h.To), t.end)
			if start < end {
				t.spans = append(t.spans, span{start, end, t.total})
				t.total += end - start
				latest = end
			}
		}
	}
	t.first = append(t.first, int32(len(t.spans)))
	return t
}

func (c *Calendar) instant(date walltime.Date, clock walltime.Clock) int64 {
	return walltime.Resolve(date, clock, c.zone, walltime.Shift).UnixNano()
}

// worked is the working time of the year up to the instant.
func (t *table) worked(at int64) int64 {
	i := t.after(at) - 1
	if i < 0 {
		return 0
	}
	return t.spans[i].before + min(at, t.spans[i].end) - t.spans[i].start
}

// after is the index of the first span that starts after the instant.
func (t *table) after(at int64) int {
	low, high := 0, len(t.spans)
	for low < high {
		middle := int(uint(low+high) >> 1)
		if t.spans[middle].start <= at {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// reached is the first instant by which the working time of the year comes to more than 0, up to total.
func (t *table) reached(worked int64) int64 {
	i := sort.Search(len(t.spans), func(i int) bool { return t.spans[i].before >= worked }) - 1
	return t.spans[i].start + worked - t.spans[i].before
}

// left is the last instant by which the working time of the year comes to 0 or more, below total.
func (t *table) left(worked int64) int64 {
	i := sort.Search(len(t.spans), func(i int) bool { return t.spans[i].before > worked }) - 1
	return t.spans[i].start + worked - t.spans[i].before
}

// open tells whether the day of the year, from 1, has any working time.
func (t *table) open(yearDay int) bool { return t.first[yearDay] > t.first[yearDay-1] }

const (
	secondsPerYear = 31556952 // on average, 365.2425 days
	firstSecond    = (FirstYear + 1 - 1970) * secondsPerYear
	lastSecond     = (LastYear - 1970) * secondsPerYear
)

// find is the year of the calendar in which the instant lies, and its table.
func (c *Calendar) find(t time.Time) (year int, in *table, at int64, ok bool) {
	seconds := t.Unix()
	if seconds < firstSecond || seconds >= lastSecond {
		return 0, nil, 0, false
	}
	year = FirstYear + 1 + int((seconds-firstSecond)/secondsPerYear) // or the one before or after
	in, at = c.table(year), t.UnixNano()
	for at < in.start {
		year--
		in = c.table(year)
	}
	for at >= in.end {
		year++
		in = c.table(year)
	}
	return year, in, at, true
}
