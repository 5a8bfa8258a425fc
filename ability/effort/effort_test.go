package effort_test

import (
	"testing"

	"steward/ability/effort"
	"steward/kernel/engine"
	"steward/test/world"
)

// The sentence: time is spent by whoever writes it down, today, unless something else is said.
// The sentence: a record knows the sum of its time.
// The sentence: time is changed by whoever spent it, or who keeps the books.
// The sentence: time is taken away by whoever spent it, or who keeps the books.
func TestTimeIsWrittenDownAndAddsUp(t *testing.T) {
	w := world.New(t)
	ada := w.Person("Ada", "agent")
	agent, other, manager := w.As(ada), w.As(w.Person("Ben", "agent")), w.As(w.Person("Max", "manager"))
	r := w.Make(agent, "incident", map[string]any{"title": "No mail"})
	w.Act(agent, r, "log_time", map[string]any{"minutes": "25", "note": "Looked at the queue"})
	w.Act(other, r, "log_time", map[string]any{"minutes": "10", "worked_on": "2026-03-01"})
	entries := w.Find(agent, "time_entry", "person = me")
	if len(entries) != 1 || effort.Person.Of(entries[0]) != ada || effort.WorkedOn.Of(entries[0]).String() != "2026-03-02" || effort.Spent.Of(w.Look(r)) != 35 {
		t.Fatalf("%d entries, %d minutes", len(entries), effort.Spent.Of(w.Look(r)))
	}
	w.Refused(w.Try(other, world.ChangeOf(entries[0], map[string]any{"minutes": "1"})), "person", "not-your-time")
	w.Refused(w.Try(other, engine.Command{Do: engine.Remove, Type: "time_entry", ID: entries[0].ID()}), "person", "not-your-time")
	w.Refused(w.Try(other, world.Creation("time_entry", map[string]any{"subject": "incident/" + r.ID(), "person": ada, "minutes": "1"})), "person", "not-your-time")
	w.Change(manager, entries[0], map[string]any{"minutes": "20"})
	if n := effort.Spent.Of(w.Look(r)); n != 30 {
		t.Fatalf("%d minutes", n)
	}
	if err := w.Engine.RemoveOne(t.Context(), agent, "time_entry", entries[0].ID(), 0); err != nil {
		t.Fatal(err)
	}
	if n := effort.Spent.Of(w.Look(r)); n != 10 {
		t.Fatalf("%d minutes", n)
	}
}

// The sentence: an entry has from one minute to a day, and lies not ahead.
// The sentence: time belongs to a record that its author sees, and stays there.
func TestTimeIsPossibleAndBelongsSomewhere(t *testing.T) {
	w := world.New(t)
	agent := w.As(w.Person("Ada", "agent"))
	r := w.Make(agent, "incident", map[string]any{"title": "No mail"})
	for minutes, day := range map[string]string{"0": "2026-03-02", "1441": "2026-03-02"} {
		w.Refused(w.Try(agent, world.ActionOf(r, "log_time", map[string]any{"minutes": minutes, "worked_on": day})), "minutes", "minutes-range")
	}
	w.Refused(w.Try(agent, world.ActionOf(r, "log_time", map[string]any{"minutes": "5", "worked_on": "2026-03-03"})), "worked_on", "in-the-future")
	hidden := w.Make(w.SystemActor(), "incident", map[string]any{"title": "Told to a few", "confidential": true})
	w.Refused(w.Try(agent, world.Creation("time_entry", map[string]any{"subject": "incident/" + hidden.ID(), "minutes": "5"})), "subject", "no-such-record")
	e := w.Make(agent, "time_entry", map[string]any{"subject": "incident/" + r.ID(), "minutes": "5"})
	w.Refused(w.Try(agent, world.ChangeOf(e, map[string]any{"subject": "incident/" + hidden.ID()})), "subject", "stays-with-its-record")
}
