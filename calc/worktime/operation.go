package worktime

import (
	"fmt"
	"iter"
	"time"

	"steward/calc/walltime"
)

// Period is a stretch of working time, from its start up to but without its end, in UTC.
type Period struct{ Start, End time.Time }

// longest is as much as the known years can hold.
const longest = (LastYear - FirstYear) * secondsPerYear * time.Second

// Between is the working time from a to b; 0 if b does not lie after a.
func (c *Calendar) Between(a, b time.Time) time.Duration {
	if !b.After(a) {
		return 0
	}
	a, b = within(a), within(b)
	firstYear, first, from, _ := c.find(a)
	lastYear, last, to, _ := c.find(b)
	if firstYear == lastYear {
		return time.Duration(last.worked(to) - first.worked(from))
	}
	sum := first.total - first.worked(from) + last.worked(to)
	for year := firstYear + 1; year < lastYear; year++ {
		sum += c.table(year).total
	}
	return time.Duration(sum)
}

// within moves an instant to the edge of the years that a calendar knows.
func within(t time.Time) time.Time {
	if seconds := t.Unix(); seconds < firstSecond {
		return time.Unix(firstSecond, 0)
	} else if seconds >= lastSecond {
		return time.Unix(lastSecond-1, 0)
	}
	return t
}

// Add is the first instant by which the working time d has passed since t. If that is exactly at a close,
// it is that close and not the next opening. With d = 0 it is t itself while the calendar is open, else the
// next opening.
func (c *Calendar) Add(t time.Time, d time.Duration) (time.Time, error) {
	if d < 0 {
		return time.Time{}, fmt.Errorf("%w: cannot add %v, subtract instead", ErrNegative, d)
	}
	year, in, at, ok := c.find(t)
	if !ok || d > longest {
		return time.Time{}, fmt.Errorf("%w: %v after %v", ErrBeyond, d, t)
	}
	target := in.worked(at) + int64(d)
	if d == 0 {
		if i := in.after(at); i > 0 && at < in.spans[i-1].end {
			return t.UTC(), nil
		}
		target++ // the next opening is where the next moment of work starts
	}
	for empty := 0; empty <= patience; year++ {
		if year == LastYear {
			return time.Time{}, fmt.Errorf("%w: %v after %v", ErrBeyond, d, t)
		}
		in = c.table(year)
		if target <= in.total {
			if d == 0 {
				return instant(in.left(target - 1)), nil
			}
			return instant(in.reached(target)), nil
		}
		target -= in.total
		if empty++; in.total > 0 {
			empty = 0
		}
	}
	return time.Time{}, fmt.Errorf("%w after %v", ErrNoWorkingTime, t)
}

// Sub is the mirror of Add: the last instant from which the working time d passes until t. If that is
// exactly at an opening, it is that opening. With d = 0 it is t itself while the calendar is open or just
// closes, else the close before.
func (c *Calendar) Sub(t time.Time, d time.Duration) (time.Time, error) {
	if d < 0 {
		return time.Time{}, fmt.Errorf("%w: cannot subtract %v, add instead", ErrNegative, d)
	}
	year, in, at, ok := c.find(t)
	if !ok {
		return time.Time{}, fmt.Errorf("%w: %v", ErrBeyond, t)
	}
	target := in.worked(at) - int64(d)
	if d == 0 {
		if i := in.after(at - 1); i > 0 && at <= in.spans[i-1].end {
			return t.UTC(), nil
		}
		target-- // the close before is where the last moment of work ended
	}
	for empty := 0; empty <= patience; {
		if target >= 0 {
			if d == 0 {
				return instant(in.reached(target + 1)), nil
			}
			return instant(in.left(target)), nil
		}
		if empty++; in.total > 0 {
			empty = 0
		}
		if year--; year == FirstYear {
			return time.Time{}, fmt.Errorf("%w: %v before %v", ErrBeyond, d, t)
		}
		in = c.table(year)
		target += in.total
	}
	return time.Time{}, fmt.Errorf("%w before %v", ErrNoWorkingTime, t)
}

// AddDays counts n business days on from the day of t, keeps the time of day, and moves on into the hours:
// to the opening if that is before it or in a break, to the next opening if it is after the close. A
// business day is one with any working time. This differs from adding n times 24 hours of working time.
func (c *Calendar) AddDays(t time.Time, n int) (time.Time, error) {
	if n < 0 {
		return time.Time{}, fmt.Errorf("%w: cannot add %d days", ErrNegative, n)
	}
	if _, _, _, ok := c.find(t); !ok {
		return time.Time{}, fmt.Errorf("%w: %v", ErrBeyond, t)
	}
	if n == 0 {
		return c.into(t.UTC()) // not by the wall, which may show this time twice
	}
	wall := walltime.Of(t, c.zone)
	for closed := 0; n > 0; {
		wall.Date = wall.Date.AddDays(1)
		if wall.Date.Year == LastYear {
			return time.Time{}, fmt.Errorf("%w: %d business days after %v", ErrBeyond, n, t)
		}
		if closed > patience*366 {
			return time.Time{}, fmt.Errorf("%w after %v", ErrNoWorkingTime, t)
		}
		if closed++; c.table(wall.Date.Year).open(wall.Date.YearDay()) {
			closed = 0
			n--
		}
	}
	return c.into(wall.In(c.zone, walltime.Shift))
}

// into is t itself while the calendar is open or just closes, else the next opening.
func (c *Calendar) into(t time.Time) (time.Time, error) {
	if _, in, at, ok := c.find(t); ok {
		if i := in.after(at); i > 0 && at == in.spans[i-1].end {
			return t, nil
		}
	}
	return c.Add(t, 0)
}

// Open tells whether t lies within working time.
func (c *Calendar) Open(t time.Time) bool {
	_, in, at, ok := c.find(t)
	if !ok {
		return false
	}
	i := in.after(at)
	return i > 0 && at < in.spans[i-1].end
}

// Periods goes through the working time from an instant on, day by day, the first period cut where the
// instant lies in it. It ends after [LastYear] or after five years without any.
func (c *Calendar) Periods(from time.Time) iter.Seq[Period] {
	return func(yield func(Period) bool) {
		year, _, at, ok := c.find(from)
		if !ok {
			return
		}
		for empty := 0; empty <= patience && year < LastYear; year++ {
			in := c.table(year)
			for _, s := range in.spans[max(0, in.after(at)-1):] {
				if s.end > at && !yield(Period{instant(max(s.start, at)), instant(s.end)}) {
					return
				}
			}
			if empty++; len(in.spans) > 0 {
				empty = 0
			}
		}
	}
}

func instant(nanoseconds int64) time.Time { return time.Unix(0, nanoseconds).UTC() }
