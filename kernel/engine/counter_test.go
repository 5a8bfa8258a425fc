package engine_test

import (
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
)

func TestACounterIsSharedAndFollowsChanges(t *testing.T) {
	e, ctx, one := open(t), t.Context(), must[*record.Record](t)
	count := func(actor record.Actor, want int64) {
		t.Helper()
		n, err := e.Counter(ctx, actor, engine.Ask{Type: "parcel", Filter: "size = large and created_at < now+1h"}, 100)
		if err != nil || n != want {
			t.Fatalf("%d (%v), want %d", n, err, want)
		}
	}
	ann := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
	count(clerk(), 0)
	for i := range 120 {
		one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Large", "size": "large"}))
		count(clerk(), int64(min(i+1, 100)))
	}
	count(guest(ann), 0)
	one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Ann's", "size": "large", "owner": "Ann"}))
	count(guest(ann), 1)
}

// Two conditions that differ in a number alone are two counters.
func TestCountersThatDifferInANumberAreApart(t *testing.T) {
	e, ctx, one := open(t), t.Context(), must[*record.Record](t)
	one(e.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Young"}))
	for condition, want := range map[string]int64{"created_at >= now-1h": 1, "created_at >= now+1h": 0} {
		if n, err := e.Counter(ctx, clerk(), engine.Ask{Type: "parcel", Filter: condition}, 100); err != nil || n != want {
			t.Errorf("%s: %d (%v), want %d", condition, n, err, want)
		}
	}
}
