package clock

import (
	"fmt"
	"strings"
	"time"

	"steward/calc/clock"
	"steward/calc/statistics"
	"steward/kernel/page"
)

// fewest is how many similar clocks a prediction needs; the newest mostSimilar are looked at.
const (
	fewest      = 30
	mostSimilar = 2000
)

// forecast says how likely the promise will be missed, from how long similar clocks ran (domain 4.5).
// Open ones count as those that are known to last at least so long: closed ones alone look too quick.
func (a *account) forecast() (*page.Section, error) {
	if !a.s.going() || a.s.state.Outcome == clock.Breached {
		return nil, nil
	}
	similar := a.similar()
	rows, err := a.List(a.ctx, TypeName, similar, "-started_at", min(mostSimilar, pageOfClocks))
	if err != nil {
		return nil, err
	}
	var lifetimes []statistics.Lifetime
	for _, row := range rows {
		if row.ID() == a.s.row.ID() || Events.Of(row) == nil {
			continue
		}
		spent := Elapsed.Of(row)
		if Phase.Of(row) != Stopped {
			other, err := a.book.look(row, a.Now())
			if err != nil {
				return nil, err
			}
			spent = other.state.Elapsed
		}
		lifetimes = append(lifetimes, statistics.Lifetime{Length: spent.Seconds(), Ended: Phase.Of(row) == Stopped})
	}
	s := statistics.EstimateSurvival(lifetimes)
	section := &page.Section{Title: a.Say("clocks.forecast"), Explains: &page.Explanation{Window: a.Say("clocks.forecast.window"), Filter: similar,
		Formula: "S(promised) / S(used), S: Kaplan-Meier", Excluded: a.Say("clocks.forecast.excluded"), N: int64(s.N), At: a.Now()}}
	opens := page.ToList(TypeName, similar, "-started_at")
	if s.N < fewest {
		section.Blocks = page.Blocks{page.Text{Markdown: a.Say("clocks.too-few", "n", s.N, "least", fewest), Quiet: true}}
		return section, nil
	}
	p, known := s.Given(a.s.state.Elapsed.Seconds(), a.s.state.Target.Duration.Seconds())
	if !known {
		section.Blocks = page.Blocks{page.Text{Markdown: a.Say("clocks.nothing-alike", "time", a.s.state.Elapsed), Quiet: true}}
		return section, nil
	}
	section.Blocks = page.Blocks{page.Figure{Label: a.Say("clocks.risk"), Value: page.In(page.Percent, 100*p), Note: a.Say("clocks.risk.note", "n", s.N, "open", s.N-s.Ended), Opens: opens}}
	return section, nil
}

const pageOfClocks = 500

func (s *seen) going() bool {
	return s.state.Phase == clock.Running || s.state.Phase == clock.Paused
}

// similar is the condition of clocks of the same measure, priority, category and team.
func (a *account) similar() string {
	row := a.s.row
	parts := []string{"kind = " + Kind.Of(row), "measure = " + Measure.Of(row), "phase in (running, paused, stopped)"}
	if p, ok := Priority.Get(row); ok {
		parts = append(parts, fmt.Sprintf("priority = %d", p))
	}
	for _, f := range []struct{ name, id string }{{Category.Name(), Category.Of(row)}, {Team.Name(), Team.Of(row)}} {
		if f.id != "" {
			parts = append(parts, f.name+` = "`+f.id+`"`)
		}
	}
	parts = append(parts, "started_at >= "+a.Now().AddDate(-1, 0, 0).UTC().Format(time.DateOnly))
	return strings.Join(parts, " and ")
}
