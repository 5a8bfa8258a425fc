package engine_test

import (
	"context"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
)

// next takes one event about a parcel; a test that waits for one that never comes is ended by the
// test's own limit. People made just before may still be told of.
func next(t *testing.T, events <-chan engine.Event) engine.Event {
	t.Helper()
	for {
		select {
		case ev, open := <-events:
			if !open {
				t.Fatal("the stream is closed")
			}
			if ev.Type == "person" {
				continue
			}
			return ev
		case <-t.Context().Done():
			t.Fatal("no event")
		}
	}
}

func guest(person *record.Record) record.Actor {
	return record.Actor{Person: person.ID(), Name: "Guest", Roles: []string{"guest"}, Gateway: "page"}
}

func TestAStreamTellsOnlyOfRecordsThatTheWatcherSees(t *testing.T) {
	e, ctx := open(t), t.Context()
	ann := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	bob := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Bob"}))
	all, anns := e.Watch(ctx, clerk()), e.Watch(ctx, guest(ann))

	// Each change is heard before the next: who may read a record is asked as it is now.
	create := func(subject string, owner *record.Record) *record.Record {
		p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": subject, "owner": owner.ID()}))
		next(t, all)
		return p
	}
	change := func(p *record.Record, values map[string]any) {
		must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, values))
		next(t, all)
	}
	bobs, mine := create("For Bob", bob), create("For Ann", ann)
	change(mine, map[string]any{"note": "fragile"})
	change(mine, map[string]any{"owner": bob.ID()})
	change(mine, map[string]any{"note": "very fragile"})
	change(bobs, map[string]any{"owner": ann.ID()})
	if err := e.RemoveOne(ctx, clerk(), "parcel", bobs.ID(), 0); err != nil {
		t.Fatal(err)
	}

	want := []engine.Event{{ID: mine.ID(), Version: 1}, {ID: mine.ID(), Version: 2}, {ID: mine.ID(), Version: 3, Removed: true},
		{ID: bobs.ID(), Version: 2}, {ID: bobs.ID(), Version: 3, Removed: true}}
	for _, w := range want {
		w.Type = "parcel"
		if ev := next(t, anns); ev != w {
			t.Fatalf("Ann hears %+v, want %+v", ev, w)
		}
	}
}

func TestASlowStreamIsToldToLookAnewAndMissesNothingAfter(t *testing.T) {
	e, ctx := open(t), t.Context()
	slow, watcher := e.Watch(ctx, clerk()), e.Watch(ctx, clerk())
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Often changed"}))
	next(t, watcher)
	for i := range 200 {
		must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": string(rune('a'+i%26)) + "x"}))
		next(t, watcher)
	}
	seen, resynced := 0, false
	for ev := range slow {
		if resynced = ev.Resync; resynced {
			break
		}
		seen++
	}
	if !resynced || seen != 64 {
		t.Fatalf("after %d events no resync", seen)
	}
	must[*record.Record](t)(e.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "last"}))
	// The change before may have been on its way to this stream when it was emptied.
	ev := next(t, slow)
	for ev.Version == 201 {
		ev = next(t, slow)
	}
	if ev.Version != 202 {
		t.Fatalf("after the resync: %+v", ev)
	}
}

func TestAStreamEndsWithItsContext(t *testing.T) {
	e := open(t)
	ctx, stop := context.WithCancel(t.Context())
	events := e.Watch(ctx, clerk())
	stop()
	for range events {
	}
	must[*record.Record](t)(e.CreateOne(t.Context(), clerk(), "parcel", map[string]any{"subject": "After"}))
}
