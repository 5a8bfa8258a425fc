package measurement

import (
	"strconv"

	"steward/calc/walltime"
	"steward/kernel/page"
	"steward/kernel/query"
)

// perDay is what came and went on each day of the window.
type perDay struct {
	days       []walltime.Date
	came, went []float64
	table      *query.Table
}

// perDay counts reports, and ends: resolutions that stand, and cancellations.
func (c *cockpit) perDay() (*perDay, error) {
	came, err := c.ask(c.in("opened_at"), "count", "day(opened_at)")
	if err != nil {
		return nil, err
	}
	resolved, err := c.ask(c.in("resolved_at"), "count", "day(resolved_at)")
	if err != nil {
		return nil, err
	}
	cancelled, err := c.ask(c.in("cancelled_at"), "count", "day(cancelled_at)")
	if err != nil {
		return nil, err
	}
	p := &perDay{days: c.days(), table: came}
	p.came = byDay(came, p.days)
	p.went = byDay(resolved, p.days)
	for i, n := range byDay(cancelled, p.days) {
		p.went[i] += n
	}
	return p, nil
}

// byDay gives the counts in the order of the days; a day without a record is 0.
func byDay(t *query.Table, days []walltime.Date) []float64 {
	at := map[int64]float64{}
	for _, g := range t.Groups {
		if !g.Keys[0].IsEmpty() {
			at[g.Keys[0].Int()], _ = g.Number(0)
		}
	}
	out := make([]float64, len(days))
	for i, d := range days {
		out[i] = at[int64(d.Days())]
	}
	return out
}

// net is by how much the backlog grew on a day.
func (p *perDay) net(i int) float64 { return p.came[i] - p.went[i] }

// backlog reckons what was open at the end of each day, back from what is open now.
func (p *perDay) backlog(now float64) []float64 {
	out := make([]float64, len(p.days))
	level := now
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = level
		level -= p.net(i)
	}
	return out
}

// flow shows how much came and went since the window began; the gap is what is open.
func (c *cockpit) flow() (page.Block, error) {
	p, err := c.perDay()
	if err != nil {
		return nil, err
	}
	now, err := c.ask(open, "count", "")
	if err != nil {
		return nil, err
	}
	n := sum(now, 0)
	before := n
	for i := range p.days {
		before -= p.net(i)
	}
	lines := page.Lines{Drawn: page.Drawn{Label: c.Say("cockpit.flow.label")}, Filled: true, End: c.Say("cockpit.flow.end", "n", int(n)),
		Series: []page.Series{{Label: c.Say("cockpit.flow.came")}, {Label: c.Say("cockpit.flow.went"), Tone: page.Teal}}}
	came, went := before, 0.0
	for i, d := range p.days {
		came, went = came+p.came[i], went+p.went[i]
		up, down := came, went
		lines.Labels = append(lines.Labels, day(c.Reader, d))
		lines.Series[0].Values = append(lines.Series[0].Values, &up)
		lines.Series[1].Values = append(lines.Series[1].Values, &down)
		lines.Series[0].Opens = append(lines.Series[0].Opens, page.ToList(incidents, c.of("opened_at = "+d.String()), ""))
		lines.Series[1].Opens = append(lines.Series[1].Opens, page.ToList(incidents, c.of("resolved_at = "+d.String()), ""))
	}
	return page.Section{Title: c.Say("cockpit.flow"), Width: page.TwoThirds, Note: c.Say("cockpit.flow.note", "came", int(came-before), "went", int(went)),
		Explains: c.explained(p.table, c.in("opened_at"), "cockpit.flow.formula", came-before), Blocks: page.Blocks{lines}}, nil
}

// ageClasses part the backlog by how long ago it was reported: from so many days on.
var ageClasses = []struct {
	key   string
	since int // days; up to the next class
}{{"today", 0}, {"days", 1}, {"week", 3}, {"month", 7}, {"older", 28}}

// ages shows how old the backlog is.
func (c *cockpit) ages() (page.Block, error) {
	t, err := c.ask(open, "count", "day(opened_at)")
	if err != nil {
		return nil, err
	}
	today := walltime.DateOf(c.Now(), c.Zone).Days()
	counts := make([]float64, len(ageClasses))
	for _, g := range t.Groups {
		n, _ := g.Number(0)
		age, class := today-int(g.Keys[0].Int()), 0
		for i, a := range ageClasses {
			if age >= a.since {
				class = i
			}
		}
		counts[class] += n
	}
	bars := page.Bars{Drawn: page.Drawn{Label: c.Say("cockpit.ages")}}
	for i, a := range ageClasses {
		bars.Items = append(bars.Items, page.Bar{Label: c.Say("cockpit.age." + a.key), Value: counts[i], Tone: ageTone(i), Opens: page.ToList(incidents, c.of(open+" and "+aged(i)), "opened_at")})
	}
	return page.Section{Title: c.Say("cockpit.ages"), Width: page.Third, Note: c.Say("cockpit.n-open", "n", int(sum(t, 0))),
		Explains: &page.Explanation{Window: c.Say("cockpit.now"), Filter: c.of(open), Formula: c.Say("cockpit.ages.formula"), N: int64(sum(t, 0)), At: t.At}, Blocks: page.Blocks{bars}}, nil
}

// aged is the condition of a class of age.
func aged(class int) string {
	since := ageClasses[class].since
	condition := "opened_at < " + ago(since-1)
	if since == 0 {
		condition = "opened_at >= today"
	}
	if class+1 < len(ageClasses) && since > 0 {
		condition += " and opened_at >= " + ago(ageClasses[class+1].since-1)
	}
	return condition
}

// ago is the beginning of the day so many days back.
func ago(days int) string {
	if days == 0 {
		return "today"
	}
	return "today-" + strconv.Itoa(days) + "d"
}

func ageTone(class int) page.Tone {
	switch {
	case class == len(ageClasses)-1:
		return page.Red
	case class == len(ageClasses)-2:
		return page.Amber
	}
	return ""
}
