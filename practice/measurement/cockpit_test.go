package measurement_test

import (
	"testing"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
	"steward/test/world"
)

// month is a service desk with a month of incidents.
func month(t *testing.T) (*world.World, record.Actor) {
	t.Helper()
	w := world.New(t)
	boss, ada := w.Person("Max", "manager"), w.Person("Ada", "agent")
	desk := w.Team("Desk", ada)
	mail := w.Make(w.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	printing := w.Make(w.SystemActor(), "category", map[string]any{"name": "Printing"}).ID()
	agent := w.As(ada)
	for i := range 40 {
		values := map[string]any{"title": "No mail", "service": mail, "team": desk}
		if i%3 == 0 {
			values["category"] = printing
		}
		if i%20 == 0 {
			values["impact"], values["urgency"] = "high", "high"
		}
		r := w.Make(agent, "incident", values)
		w.Pass(time.Duration(2+i%5) * time.Hour)
		if i%4 != 0 {
			r = w.Change(agent, r, map[string]any{"state": "resolved", "resolution_code": "fixed", "resolution": "Done."})
		}
		if i%8 == 1 {
			r = w.Change(agent, r, map[string]any{"state": "in_progress"})
			w.Change(agent, r, map[string]any{"state": "resolved", "resolution_code": "fixed", "resolution": "Done again."})
		}
		w.Pass(9 * time.Hour)
	}
	return w, w.As(boss)
}

// Every count opens a list that holds exactly what was counted, in every period.
func TestEveryFigureOpensTheRecordsThatItCounted(t *testing.T) {
	w, manager := month(t)
	for _, period := range []string{"", "7d", "90d", "this-month", "last-month"} {
		checked := 0
		each(w.Page(manager, "cockpit", page.Params{"period": period}), func(label string, value page.Amount, to *page.To) {
			if to == nil || value.Unit != page.Count || to.Type != "incident" {
				return
			}
			n, err := w.Engine.View(manager).Count(t.Context(), to.Type, to.Condition)
			if err != nil || float64(n) != value.Number {
				t.Errorf("%s, %s: shows %v, opens %d (%v) by %s", period, label, value.Number, n, err, to.Condition)
			}
			checked++
		})
		if checked < 8 {
			t.Errorf("%s: only %d figures open their records", period, checked)
		}
	}
}

// each visits the counts of blocks.
func each(blocks page.Blocks, visit func(label string, value page.Amount, to *page.To)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case page.Section:
			each(b.Blocks, visit)
		case page.Figures:
			for _, f := range b.Items {
				if f.Value != nil && f.Explains != nil {
					visit(f.Label, *f.Value, f.Opens)
				}
			}
		case page.Bars:
			for _, i := range b.Items {
				visit(i.Label, page.Amount{Number: i.Value}, i.Opens)
			}
		case page.Pareto:
			for _, i := range b.Items {
				visit(i.Label, page.Amount{Number: i.Value}, i.Opens)
			}
		case page.Table:
			for _, row := range b.Rows {
				for _, c := range row {
					if c.Value != nil {
						visit(row[0].Text, *c.Value, c.Opens)
					}
				}
			}
		}
	}
}

func TestEveryFigureExplainsItselfAndTheCardAgreesWithItsChart(t *testing.T) {
	w, manager := month(t)
	open, flow := -1.0, ""
	for _, b := range w.Page(manager, "cockpit", nil) {
		switch b := b.(type) {
		case page.Figures:
			for _, f := range b.Items {
				if e := f.Explains; e == nil || e.Window == "" || e.Formula == "" || e.Filter == "" || e.At.IsZero() {
					t.Errorf("%s does not say how it came about: %+v", f.Label, f.Explains)
				}
				if f.Label == "Open" {
					open = f.Value.Number
				}
			}
		case page.Section:
			for _, inside := range b.Blocks {
				if l, ok := inside.(page.Lines); ok {
					last := len(l.Labels) - 1
					flow = l.End
					if gap := *l.Series[0].Values[last] - *l.Series[1].Values[last]; gap != open {
						t.Errorf("the card says %v open, the gap of the chart is %v", open, gap)
					}
				}
			}
		}
	}
	if open != 10 || flow != "10 open" {
		t.Errorf("%v open, %q", open, flow)
	}
}

func TestNobodySeesTheCockpitButStaff(t *testing.T) {
	w := world.New(t)
	if _, ok := w.Pages.Page(w.As(w.Person("Rita", "requester")), "cockpit"); ok {
		t.Error("a requester opens the cockpit")
	}
}
