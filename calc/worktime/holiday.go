package worktime

import (
	"fmt"
	"time"

	"steward/calc/walltime"
)

// Holiday closes one day of each year, or a part of it.
type Holiday struct {
	Name string `json:"name,omitempty"`
	// Day says which day of a year it is.
	Day DayRule `json:"day"`
	// Observed says what happens when that day falls on a weekend.
	Observed Observed `json:"observed,omitempty"`
	// Closed is the part of the day that is closed. None: all of it.
	Closed []Hours `json:"closed,omitempty"`
	// FirstYear and LastYear bound the years in which the holiday exists. 0: no bound.
	FirstYear int `json:"first_year,omitempty"`
	LastYear  int `json:"last_year,omitempty"`
}

// Observed says on which day a holiday that falls on a weekend is taken. Only the day on which it is taken
// is closed.
type Observed string

const (
	// AsItFalls leaves the holiday where it is.
	AsItFalls Observed = ""
	// Nearest moves it from Saturday to Friday and from Sunday to Monday.
	Nearest Observed = "nearest"
	// Following moves it to the next day from Monday to Friday that is not a holiday already.
	Following Observed = "following"
)

// DayRule finds one day of a year. Use one of the functions that make it.
type DayRule struct {
	Date    walltime.Date `json:"date,omitzero"`     // this one date
	Easter  *int          `json:"easter,omitempty"`  // days after Easter Sunday
	Month   time.Month    `json:"month,omitempty"`   // with Day or Weekday
	Day     int           `json:"day,omitempty"`     // of Month
	Weekday string        `json:"weekday,omitempty"` // with Nth or Day
	Nth     int           `json:"nth,omitempty"`     // the nth Weekday of Month, -1 the last
	Offset  int           `json:"offset,omitempty"`  // days added to what the rest finds
}

// OnDate is a single date.
func OnDate(date walltime.Date) DayRule { return DayRule{Date: date} }

// Yearly is the same date each year. 29 February exists in leap years only.
func Yearly(month time.Month, day int) DayRule { return DayRule{Month: month, Day: day} }

// NthWeekday is the nth such weekday of a month, counted from its end if n is negative.
func NthWeekday(n int, weekday time.Weekday, month time.Month) DayRule {
	return DayRule{Nth: n, Weekday: weekdayName(weekday), Month: month}
}

// WeekdayFrom is the first such weekday on or after a date of each year.
func WeekdayFrom(weekday time.Weekday, month time.Month, day int) DayRule {
	return DayRule{Weekday: weekdayName(weekday), Month: month, Day: day}
}

// FromEaster lies the given number of days after Easter Sunday of the Gregorian calendar, or before it.
func FromEaster(days int) DayRule { return DayRule{Easter: &days} }

// Plus lies a number of days after the rule's day, as the Friday after the fourth Thursday.
func (r DayRule) Plus(days int) DayRule {
	r.Offset += days
	return r
}

const furthest = 180 // days by which a rule may move away, so that it stays within a year of its own

func (r DayRule) check() error {
	forms := 0
	for _, used := range []bool{!r.Date.IsZero(), r.Easter != nil, r.Month != 0} {
		if used {
			forms++
		}
	}
	if forms != 1 {
		return fmt.Errorf("%w: give a date, a month or a distance from Easter, and only one", ErrHoliday)
	}
	if r.Easter != nil && (*r.Easter < -furthest || *r.Easter > furthest) || r.Offset < -furthest || r.Offset > furthest {
		return fmt.Errorf("%w: more than %d days away", ErrHoliday, furthest)
	}
	if r.Month == 0 {
		if r.Day != 0 || r.Weekday != "" || r.Nth != 0 {
			return fmt.Errorf("%w: day, weekday and nth need a month", ErrHoliday)
		}
		return nil
	}
	return r.checkMonth()
}

func (r DayRule) checkMonth() error {
	if r.Month < time.January || r.Month > time.December {
		return fmt.Errorf("%w: month %d, months are 1 to 12", ErrHoliday, int(r.Month))
	}
	if (r.Day != 0) == (r.Nth != 0) {
		return fmt.Errorf("%w: with a month give either its day or the nth of a weekday", ErrHoliday)
	}
	if r.Day != 0 && (r.Day < 1 || r.Day > walltime.DaysIn(2000, r.Month)) {
		return fmt.Errorf("%w: month %d has no day %d", ErrHoliday, int(r.Month), r.Day)
	}
	if r.Nth < -5 || r.Nth > 5 {
		return fmt.Errorf("%w: nth is %d, a month has at most five of a weekday", ErrHoliday, r.Nth)
	}
	if r.Nth == 0 && r.Weekday == "" {
		return nil
	}
	if _, err := parseWeekday(r.Weekday); err != nil {
		return fmt.Errorf("%w: %w", ErrHoliday, err)
	}
	return nil
}

// in is the rule's day for a year; there may be none.
func (r DayRule) in(year int) (walltime.Date, bool) {
	date, ok := r.base(year)
	if ok && r.Offset != 0 {
		date = date.AddDays(r.Offset)
	}
	return date, ok
}

func (r DayRule) base(year int) (walltime.Date, bool) {
	if !r.Date.IsZero() {
		return r.Date, r.Date.Year == year
	}
	if r.Easter != nil {
		return Easter(year).AddDays(*r.Easter), true
	}
	length := walltime.DaysIn(year, r.Month)
	if r.Weekday == "" {
		return walltime.Date{Year: year, Month: r.Month, Day: r.Day}, r.Day <= length
	}
	weekday, _ := parseWeekday(r.Weekday)
	if r.Nth == 0 {
		return onOrAfter(weekday, walltime.Date{Year: year, Month: r.Month, Day: 1}.AddDays(r.Day-1)), true
	}
	day := onOrAfter(weekday, walltime.Date{Year: year, Month: r.Month, Day: 1}).Day + 7*(r.Nth-1)
	if r.Nth < 0 {
		last := onOrAfter(weekday, walltime.Date{Year: year, Month: r.Month, Day: length - 6}).Day
		day = last + 7*(r.Nth+1)
	}
	return walltime.Date{Year: year, Month: r.Month, Day: day}, day >= 1 && day <= length
}

func onOrAfter(weekday time.Weekday, date walltime.Date) walltime.Date {
	return date.AddDays((int(weekday-date.Weekday()) + 7) % 7)
}

// Easter is Easter Sunday of the Gregorian calendar: Meeus, Astronomical Algorithms, chapter 8.
func Easter(year int) walltime.Date {
	a, b, c := year%19, year/100, year%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return walltime.Date{Year: year, Month: time.Month(n / 31), Day: n%31 + 1}
}
