package measurement

import (
	"steward/calc/controlchart"
	"steward/calc/walltime"
	"steward/kernel/page"
)

// mostCauses is how many signals of the chart are named after what caused them.
const mostCauses = 3

// control shows the median time to resolve by day, and what of it is not chance.
func (c *cockpit) control() (page.Block, error) {
	condition := c.in("resolved_at")
	t, err := c.ask(condition, "median(time_to_resolve), count", "day(resolved_at)")
	if err != nil {
		return nil, err
	}
	whole, err := c.ask(condition, "count, median(time_to_resolve)", "")
	if err != nil {
		return nil, err
	}
	chart := page.Control{Drawn: page.Drawn{Label: c.Say("cockpit.control.label"), Unit: page.Duration}, Value: c.Say("cockpit.control.value"), Signal: c.Say("cockpit.control.signal"),
		Upper: c.Say("cockpit.control.upper"), Mean: c.Say("cockpit.control.mean"), Lower: c.Say("cockpit.control.lower")}
	var values []float64
	var days []walltime.Date
	for _, g := range t.Groups {
		v, ok := g.Number(0)
		if !ok || g.Keys[0].IsEmpty() {
			continue
		}
		d := dateOf(g.Keys[0].Int())
		values, days = append(values, v), append(days, d)
		chart.Points = append(chart.Points, page.Point{Label: day(c.Reader, d), Value: v, Opens: page.ToList(incidents, c.of("resolved_at = "+d.String()), "-time_to_resolve")})
	}
	zero := 0.0
	phases := controlchart.Phases(values, &zero)
	c.phases(&chart, phases)
	if err := c.signals(&chart, days, controlchart.Signals(values, phases)); err != nil {
		return nil, err
	}
	s := page.Section{Title: c.Say("cockpit.control"), Width: page.TwoThirds, Explains: c.explained(whole, condition, "cockpit.control.formula", sum(whole, 0)), Badge: c.verdict(phases)}
	if m := first(whole, 1); m != nil {
		s.Note = c.Say("cockpit.control.whole", "time", hours(*m))
	}
	if len(values) < 2 {
		s.Blocks = page.Blocks{page.Text{Markdown: c.Say("cockpit.control.none"), Quiet: true}}
		return s, nil
	}
	s.Blocks = page.Blocks{chart}
	return s, nil
}

// phases gives the chart its limits, and says what changed and what is provisional.
func (c *cockpit) phases(chart *page.Control, phases []controlchart.Phase) {
	for i, p := range phases {
		one := page.Phase{From: p.From, To: p.To, Centre: p.Centre, Lower: p.Lower, Upper: p.Upper}
		switch {
		case p.Provisional:
			one.Note = c.Say("cockpit.control.provisional", "n", p.N)
		case i > 0:
			one.Note = c.Say("cockpit.control.level", "before", hours(phases[i-1].Centre), "now", hours(p.Centre))
		}
		chart.Phases = append(chart.Phases, one)
	}
}

// verdict says in two words whether the process changed for the better or the worse.
func (c *cockpit) verdict(phases []controlchart.Phase) *page.Badge {
	n := len(phases)
	switch {
	case n == 0:
		return nil
	case phases[n-1].Provisional:
		return &page.Badge{Label: c.Say("cockpit.verdict.provisional"), Tone: page.Gray}
	case n == 1:
		return &page.Badge{Label: c.Say("cockpit.verdict.steady"), Tone: page.Gray}
	case phases[n-1].Centre < phases[n-2].Centre:
		return &page.Badge{Label: c.Say("cockpit.verdict.better"), Tone: page.Green}
	}
	return &page.Badge{Label: c.Say("cockpit.verdict.worse"), Tone: page.Amber}
}

// signals marks what is not chance. The last ones beyond a limit are named after the incident that took
// longest among those resolved that day.
func (c *cockpit) signals(chart *page.Control, days []walltime.Date, signals []controlchart.Signal) error {
	named := 0
	for i := len(signals) - 1; i >= 0; i-- {
		s := signals[i]
		point := &chart.Points[s.At]
		point.Signal = c.Say(map[controlchart.Rule]string{controlchart.Beyond: "cockpit.signal.beyond", controlchart.Shift: "cockpit.signal.shift"}[s.Rule])
		if s.Rule != controlchart.Beyond || named == mostCauses || i+1 < len(signals) && signals[i+1].At == s.At+1 && chart.Points[s.At+1].Cause == "" {
			continue
		}
		rows, err := c.List(c.ctx, incidents, c.of("resolved_at = "+days[s.At].String()+" and priority <= 2"), "priority,-created_at", 1)
		if err != nil {
			return err
		}
		if named++; len(rows) > 0 {
			point.Cause = rows[0].Number() + " " + rows[0].Title()
		}
	}
	return nil
}
