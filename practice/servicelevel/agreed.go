package servicelevel

import (
	"context"
	"time"

	"steward/ability/clock"
	"steward/calc/worktime"
	"steward/kernel/page"
	"steward/kernel/record"
)

// ofAgreement shows on the page of an agreement what it promises, and when a ticket of a late Friday
// would be due.
func ofAgreement(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	calendars, names, err := Calendars(ctx, r)
	if err != nil {
		return nil, err
	}
	targets, err := r.List(ctx, targetName, `agreement = "`+row.ID()+`"`, "measure,within", mostShown)
	if err != nil {
		return nil, err
	}
	t := page.Table{Columns: []page.Column{{Label: r.Say("target.measure")}, {Label: r.Say("target.filter")}, {Label: r.Say("target.within"), Numeric: true}, {Label: r.Say("target.calendar")}, {Label: r.Say("preview.friday")}},
		Empty: r.Say("preview.no-targets")}
	for _, one := range targets {
		due := ""
		if c := calendars[TargetCalendar.Of(one)]; c != nil {
			at, err := c.Add(lateFriday(r.Now(), c.Zone()), Within.Of(one))
			if err != nil {
				return nil, err
			}
			due = on(r, at, c.Zone())
		}
		filter := Filter.Of(one)
		if filter == "" {
			filter = r.Say("preview.all-others")
		}
		t.Rows = append(t.Rows, []page.Cell{{Text: r.Say("target.measure." + Measure.Of(one)), Opens: page.ToRecord(targetName, one.ID())}, {Text: filter},
			{Value: page.In(page.Duration, Within.Of(one).Seconds())}, {Text: names[TargetCalendar.Of(one)], Opens: page.ToRecord(calendarName, TargetCalendar.Of(one))}, {Text: due}})
	}
	steps, err := r.List(ctx, stepName, `agreement = "`+row.ID()+`"`, Percent.Name(), mostShown)
	if err != nil {
		return nil, err
	}
	told := page.Items{Empty: r.Say("preview.nobody-told"), More: &page.Link{Label: r.Say("preview.add-step"), To: page.To{Type: stepName, New: true, Values: map[string]string{"agreement": row.ID()}}}}
	for _, s := range steps {
		note := ""
		for i, who := range Tell.Of(s) {
			if i > 0 {
				note += ", "
			}
			note += r.Say("escalation_step.tell." + who)
		}
		told.Items = append(told.Items, page.Item{Icon: "megaphone", Title: r.Say("preview.at-percent", "percent", Percent.Of(s)), Note: note, Opens: page.ToRecord(stepName, s.ID())})
	}
	return page.Blocks{
		page.Section{Title: r.Say("target.plural"), Blocks: page.Blocks{t}, More: &page.Link{Label: r.Say("preview.add-target"), To: page.To{Type: targetName, New: true, Values: map[string]string{"agreement": row.ID()}}}},
		page.Section{Title: r.Say("escalation_step.plural"), Blocks: page.Blocks{told}}}, nil
}

// checkedDays is how far ahead the hours of agreements are compared.
const checkedDays = 28

// underpinned checks whether what teams and suppliers promise carries what the customer is promised
// (domain 2.13): together no longer than the target, and at work in each of its hours.
func underpinned(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	if AgreementKind.Of(row) != clock.SLA || !Active.Of(row) {
		return nil, nil
	}
	calendars, _, err := Calendars(ctx, r)
	if err != nil {
		return nil, err
	}
	mine, err := r.List(ctx, targetName, `agreement = "`+row.ID()+`" and measure = resolution`, "within", mostShown)
	if err != nil {
		return nil, err
	}
	carrying, err := r.Find(ctx, targetName, "agreement.active = yes and agreement.kind in (ola, underpinning) and measure = resolution", mostTargets)
	if err != nil || len(carrying) == 0 || len(mine) == 0 {
		return nil, err
	}
	agreements, err := byID(ctx, r, agreementName)
	if err != nil {
		return nil, err
	}
	t := page.Table{Columns: []page.Column{{Label: r.Say("target.filter")}, {Label: r.Say("target.within"), Numeric: true}, {Label: r.Say("underpinning.together"), Numeric: true}, {Label: r.Say("underpinning.finding")}}}
	for _, target := range mine {
		t.Rows = append(t.Rows, findings(r, target, carrying, agreements, calendars))
	}
	return page.Blocks{page.Section{Title: r.Say("underpinning.title"), Note: r.Say("underpinning.note"), Blocks: page.Blocks{t}}}, nil
}

// findings compares one target with the slowest of each kind that could hold for the same records.
func findings(r page.Reader, target *record.Record, carrying []*record.Record, agreements map[string]*record.Record, calendars map[string]*worktime.Calendar) []page.Cell {
	asked, _ := asks(Filter.Of(target))
	slowest, gap := map[string]time.Duration{}, time.Duration(0)
	promised := calendars[TargetCalendar.Of(target)]
	for _, c := range carrying {
		theirs, err := asks(Filter.Of(c))
		if err != nil || For.Of(c) != For.Of(target) || asked.excludes(theirs) {
			continue
		}
		kind := AgreementKind.Of(agreements[TargetAgreement.Of(c)])
		slowest[kind] = max(slowest[kind], Within.Of(c))
		gap = max(gap, uncovered(promised, calendars[TargetCalendar.Of(c)], r.Now()))
	}
	sum := slowest[clock.OLA] + slowest[clock.Underpinning]
	finding, tone := r.Say("underpinning.holds"), page.Green
	switch {
	case sum == 0:
		finding, tone = r.Say("underpinning.nothing"), page.Gray
	case sum > Within.Of(target):
		finding, tone = r.Say("underpinning.too-long", "over", sum-Within.Of(target)), page.Red
	case gap > 0:
		finding, tone = r.Say("underpinning.gap", "gap", gap, "days", checkedDays), page.Amber
	}
	filter := Filter.Of(target)
	if filter == "" {
		filter = r.Say("preview.all-others")
	}
	return []page.Cell{{Text: filter, Opens: page.ToRecord(targetName, target.ID())}, {Value: page.In(page.Duration, Within.Of(target).Seconds())},
		{Value: page.In(page.Duration, sum.Seconds())}, {Text: finding, Tone: tone}}
}

// uncovered is the working time of one calendar in the next weeks in which the other is closed.
func uncovered(promised, carrying *worktime.Calendar, now time.Time) (gap time.Duration) {
	if promised == nil || carrying == nil {
		return 0
	}
	end := now.AddDate(0, 0, checkedDays)
	for p := range promised.Periods(now) {
		if !p.Start.Before(end) {
			break
		}
		gap += p.End.Sub(p.Start) - carrying.Between(p.Start, p.End)
	}
	return gap
}
