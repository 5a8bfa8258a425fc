package worktime

import (
	"slices"

	"steward/calc/walltime"
)

// Fall is a holiday on the day on which it is taken.
type Fall struct {
	Date walltime.Date
	Name string
}

// Holidays lists on which days holidays are taken, from a date up to but without another.
func Holidays(holidays []Holiday, from, to walltime.Date) (out []Fall) {
	taken := map[walltime.Date][]Hours{}
	for year := from.Year - 1; year <= to.Year; year++ {
		for _, h := range holidays {
			date, ok := h.Day.in(year)
			if !ok || h.FirstYear != 0 && year < h.FirstYear || h.LastYear != 0 && year > h.LastYear {
				continue
			}
			if h.Observed != AsItFalls && weekend(date) {
				date = observed(date, h.Observed, taken)
			}
			taken[date] = allDay
			if date.Days() >= from.Days() && date.Days() < to.Days() {
				out = append(out, Fall{date, h.Name})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Fall) int { return a.Date.Days() - b.Date.Days() })
	return out
}
