package incident_test

import (
	"testing"
	"time"

	"steward/practice/incident"
)

func TestTheTimeToResolveRunsFromTheReportToTheResolutionThatStands(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.Pass(90 * time.Minute)
	r = w.Change(w.agent, r, solved)
	if got := incident.TimeToResolve.Of(r); got != 90*time.Minute {
		t.Errorf("after ninety minutes: %v", got)
	}
	r = w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	if _, known := incident.TimeToResolve.Get(r); known {
		t.Error("a reopened incident keeps its time to resolve")
	}
	w.Pass(30 * time.Minute)
	if got := incident.TimeToResolve.Of(w.Change(w.agent, r, solved)); got != 2*time.Hour {
		t.Errorf("resolved again after two hours: %v", got)
	}
}
