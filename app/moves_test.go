package app

import (
	"testing"
	"time"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/practice/people"
)

// Escalations of people were a type of their own; the move makes escalations of them, once.
func TestEscalationsOfPeopleAndOfClocksAreOfOneType(t *testing.T) {
	ctx := t.Context()
	s, err := store.Open(ctx, store.Config{Folder: t.TempDir(), Now: time.Now, Random: func([]byte) {}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	start := func(moves []record.DataMove) *engine.Engine {
		e, err := engine.New(ctx, engine.Config{Store: s, Declared: declared(), House: House, Moves: moves, Now: time.Now, Operators: []string{people.Administrator}, Directory: people.Directory{}})
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	before := start(nil)
	system := before.SystemActor("test")
	r, err := before.CreateOne(ctx, system, "incident", map[string]any{"title": "No mail"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := before.CreateOne(ctx, system, "person", map[string]any{"name": "Lea"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := before.CreateOne(ctx, system, "manual_escalation", map[string]any{"subject": "incident/" + r.ID(), "kind": "hierarchical", "reason": "Half the house waits",
		"to_person": p.ID(), "escalated_at": "2026-03-02T09:00:00Z"}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		after := start(moves())
		rows, err := after.System("test").Find(ctx, "escalation", "origin = person", 10)
		if err != nil || len(rows) != 1 {
			t.Fatalf("%d escalations (%v)", len(rows), err)
		}
		e := rows[0]
		if e.Named("reason").Text() != "Half the house waits" || e.Named("subject").Text() != r.ID() || len(e.Named("told").Members()) != 1 || e.Named("reached_at").Int() != time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).UnixMicro() {
			t.Fatalf("%v", e)
		}
	}
}
