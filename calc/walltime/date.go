// Package walltime turns what a clock on the wall shows into instants and back.
//
// Its one rule: a local date and time of day becomes an instant only through [Resolve], which says
// what happens when the clocks skip or repeat that time. Go's time.Date leaves both cases open.
package walltime

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// ErrDate marks a text or a combination of numbers that is no day of the calendar.
var ErrDate = errors.New("not a calendar date")

const secondsPerDay = 24 * 60 * 60

// Date is a day of the Gregorian calendar, in no zone. The zero value is no date; see [Date.IsZero].
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate checks that the day exists in the years 1 to 9999.
func NewDate(year int, month time.Month, day int) (Date, error) {
	d := Date{year, month, day}
	if !d.exists() {
		return Date{}, fmt.Errorf("%w: year %d, month %d, day %d", ErrDate, year, int(month), day)
	}
	return d, nil
}

// ParseDate reads the ISO 8601 form 2026-03-29.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Date{}, fmt.Errorf("%w: %q, write it as 2026-03-29", ErrDate, text)
	}
	return civil(t), nil
}

// DateOf is the day that a calendar on the wall in zone shows at the instant t.
func DateOf(t time.Time, zone *time.Location) Date { return civil(t.In(zone)) }

// FromDays is the day that lies n days after 1970-01-01.
func FromDays(n int) Date { return civil(time.Unix(int64(n)*secondsPerDay, 0).UTC()) }

func civil(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// Days counts the days since 1970-01-01, negative before it.
func (d Date) Days() int { return int(d.utc().Unix() / secondsPerDay) }

// IsZero tells a date that was never set.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative, zero or positive when d lies before, on or after other.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// YearDay counts from 1 on 1 January.
func (d Date) YearDay() int { return d.utc().YearDay() }

// ISOWeek is the week of ISO 8601: it starts on Monday, and week 1 holds the year's first Thursday.
func (d Date) ISOWeek() (year, week int) { return d.utc().ISOWeek() }

// ISOWeekStart is the Monday of a week of ISO 8601.
func ISOWeekStart(year, week int) Date {
	return Date{year, time.January, 4}.StartOf(Week).AddDays((week - 1) * 7)
}

// DaysIn is the number of days of a month.
func DaysIn(year int, month time.Month) int {
	return Date{year, month + 1, 0}.utc().Day()
}

// String is the ISO 8601 form, 2026-03-29.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// MarshalText writes the form of [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDate] reads.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}

func (d Date) exists() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}
