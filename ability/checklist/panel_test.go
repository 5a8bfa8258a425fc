package checklist_test

import (
	"testing"
	"time"

	"steward/kernel/page"
)

// What stands beside a ticket: its tasks with what can be done, and the questions that add some.
func TestTasksAreTickedOffBesideTheTicket(t *testing.T) {
	w, agent, ada, r := open(t)
	forms := func() (forms []page.Form, items []page.Item, note string) {
		s := w.Panels(agent, w.Look(r))["tasks"][0].(page.Section)
		for _, b := range s.Blocks {
			switch b := b.(type) {
			case page.Form:
				forms = append(forms, b)
			case page.Items:
				items = b.Items
			}
		}
		return forms, items, s.Note
	}
	asked, items, _ := forms()
	if len(asked) != 2 || len(items) != 0 || asked[0].Folded == "" {
		t.Fatalf("%d questions, %d tasks", len(asked), len(items))
	}
	w.Act(agent, r, asked[0].Action, map[string]any{asked[0].Fields[0]: "Order a laptop", "assignee": ada})
	w.Act(agent, r, asked[1].Action, map[string]any{"lines": "Account\nBadge"})
	_, items, note := forms()
	if len(items) != 3 || note != "0 of 3 done" || items[0].Do[0].Action != "finish" {
		t.Fatalf("%q: %+v", note, items)
	}
	if _, err := w.Engine.ActOn(t.Context(), agent, items[0].Do[0].Type, items[0].Do[0].Record, "finish", nil); err != nil {
		t.Fatal(err)
	}
	if _, items, note = forms(); note != "1 of 3 done" || items[0].Do[0].Action != "reopen" {
		t.Fatalf("%q: %+v", note, items[0])
	}
	if shown := w.Panels(w.As(w.Person("Rita", "requester")), w.Look(r))["tasks"]; len(shown) != 0 {
		t.Fatal("who asks sees tasks")
	}
}

// The sentence: whoever a task is given to hears of it, and again when it is due.
func TestWhoHasATaskHearsOfItAndAgainWhenItIsDue(t *testing.T) {
	w, agent, _, r := open(t)
	ben := w.Person("Ben", "agent")
	kinds := func() (out []string) {
		if _, err := w.Runner().Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, n := range w.Find(w.SystemActor(), "notice", `person = "`+ben+`"`) {
			out = append(out, n.Named("kind").Text())
		}
		return out
	}
	w.Act(agent, r, "add_task", map[string]any{"title": "Call back", "assignee": ben, "due_at": w.Now().Add(time.Hour).Format(time.RFC3339)})
	if got := kinds(); len(got) != 1 || got[0] != "assigned" {
		t.Fatalf("told %v", got)
	}
	task := w.Find(agent, "task", "")[0]
	w.Change(agent, task, map[string]any{"due_at": w.Now().Add(3 * time.Hour).Format(time.RFC3339)})
	w.Pass(2 * time.Hour)
	if got := kinds(); len(got) != 1 {
		t.Fatalf("told %v at the time that no longer holds", got)
	}
	w.Pass(time.Hour + time.Second)
	if got := kinds(); len(got) != 2 || got[1] != "due" {
		t.Fatalf("told %v", got)
	}
}
