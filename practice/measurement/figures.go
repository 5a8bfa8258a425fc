package measurement

import (
	"steward/kernel/page"
	"steward/kernel/query"
)

// promised is the share of promises that is to be met, in percent, where nothing else was agreed.
const promised = 95

// figures are the numbers with which the cockpit begins.
func (c *cockpit) figures() (page.Block, error) {
	out := page.Figures{Label: c.Say("cockpit.figures")}
	for _, one := range []func() (*page.Figure, error){c.levels, c.backlog, c.lead, c.contact, c.reopened, c.bounced} {
		f, err := one()
		if err != nil {
			return nil, err
		}
		if f != nil {
			out.Items = append(out.Items, *f)
		}
	}
	return out, nil
}

// levels is the share of promises to customers that was met, of those decided in the window.
func (c *cockpit) levels() (*page.Figure, error) {
	if !c.has(clocks, "decided_at") {
		return nil, nil
	}
	kept := "kind = sla and excluded is empty and "
	now, err := c.Figures(c.ctx, clocks, c.of(kept+c.in("decided_at")), "count", "outcome")
	if err != nil {
		return nil, err
	}
	before, err := c.Figures(c.ctx, clocks, c.of(kept+c.was("decided_at")), "count", "outcome")
	if err != nil {
		return nil, err
	}
	value, was := share(counted(now, "met"), sum(now, 0)), share(counted(before, "met"), sum(before, 0))
	f := &page.Figure{Label: c.Say("cockpit.levels"), Value: value, Change: difference(value, was), Since: c.Say("cockpit.against"), Better: "up", Target: page.In(page.Percent, promised),
		Opens: page.ToList(clocks, c.of(kept+c.in("decided_at")), ""), Note: c.Say("cockpit.breached", "n", int(counted(now, "breached")))}
	if value != nil {
		f.Tone = page.Green
		if value.Number < promised {
			f.Tone = page.Amber
		}
	}
	f.Explains = c.explained(now, kept+c.in("decided_at"), "cockpit.levels.formula", sum(now, 0))
	return f, nil
}

// counted gives the number of records with this value.
func counted(t *query.Table, key string) float64 {
	for _, g := range t.Groups {
		if g.Keys[0].Text() == key {
			n, _ := g.Number(0)
			return n
		}
	}
	return 0
}

// backlog is what is open now, and how it came there.
func (c *cockpit) backlog() (*page.Figure, error) {
	now, err := c.ask(open, "count", "")
	if err != nil {
		return nil, err
	}
	days, err := c.perDay()
	if err != nil {
		return nil, err
	}
	n := sum(now, 0)
	levels := days.backlog(n)
	f := &page.Figure{Label: c.Say("cockpit.open"), Value: page.In(page.Count, n), Better: "down", Opens: page.ToList(incidents, c.of(open), ""), Trend: levels,
		Since: c.Say("cockpit.since-start"), Explains: c.explained(now, open, "cockpit.open.formula", n)}
	f.Explains.Window = c.Say("cockpit.now")
	if len(levels) > 0 {
		f.Change = page.In(page.Count, n-(levels[0]-days.net(0)))
	}
	return f, nil
}

// lead is the median time from the report to the resolution.
func (c *cockpit) lead() (*page.Figure, error) {
	condition := c.in("resolved_at")
	now, err := c.ask(condition, "count, median(time_to_resolve)", "")
	if err != nil {
		return nil, err
	}
	before, err := c.ask(c.was("resolved_at"), "count, median(time_to_resolve)", "")
	if err != nil {
		return nil, err
	}
	value, was := lasting(first(now, 1)), lasting(first(before, 1))
	return &page.Figure{Label: c.Say("cockpit.lead"), Value: value, Change: difference(value, was), Since: c.Say("cockpit.against"), Better: "down",
		Opens: page.ToList(incidents, c.of(condition), "-time_to_resolve"), Explains: c.explained(now, condition, "cockpit.lead.formula", sum(now, 0))}, nil
}

func lasting(seconds *float64) *page.Amount {
	if seconds == nil {
		return nil
	}
	return hours(*seconds)
}

// contact is the share that was solved in the first contact; its counter-metric stands beside it.
func (c *cockpit) contact() (*page.Figure, error) {
	if !c.has(incidents, "first_contact") {
		return nil, nil
	}
	return c.shareOf("cockpit.contact", "first_contact = yes", "up")
}

// reopened is the share of resolutions that did not hold.
func (c *cockpit) reopened() (*page.Figure, error) {
	return c.shareOf("cockpit.reopened", "reopen_count > 0", "down")
}

// bounced is the share that went through more than two teams.
func (c *cockpit) bounced() (*page.Figure, error) {
	return c.shareOf("cockpit.bounced", "reassignment_count >= 2", "down")
}

// shareOf is the share of what was resolved in the window for which a condition holds.
func (c *cockpit) shareOf(key, condition, better string) (*page.Figure, error) {
	all := c.in("resolved_at")
	value := func(within string) (*page.Amount, *query.Table, float64, error) {
		whole, err := c.ask(within, "count", "")
		if err != nil {
			return nil, nil, 0, err
		}
		part, err := c.ask(within+" and "+condition, "count", "")
		if err != nil {
			return nil, nil, 0, err
		}
		return share(sum(part, 0), sum(whole, 0)), whole, sum(part, 0), nil
	}
	now, t, n, err := value(all)
	if err != nil {
		return nil, err
	}
	before, _, _, err := value(c.was("resolved_at"))
	if err != nil {
		return nil, err
	}
	return &page.Figure{Label: c.Say(key), Value: now, Change: difference(now, before), Since: c.Say("cockpit.against"), Better: better,
		Note: c.Say("cockpit.of", "n", int(n), "all", int(sum(t, 0))), Opens: page.ToList(incidents, c.of(all+" and "+condition), ""),
		Explains: c.explained(t, all+" and "+condition, key+".formula", sum(t, 0))}, nil
}
