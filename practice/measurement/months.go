package measurement

import (
	"slices"

	"steward/calc/walltime"
	"steward/kernel/page"
	"steward/kernel/query"
)

// months shows the figures by month of the calendar: those that are closed, and the running one.
func (c *cockpit) months() (page.Block, error) {
	since := walltime.DateOf(c.Now(), c.Zone).StartOf(walltime.Month).AddMonths(1 - monthsBack)
	from := " >= " + since.String()
	came, err := c.ask("opened_at"+from, "count", "month(opened_at)")
	if err != nil {
		return nil, err
	}
	went, err := c.ask("resolved_at"+from, "count, median(time_to_resolve)", "month(resolved_at)")
	if err != nil {
		return nil, err
	}
	again, err := c.ask("resolved_at"+from+" and reopen_count > 0", "count", "month(resolved_at)")
	if err != nil {
		return nil, err
	}
	columns := []page.Column{{Label: c.Say("cockpit.month")}, {Label: c.Say("cockpit.flow.came"), Numeric: true}, {Label: c.Say("cockpit.flow.went"), Numeric: true},
		{Label: c.Say("cockpit.lead"), Numeric: true}, {Label: c.Say("cockpit.reopened"), Numeric: true}}
	met, all, err := c.levelsByMonth(from)
	if err != nil {
		return nil, err
	}
	if all != nil {
		columns = append(columns, page.Column{Label: c.Say("cockpit.levels"), Numeric: true})
	}
	table := page.Table{Columns: columns}
	for m := since; len(table.Rows) < monthsBack; m = m.AddMonths(1) {
		table.Rows = append(table.Rows, c.monthRow(m, came, went, again, met, all))
	}
	slices.Reverse(table.Rows)
	return page.Section{Title: c.Say("cockpit.months"), Note: c.Say("cockpit.months.note"), Explains: &page.Explanation{Window: c.Say("cockpit.months.window", "n", monthsBack), Filter: c.of(""),
		Formula: c.Say("cockpit.months.formula"), N: int64(sum(came, 0)), At: came.At}, Blocks: page.Blocks{table}}, nil
}

// levelsByMonth counts promises that were met, and all that were decided; nothing where none are kept.
func (c *cockpit) levelsByMonth(from string) (met, all *query.Table, err error) {
	if !c.has(clocks, "decided_at") {
		return nil, nil, nil
	}
	kept := "kind = sla and excluded is empty and decided_at" + from
	if all, err = c.Figures(c.ctx, clocks, c.of(kept), "count", "month(decided_at)"); err != nil {
		return nil, nil, err
	}
	met, err = c.Figures(c.ctx, clocks, c.of(kept+" and outcome = met"), "count", "month(decided_at)")
	return met, all, err
}

func (c *cockpit) monthRow(m walltime.Date, came, went, again, met, all *query.Table) []page.Cell {
	name := named(m)
	label := monthLabel(c.Reader, m)
	if m.AddMonths(1).Compare(walltime.DateOf(c.Now(), c.Zone)) > 0 {
		label = c.Say("cockpit.so-far", "month", label)
	}
	cell := func(t *query.Table, measure int, field, more string) page.Cell {
		n := monthly(t, m, measure)
		if n == nil {
			return page.Cell{Text: "–"}
		}
		return page.Cell{Value: page.In(page.Count, *n), Opens: page.ToList(incidents, c.of(field+" = "+name+more), "")}
	}
	row := []page.Cell{{Text: label}, cell(came, 0, "opened_at", ""), cell(went, 0, "resolved_at", "")}
	lead := cell(went, 1, "resolved_at", "")
	if lead.Value != nil {
		lead.Value.Unit = page.Duration
	}
	row = append(row, lead, c.shareCell(monthly(again, m, 0), monthly(went, m, 0), page.ToList(incidents, c.of("resolved_at = "+name+" and reopen_count > 0"), "")))
	if all != nil {
		row = append(row, c.shareCell(monthly(met, m, 0), monthly(all, m, 0), page.ToList(clocks, c.of("kind = sla and excluded is empty and decided_at = "+name), "")))
	}
	return row
}

// shareCell is part of all in percent; a dash of none.
func (c *cockpit) shareCell(part, all *float64, to *page.To) page.Cell {
	if all == nil {
		return page.Cell{Text: "–"}
	}
	n := 0.0
	if part != nil {
		n = *part
	}
	return page.Cell{Value: share(n, *all), Opens: to}
}

// monthly gives a measure of the month that begins on a day, nil where there is none.
func monthly(t *query.Table, first walltime.Date, measure int) *float64 {
	if t == nil {
		return nil
	}
	for _, g := range t.Groups {
		if !g.Keys[0].IsEmpty() && int(g.Keys[0].Int()) == first.Days() {
			if n, ok := g.Number(measure); ok {
				return &n
			}
		}
	}
	return nil
}
