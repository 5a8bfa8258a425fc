package servicelevel

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"steward/ability/clock"
	"steward/kernel/page"
	"steward/kernel/value"
)

// The counting rule (domain 4.6): a clock counts once, in the month in which it stopped met or in
// which it ran out unmet, whichever came first. What was cancelled has no outcome and does not count.

// counts is how many clocks were met and breached in a stretch of time.
type counts struct{ met, breached float64 }

func (c counts) add(outcome string, n float64) counts {
	if outcome == clock.Met {
		c.met += n
	} else {
		c.breached += n
	}
	return c
}

// compliance is met / (met + breached) in percent; none where nothing was decided.
func (c counts) compliance() *page.Amount {
	if c.met+c.breached == 0 {
		return nil
	}
	return page.In(page.Percent, 100*c.met/(c.met+c.breached))
}

const defaultMonths = 12

// asked is what the report is about.
type asked struct {
	page.Reader
	ctx    context.Context
	params page.Params
	months int
}

// report shows met and breached by month and over the last thirty days; each figure leads to its clocks.
func report(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	a := &asked{r, ctx, p, defaultMonths}
	if n, err := strconv.Atoi(p["months"]); err == nil && n > 0 && n <= 60 {
		a.months = n
	}
	condition := a.condition()
	out := page.Blocks{page.Query{Label: r.Say("levels.about"), Button: r.Say("levels.show"), To: *page.ToPage(reportPath, p.Only("months")), Items: []page.Question{
		a.question("kind", []string{clock.SLA, clock.OLA, clock.Underpinning}, "agreement.kind."),
		a.question("measure", []string{"", clock.Response, clock.Update, clock.Workaround, clock.Resolution}, "target.measure."),
		a.question("priority", []string{"", "1", "2", "3", "4", "5"}, "levels.priority."),
		a.question("with", []string{"", "excluded"}, "levels.with.")}}}
	rolling, err := a.rolling(condition)
	if err != nil {
		return nil, err
	}
	months, err := a.byMonth(condition)
	if err != nil {
		return nil, err
	}
	late, err := a.late()
	if err != nil {
		return nil, err
	}
	return append(out, rolling, months, late), nil
}

// condition is which clocks count, whatever the time.
func (a *asked) condition() string {
	kind := a.params["kind"]
	if kind != clock.OLA && kind != clock.Underpinning {
		kind = clock.SLA
	}
	text := "kind = " + kind + " and phase != cancelled"
	if m := a.params["measure"]; Measure.Definition().Rank(m) > 0 {
		text += " and measure = " + m
	}
	if p, err := strconv.Atoi(a.params["priority"]); err == nil {
		text += fmt.Sprintf(" and priority = %d", p)
	}
	if a.params["with"] != "excluded" {
		text += " and excluded is empty"
	}
	return text
}

func (a *asked) question(name string, values []string, prefix string) page.Question {
	q := page.Question{Label: a.Say("levels." + name), Param: name, Value: a.params[name]}
	for _, v := range values {
		key := prefix + v
		if v == "" {
			key = "levels.all." + name
		}
		q.Options = append(q.Options, page.Option{Value: v, Label: a.Say(key)})
	}
	return q
}

// rolling is the figure of the last thirty days.
func (a *asked) rolling(condition string) (page.Block, error) {
	const days = 30
	to := a.Now().In(a.Zone)
	from := to.AddDate(0, 0, -days)
	window := fmt.Sprintf(" and decided_at >= %s and decided_at < %s", from.UTC().Format(time.RFC3339), to.UTC().Format(time.RFC3339))
	f, err := a.Figures(a.ctx, clock.TypeName, condition+window, "count", "outcome")
	if err != nil {
		return nil, err
	}
	var c counts
	for _, g := range f.Groups {
		n, _ := g.Number(0)
		c = c.add(g.Keys[0].Text(), n)
	}
	why := &page.Explanation{Window: a.Say("levels.window", "from", from, "to", to), Filter: condition, Formula: a.Say("levels.formula"), Excluded: a.Say("levels.excluded"), N: int64(c.met + c.breached), At: a.Now()}
	opens := func(outcome string) *page.To {
		return page.ToList(clock.TypeName, condition+window+" and outcome = "+outcome, "-decided_at")
	}
	return page.Figures{Label: a.Say("levels.rolling", "days", days), Items: []page.Figure{
		{Label: a.Say("levels.compliance", "days", days), Value: c.compliance(), Better: "up", Explains: why},
		{Label: a.Say("clock.outcome.met"), Value: page.In(page.Count, c.met), Opens: opens(clock.Met)},
		{Label: a.Say("clock.outcome.breached"), Value: page.In(page.Count, c.breached), Better: "down", Opens: opens(clock.Breached)},
	}}, nil
}

// byMonth is a row for each month, the newest first, by the reader's calendar.
func (a *asked) byMonth(condition string) (page.Block, error) {
	now := a.Now().In(a.Zone)
	first := time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, a.Zone).AddDate(0, 1-a.months, 0)
	window := " and decided_at >= " + first.UTC().Format(time.RFC3339)
	f, err := a.Figures(a.ctx, clock.TypeName, condition+window, "count", "month(decided_at), outcome")
	if err != nil {
		return nil, err
	}
	months, total := map[string]counts{}, counts{}
	for _, g := range f.Groups {
		n, _ := g.Number(0)
		key := monthOf(g.Keys[0])
		months[key] = months[key].add(g.Keys[1].Text(), n)
		total = total.add(g.Keys[1].Text(), n)
	}
	t := page.Table{Columns: []page.Column{{Label: a.Say("levels.month")}, {Label: a.Say("clock.outcome.met"), Numeric: true}, {Label: a.Say("clock.outcome.breached"), Numeric: true}, {Label: a.Say("levels.share"), Numeric: true}}}
	for i := a.months - 1; i >= 0; i-- {
		key := first.AddDate(0, i, 0).Format("2006-01")
		c := months[key]
		opens := func(outcome string) *page.To {
			return page.ToList(clock.TypeName, condition+" and decided_at = "+key+" and outcome = "+outcome, "-decided_at")
		}
		t.Rows = append(t.Rows, []page.Cell{{Text: a.Month(first.AddDate(0, i, 0))}, {Value: page.In(page.Count, c.met), Opens: opens(clock.Met)}, {Value: page.In(page.Count, c.breached), Opens: opens(clock.Breached)}, {Value: c.compliance()}})
	}
	return page.Section{Title: a.Say("levels.by-month"), Note: a.Say("levels.counting"), Blocks: page.Blocks{t},
		Explains: &page.Explanation{Window: a.Say("levels.window", "from", first, "to", now) + ", " + a.Zone.String(), Filter: condition, Formula: a.Say("levels.formula"), Excluded: a.Say("levels.excluded"),
			N: int64(total.met + total.breached), At: a.Now()}}, nil
}

// monthOf gives the month of a group: its first day in days since 1970.
func monthOf(v value.Value) string {
	return time.Unix(v.Int()*24*60*60, 0).UTC().Format("2006-01")
}

// late lists what has run out and goes on: it counts in the month in which it ran out, not again.
func (a *asked) late() (page.Block, error) {
	condition := a.condition() + " and phase in (running, paused) and outcome = breached"
	rows, err := a.List(a.ctx, clock.TypeName, condition, "decided_at", mostShown)
	if err != nil {
		return nil, err
	}
	return page.Section{Title: a.Say("levels.open-breaches"), Blocks: page.Blocks{page.Records{Type: clock.TypeName, Fields: []string{"subject", "measure", "priority", "team", "decided_at"}, Rows: rows,
		Empty: a.Say("levels.no-open-breaches"), More: &page.Link{Label: a.Say("levels.all-open-breaches"), To: *page.ToList(clock.TypeName, condition, "decided_at")}}}}, nil
}
