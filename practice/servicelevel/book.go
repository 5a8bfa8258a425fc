package servicelevel

import (
	"cmp"
	"context"
	"slices"
	"time"

	"steward/ability/clock"
	mathematics "steward/calc/clock"
	"steward/calc/walltime"
	"steward/calc/worktime"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// Book gives all promises, as the agreements are now. It is made once and kept until one of them
// changes, so that a write asks for it at no cost.
func Book(ctx context.Context, r record.Reader) (*clock.Book, error) {
	types := []string{calendarName, dayName, agreementName, targetName, stepName}
	made, err := r.Keep(ctx, "service levels", types, func(ctx context.Context, r record.Reader) (any, error) { return read(ctx, r) })
	if err != nil {
		return nil, err
	}
	return made.(*clock.Book), nil
}

func read(ctx context.Context, r record.Reader) (*clock.Book, error) {
	calendars, names, err := Calendars(ctx, r)
	if err != nil {
		return nil, err
	}
	agreements, err := byID(ctx, r, agreementName)
	if err != nil {
		return nil, err
	}
	steps, err := stepsOf(ctx, r)
	if err != nil {
		return nil, err
	}
	targets, err := r.Find(ctx, targetName, "", mostTargets)
	if err != nil {
		return nil, err
	}
	var promises []*clock.Promise
	for _, row := range targets {
		p, err := promise(ctx, r, row, agreements[TargetAgreement.Of(row)])
		if err != nil {
			return nil, err
		}
		if p == nil {
			continue
		}
		p.Calendar, p.Steps = calendars[p.CalendarID], steps[p.Agreement]
		p.Rules.Levels = p.Levels()
		promises = append(promises, p)
	}
	return clock.NewBook(promises, calendars, names), nil
}

// Calendars gives every calendar by id, and its name.
func Calendars(ctx context.Context, r record.Reader) (map[string]*worktime.Calendar, map[string]string, error) {
	rows, err := r.Find(ctx, calendarName, "", mostTargets)
	if err != nil {
		return nil, nil, err
	}
	days, err := r.Find(ctx, dayName, "", 10*mostTargets)
	if err != nil {
		return nil, nil, err
	}
	own := map[string][]*record.Record{}
	for _, d := range days {
		own[DayCalendar.Of(d)] = append(own[DayCalendar.Of(d)], d)
	}
	out, names := map[string]*worktime.Calendar{}, map[string]string{}
	for _, row := range rows {
		c, err := calendarOf(row, own[row.ID()], r.Now())
		if err != nil {
			return nil, nil, fault.Wrap("servicelevel.calendars", err)
		}
		out[row.ID()], names[row.ID()] = c, CalendarName.Of(row)
	}
	return out, names, nil
}

// calendarOf makes a stored calendar ready. That it has working time was asked when it was written.
func calendarOf(row record.Holder, days []*record.Record, now time.Time) (*worktime.Calendar, error) {
	def, wrong := week(row)
	if len(wrong) > 0 {
		return nil, wrong
	}
	return worktime.New(withDays(def, days), walltime.DateOf(now, time.UTC))
}

func byID(ctx context.Context, r record.Reader, typeName string) (map[string]*record.Record, error) {
	rows, err := r.Find(ctx, typeName, "", mostTargets)
	out := make(map[string]*record.Record, len(rows))
	for _, row := range rows {
		out[row.ID()] = row
	}
	return out, err
}

func stepsOf(ctx context.Context, r record.Reader) (map[string][]clock.Step, error) {
	rows, err := r.Find(ctx, stepName, "", mostTargets)
	out := map[string][]clock.Step{}
	for _, row := range rows {
		of := StepAgreement.Of(row)
		out[of] = append(out[of], clock.Step{Percent: int(Percent.Of(row)), Tell: Tell.Of(row), Also: Also.Of(row)})
	}
	for _, list := range out {
		slices.SortFunc(list, func(a, b clock.Step) int { return cmp.Compare(a.Percent, b.Percent) })
	}
	return out, err
}

// promise makes one target ready; nil where the type that it is for is no longer declared.
func promise(ctx context.Context, r record.Reader, row, agreement *record.Record) (*clock.Promise, error) {
	t, ok := r.Type(For.Of(row))
	if !ok || agreement == nil {
		return nil, nil
	}
	p := &clock.Promise{ID: row.ID(), Agreement: agreement.ID(), Name: AgreementName.Of(agreement), Kind: AgreementKind.Of(agreement), Measure: Measure.Of(row),
		For: t.Name, Duration: Within.Of(row), CalendarID: TargetCalendar.Of(row), Active: Active.Of(agreement)}
	parts, err := asks(Filter.Of(row))
	if err != nil {
		return nil, err
	}
	p.Specific = len(parts)
	p.Rules = mathematics.Rules{Reopening: reopenings[Reopening.Of(row)], Retargeting: retargetings[Retargeting.Of(row)]}
	for i, c := range []**query.Condition{&p.Filter, &p.Starts, &p.Pauses, &p.Stops, &p.Resets} {
		if *c, err = compile(ctx, r, t, conditions[i].Of(row)); err != nil {
			return nil, err
		}
	}
	return p, nil
}

var (
	reopenings   = map[string]mathematics.Reopening{"restart": mathematics.Restart, "count_through": mathematics.CountThrough}
	retargetings = map[string]mathematics.Retargeting{"from_change": mathematics.FromChange, "proportional": mathematics.Proportional}
)
