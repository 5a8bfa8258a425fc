package measurement

import (
	"fmt"
	"slices"
	"time"

	"steward/kernel/page"
	"steward/kernel/query"
	"steward/kernel/record"
)

const (
	// worthOpening is how many reports of one service and category within a week ask for a problem.
	worthOpening = 8
	// similarAtOnce is how many reports of one service within two hours look like one outage.
	similarAtOnce = 5
	// silentDays is how long an open incident may go without a change before somebody should ask.
	silentDays = 7
	// mostProposed is how many problems are proposed at once.
	mostProposed = 2
	// mostDecisions is how many are shown.
	mostDecisions = 5
)

// decisions is what somebody has to decide, the most urgent first, with one thing to do each.
func (c *cockpit) decisions() (page.Block, error) {
	var items []page.Item
	for _, find := range []func() ([]page.Item, error){c.outages, c.overdue, c.unowned, c.worthAProblem, c.silent, c.reviews} {
		found, err := find()
		if err != nil {
			return nil, err
		}
		items = append(items, found...)
	}
	return page.Section{Title: c.Say("decision.title"), Note: fmt.Sprint(len(items)), Width: page.Third,
		Blocks: page.Blocks{page.Items{Items: items[:min(mostDecisions, len(items))], Empty: c.Say("decision.none")}}}, nil
}

// outages are services of which many people report at once.
func (c *cockpit) outages() ([]page.Item, error) {
	condition := open + " and opened_at >= -2h"
	t, err := c.ask(condition, "count, min(priority)", "service")
	if err != nil {
		return nil, err
	}
	var out []page.Item
	for _, g := range t.Groups {
		n, _ := g.Number(0)
		id := g.Keys[0].Text()
		if id == "" || n < similarAtOnce {
			continue
		}
		name, err := c.nameOf("service", id)
		if err != nil {
			return nil, err
		}
		to := page.ToList(incidents, c.of(condition+` and service = "`+id+`"`), "")
		out = append(out, page.Item{Icon: "zap", Tone: page.Red, Title: name, Note: c.Say("decision.outage", "n", int(n)), Opens: to, Do: []page.Do{{Label: c.Say("decision.look"), To: to}}})
	}
	return out, nil
}

func (c *cockpit) nameOf(typeName, id string) (string, error) {
	row, err := c.Get(c.ctx, typeName, id)
	if err != nil {
		return "", err
	}
	return row.Title(), nil
}

// overdue is work that has passed its promise, or will within four hours.
func (c *cockpit) overdue() ([]page.Item, error) {
	if !c.has(incidents, "due") {
		return nil, nil
	}
	condition := open + " and due <= +4h"
	n, err := c.CountUpTo(c.ctx, incidents, c.of(condition), 1000)
	if err != nil || n == 0 {
		return nil, err
	}
	nobody, err := c.CountUpTo(c.ctx, incidents, c.of(condition+" and assignee is empty"), 1000)
	if err != nil {
		return nil, err
	}
	to := page.ToList(incidents, c.of(condition), "due")
	return []page.Item{{Icon: "timer", Tone: page.Amber, Title: c.Say("decision.overdue", "n", n), Note: c.Say("decision.nobody", "n", nobody), Opens: to, Do: []page.Do{{Label: c.Say("decision.assign"), To: to}}}}, nil
}

// unowned is urgent work that nobody has taken.
func (c *cockpit) unowned() ([]page.Item, error) {
	condition := open + " and priority <= 2 and assignee is empty"
	rows, err := c.List(c.ctx, incidents, c.of(condition), "priority,-created_at", 2)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if len(rows) == 1 {
		r := rows[0]
		return []page.Item{{Icon: "user-x", Tone: page.Red, Title: r.Title(), Number: r.Number(), Note: c.Say("decision.unowned.one"), Opens: page.ToRecord(incidents, r.ID()),
			Do: []page.Do{{Label: c.Say("decision.take"), Type: incidents, Record: r.ID(), Values: map[string]string{"assignee": c.Actor().Person}}}}}, nil
	}
	n, err := c.CountUpTo(c.ctx, incidents, c.of(condition), 1000)
	if err != nil {
		return nil, err
	}
	to := page.ToList(incidents, c.of(condition), "priority,-created_at")
	return []page.Item{{Icon: "user-x", Tone: page.Red, Title: c.Say("decision.unowned", "n", n), Note: rows[0].Number() + " " + rows[0].Title(), Opens: to, Do: []page.Do{{Label: c.Say("decision.assign"), To: to}}}}, nil
}

// worthAProblem is what comes again and again without a problem that looks for the cause.
func (c *cockpit) worthAProblem() ([]page.Item, error) {
	if !c.has(problems, "service") {
		return nil, nil
	}
	t, err := c.ask("opened_at >= today-6d", "count", "service, category")
	if err != nil {
		return nil, err
	}
	groups := slices.Clone(t.Groups) // the table is shared
	slices.SortStableFunc(groups, func(a, b query.Group) int { return b.Figures[0].Cmp(a.Figures[0]) })
	var out []page.Item
	for _, g := range groups {
		n, _ := g.Number(0)
		service, category := g.Keys[0].Text(), g.Keys[1].Text()
		if n < worthOpening || service == "" || category == "" {
			continue
		}
		known, err := c.CountUpTo(c.ctx, problems, open+` and service = "`+service+`"`, 1)
		if err != nil {
			return nil, err
		}
		if known > 0 || len(out) == mostProposed {
			continue
		}
		item, err := c.proposed(service, category, int(n))
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

func (c *cockpit) proposed(service, category string, n int) (page.Item, error) {
	name, err := c.nameOf("service", service)
	if err != nil {
		return page.Item{}, err
	}
	title := c.Say("decision.problem.title", "service", name)
	return page.Item{Icon: "search-check", Tone: page.Blue, Title: c.Say("decision.problem"), Note: c.Say("decision.problem.note", "service", name, "n", n),
		Opens: page.ToList(incidents, c.of(`opened_at >= today-6d and service = "`+service+`" and category = "`+category+`"`), ""),
		Do: []page.Do{{Label: c.Say("decision.open"), To: &page.To{Type: problems, New: true,
			Values: map[string]string{"title": title, "service": service, "category": category, "detection": "proactive"}}}}}, nil
}

// silent is open work that nobody has touched for a week.
func (c *cockpit) silent() ([]page.Item, error) {
	condition := open + fmt.Sprintf(" and updated_at < -%dd", silentDays)
	n, err := c.CountUpTo(c.ctx, incidents, c.of(condition), 1000)
	if err != nil || n == 0 {
		return nil, err
	}
	to := page.ToList(incidents, c.of(condition), "updated_at")
	return []page.Item{{Icon: "hourglass", Tone: page.Violet, Title: c.Say("decision.silent", "n", n), Note: c.Say("decision.silent.note", "days", silentDays), Opens: to, Do: []page.Do{{Label: c.Say("decision.ask"), To: to}}}}, nil
}

// reviews are problems that were put off until a day that has come.
func (c *cockpit) reviews() ([]page.Item, error) {
	if !c.has(problems, "review_date") {
		return nil, nil
	}
	rows, err := c.List(c.ctx, problems, "state is waiting and review_date <= today", "", 1)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	return []page.Item{{Icon: "calendar-clock", Tone: page.Blue, Number: r.Number(), Title: r.Title(), Note: c.Say("decision.review"), When: since(r), Opens: page.ToRecord(problems, r.ID()),
		Do: []page.Do{{Label: c.Say("decision.look"), To: page.ToRecord(problems, r.ID())}}}}, nil
}

func since(r *record.Record) time.Time { return time.UnixMicro(r.At(record.SlotUpdatedAt).Int()) }
