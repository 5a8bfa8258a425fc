package incident_test

import (
	"testing"

	"steward/kernel/record"
	"steward/practice/incident"
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
