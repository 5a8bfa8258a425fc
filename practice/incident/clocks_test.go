package incident_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"steward/ability/clock"
	"steward/kernel/engine"
	"steward/kernel/page"
)

// A merged ticket's clocks are cancelled and count in no figure; the survivor's go on as they were; a
// merge that is undone lets them go on without the time between.
func TestAMergeCancelsTheClocksOfWhatIsMerged(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // Monday 10:00
	survivor, twin := w.report(map[string]any{"impact": "medium"}), w.report(map[string]any{"impact": "medium", "requester": w.vera})
	due := clock.Due.Of(survivor)
	w.Pass(time.Hour)
	w.Act(w.agent, survivor, "absorb", map[string]any{"incidents": []string{twin.ID()}})
	for _, measure := range []string{clock.Response, clock.Resolution} {
		if c := w.clockOf(twin, clock.SLA, measure); clock.Phase.Of(c) != clock.Cancelled || clock.Outcome.Of(c) != "" {
			t.Errorf("the %s of what is merged is %s", measure, clock.Phase.Of(c))
		}
		if c := w.clockOf(survivor, clock.SLA, measure); clock.Phase.Of(c) != clock.Running {
			t.Errorf("the %s of the survivor is %s", measure, clock.Phase.Of(c))
		}
	}
	if got := clock.Due.Of(w.Look(survivor)); !got.Equal(due) || !clock.Due.Of(w.Look(twin)).IsZero() {
		t.Fatalf("due %v, before %v", got, due)
	}
	w.Pass(3 * time.Hour) // 14:00
	merged := w.Look(twin)
	if _, err := w.Engine.Undo(t.Context(), w.agent, engine.Options{}, "incident", merged.ID(), merged.Version()); err != nil {
		t.Fatal(err)
	}
	w.Pass(time.Hour)
	back := w.Change(w.agent, w.Look(twin), solved)
	if c := w.clockOf(back, clock.SLA, clock.Resolution); clock.Outcome.Of(c) != clock.Met || clock.Elapsed.Of(c) != 2*time.Hour {
		t.Fatalf("%s after %v: the three hours while it was merged do not count", clock.Outcome.Of(c), clock.Elapsed.Of(c))
	}
}

// How likely an open promise is missed is told from similar clocks, with its n; under thirty it says so.
func TestHowLikelyAPromiseIsMissedIsToldFromSimilarClocks(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour)
	like := map[string]any{"impact": "medium", "team": w.desk}
	forecast := func() (risk *page.Figure, section page.Section) {
		r := w.report(like)
		for _, b := range w.Page(w.agent, "clock", page.Params{"of": r.Number()}) {
			s, ok := b.(page.Section)
			if !ok || s.Explains == nil || !strings.Contains(s.Explains.Formula, "Kaplan-Meier") {
				continue
			}
			section = s
			if f, is := s.Blocks[0].(page.Figure); is {
				risk = &f
			}
		}
		return risk, section
	}
	if risk, s := forecast(); risk != nil || s.Title == "" {
		t.Fatalf("of too few: %+v", s)
	}
	for i := range 32 { // three of four are solved within an hour, one lasts
		r := w.report(like)
		if i%4 != 0 {
			w.Pass(time.Minute)
			w.Change(w.agent, r, solved)
		}
	}
	w.Pass(4 * 24 * time.Hour) // what lasts has been missed by then
	risk, s := forecast()
	if risk == nil || s.Explains.N < 30 {
		t.Fatalf("n = %d", s.Explains.N)
	}
	if p := risk.Value.Number; p < 15 || p > 35 {
		t.Fatalf("%.1f %%: about one of four lasts longer than is promised", p)
	}
	if risk.Opens == nil || !strings.Contains(risk.Note, fmt.Sprint(s.Explains.N)) {
		t.Errorf("%+v", risk)
	}
}

// What was promised stands side by side: to the customer, by the team, by the supplier. Waiting for the
// supplier stops neither of the first two.
func TestPromisesStandSideBySideAndASupplierStopsNone(t *testing.T) {
	w := open(t)
	office := w.Find(w.SystemActor(), "calendar", `name = "Office hours"`)[0].ID()
	for name, kind := range map[string]string{"Teams": clock.OLA, "Supplier": clock.Underpinning} {
		a := w.Make(w.SystemActor(), "agreement", map[string]any{"name": name, "kind": kind}).ID()
		target := map[string]any{"agreement": a, "measure": clock.Resolution, "within": "4h", "calendar": office}
		if kind == clock.Underpinning {
			target["starts"], target["stops"], target["reopening"] = "pending_reason = supplier", "pending_reason != supplier", "restart"
		}
		w.Make(w.SystemActor(), "target", target)
	}
	w.Pass(2 * time.Hour) // 10:00
	r := w.report(map[string]any{"impact": "medium", "team": w.desk})
	w.Pass(time.Hour)
	w.Change(w.agent, r, map[string]any{"state": "pending", "pending_reason": "supplier"})
	for kind, phase := range map[string]string{clock.SLA: clock.Running, clock.OLA: clock.Running, clock.Underpinning: clock.Running} {
		if c := w.clockOf(r, kind, clock.Resolution); c == nil || clock.Phase.Of(c) != phase {
			t.Errorf("%s is not %s", kind, phase)
		}
	}
	w.Pass(2 * time.Hour)
	w.Change(w.agent, w.Look(r), map[string]any{"state": "in_progress"})
	w.Pass(time.Hour)
	w.Change(w.agent, w.Look(r), solved)
	for kind, used := range map[string]time.Duration{clock.SLA: 4 * time.Hour, clock.OLA: 4 * time.Hour, clock.Underpinning: 2 * time.Hour} {
		if c := w.clockOf(r, kind, clock.Resolution); clock.Elapsed.Of(c) != used {
			t.Errorf("%s took %v, want %v", kind, clock.Elapsed.Of(c), used)
		}
	}
	if heads := w.Panels(w.asker, w.Look(r))["clocks"]; len(heads[0].(page.Clocks).Items) == 0 {
		t.Error("who asked sees the promise to the customer")
	}
}
