package clock

import (
	"cmp"
	"slices"
	"time"

	"steward/calc/clock"
	"steward/calc/worktime"
	"steward/kernel/page"
)

// part is a stretch of the time that a team had the work.
type part struct {
	team     string
	from, to time.Time
}

// waterfall parts the time that the customer waited by the teams that had the work: their clocks laid
// over the hours and pauses of this one, so that the parts add up to what it measured.
func (a *account) waterfall() (*page.Section, error) {
	if Kind.Of(a.s.row) != SLA {
		return nil, nil
	}
	var parts []part
	for _, s := range a.all {
		if Kind.Of(s.row) == OLA && Measure.Of(s.row) == Measure.Of(a.s.row) {
			parts = append(parts, part{Team.Of(s.row), s.state.Started, s.until(a.Now())})
		}
	}
	if len(parts) == 0 {
		return nil, nil
	}
	slices.SortFunc(parts, func(x, y part) int { return x.from.Compare(y.from) })
	spent, order, sum := map[string]time.Duration{}, []string{}, time.Duration(0)
	for _, p := range parts {
		if _, known := spent[p.team]; !known {
			order = append(order, p.team)
		}
		d := a.s.within(p.from, p.to, a.Now())
		spent[p.team] += d
		sum += d
	}
	if rest := a.s.state.Elapsed - sum; rest >= time.Second {
		spent[""] += rest
		order = append(order, "")
	}
	slices.SortStableFunc(order, func(x, y string) int { return cmp.Compare(spent[y], spent[x]) })
	bars := page.Bars{Drawn: page.Drawn{Label: a.Say("clocks.waterfall"), Unit: page.Duration}}
	for _, team := range order {
		name := a.Say("clocks.nobody")
		if team != "" {
			if row, err := a.Get(a.ctx, "team", team); err == nil {
				name = row.Title()
			}
		}
		bars.Items = append(bars.Items, page.Bar{Label: name, Value: spent[team].Seconds()})
	}
	return &page.Section{Title: a.Say("clocks.waterfall"), Note: a.Say("clocks.waterfall.note", "sum", a.s.state.Elapsed), Blocks: page.Blocks{bars}}, nil
}

// until is when a clock ended, or now.
func (s *seen) until(now time.Time) time.Time {
	if s.state.Ended.IsZero() {
		return now
	}
	return s.state.Ended
}

// within is how much of what a clock measured fell between two instants.
func (s *seen) within(from, to, now time.Time) time.Duration {
	c := s.state.Target.Calendar
	var sum time.Duration
	for _, run := range s.ran(now) {
		sum += overlap(c, run, worktime.Period{Start: from, End: to})
	}
	return sum
}

// ran lists the stretches in which a clock ran, from its steps.
func (s *seen) ran(now time.Time) (out []worktime.Period) {
	var since time.Time
	for _, step := range s.state.Steps {
		switch {
		case step.Phase == clock.Running && since.IsZero():
			since = step.At
		case step.Phase != clock.Running && !since.IsZero():
			out = append(out, worktime.Period{Start: since, End: step.At})
			since = time.Time{}
		}
	}
	if !since.IsZero() {
		out = append(out, worktime.Period{Start: since, End: s.until(now)})
	}
	return out
}

func overlap(c *worktime.Calendar, a, b worktime.Period) time.Duration {
	from, to := a.Start, a.End
	if b.Start.After(from) {
		from = b.Start
	}
	if b.End.Before(to) {
		to = b.End
	}
	return c.Between(from, to)
}
