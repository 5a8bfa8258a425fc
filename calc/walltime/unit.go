package walltime

import (
	"errors"
	"fmt"
	"time"
)

// ErrUnit marks a name that is no unit of the calendar.
var ErrUnit = errors.New("not a calendar unit")

// Unit is a stretch of the calendar by which figures are grouped. Weeks start on Monday.
type Unit int

// The units, from short to long.
const (
	Day Unit = iota
	Week
	Month
	Quarter
	Year
)

var unitNames = [...]string{"day", "week", "month", "quarter", "year"}

// ParseUnit reads day, week, month, quarter or year.
func ParseUnit(name string) (Unit, error) {
	for unit, known := range unitNames {
		if name == known {
			return Unit(unit), nil
		}
	}
	return 0, fmt.Errorf("%w: %q, choose day, week, month, quarter or year", ErrUnit, name)
}

// String is the unit's name in lower case.
func (u Unit) String() string { return unitNames[u] }

// StartOf is the first day of the unit that holds d.
func (d Date) StartOf(u Unit) Date {
	switch u {
	case Week:
		return d.AddDays(-(int(d.Weekday()) + 6) % 7)
	case Month:
		return Date{d.Year, d.Month, 1}
	case Quarter:
		return Date{d.Year, d.Month - (d.Month-1)%3, 1}
	case Year:
		return Date{d.Year, time.January, 1}
	}
	return d
}

// Add moves by n units, back if n is negative. Where the month reached is too short, the result is its last day.
func (d Date) Add(n int, u Unit) Date {
	switch u {
	case Week:
		return d.AddDays(7 * n)
	case Month:
		return d.AddMonths(n)
	case Quarter:
		return d.AddMonths(3 * n)
	case Year:
		return d.AddMonths(12 * n)
	}
	return d.AddDays(n)
}

// AddDays moves by n days of the calendar.
func (d Date) AddDays(n int) Date { return civil(Date{d.Year, d.Month, d.Day + n}.utc()) }

// AddMonths moves by n months; the 31st becomes the last day of a shorter month.
func (d Date) AddMonths(n int) Date {
	first := civil(Date{d.Year, d.Month + time.Month(n), 1}.utc())
	first.Day = min(d.Day, DaysIn(first.Year, first.Month))
	return first
}

// Start is the first instant of the day in zone: midnight, or the end of the gap where midnight is skipped.
func (d Date) Start(zone *time.Location) time.Time { return Resolve(d, 0, zone, GapEnd) }

// Truncate is the first instant of the unit in which t lies, as the calendar in zone has it.
func Truncate(t time.Time, u Unit, zone *time.Location) time.Time {
	return DateOf(t, zone).StartOf(u).Start(zone)
}
