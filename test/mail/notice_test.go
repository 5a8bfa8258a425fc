package mail_test

import (
	"strings"
	"testing"
	"time"
)

// What people are told by mail: each kind goes to whom it is for, and says what it is about.
func TestEachNoticeSaysWhatItIsAboutToWhomItIsFor(t *testing.T) {
	o := open(t)
	mail := o.Make(o.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	r := o.about(o.comes(write("Rita <rita@example.com>", "help@house.example", "No mail", "one@example.com", "", "Nothing comes in.")))
	ben := o.person("Ben", "agent")
	o.Make(o.SystemActor(), "membership", map[string]any{"team": o.team, "person": ben})
	o.Change(o.SystemActor(), o.Find(o.SystemActor(), "team", "")[0], map[string]any{"lead": ben})
	reads := func(to string, said ...string) {
		t.Helper()
		o.work()
		l, raw := o.lastOut()
		text := l.Subject + "\n" + l.Text
		for _, s := range said {
			if !strings.Contains(text, s) {
				t.Errorf("%q is missing in\n%s", s, text)
			}
		}
		if len(raw.to) != 1 || raw.to[0] != to+"@example.com" {
			t.Errorf("it went to %v, not to %s", raw.to, to)
		}
	}
	r = o.Change(o.agent, o.Look(r), map[string]any{"assignee": o.ada, "state": "in_progress", "service": mail})
	o.Act(o.agent, r, "note", map[string]any{"body": "@Ben have you seen the gateway?"})
	reads("ben", "Ada mentioned you", "have you seen the gateway?")
	o.Act(o.agent, o.Look(r), "escalate_lead", map[string]any{"reason": "Half the house waits"})
	reads("ben", r.Number()+" needs attention", "Half the house waits")
	o.Act(o.agent, o.Look(r), "reply", map[string]any{"body": "Which folder?", "move_to": "pending", "pending_reason": "customer"})
	o.work()
	o.Pass(49*time.Hour + time.Minute) // two business days, and the office is open
	reads("rita", "We are still waiting for your answer to "+r.Number())
	o.Change(o.agent, o.Look(r), map[string]any{"state": "resolved", "resolution_code": "fixed", "resolution": "Started again."})
	o.work()
	found := false
	for _, out := range o.out.all() {
		if len(out.to) == 1 && out.to[0] == "rita@example.com" && strings.Contains(string(out.content), "is solved") {
			found = true
		}
		if strings.Contains(string(out.content), "gateway") && out.to[0] == "rita@example.com" {
			t.Error("who asked reads what is among staff")
		}
	}
	if !found {
		t.Error("who asked does not hear that it is solved")
	}
}
