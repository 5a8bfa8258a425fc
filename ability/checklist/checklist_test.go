package checklist_test

import (
	"testing"
	"time"

	"steward/ability/checklist"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/test/world"
)

func open(t *testing.T) (w *world.World, agent record.Actor, ada string, r *record.Record) {
	w = world.New(t)
	ada = w.Person("Ada", "agent")
	agent = w.As(ada)
	return w, agent, ada, w.Make(agent, "incident", map[string]any{"title": "New starter has nothing"})
}

// The sentence: a new task stands last.
// The sentence: a record knows how many tasks it has, and how many are open.
// The sentence: who did a task, and when, is kept until it is to be done again.
func TestWorkIsDoneTaskByTask(t *testing.T) {
	w, agent, ada, r := open(t)
	w.Act(agent, r, "add_task", map[string]any{"title": "Order a laptop", "assignee": ada, "due_at": w.Now().Add(time.Hour).Format(time.RFC3339)})
	list := w.Make(agent, "checklist", map[string]any{"name": "Starter", "lines": "- Account\n\n* Badge\n"})
	w.Act(agent, r, "add_checklist", map[string]any{"checklist": list.ID(), "lines": "Desk"})
	tasks := w.Find(agent, "task", "")
	var titles []string
	for i, one := range tasks {
		titles = append(titles, one.Title())
		if checklist.Position.Of(one) != int64(i+1) {
			t.Errorf("%s stands at %d", one.Title(), checklist.Position.Of(one))
		}
	}
	if len(titles) != 4 || titles[1] != "Account" || titles[3] != "Desk" {
		t.Fatalf("%q", titles)
	}
	w.Pass(time.Minute)
	w.Act(agent, tasks[0], "finish", nil)
	if one := w.Look(tasks[0]); checklist.DoneBy.Of(one) != ada || !checklist.DoneAt.Of(one).Equal(w.Now()) {
		t.Fatal("who did it, and when")
	}
	if r = w.Look(r); checklist.Count.Of(r) != 4 || checklist.Open.Of(r) != 3 {
		t.Fatalf("%d tasks, %d open", checklist.Count.Of(r), checklist.Open.Of(r))
	}
	w.Act(agent, tasks[0], "reopen", nil)
	if err := w.Engine.RemoveOne(t.Context(), agent, "task", tasks[1].ID(), 0); err != nil {
		t.Fatal(err)
	}
	if r = w.Look(r); checklist.Count.Of(r) != 3 || checklist.Open.Of(r) != 3 || checklist.DoneBy.Of(w.Look(tasks[0])) != "" {
		t.Fatalf("%d tasks, %d open", checklist.Count.Of(r), checklist.Open.Of(r))
	}
	w.Refused(w.Try(agent, world.ActionOf(r, "add_checklist", map[string]any{"lines": " \n"})), "lines", "required")
}

func TestATaskBelongsToARecordThatItsAuthorSeesAndStaysThere(t *testing.T) {
	w, agent, _, r := open(t)
	hidden := w.Make(w.SystemActor(), "incident", map[string]any{"title": "Told to a few", "confidential": true})
	for _, subject := range []string{"incident/" + hidden.ID(), "incident/" + engine.NewID()} {
		w.Refused(w.Try(agent, world.Creation("task", map[string]any{"title": "x", "subject": subject})), "subject", "no-such-record")
	}
	one := w.Make(agent, "task", map[string]any{"title": "x", "subject": "incident/" + r.ID()})
	other := w.Make(agent, "incident", map[string]any{"title": "Other"})
	w.Refused(w.Try(agent, world.ChangeOf(one, map[string]any{"subject": "incident/" + other.ID()})), "subject", "stays-with-its-record")
	w.Act(w.SystemActor(), hidden, "add_task", map[string]any{"title": "Quietly"})
	if got := w.Find(agent, "task", ""); len(got) != 1 {
		t.Fatalf("an agent sees %d tasks", len(got))
	}
	if _, err := w.Engine.List(t.Context(), w.As(w.Person("Rita", "requester")), engine.Ask{Type: "task"}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a requester lists tasks: %v", err)
	}
}
