package measurement

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/query"
	"steward/kernel/record"
)

// The types of other practices that the cockpit reads.
const (
	incidents = "incident"
	clocks    = "clock"
	problems  = "problem"
	open      = "state is open"
)

// cockpit is one cockpit while it is loaded.
type cockpit struct {
	page.Reader
	window
	team string // id; empty: all
	ctx  context.Context
}

// load reads the cockpit for a period and a team.
func load(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	c := &cockpit{Reader: r, window: windowOf(r, p["period"]), ctx: ctx}
	if record.IsID(p["team"]) {
		c.team = p["team"]
	}
	teams, err := c.teams()
	if err != nil {
		return nil, err
	}
	out := page.Blocks{choices(r, c.window, c.team), teams}
	for _, part := range []func() (page.Block, error){c.figures, c.control, c.decisions, c.causes, c.arrivals, c.services, c.flow, c.ages, c.months} {
		b, err := part()
		if err != nil {
			return nil, err
		}
		if b != nil {
			out = append(out, b)
		}
	}
	return out, nil
}

// teams offers the whole or one team.
func (c *cockpit) teams() (page.Block, error) {
	rows, err := c.List(c.ctx, "team", "", "name", 50)
	if err != nil {
		return nil, err
	}
	choice := page.Choice{Label: c.Say("cockpit.team"), Menu: true}
	add := func(id, label string) {
		choice.Links = append(choice.Links, page.Link{Label: label, Current: id == c.team, To: *page.ToPage("cockpit", params(c.key, id))})
	}
	add("", c.Say("cockpit.all-teams"))
	for _, t := range rows {
		add(t.ID(), t.Title())
	}
	return choice, nil
}

// of adds the team to a condition.
func (c *cockpit) of(condition string) string {
	if c.team == "" {
		return condition
	}
	return condition + ` and team = "` + c.team + `"`
}

// has tells whether an installation keeps the type with the field.
func (c *cockpit) has(typeName, field string) bool {
	t, ok := c.Type(typeName)
	if !ok {
		return false
	}
	_, ok = t.Field(field)
	return ok
}

// ask reckons over incidents of the team.
func (c *cockpit) ask(condition, measures, by string) (*query.Table, error) {
	return c.Figures(c.ctx, incidents, c.of(condition), measures, by)
}

// sum adds up a measure over all groups; nothing is 0.
func sum(t *query.Table, measure int) float64 {
	all := 0.0
	for _, g := range t.Groups {
		n, _ := g.Number(measure)
		all += n
	}
	return all
}

// first gives a measure of the only group, nil where there is none.
func first(t *query.Table, measure int) *float64 {
	if len(t.Groups) == 0 {
		return nil
	}
	n, ok := t.Groups[0].Number(measure)
	if !ok {
		return nil
	}
	return &n
}

// share is so many of all in percent, nil of none.
func share(part, all float64) *page.Amount {
	if all == 0 {
		return nil
	}
	return page.In(page.Percent, 100*part/all)
}

// difference is by how much an amount changed, nil where one of both is missing.
func difference(now, before *page.Amount) *page.Amount {
	if now == nil || before == nil {
		return nil
	}
	return page.In(now.Unit, now.Number-before.Number)
}

// explained says how a figure over incidents came about.
func (c *cockpit) explained(t *query.Table, condition, formula string, n float64) *page.Explanation {
	return &page.Explanation{Window: c.label, Filter: c.of(condition), Formula: c.Say(formula), Excluded: c.Say("cockpit.excluded"), N: int64(n), At: t.At}
}
