// Package recurrence finds the dates of what repeats, from the recurrence rules of RFC 5545.
//
// Its one rule: a series repeats on the calendar and clock of its zone. Each date is found there first and
// becomes an instant by [walltime.Shift] afterwards, so that nine o'clock stays nine o'clock. Every
// expansion is bounded by a window, a number of results and a number of steps.
package recurrence

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
)

type frequency int

const (
	once frequency = iota
	yearly
	monthly
	weekly
	daily
	hourly
	minutely
)

var frequencies = [...]string{once: "", yearly: "YEARLY", monthly: "MONTHLY", weekly: "WEEKLY", daily: "DAILY", hourly: "HOURLY", minutely: "MINUTELY"}

var weekdays = [...]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"} // by time.Weekday

// Rule is a recurrence rule that [Parse] has understood. The zero Rule happens once.
type Rule struct {
	frequency  frequency
	interval   int
	count      int               // 0: no end by number
	until      time.Time         // the last instant; zero: no end by instant
	untilWall  walltime.DateTime // the last date and time on the wall; zero: no end by them
	untilDay   bool              // untilWall was given as a day, all of which counts
	weekStart  time.Weekday
	byMonth    []int
	byWeekNo   []int
	byYearDay  []int
	byMonthDay []int
	byDay      []nthWeekday
	byHour     []int
	byMinute   []int
	bySetPos   []int
}

// nthWeekday is a weekday, or the nth such day of the month or year, from the end if n is negative.
type nthWeekday struct {
	n       int
	weekday time.Weekday
}

// The forms of dates in RFC 5545.
const (
	instantForm = "20060102T150405Z"
	wallForm    = "20060102T150405"
	dayForm     = "20060102"
)

// String is the rule in the form that [Parse] reads, its parts in a fixed order and without defaults.
func (r Rule) String() string {
	if r.frequency == once {
		return ""
	}
	text := "FREQ=" + frequencies[r.frequency]
	if r.interval != 1 {
		text += ";INTERVAL=" + strconv.Itoa(r.interval)
	}
	if r.count > 0 {
		text += ";COUNT=" + strconv.Itoa(r.count)
	}
	if r.ends() {
		text += ";UNTIL=" + r.writtenUntil()
	}
	for _, part := range numberParts {
		if list := *part.list(&r); len(list) > 0 {
			text += ";" + part.name + "=" + joined(list)
		}
	}
	if len(r.byDay) > 0 {
		text += ";BYDAY=" + joined(r.byDay)
	}
	if r.weekStart != time.Monday {
		text += ";WKST=" + weekdays[r.weekStart]
	}
	return text
}

// ends tells whether the rule has an UNTIL.
func (r Rule) ends() bool { return !r.until.IsZero() || !r.untilWall.Date.IsZero() }

func (r Rule) writtenUntil() string {
	wall := r.untilWall.In(time.UTC, walltime.Shift)
	switch {
	case !r.until.IsZero():
		return r.until.Format(instantForm)
	case r.untilDay:
		return wall.Format(dayForm)
	}
	return wall.Format(wallForm)
}

// String is MO, 2MO or -1MO.
func (d nthWeekday) String() string {
	if d.n == 0 {
		return weekdays[d.weekday]
	}
	return strconv.Itoa(d.n) + weekdays[d.weekday]
}

func joined[T any](list []T) string {
	texts := make([]string, len(list))
	for i, item := range list {
		texts[i] = fmt.Sprint(item)
	}
	return strings.Join(texts, ",")
}

// MarshalText writes the form of [Rule.String].
func (r Rule) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what [Parse] reads.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = Parse(string(text))
	return err
}
