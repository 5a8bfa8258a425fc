package query

import "time"

const secondsPerDay = 24 * 60 * 60

// day is a day of the calendar: days since 1970-01-01.
type day int64

func dayOf(t time.Time) day {
	y, m, d := t.Date()
	return dayAt(y, m, d)
}

func dayAt(y int, m time.Month, d int) day {
	return day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

func (d day) date() (int, time.Month, int) {
	return time.Unix(int64(d)*secondsPerDay, 0).UTC().Date()
}

// begin gives the first instant of the day in a zone. Where clocks skip midnight the day begins
// when they have skipped it; where they repeat it, at the first of the two.
func (d day) begin(zone *time.Location) time.Time {
	y, m, n := d.date()
	t := time.Date(y, m, n, 0, 0, 0, 0, zone)
	from, until := t.ZoneBounds()
	if h, min, s := t.Clock(); h != 0 || min != 0 || s != 0 {
		if dayOf(t) < d {
			return until
		}
		return from
	}
	if from.IsZero() {
		return t
	}
	_, now := t.Zone()
	_, before := from.Add(-1).Zone()
	if earlier := t.Add(time.Duration(now-before) * time.Second); earlier.Before(from) {
		return earlier
	}
	return t
}

// unit is a length of the calendar, or of the clock.
type unit uint8

const (
	unitSecond unit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitQuarter
	unitYear
)

// start gives the first day of the unit in which the day lies. Weeks begin on Monday.
func (u unit) start(d day) day {
	y, m, _ := d.date()
	switch u {
	case unitWeek:
		return d - (((d+3)%7)+7)%7
	case unitMonth:
		return dayAt(y, m, 1)
	case unitQuarter:
		return dayAt(y, m-(m-1)%3, 1)
	case unitYear:
		return dayAt(y, 1, 1)
	}
	return d
}

// add moves a day by n units. Where the month is shorter it is the month's last day.
func (u unit) add(d day, n int) day {
	months := 0
	switch u {
	case unitDay:
		return d + day(n)
	case unitWeek:
		return d + day(7*n)
	case unitMonth:
		months = n
	case unitQuarter:
		months = 3 * n
	case unitYear:
		months = 12 * n
	}
	y, m, of := d.date()
	first := dayAt(y, m+time.Month(months), 1)
	y, m, _ = first.date()
	last := dayAt(y, m+1, 1) - 1
	return min(first+day(of-1), last)
}

// clock gives the length of the units that a clock measures, 0 for those of the calendar.
func (u unit) clock() time.Duration {
	switch u {
	case unitSecond:
		return time.Second
	case unitMinute:
		return time.Minute
	case unitHour:
		return time.Hour
	}
	return 0
}
