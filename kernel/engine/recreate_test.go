package engine_test

import (
	"context"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

func TestARemovedRecordReturnsAndItsHistoryGoesOn(t *testing.T) {
	e, ctx := open(t), context.Background()
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "size": "large"}))
	for round := range 3 {
		if err := e.RemoveOne(ctx, clerk(), "parcel", p.ID(), 0); err != nil {
			t.Fatal(err)
		}
		removed := int64(2 + 2*round)
		back := must[*record.Record](t)(e.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), removed))
		if back.Version() != removed+1 || back.Number() != p.Number() || weight.Of(back) != 10 || subject.Of(back) != "Books" {
			t.Fatalf("back as version %d, number %s, weight %d, subject %q", back.Version(), back.Number(), weight.Of(back), subject.Of(back))
		}
		if was, is := record.CreatedAt.Of(p), record.CreatedAt.Of(back); !was.Equal(is) {
			t.Fatalf("made at %v, back as made at %v", was, is)
		}
	}
	history := must[[]*store.Version](t)(e.History(ctx, clerk(), "parcel", p.ID(), 0, 100))
	if len(history) != 7 {
		t.Fatalf("%d versions", len(history))
	}
}

func TestAnIDIsUsedOnce(t *testing.T) {
	e, ctx := open(t), context.Background()
	p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books"}))
	again := engine.Command{Do: engine.Create, Type: "parcel", ID: p.ID(), Values: map[string]any{"subject": "Other"}}
	if _, err := e.Do(ctx, clerk(), engine.Options{}, again); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("made twice: %v", err)
	}
	remove := engine.Command{Do: engine.Remove, Type: "parcel", ID: p.ID()}
	both := must[[]engine.Result](t)(e.Do(ctx, clerk(), engine.Options{}, remove, again))
	if v := both[1].Record.Version(); v != 3 {
		t.Fatalf("removed and made again in one write: version %d", v)
	}
	other := engine.Command{Do: engine.Create, Type: "person", ID: p.ID(), Values: map[string]any{"name": "Ann"}}
	if _, err := e.Do(ctx, clerk(), engine.Options{}, remove); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Do(ctx, clerk(), engine.Options{}, other); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("another type under the id: %v", err)
	}
}
