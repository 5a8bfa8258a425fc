package incident_test

import (
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/test/world"
)

func TestTheChannelIsTheWayInWhichItCame(t *testing.T) {
	w := open(t)
	for gateway, channel := range map[string]string{"page": "page", "api": "api", "mail": "mail", "cli": "page"} {
		by := w.agent
		by.Gateway = gateway
		if r := w.Make(by, "incident", map[string]any{"title": "No mail"}); incident.Channel.Of(r) != channel {
			t.Errorf("by %s: %q", gateway, incident.Channel.Of(r))
		}
	}
}

func TestTheCauseIsTheItemOrServiceConcernedUnlessAnotherIsNamed(t *testing.T) {
	w := open(t)
	item := w.Make(w.manager, "configuration_item", map[string]any{"name": "mail-1"})
	other := w.Make(w.manager, "service", map[string]any{"name": "Network"})
	for _, c := range []struct {
		with  map[string]any
		cause record.Subject
	}{
		{map[string]any{"ci": item.ID()}, record.Subject{Type: "configuration_item", ID: item.ID()}},
		{map[string]any{"ci": item.ID(), "cause": "service/" + other.ID()}, record.Subject{Type: "service", ID: other.ID()}},
	} {
		if r := w.Change(w.agent, w.report(c.with), solved); incident.Cause.Of(r) != c.cause {
			t.Errorf("%v: the cause is %v", c.with, incident.Cause.Of(r))
		}
	}
}

func TestNothingNewIsReportedOfAServiceThatIsRetired(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	old := w.Make(w.manager, "service", map[string]any{"name": "Fax"})
	w.Change(w.manager, old, map[string]any{"state": "retired"})
	w.Refused(w.Try(w.agent, world.Creation("incident", map[string]any{"title": "No fax", "service": old.ID()})), "service", "service-retired")
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"service": old.ID()})), "service", "service-retired")
	w.Change(w.manager, w.Find(w.manager, "service", `name = "Mail"`)[0], map[string]any{"state": "retired"})
	w.Change(w.agent, w.Look(r), solved) // what was reported before is still worked on
}

// What is confidential is found by nobody who may not read it: not in search, lists, questions or mail.
func TestWhatIsConfidentialIsFoundByNobodyElse(t *testing.T) {
	w := open(t)
	r := w.Make(w.manager, "incident", map[string]any{"title": "Zanzibar payroll leaked", "confidential": true, "team": w.network, "requester": w.rita})
	w.Act(w.other, r, "note", map[string]any{"body": "Zanzibar again"})
	if err := w.Engine.MergeSearch(t.Context()); err != nil {
		t.Fatal(err)
	}
	finds := func(a record.Actor) int {
		found, err := w.Engine.Search(t.Context(), a, engine.SearchAsk{Words: "zanzibar"})
		if err != nil {
			t.Fatal(err)
		}
		return len(found.Hits)
	}
	if n := finds(w.agent); n != 0 || len(w.Find(w.agent, "message", "")) != 0 {
		t.Fatalf("who has nothing to do with it finds %d", n)
	}
	if n := finds(w.other); n != 2 {
		t.Fatalf("its team finds %d", n)
	}
	w.Act(w.other, w.Look(r), "note", map[string]any{"body": "@Ada look"})
	if told := w.Find(w.SystemActor(), "notice", `person = "`+w.ada+`"`); len(told) != 0 {
		t.Fatalf("%d notices leak", len(told))
	}
}
