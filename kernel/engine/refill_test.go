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

// permits are permissions for remarks and parcels made at run time.
type permits struct {
	now atomic.Pointer[map[string][]record.Permission]
}

func (p *permits) granted(context.Context, record.Reader) (map[string][]record.Permission, error) {
	if now := p.now.Load(); now != nil {
		return *now, nil
	}
	return nil, nil
}

// TestWhatIsTakenAwayFromARecordIsTakenFromWhatFollowsItAtOnce: no job has run in between.
func TestWhatIsTakenAwayFromARecordIsTakenFromWhatFollowsItAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, granted := t.Context(), &permits{}
		declared := append(declarations(), remarks()...)
		e := must[*engine.Engine](t)(engine.New(ctx, engine.Config{Store: storetest.Open(t, c), Declared: declared, House: "main", Now: c.Now, Roles: granted.granted}))
		w := told{Engine: e, t: t}
		w.fill()
		must[*record.Record](t)(e.CreateOne(ctx, clerk(), "remark", map[string]any{"about": "person/" + w.ben.ID(), "text": "of Ben", "open": true}))
		read := []record.Operation{record.Read}
		ann := record.Actor{Person: w.ann.ID(), Roles: []string{"viewer", record.Everyone}, Gateway: "page"}
		steps := []struct {
			why             string
			of              map[string][]record.Permission
			remarks, stamps int
		}{
			{"nothing is granted", nil, 0, 0},
			{"her own parcels", map[string][]record.Permission{"parcel": {{Role: "viewer", Can: read, Rows: "owner = me"}}}, 1, 1},
			{"others' parcels", map[string][]record.Permission{"parcel": {{Role: "viewer", Can: read, Rows: "owner != " + `"` + w.ann.ID() + `"`}}}, 0, 0},
			{"all parcels", map[string][]record.Permission{"parcel": {{Role: "viewer", Can: read}}}, 1, 1},
			{"people too", map[string][]record.Permission{"parcel": {{Role: "viewer", Can: read}}, "person": {{Role: "viewer", Can: read, Rows: `name = "Ben"`}}}, 2, 1},
			{"closed remarks of her own", map[string][]record.Permission{"parcel": {{Role: "viewer", Can: read, Rows: "owner = me"}}, "remark": {{Role: "viewer", Can: read, Via: "about"}}}, 2, 2},
			{"nothing again", nil, 0, 0},
		}
		for _, filled := range []bool{false, true} {
			for _, s := range steps {
				granted.now.Store(&s.of)
				if err := e.Reload(ctx); err != nil {
					t.Fatal(err)
				}
				if filled {
					if err := e.Refill(ctx); err != nil {
						t.Fatal(err)
					}
				}
				w.sees(ann, "remark", s.remarks, s.why)
				w.sees(ann, "stamp", s.stamps, s.why)
				hits := found(t, e, ann, engine.SearchAsk{Words: "of", Types: []string{"remark"}})
				if n := must[int64](t)(e.CountUpTo(ctx, ann, engine.Ask{Type: "remark"}, 0)); int(n) != s.remarks || len(hits) > s.remarks {
					t.Fatalf("%s: counts %d, finds %q", s.why, n, hits)
				}
			}
		}
	})
}

func TestOptionsInAnotherOrderSortOldRecordsAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, s := t.Context(), storetest.Open(t, c)
		open := func(keys ...string) *engine.Engine {
			grade := record.Choice("grade", keys...).Indexed()
			declared := []*record.Type{{Name: "person", Plural: "people"}, {Name: "crate", Title: subject, Fields: record.Columns{subject, grade}, Access: record.Access{{Role: "clerk", Can: record.Everything()}}}}
			return must[*engine.Engine](t)(engine.New(ctx, engine.Config{Store: s, Declared: declared, House: "main", Now: c.Now}))
		}
		order := func(e *engine.Engine) (out []string) {
			t.Helper()
			for _, r := range must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "crate", Order: "grade"})).Records {
				out = append(out, r.Named("grade").Text())
			}
			return out
		}
		e := open("good", "fair", "poor")
		for _, grade := range []string{"fair", "poor", "good"} {
			must[*record.Record](t)(e.CreateOne(ctx, clerk(), "crate", map[string]any{"subject": "Crate", "grade": grade}))
		}
		if got := order(e); !slices.Equal(got, []string{"good", "fair", "poor"}) {
			t.Fatalf("%q", got)
		}
		e = open("poor", "fair", "good")
		if err := e.Refill(ctx); err != nil {
			t.Fatal(err)
		}
		if got := order(e); !slices.Equal(got, []string{"poor", "fair", "good"}) {
			t.Fatalf("%q", got)
		}
		if found := must[*engine.Inspection](t)(e.Inspect(ctx)); len(found.Findings) > 0 {
			t.Fatalf("%v", found.Findings)
		}
		if stale, err := open("poor", "fair", "good").Stale(ctx); stale || err != nil {
			t.Fatal("stale after a start without changes")
		}
	})
}
