package incident_test

import (
	"testing"
	"time"

	"steward/practice/incident"
	"steward/test/world"
)

// Every story begins on a Monday. The sentence: what is due by itself is done at its instant.
// The sentence: who does not answer is reminded twice, then it is resolved; what waits for a date goes on by itself; what nobody objects to is closed.
func TestWhoDoesNotAnswerIsRemindedTwiceThenItIsResolvedAndClosed(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // the office is open
	r := w.at("pending")
	if incident.NextStep.Of(r) != incident.StepRemind || !incident.NextStepAt.Of(r).Equal(world.Start.Add(50*time.Hour)) {
		t.Fatalf("next is %q at %v", incident.NextStep.Of(r), incident.NextStepAt.Of(r))
	}
	w.days(t, 1)
	if n := incident.Reminders.Of(w.Look(r)); n != 0 {
		t.Fatalf("%d reminders after a day", n)
	}
	w.days(t, 1) // Wednesday
	w.days(t, 0)
	if n := incident.Reminders.Of(w.Look(r)); n != 1 {
		t.Fatalf("%d reminders on Wednesday", n)
	}
	if told := w.Find(w.SystemActor(), "notice", "kind = reminded"); len(told) != 1 || told[0].Named("person").Text() != w.rita || told[0].Named("mail").Text() == "" {
		t.Fatalf("%d notices remind", len(told))
	}
	w.days(t, 2) // Friday
	if r = w.Look(r); incident.Reminders.Of(r) != 2 || incident.NextStep.Of(r) != incident.StepGiveUp {
		t.Fatalf("%d reminders on Friday, next %q", incident.Reminders.Of(r), incident.NextStep.Of(r))
	}
	w.days(t, 3) // Monday: one business day later
	if got := w.Look(r).State(); got != "pending" {
		t.Fatalf("%q: a weekend counts as business days", got)
	}
	w.days(t, 1)
	if r = w.Look(r); r.State() != "resolved" || incident.ResolutionCode.Of(r) != "no_answer" || incident.Resolution.Of(r) == "" || incident.FirstContact.Of(r) {
		t.Fatalf("%q with %q", r.State(), incident.ResolutionCode.Of(r))
	}
	w.days(t, 7) // five business days on
	if r = w.Look(r); r.State() != "closed" || incident.NextStep.Of(r) != "" {
		t.Fatalf("%q, next %q", r.State(), incident.NextStep.Of(r))
	}
}

func TestAnAnswerEndsTheReminders(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // the office is open
	r := w.at("pending")
	w.days(t, 2)
	w.Act(w.asker, r, "reply", map[string]any{"body": "The red one."})
	w.days(t, 10)
	if r = w.Look(r); r.State() != "in_progress" || incident.Reminders.Of(r) != 0 || incident.NextStep.Of(r) != "" {
		t.Fatalf("%q, %d reminders", r.State(), incident.Reminders.Of(r))
	}
	// Waiting again begins anew: the jobs of the first wait do nothing.
	r = w.Change(w.agent, r, map[string]any{"state": "pending", "pending_reason": "customer"})
	w.days(t, 0)
	if n := incident.Reminders.Of(w.Look(r)); n != 0 {
		t.Fatalf("%d reminders at once", n)
	}
}

func TestWhatWaitsForADateGoesOnByItself(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // the office is open
	r := w.Change(w.agent, w.report(map[string]any{"assignee": w.ada}), map[string]any{"state": "pending", "pending_reason": "date", "pending_until": w.Now().Add(72 * time.Hour).Format(time.RFC3339)})
	w.days(t, 2)
	r = w.Change(w.agent, r, map[string]any{"pending_until": w.Now().Add(72 * time.Hour).Format(time.RFC3339)})
	w.days(t, 1)
	if got := w.Look(r).State(); got != "pending" {
		t.Fatalf("%q at the date that no longer holds", got)
	}
	w.days(t, 2)
	if got := w.Look(r).State(); got != "in_progress" {
		t.Fatalf("%q at the date", got)
	}
	if told := w.Find(w.SystemActor(), "notice", "kind = due"); len(told) != 1 || told[0].Named("person").Text() != w.ada {
		t.Fatalf("%d are told that it is time", len(told))
	}
}

func TestAnObjectionStopsTheClosing(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // the office is open
	r := w.at("resolved")
	w.Act(w.asker, r, "object", map[string]any{"body": "Still nothing."})
	w.days(t, 10)
	if got := w.Look(r).State(); got != "in_progress" {
		t.Fatalf("closed after an objection: %q", got)
	}
}

func TestAPolicyWaitsForOneBusinessDayAtLeastInAKnownZone(t *testing.T) {
	w := open(t)
	w.Pass(2 * time.Hour) // the office is open
	w.Refused(w.Try(w.manager, world.Creation("incident_policy", map[string]any{"name": "Ours", "close_after": "0"})), "close_after", "days-range")
	w.Refused(w.Try(w.manager, world.Creation("incident_policy", map[string]any{"name": "Ours", "zone": "Atlantis"})), "zone", "not-a-zone")
	w.Make(w.manager, "incident_policy", map[string]any{"name": "Ours", "close_after": "1", "zone": "Europe/Berlin"})
	r := w.at("resolved")
	if at := incident.NextStepAt.Of(r); !at.Equal(world.Start.Add(26 * time.Hour)) {
		t.Fatalf("closed at %v", at)
	}
}

// The days are those of the calendar by which the resolution is promised, and what is done by itself is
// done in its hours.
func TestWhatIsDoneByItselfKeepsTheHoursOfTheAgreement(t *testing.T) {
	w := open(t)
	office := w.Find(w.SystemActor(), "calendar", `name = "Office hours"`)[0].ID()
	w.Make(w.SystemActor(), "calendar_day", map[string]any{"calendar": office, "name": "Works outing", "day": "2026-03-04"})
	r := w.at("pending") // Monday at 08:00; Wednesday nobody works
	if at := incident.NextStepAt.Of(r); at.Format("Mon 15:04") != "Thu 09:00" {
		t.Fatalf("the reminder comes %v", at)
	}
	if at := incident.NextStepAt.Of(w.at("resolved")); at.Format("Mon 2 15:04") != "Tue 10 09:00" {
		t.Fatalf("it closes %v", at)
	}
}
