//go:build postgres

package engine_test

import (
	"slices"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

func TestTwoNodesWatchCountAndGrantTogether(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		if c.URL == "" {
			return // one node only
		}
		ctx, one, granted := t.Context(), must[*record.Record](t), &roles{}
		node := func() *engine.Engine {
			return must[*engine.Engine](t)(engine.New(ctx, engine.Config{Store: storetest.Open(t, c), Declared: declarations(), House: "main", Now: c.Now,
				Roles: granted.granted, Shapes: []string{"person"}}))
		}
		here, there := node(), node()
		ann := one(here.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		ben := one(here.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ben"}))
		clerks, anns := there.Watch(ctx, clerk()), there.Watch(ctx, guest(ann))
		follow := func(want engine.Event, events <-chan engine.Event) {
			t.Helper()
			for {
				// News of the persons and of the permissions may still be under way.
				if ev := next(t, events); ev == want {
					return
				} else if ev.Type == "parcel" {
					t.Fatalf("heard %+v, want %+v", ev, want)
				}
			}
		}
		one(here.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "For Ben", "owner": ben.ID()}))
		p := one(here.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "For Ann", "owner": ann.ID()}))
		follow(engine.Event{Type: "parcel", ID: p.ID(), Version: 1}, anns)
		one(here.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"owner": ben.ID()}))
		follow(engine.Event{Type: "parcel", ID: p.ID(), Version: 2, Removed: true}, anns)
		next(t, clerks)

		if got := found(t, there, clerk(), engine.SearchAsk{Words: "for ann"}); !slices.Equal(got, []string{"For Ann"}) {
			t.Fatalf("the other node finds %q", got)
		}
	})
}
