package incident_test

import (
	"context"
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/practice/incident"
)

// TestARealHistoryIsReplayedWithItsTimes takes an incident through moves that Steward does not list,
// as the source tells them.
func TestARealHistoryIsReplayedWithItsTimes(t *testing.T) {
	w := open(t)
	importer := w.manager
	importer.Gateway = "import"
	at := time.Date(2016, 2, 29, 1, 16, 0, 0, time.UTC)
	do := func(c engine.Command) *record.Record {
		c.Type, c.HappenedAt, c.As, c.Replay = "incident", at, w.cleo, &engine.Replay{}
		out, err := w.Engine.Do(context.Background(), importer, engine.Options{}, c)
		if err != nil {
			t.Fatal(err)
		}
		at = at.Add(time.Hour)
		return out[0].Record
	}
	opened := at
	r := do(engine.Command{Do: engine.Create, Values: map[string]any{"title": "Category 55", "external_key": "INC0000045", "requester": w.vera, "opened_by": w.ben,
		"urgency": "low", "channel": "phone", "assignee": w.ada, "team": w.network, "source": map[string]any{"made_sla": "true"}}})
	if r.State() != "new" || incident.Urgency.Of(r) != "low" || assignment.Team.Of(r) != w.network || incident.OpenedBy.Of(r) != w.ben || !incident.OpenedAt.Of(r).Equal(opened) {
		t.Fatalf("state %q urgency %q: the history stands as it was", r.State(), incident.Urgency.Of(r))
	}
	step := func(values map[string]any) *record.Record {
		return do(engine.Command{Do: engine.Change, ID: r.ID(), Values: values})
	}
	step(map[string]any{"state": "resolved"})
	resolved := at.Add(-time.Hour)
	if r = step(map[string]any{"state": "closed"}); !incident.ResolvedAt.Of(r).Equal(resolved) || !incident.ClosedAt.Of(r).Equal(resolved.Add(time.Hour)) {
		t.Fatalf("resolved at %v, closed at %v", incident.ResolvedAt.Of(r), incident.ClosedAt.Of(r))
	}
	if r = step(map[string]any{"state": "in_progress", "team": w.desk}); incident.ReopenCount.Of(r) != 1 || assignment.Moves.Of(r) != 1 {
		t.Fatalf("reopened %d times, moved %d times", incident.ReopenCount.Of(r), assignment.Moves.Of(r))
	}
	told := at.Add(-90 * time.Minute)
	if r = step(map[string]any{"state": "resolved", "resolved_at": told.Format(time.RFC3339), "reopen_count": "4"}); !incident.ResolvedAt.Of(r).Equal(told) || incident.ReopenCount.Of(r) != 4 {
		t.Fatalf("resolved at %v: what the history tells is not computed", incident.ResolvedAt.Of(r))
	}
	if found := w.Find(w.agent, "incident", `external_key = "INC0000045" and created_at = 2016-02-29`); len(found) != 1 {
		t.Fatal("not found by its key in the source and its time")
	}
}
