package engine_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

// roles are permissions made at run time that a test changes.
type roles struct{ rows atomic.Value }

func (r *roles) granted(context.Context, record.Reader) (map[string][]record.Permission, error) {
	rows, _ := r.rows.Load().(string)
	if rows == "" {
		return nil, nil
	}
	return map[string][]record.Permission{"parcel": {{Role: "viewer", Can: []record.Operation{record.Read}, Rows: rows}}}, nil
}

func TestWhatPermissionsGiveAndTakeCountsAtOnceAndStandsInTheReaderLinesAfterTheJob(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		s, granted := storetest.Open(t, c), &roles{}
		config := engine.Config{Store: s, Declared: declarations(), House: "main", Now: c.Now, Roles: granted.granted}
		e := must[*engine.Engine](t)(engine.New(ctx, config))
		ann := one(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": "Ann"}))
		for i := range 450 {
			values := map[string]any{"subject": fmt.Sprintf("Box %03d", i), "size": []string{"small", "large"}[i%2]}
			if i%45 == 0 {
				values["owner"] = "Ann"
			}
			one(e.CreateOne(ctx, clerk(), "parcel", values))
		}
		viewer := record.Actor{Person: ann.ID(), Roles: []string{"viewer"}, Gateway: "page"}
		sees := func(want ...string) {
			t.Helper()
			page := must[*engine.Page](t)(e.List(ctx, viewer, engine.Ask{Type: "parcel"}))
			var got []string
			for _, p := range page.Records {
				got = append(got, p.Title())
			}
			slices.Sort(got)
			hits := found(t, e, viewer, engine.SearchAsk{Words: "box"})
			slices.Sort(hits)
			n, err := e.CountUpTo(ctx, viewer, engine.Ask{Type: "parcel"}, 0)
			if err != nil || !slices.Equal(got, want) || !slices.Equal(hits, want) || int(n) != len(want) {
				t.Fatalf("lists %q, finds %q, counts %d (%v), want %q", got, hits, n, err, want)
			}
		}
		lines := func(want int) {
			t.Helper()
			n := 0
			for _, principals := range must[map[string][]string](t)(s.ReadersOf(ctx, "main", must[*record.Record](t)(e.System("test").Get(ctx, "parcel", "PAR0000001")).Type, all(t, e))) {
				if slices.Contains(principals, "viewer|p|"+ann.ID()) {
					n++
				}
			}
			if n != want {
				t.Fatalf("%d reader lines, want %d", n, want)
			}
		}
		grant := func(rows string) {
			t.Helper()
			granted.rows.Store(rows)
			if err := e.Reload(ctx); err != nil {
				t.Fatal(err)
			}
		}
		refill := func() {
			t.Helper()
			if err := e.Refill(ctx); err != nil {
				t.Fatal(err)
			}
		}
		ten := []string{"Box 000", "Box 045", "Box 090", "Box 135", "Box 180", "Box 225", "Box 270", "Box 315", "Box 360", "Box 405"}
		grant("owner = me")
		lines(0)
		sees(ten...)
		refill()
		lines(10)
		sees(ten...)
		grant("owner = me and size = large")
		sees("Box 045", "Box 135", "Box 225", "Box 315", "Box 405")
		refill()
		lines(5)
		sees("Box 045", "Box 135", "Box 225", "Box 315", "Box 405")
		e = must[*engine.Engine](t)(engine.New(ctx, config))
		if stale, err := e.Stale(ctx); stale || err != nil {
			t.Fatal("stale after a start without changes")
		}
		grant("")
		if _, err := e.List(ctx, viewer, engine.Ask{Type: "parcel"}); !fault.Is(err, fault.Forbidden) {
			t.Fatalf("a role without permission lists: %v", err)
		}
		grant("owner = me and size = large")
		sees("Box 045", "Box 135", "Box 225", "Box 315", "Box 405")
	})
}

// all lists the ids of all parcels.
func all(t *testing.T, e *engine.Engine) []string {
	t.Helper()
	rows, err := e.System("test").Find(t.Context(), "parcel", "", 10_000)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ID())
	}
	return ids
}

func TestLinesThatWereDerivedOfAFormerVersionAreRefused(t *testing.T) {
	eachDatabase(t, func(t *testing.T, e *engine.Engine) {
		p := must[*record.Record](t)(e.CreateOne(t.Context(), clerk(), "parcel", map[string]any{"subject": "Box"}))
		w := func(version int64) error {
			return e.Store().Apply(t.Context(), &store.Write{House: "main", Regrants: []store.Regrant{{Type: p.Type, ID: p.ID(), Version: version, Readers: []store.Reader{}}}})
		}
		if err := w(1); err != nil {
			t.Fatal(err)
		}
		must[*record.Record](t)(e.ChangeOne(t.Context(), clerk(), "parcel", p.ID(), 0, map[string]any{"note": "changed"}))
		if err := w(1); !fault.Is(err, fault.Conflict) {
			t.Fatalf("%v", err)
		}
	})
}

func TestAFieldThatIsSearchedFromNowOnFindsOldRecords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, s := t.Context(), storetest.Open(t, c)
		label := record.Text("label")
		open := func(f record.Field[string]) *engine.Engine {
			declared := []*record.Type{{Name: "person", Plural: "people"}, {Name: "crate", Title: subject, Fields: record.Columns{subject, f}, Access: record.Access{{Role: "clerk", Can: record.Everything()}}}}
			return must[*engine.Engine](t)(engine.New(ctx, engine.Config{Store: s, Declared: declared, House: "main", Now: c.Now}))
		}
		e := open(label)
		must[*record.Record](t)(e.CreateOne(ctx, clerk(), "crate", map[string]any{"subject": "Crate", "label": "fragile"}))
		merge(t, e)
		if got := found(t, e, clerk(), engine.SearchAsk{Words: "fragile"}); len(got) != 0 {
			t.Fatalf("%q", got)
		}
		e = open(label.Searched())
		if err := e.Refill(ctx); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if got := found(t, e, clerk(), engine.SearchAsk{Words: "fragile"}); !slices.Equal(got, []string{"Crate"}) {
				t.Fatalf("%q", got)
			}
			merge(t, e)
		}
	})
}
