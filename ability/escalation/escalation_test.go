package escalation_test

import (
	"slices"
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/ability/escalation"
	"steward/ability/watch"
	"steward/kernel/page"
	"steward/test/world"
)

func TestAnEscalationIsAnEventWithItsTimeAndReason(t *testing.T) {
	w := world.New(t)
	ada, lead, ben := w.Person("Ada", "agent"), w.Person("Lea", "agent"), w.Person("Ben", "agent")
	agent := w.As(ada)
	desk, network := w.Team("Desk", ada, lead), w.Team("Network", ben)
	r := w.Make(agent, "incident", map[string]any{"title": "No mail", "assignee": ada, "team": desk})
	w.Refused(w.Try(agent, world.ActionOf(r, "escalate_lead", map[string]any{"reason": "Half the house waits"})), "person", "nobody-leads")
	if _, err := w.Engine.ChangeOne(t.Context(), w.SystemActor(), "team", desk, 0, map[string]any{"lead": lead}); err != nil {
		t.Fatal(err)
	}
	w.Refused(w.Try(agent, world.ActionOf(r, "escalate_lead", map[string]any{})), "reason", "required")
	w.Pass(time.Hour)
	r = w.Act(agent, r, "escalate_lead", map[string]any{"reason": "Half the house waits"})
	events := w.Find(agent, "escalation", "origin = person")
	if len(events) != 1 || !slices.Equal(escalation.Told.Of(events[0]), []string{lead}) || !escalation.At.Of(events[0]).Equal(w.Now()) || escalation.Kind.Of(events[0]) != escalation.Hierarchical ||
		escalation.Count.Of(r) != 1 || !slices.Contains(watch.Watchers.Of(r), lead) {
		t.Fatalf("%d events", len(events))
	}
	w.Refused(w.Try(agent, world.ActionOf(r, "escalate_lead", map[string]any{"reason": "x", "person": w.Person("Rita", "requester")})), "person", "may-not-see-it")
	w.Refused(w.Try(agent, world.ActionOf(r, "escalate_team", map[string]any{"reason": "x", "team": desk})), "team", "has-it-already")
	r = w.Act(agent, r, "escalate_team", map[string]any{"reason": "The line is down", "team": network})
	if assignment.Team.Of(r) != network || assignment.Assignee.Of(r) != "" || assignment.Moves.Of(r) != 1 {
		t.Fatal("handed to the other team")
	}
	var told []string
	for _, n := range w.Find(w.SystemActor(), "notice", "kind = escalated") {
		told = append(told, n.Named("person").Text())
		if n.Named("message").IsEmpty() {
			t.Error("a notice without the reason")
		}
	}
	if !slices.Equal(told, []string{lead, ben}) {
		t.Fatalf("told %v: who leads, then everybody in the team", told)
	}
	s := w.Panels(agent, r)["escalations"][0].(page.Section)
	if items := s.Blocks[0].(page.Items).Items; len(items) != 2 || items[1].Quote != "Half the house waits" || items[1].Person != ada || len(s.Blocks) != 3 {
		t.Fatalf("%d blocks, %+v", len(s.Blocks), items)
	}
	notes := w.Find(agent, "message", "visibility = internal")
	if len(notes) != 2 || conversation.Body.Of(notes[1]) != "Escalated to Network: The line is down" {
		t.Fatalf("%d notes", len(notes))
	}
}
