package problem

import (
	"context"
	"time"

	"steward/ability/link"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// mostLinked is how many incidents are followed from a problem.
const mostLinked = 500

// Slots are what a problem's page tells beside its fields: whether its incidents stopped, and which
// they were.
func Slots() []page.Slot {
	on := page.OnType(Problem.Name)
	return []page.Slot{{Name: "problem-incidents", Place: page.Panel, On: on, Roles: people.Staff(), Load: caused}}
}

// caused shows the incidents that are linked as caused by the problem, by week.
func caused(ctx context.Context, r page.Reader, p *record.Record) (page.Blocks, error) {
	ends, err := link.Ends(ctx, r, record.Subject{Type: p.Type.Name, ID: p.ID()}, link.CausedBy, link.To)
	if err != nil || len(ends) == 0 {
		return nil, err
	}
	ids := ""
	for i, e := range ends[:min(mostLinked, len(ends))] {
		if i > 0 {
			ids += ", "
		}
		ids += `"` + e.ID + `"`
	}
	condition := "id in (" + ids + ")"
	t, err := r.Figures(ctx, "incident", condition, "count", "week(opened_at)")
	if err != nil {
		return nil, err
	}
	chart, n := page.Stacked{Drawn: page.Drawn{Label: r.Say("problem.weeks")}, Series: []page.Series{{Label: r.Say("problem.linked")}}}, 0.0
	for _, g := range t.Groups {
		count, _ := g.Number(0)
		n += count
		first := time.Unix(g.Keys[0].Int()*86400, 0).UTC()
		chart.Labels = append(chart.Labels, first.Format("2006-01-02"))
		chart.Series[0].Values = append(chart.Series[0].Values, &count)
	}
	hurts, err := pain(ctx, r, condition, n)
	if err != nil {
		return nil, err
	}
	rows, err := r.List(ctx, "incident", condition, "-created_at", 8)
	if err != nil {
		return nil, err
	}
	return page.Blocks{hurts, page.Section{Title: r.Say("problem.weeks"), Note: r.Say("problem.linked.n", "n", int(n)), Blocks: page.Blocks{chart},
		Explains: &page.Explanation{Window: r.Say("problem.all-time"), Filter: r.Say("problem.linked"), Formula: "count", N: int64(n), At: t.At}},
		page.Section{Title: r.Say("problem.linked"), Blocks: page.Blocks{page.Items{Items: page.ItemsOf(rows)}}}}, nil
}

// pain is what a problem has cost so far: how long those who asked waited, and how long staff worked
// (domain 2.4; what an hour is worth is not known here).
func pain(ctx context.Context, r page.Reader, condition string, n float64) (page.Figures, error) {
	out := page.Figures{Label: r.Say("problem.pain")}
	for _, one := range []struct {
		key, measure string
		unit         page.Unit
		times        float64
	}{{"problem.waited", "sum(time_to_resolve)", page.Duration, 1}, {"problem.worked", "sum(time_spent)", page.Duration, 60}} {
		t, err := r.Figures(ctx, "incident", condition, one.measure, "")
		if err != nil {
			return out, err
		}
		f := page.Figure{Label: r.Say(one.key), Opens: page.ToList("incident", condition, "-created_at"),
			Explains: &page.Explanation{Window: r.Say("problem.all-time"), Filter: r.Say("problem.linked"), Formula: one.measure, N: int64(n), At: t.At}}
		if sum, some := t.Groups[0].Number(0); some {
			f.Value = page.In(one.unit, sum*one.times)
		}
		out.Items = append(out.Items, f)
	}
	return out, nil
}
