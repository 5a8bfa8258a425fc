package servicelevel

import (
	"context"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/calc/worktime"
	"steward/kernel/page"
	"steward/kernel/record"
)

// sampleDurations are the promises of which a preview gives examples.
var sampleDurations = []time.Duration{time.Hour, 4 * time.Hour, 8 * time.Hour, 24 * time.Hour}

// lateFriday is the next Friday at 16:50: the time at which people wonder when a ticket is due.
func lateFriday(now time.Time, zone *time.Location) time.Time {
	day := walltime.DateOf(now, zone)
	for day.Weekday() != time.Friday {
		day = day.AddDays(1)
	}
	return walltime.Resolve(day, walltime.Clock(16*time.Hour+50*time.Minute), zone, walltime.Shift)
}

// dues is a sentence for each promise: opened then, due when.
func dues(r page.Reader, c *worktime.Calendar, opened time.Time, promises []time.Duration) (page.Table, error) {
	t := page.Table{Columns: []page.Column{{Label: r.Say("preview.promised")}, {Label: r.Say("preview.due")}, {Label: r.Say("preview.waits")}}}
	for _, p := range promises {
		due, err := c.Add(opened, p)
		if err != nil {
			return t, err
		}
		t.Rows = append(t.Rows, []page.Cell{{Value: page.In(page.Duration, p.Seconds())}, {Text: on(r, due, c.Zone())}, {Value: page.In(page.Duration, due.Sub(opened).Seconds())}})
	}
	return t, nil
}

// on writes an instant on the clock of a calendar, with its weekday.
func on(r page.Reader, at time.Time, zone *time.Location) string {
	local := at.In(zone)
	return r.Say("preview.wall", "weekday", r.Say("calendar."+strings.ToLower(local.Weekday().String())), "at", page.Wall(local))
}

// ofCalendar shows on the page of a calendar when tickets would be due, and which days are closed.
func ofCalendar(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	days, err := r.Referring(ctx, dayName, DayCalendar.Name(), row.ID())
	if err != nil {
		return nil, err
	}
	c, err := calendarOf(row, days, r.Now())
	if err != nil {
		return nil, err
	}
	friday := lateFriday(r.Now(), c.Zone())
	late, err := dues(r, c, friday, sampleDurations)
	if err != nil {
		return nil, err
	}
	out := page.Blocks{page.Section{Title: r.Say("preview.if", "when", on(r, friday, c.Zone())), Blocks: page.Blocks{late},
		More: &page.Link{Label: r.Say("preview.other"), To: *page.ToPage(previewPath, page.Params{"calendar": row.ID()})}}}
	out = append(out, closedDays(r, row, days))
	own := page.Items{Empty: r.Say("preview.no-days"), More: &page.Link{Label: r.Say("preview.add-day"), To: page.To{Type: dayName, New: true, Values: map[string]string{"calendar": row.ID()}}}}
	for _, d := range days {
		note := r.Say("preview.closed")
		if Open.Of(d) != "" {
			note = Open.Of(d)
		}
		own.Items = append(own.Items, page.Item{Icon: "calendar", Title: DayName.Of(d), Note: On.Of(d) + ": " + note, Opens: page.ToRecord(dayName, d.ID())})
	}
	return append(out, page.Section{Title: r.Say("calendar_day.plural"), Width: page.Half, Blocks: page.Blocks{own}}), nil
}

// closedDays lists the public holidays of the next twelve months, as the calendar has them.
func closedDays(r page.Reader, row *record.Record, _ []*record.Record) page.Section {
	t := page.Table{Columns: []page.Column{{Label: r.Say("preview.date")}, {Label: r.Say("preview.holiday")}}, Empty: r.Say("preview.no-holidays")}
	def, _ := week(row)
	from := walltime.DateOf(r.Now(), time.UTC)
	for _, h := range worktime.Holidays(def.Holidays, from, from.Add(1, walltime.Year)) {
		t.Rows = append(t.Rows, []page.Cell{{Text: r.Say("preview.wall", "weekday", r.Say("calendar."+strings.ToLower(h.Date.Weekday().String())), "at", h.Date)}, {Text: h.Name}})
	}
	return page.Section{Title: r.Say("preview.holidays"), Width: page.Half, Blocks: page.Blocks{t}}
}

// preview is the page on which anybody of the staff tries a calendar: opened then, due when.
func preview(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	calendars, names, err := Calendars(ctx, r)
	if err != nil {
		return nil, err
	}
	which := page.Question{Label: r.Say("calendar"), Param: "calendar"}
	rows, err := r.List(ctx, calendarName, "", CalendarName.Name(), mostShown)
	if err != nil {
		return nil, err
	}
	chosen := p["calendar"]
	if calendars[chosen] == nil && len(rows) > 0 {
		chosen = rows[0].ID()
	}
	for _, row := range rows {
		which.Options = append(which.Options, page.Option{Value: row.ID(), Label: names[row.ID()]})
	}
	c := calendars[chosen]
	if c == nil {
		return page.Blocks{page.Text{Markdown: r.Say("preview.none")}}, nil
	}
	which.Value = chosen
	opened, wrong := openedAt(p["opened"], lateFriday(r.Now(), c.Zone()), c.Zone())
	promises := sampleDurations
	if given := p["within"]; given != "" {
		d := Within.Definition()
		v, err := d.Kind.Parse(d, given, record.Input{})
		if err != nil || v.Int() <= 0 || time.Duration(v.Int())*time.Second > longest {
			wrong = true
		} else {
			promises = []time.Duration{time.Duration(v.Int()) * time.Second}
		}
	}
	late, err := dues(r, c, opened, promises)
	if err != nil {
		return nil, err
	}
	out := page.Blocks{page.Query{Label: r.Say("preview.title"), Button: r.Say("preview.reckon"), To: *page.ToPage(previewPath, nil), Items: []page.Question{which,
		{Label: r.Say("preview.opened"), Param: "opened", Value: opened.In(c.Zone()).Format(inputForm), Moment: true},
		{Label: r.Say("preview.promised"), Param: "within", Value: p["within"], Hint: r.Say("preview.promise-hint")}}}}
	if wrong {
		out = append(out, page.Notice{Icon: "triangle-alert", Tone: page.Amber, Title: r.Say("preview.not-read")})
	}
	return append(out, page.Section{Title: r.Say("preview.if", "when", on(r, opened, c.Zone())), Note: names[chosen] + ", " + c.Zone().String(), Blocks: page.Blocks{late}},
		page.Section{Title: r.Say("preview.periods"), Blocks: page.Blocks{periods(r, c, opened)}}), nil
}

const (
	wallForm  = "2006-01-02 15:04"
	inputForm = "2006-01-02T15:04"
	mostShown = 50
)

// openedAt reads a time on the clock of a calendar; wrong where it cannot be read.
func openedAt(text string, otherwise time.Time, zone *time.Location) (at time.Time, wrong bool) {
	if text == "" {
		return otherwise, false
	}
	at, err := time.ParseInLocation(wallForm, strings.Replace(strings.TrimSpace(text), "T", " ", 1), zone)
	if err != nil || at.Year() <= worktime.FirstYear || at.Year() >= worktime.LastYear-5 {
		return otherwise, true
	}
	return at, false
}

const shownPeriods = 10

// periods lists when somebody works from an instant on.
func periods(r page.Reader, c *worktime.Calendar, from time.Time) page.Table {
	t := page.Table{Columns: []page.Column{{Label: r.Say("preview.from")}, {Label: r.Say("preview.to")}, {Label: r.Say("preview.working"), Numeric: true}}}
	for p := range c.Periods(from) {
		if len(t.Rows) == shownPeriods {
			break
		}
		t.Rows = append(t.Rows, []page.Cell{{Text: on(r, p.Start, c.Zone())}, {Text: on(r, p.End, c.Zone())}, {Value: page.In(page.Duration, p.End.Sub(p.Start).Seconds())}})
	}
	return t
}
