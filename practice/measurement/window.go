package measurement

import (
	"fmt"

	"steward/calc/walltime"
	"steward/kernel/page"
)

// window is the stretch of time of a cockpit, as conditions say it, and the one before it.
type window struct {
	key      string
	label    string
	within   string // condition on a time, with %s for the field
	before   string // the same for the stretch before, of the same length
	from, to walltime.Date
}

// rolling are the windows that move along, with their days.
var rolling = []struct {
	key  string
	days int
}{{"7d", 7}, {"30d", 30}, {"90d", 90}}

const (
	usual      = "30d"
	thisMonth  = "this-month"
	lastMonth  = "last-month"
	monthsBack = 6
)

// windowOf reads the period that the address asks for; an unknown one is the usual.
func windowOf(r page.Reader, key string) window {
	today := walltime.DateOf(r.Now(), r.Zone)
	if key == thisMonth || key == lastMonth {
		return month(r, key, today)
	}
	days := 30
	for _, w := range rolling {
		if w.key == key {
			days = w.days
		}
	}
	if days == 30 {
		key = usual
	}
	return window{key: key, label: r.Say("cockpit.last-days", "n", days), from: today.AddDays(1 - days), to: today,
		within: fmt.Sprintf("%%s >= today-%dd", days-1), before: fmt.Sprintf("%%s >= today-%dd and %%[1]s < today-%dd", 2*days-1, days-1)}
}

// month is a month of the calendar: the running one up to now, or the last one that is closed.
func month(r page.Reader, key string, today walltime.Date) window {
	first := today.StartOf(walltime.Month)
	w := window{key: key, from: first, to: today, within: "%s = this-month", before: "%s = last-month"}
	if key == lastMonth {
		w.from, w.to = first.AddMonths(-1), first.AddDays(-1)
		w.within, w.before = "%s = last-month", "%s = "+named(first.AddMonths(-2))
	}
	w.label = monthLabel(r, w.from)
	return w
}

// named writes a month as conditions do: 2026-03.
func named(first walltime.Date) string { return fmt.Sprintf("%04d-%02d", first.Year, first.Month) }

func monthLabel(r page.Reader, first walltime.Date) string {
	return r.Say("month."+fmt.Sprint(int(first.Month))) + fmt.Sprintf(" %d", first.Year)
}

// in says that a time lies in the window.
func (w window) in(field string) string { return fmt.Sprintf(w.within, field) }

// was says that a time lies in the stretch before.
func (w window) was(field string) string { return fmt.Sprintf(w.before, field) }

// days lists the days of the window up to today.
func (w window) days() []walltime.Date {
	var out []walltime.Date
	for d := w.from; d.Compare(w.to) <= 0; d = d.AddDays(1) {
		out = append(out, d)
	}
	return out
}

// day writes a day shortly, as the axis of a chart does.
func day(r page.Reader, d walltime.Date) string {
	return r.Say("cockpit.day", "day", d.Day, "month", r.Say("month.short."+fmt.Sprint(int(d.Month))))
}

func dateOf(days int64) walltime.Date { return walltime.FromDays(int(days)) }

// choices are the periods that can be shown: rolling ones, and months of the calendar.
func choices(r page.Reader, w window, team string) page.Choice {
	c := page.Choice{Label: r.Say("cockpit.period")}
	add := func(key, label string) {
		c.Links = append(c.Links, page.Link{Label: label, Current: key == w.key, To: *page.ToPage("cockpit", params(key, team))})
	}
	for _, x := range rolling {
		add(x.key, r.Say("cockpit.days", "n", x.days))
	}
	add(thisMonth, r.Say("cockpit.this-month"))
	add(lastMonth, r.Say("cockpit.last-month"))
	return c
}

func params(period, team string) page.Params {
	p := page.Params{}
	if period != usual {
		p["period"] = period
	}
	if team != "" {
		p["team"] = team
	}
	return p
}

// hours is a length of time in seconds as an amount.
func hours(seconds float64) *page.Amount { return page.In(page.Duration, seconds) }
