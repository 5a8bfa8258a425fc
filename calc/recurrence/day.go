package recurrence

import (
	"slices"
	"time"

	"steward/calc/walltime"
)

// filled is the rule with what it leaves out taken from the start of the series.
func (r Rule) filled(start walltime.DateTime) Rule {
	hour, minute := int(start.Clock/walltime.At(1, 0)), int(start.Clock/walltime.At(0, 1))%60
	if len(r.byHour) == 0 && r.frequency < hourly {
		r.byHour = []int{hour}
	}
	if len(r.byMinute) == 0 && r.frequency < minutely {
		r.byMinute = []int{minute}
	}
	if len(r.byWeekNo) > 0 && len(r.byDay) == 0 && len(r.byYearDay) == 0 && len(r.byMonthDay) == 0 {
		r.byDay = []nthWeekday{{weekday: start.Date.Weekday()}}
	}
	if len(r.byWeekNo)+len(r.byYearDay)+len(r.byMonthDay)+len(r.byDay) > 0 {
		return r
	}
	switch r.frequency {
	case yearly:
		if len(r.byMonth) == 0 {
			r.byMonth = []int{int(start.Date.Month)}
		}
		r.byMonthDay = []int{start.Date.Day}
	case monthly:
		r.byMonthDay = []int{start.Date.Day}
	case weekly:
		r.byDay = []nthWeekday{{weekday: start.Date.Weekday()}}
	}
	return r
}

// allows tells whether the parts about days let this day through.
func (r *Rule) allows(d walltime.Date) bool {
	if !allowed(r.byMonth, int(d.Month)) {
		return false
	}
	if len(r.byMonthDay) > 0 && !fromEitherEnd(r.byMonthDay, d.Day, walltime.DaysIn(d.Year, d.Month)) {
		return false
	}
	if len(r.byYearDay) > 0 && !fromEitherEnd(r.byYearDay, d.YearDay(), lengthOf(d.Year)) {
		return false
	}
	if len(r.byDay) > 0 && !slices.ContainsFunc(r.byDay, func(day nthWeekday) bool { return r.isNth(day, d) }) {
		return false
	}
	if len(r.byWeekNo) > 0 {
		week, weeks := r.week(d)
		return fromEitherEnd(r.byWeekNo, week, weeks)
	}
	return true
}

// fromEitherEnd tells whether the list names a position, counted from 1 or from -1 at the end.
func fromEitherEnd(list []int, position, length int) bool {
	return slices.Contains(list, position) || slices.Contains(list, position-length-1)
}

func lengthOf(year int) int {
	return walltime.Date{Year: year, Month: time.December, Day: 31}.YearDay()
}

func (r *Rule) isNth(day nthWeekday, d walltime.Date) bool {
	if d.Weekday() != day.weekday {
		return false
	}
	if day.n == 0 {
		return true
	}
	position, length := d.Day, walltime.DaysIn(d.Year, d.Month)
	if r.frequency == yearly && len(r.byMonth) == 0 {
		position, length = d.YearDay(), lengthOf(d.Year)
	}
	if day.n > 0 {
		return (position-1)/7+1 == day.n
	}
	return -((length-position)/7 + 1) == day.n
}

// week is the number of the week in which d lies, and how many weeks that week's year has. Weeks start on
// WKST; week 1 is the first with at least four days in the year.
func (r *Rule) week(d walltime.Date) (week, weeks int) {
	first := d.AddDays(-(int(d.Weekday()-r.weekStart) + 7) % 7)
	middle := first.AddDays(3) // lies in the year to which the week belongs
	return (middle.YearDay()-1)/7 + 1, (r.lastMiddle(middle.Year)-1)/7 + 1
}

// lastMiddle is the day of the year on which the year's last week has its middle.
func (r *Rule) lastMiddle(year int) int {
	last := walltime.Date{Year: year, Month: time.December, Day: 31}
	middle := (r.weekStart + 3) % 7
	return last.YearDay() - (int(last.Weekday()-middle)+7)%7
}
