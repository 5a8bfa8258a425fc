package incident_test

import (
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/ability/clock"
	"steward/ability/escalation"
	"steward/kernel/job"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/test/world"
)

// clockOf gives the newest clock of an incident.
func (w *desk) clockOf(r *record.Record, kind, measure string) *record.Record {
	list := w.Find(w.SystemActor(), "clock", `subject = "`+r.ID()+`" and kind = `+kind+` and measure = `+measure)
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
}

// TestWhatHappensToARecordMovesItsClocks: reported on Monday at 08:00, an hour before the office opens.
func TestWhatHappensToARecordMovesItsClocks(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"impact": "medium"}) // priority 3: an answer in 4 h, restored in 24 h of office hours
	if due := clock.Due.Of(r); clock.DueFor.Of(r) != clock.Response || due.Format("Mon 15:04") != "Mon 13:00" {
		t.Fatalf("due %v for %s", due, clock.DueFor.Of(r))
	}
	w.Pass(3 * time.Hour) // 11:00
	r = w.Act(w.agent, r, "reply", map[string]any{"body": "Which folder?"})
	if c := w.clockOf(r, clock.SLA, clock.Response); clock.Outcome.Of(c) != clock.Met || clock.Elapsed.Of(c) != 2*time.Hour {
		t.Fatalf("the answer is %q after %v", clock.Outcome.Of(c), clock.Elapsed.Of(c))
	}
	if due := clock.Due.Of(r); clock.DueFor.Of(r) != clock.Resolution || due.Format("Mon 15:04") != "Wed 17:00" {
		t.Fatalf("due %v for %s", due, clock.DueFor.Of(r))
	}
	w.Pass(time.Hour) // 12:00: only the customer and a date they asked for stop the promise
	r = w.Change(w.agent, r, map[string]any{"state": "pending", "pending_reason": "supplier"})
	if clock.Due.Of(r).IsZero() {
		t.Fatal("waiting for a supplier stops the promise to the customer")
	}
	r = w.Change(w.agent, r, map[string]any{"pending_reason": "customer"})
	c := w.clockOf(r, clock.SLA, clock.Resolution)
	if !clock.Due.Of(r).IsZero() || clock.Phase.Of(c) != clock.Paused || clock.PausedFor.Of(c) != "customer" || clock.Elapsed.Of(c) != 3*time.Hour {
		t.Fatalf("due %v, clock %s for %q after %v", clock.Due.Of(r), clock.Phase.Of(c), clock.PausedFor.Of(c), clock.Elapsed.Of(c))
	}
	w.Pass(24 * time.Hour) // Tuesday 12:00: the requester answers
	r = w.Act(w.asker, r, "reply", map[string]any{"body": "The shared one."})
	if due := clock.Due.Of(r); clock.DueFor.Of(r) != clock.Update || due.Format("Mon 15:04") != "Wed 12:00" {
		t.Fatalf("due %v for %s: the next word is due first", due, clock.DueFor.Of(r))
	}
	r = w.Change(w.agent, r, map[string]any{"urgency": "high"}) // priority 2: 8 h, 3 h of them gone
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.RunsOut.Of(c).Format("Mon 15:04") != "Tue 17:00" || clock.Promised.Of(c) != 8*time.Hour {
		t.Fatalf("runs out %v of %v", clock.RunsOut.Of(c), clock.Promised.Of(c))
	}
	w.Pass(23 * time.Hour) // Wednesday 11:00, two hours of work too late
	r = w.Change(w.agent, r, solved)
	c = w.clockOf(r, clock.SLA, clock.Resolution)
	if clock.Outcome.Of(c) != clock.Breached || clock.Elapsed.Of(c) != 10*time.Hour || clock.DecidedAt.Of(c).Format("Mon 15:04") != "Tue 17:00" || !clock.Due.Of(r).IsZero() {
		t.Fatalf("%s after %v, decided %v", clock.Outcome.Of(c), clock.Elapsed.Of(c), clock.DecidedAt.Of(c))
	}
	r = w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Phase.Of(c) != clock.Running || clock.Outcome.Of(c) != clock.Breached {
		t.Fatalf("reopened it is %s and %q: the time between does not count, the breach stays", clock.Phase.Of(c), clock.Outcome.Of(c))
	}
	w.Change(w.agent, r, map[string]any{"state": "cancelled"})
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Phase.Of(c) != clock.Cancelled {
		t.Fatalf("cancelled, the clock is %s", clock.Phase.Of(c))
	}
}

func TestATicketTakenDuringACallIsAnsweredAtCreation(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"channel": "phone"})
	if c := w.clockOf(r, clock.SLA, clock.Response); clock.Outcome.Of(c) != clock.Met || clock.Elapsed.Of(c) != 0 {
		t.Fatalf("%q after %v", clock.Outcome.Of(c), clock.Elapsed.Of(c))
	}
}

func TestAPriorityWithoutAPromiseWinsNoTime(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"impact": "medium", "urgency": "high"})
	w.Pass(3 * time.Hour)
	r = w.Change(w.agent, r, map[string]any{"priority_override": "5", "priority_reason": "planned"})
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Phase.Of(c) != clock.Cancelled {
		t.Fatalf("no agreement matches, yet the clock is %s", clock.Phase.Of(c))
	}
	w.Pass(2 * time.Hour)
	r = w.Change(w.agent, r, map[string]any{"priority_override": "", "priority_reason": ""})
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Phase.Of(c) != clock.Running || clock.Elapsed.Of(c) != 4*time.Hour {
		t.Fatalf("%s after %v", clock.Phase.Of(c), clock.Elapsed.Of(c))
	}
	r = w.Change(w.agent, r, map[string]any{"state": "cancelled"})
	w.Pass(2 * time.Hour)
	r = w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Phase.Of(c) != clock.Running || clock.Elapsed.Of(c) != 4*time.Hour {
		t.Fatalf("restored it is %s after %v: the time while it was cancelled does not count", clock.Phase.Of(c), clock.Elapsed.Of(c))
	}
}

// TestEachTeamHasAClockOfItsOwn: an OLA for each time a team has the work, and an underpinning
// contract from the hand-over to the supplier on.
func TestEachTeamHasAClockOfItsOwn(t *testing.T) {
	w := open(t)
	office := w.Find(w.SystemActor(), "calendar", `name = "Office hours"`)[0].ID()
	ola := w.Make(w.SystemActor(), "agreement", map[string]any{"name": "Teams", "kind": clock.OLA}).ID()
	w.Make(w.SystemActor(), "target", map[string]any{"agreement": ola, "measure": clock.Resolution, "within": "4h", "calendar": office})
	uc := w.Make(w.SystemActor(), "agreement", map[string]any{"name": "Supplier", "kind": clock.Underpinning}).ID()
	w.Make(w.SystemActor(), "target", map[string]any{"agreement": uc, "measure": clock.Resolution, "within": "2h", "calendar": office,
		"starts": "pending_reason = supplier", "stops": "pending_reason != supplier", "reopening": "restart"})
	w.Pass(time.Hour)
	r := w.report(map[string]any{"impact": "medium", "team": w.desk})
	w.Pass(2 * time.Hour)
	r = w.Change(w.agent, r, map[string]any{"team": w.network})
	w.Pass(time.Hour) // 12:00
	r = w.Change(w.manager, r, map[string]any{"state": "pending", "pending_reason": "supplier"})
	w.Pass(3 * time.Hour) // 15:00
	r = w.Change(w.manager, r, map[string]any{"state": "in_progress"})
	w.Pass(time.Hour)
	r = w.Change(w.manager, r, map[string]any{"team": w.desk})
	w.Pass(30 * time.Minute)
	r = w.Change(w.manager, r, solved)
	var got []string
	for _, c := range w.Find(w.SystemActor(), "clock", `subject = "`+r.ID()+`" and kind in (ola, underpinning)`) {
		got = append(got, clock.Kind.Of(c)+" "+clock.Elapsed.Of(c).String()+" "+clock.Outcome.Of(c))
	}
	want := []string{"ola 2h0m0s met", "ola 5h0m0s breached", "underpinning 3h0m0s breached", "ola 30m0s met"}
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%v, want %v", got, want)
		}
	}
	if c := w.clockOf(r, clock.SLA, clock.Resolution); clock.Elapsed.Of(c) != 7*time.Hour+30*time.Minute {
		t.Fatalf("the customer waited %v: what the teams spent adds up", clock.Elapsed.Of(c))
	}
}

// TestAClockPlansWhenItReachesItsNextLevel and tells each level once, without anybody asking.
func TestAClockPlansWhenItReachesItsNextLevel(t *testing.T) {
	w := open(t)
	w.Change(w.SystemActor(), w.Find(w.SystemActor(), "team", `name = "Desk"`)[0], map[string]any{"lead": w.ben})
	r := w.report(map[string]any{"impact": "medium", "assignee": w.ada})
	w.Act(w.agent, r, "reply", map[string]any{"body": "I look."})
	told := func() (out []string) {
		run(t, w)
		for _, e := range w.Find(w.SystemActor(), "escalation", `subject = "`+r.ID()+`"`) {
			out = append(out, time.Duration(escalation.Percent.Of(e)).String())
			if n := len(escalation.Told.Of(e)); escalation.Percent.Of(e) == 90 && n != 2 {
				t.Errorf("%d people are told at 90 %%", n)
			}
		}
		return out
	}
	if got := told(); len(got) != 0 {
		t.Fatal(got)
	}
	w.Pass(2*24*time.Hour + 3*time.Hour + time.Minute) // Wednesday 11:01: 18 h of 24 h
	if got := told(); len(got) != 1 {
		t.Fatal(got)
	}
	r = w.Change(w.agent, w.Look(r), map[string]any{"state": "pending", "pending_reason": "customer"})
	w.Pass(24 * time.Hour) // paused, so nothing comes
	if got := told(); len(got) != 1 {
		t.Fatal(got)
	}
	r = w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	w.Pass(6*time.Hour + time.Hour)
	if got := told(); len(got) != 2 {
		t.Fatal(got)
	}
	w.Pass(24 * time.Hour)
	got := told()
	c := w.clockOf(r, clock.SLA, clock.Resolution)
	if len(got) != 3 || clock.Outcome.Of(c) != clock.Breached || clock.Phase.Of(c) != clock.Running {
		t.Fatalf("%v, %s and %s: known to be late while it runs on", got, clock.Outcome.Of(c), clock.Phase.Of(c))
	}
	if assignment.Assignee.Of(w.Look(r)) != w.ada || incident.ResolvedAt.Of(w.Look(r)) != (time.Time{}) {
		t.Fatal("the incident itself stays as it is")
	}
}

// run does the jobs that are due.
func run(t *testing.T, w *desk) {
	t.Helper()
	r := w.Runner()
	r.Schedules = nil
	for range 20 {
		jobs, err := w.Store.ClaimJobs(t.Context(), []string{record.ActTopic, clock.CatchUpTopic}, job.Lease, 50)
		if err != nil {
			t.Fatal(err)
		}
		if len(jobs) == 0 {
			return
		}
		for _, j := range jobs {
			if err := r.Handlers[j.Topic](t.Context(), j); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestClocksGoWithTheirRecord when an administrator removes one that was made by mistake.
func TestClocksGoWithTheirRecord(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	if err := w.Engine.RemoveOne(t.Context(), w.SystemActor(), "incident", r.ID(), 0); err != nil {
		t.Fatal(err)
	}
	if left := w.Find(w.SystemActor(), "clock", ""); len(left) != 0 {
		t.Fatalf("%d clocks are left", len(left))
	}
}

// TestWhoSetsAClockAsideIsRemembered: a manager does, and the agent may not.
func TestWhoSetsAClockAsideIsRemembered(t *testing.T) {
	w := open(t)
	c := w.clockOf(w.report(nil), clock.SLA, clock.Resolution)
	flood := map[string]any{"excluded": "The river stood in the cellar."}
	if err := w.Try(w.agent, world.ChangeOf(c, flood)); err == nil {
		t.Fatal("an agent sets a clock aside")
	}
	if c = w.Change(w.manager, c, flood); clock.ExcludedBy.Of(c) != w.manager.Person {
		t.Fatal("nobody knows who set it aside")
	}
}
