package engine_test

import (
	"context"
	"fmt"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
)

var (
	remarks2  = record.LongText("remarks").Was("note").Searched() // what was the note
	insured   = record.YesNo("insured").Default(true)
	handling  = record.Choice("handling", "normal", "careful")
	crateName = record.Text("name").Required()
)

// newer is what a later program declares: a new type, a new field, and a note by another name.
func newer() []*record.Type {
	types := declarations()
	parcel := types[1]
	parcel.Fields = record.Columns{subject, size, weight, owner, remarks2, insured, handling}
	crate := &record.Type{Name: "crate", Title: crateName, Fields: record.Columns{crateName}, Access: record.Access{{Role: "clerk", Can: record.Everything()}}}
	return append(types, crate)
}

func node(t *testing.T, c store.Config, declared []*record.Type) *engine.Engine {
	t.Helper()
	return must[*engine.Engine](t)(engine.New(t.Context(), engine.Config{Store: storetest.Open(t, c), Declared: declared, House: "main", Now: c.Now}))
}

// TestAnOlderNodeKeepsRunningOnTheNewSchema: both programs read and write the same records at once.
func TestAnOlderNodeKeepsRunningOnTheNewSchema(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx, one := t.Context(), must[*record.Record](t)
		old := node(t, c, declarations())
		p := one(old.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Books", "note": "fragile"}))
		late := node(t, c, newer())
		one(late.CreateOne(ctx, clerk(), "crate", map[string]any{"name": "New"}))
		made := one(old.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "Shoes", "note": "dry"}))
		one(old.ChangeOne(ctx, clerk(), "parcel", p.ID(), 0, map[string]any{"note": "sturdy"}))

		if now := one(late.As(clerk()).Get(ctx, "parcel", p.ID())); remarks2.Of(now) != "sturdy" {
			t.Fatalf("the newer node reads %q", remarks2.Of(now))
		}
		one(late.ChangeOne(ctx, clerk(), "parcel", made.ID(), 0, map[string]any{"remarks": "keep dry", "handling": "careful"}))
		if now := one(old.As(clerk()).Get(ctx, "parcel", made.ID())); note.Of(now) != "keep dry" {
			t.Fatalf("the older node reads %q", note.Of(now))
		}
		_, err := old.ChangeOne(ctx, clerk(), "parcel", made.ID(), 1, map[string]any{"note": "mine"})
		if !fault.Is(err, fault.Conflict) {
			t.Fatalf("the older node goes over what the newer one wrote: %v", err)
		}
		one(old.ChangeOne(ctx, clerk(), "parcel", made.ID(), 0, map[string]any{"subject": "Boots"}))
		if now := one(late.As(clerk()).Get(ctx, "parcel", made.ID())); handling.Of(now) != "careful" || remarks2.Of(now) != "keep dry" {
			t.Fatal("the older node lost what it does not know")
		}
		for _, ask := range []struct {
			e      *engine.Engine
			filter string
		}{{old, `note = "keep dry"`}, {late, `remarks = "keep dry" and handling = careful`}} {
			if page := must[*engine.Page](t)(ask.e.List(ctx, clerk(), engine.Ask{Type: "parcel", Filter: ask.filter})); len(page.Records) != 1 {
				t.Fatalf("%s finds %d", ask.filter, len(page.Records))
			}
		}
		versions := must[[]*store.Version](t)(late.History(ctx, clerk(), "parcel", p.ID(), 0, 10))
		if d, ok := versions[0].Changes["remarks"]; !ok || string(d.New) != `"sturdy"` {
			t.Fatalf("the history on the newer node: %v", versions[0].Changes)
		}
		one(late.Undo(ctx, clerk(), engine.Options{}, "parcel", p.ID(), 2))
		for _, e := range []*engine.Engine{old, late} {
			must[int64](t)(e.Seal(ctx))
			report := must[*engine.AuditReport](t)(e.Verify(ctx))
			if len(report.Findings) > 0 {
				t.Fatalf("the audit: %v", report.Findings)
			}
		}
	})
}

func TestAFieldDoesNotTakeANameThatAnotherOneHad(t *testing.T) {
	types := newer()
	types[1].Fields = append(types[1].Fields, record.Text("note"))
	if _, err := record.NewCatalogue(types, nil); err == nil {
		t.Fatal("two fields share what was stored")
	}
}

// careful is a data move on real rows: what the remarks say becomes a choice. look is told of each.
func careful(look func(n int)) []record.DataMove {
	n := 0
	return []record.DataMove{{Number: store.FirstFormat + 1, Say: "parcels with a remark are handled with care", Of: "parcel", Do: func(_ context.Context, d *record.Draft, _ record.Reader) error {
		n++
		look(n)
		handling.Set(d, "normal")
		if remarks2.Of(d) != "" {
			handling.Set(d, "careful")
		}
		return nil
	}}}
}

func TestADataMoveThatIsBrokenOffGoesOnWhereItWasAndEachStepHappensOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, c store.Config) {
		ctx := t.Context()
		old := node(t, c, declarations())
		for i := range 450 {
			values := map[string]any{"subject": fmt.Sprintf("Box %03d", i)}
			if i%3 == 0 {
				values["note"] = "fragile"
			}
			must[*record.Record](t)(old.CreateOne(ctx, clerk(), "parcel", values))
		}
		stopped, stop := context.WithCancel(ctx)
		s := storetest.Open(t, c)
		start := func(ctx context.Context, look func(n int)) (*engine.Engine, error) {
			return engine.New(ctx, engine.Config{Store: s, Declared: newer(), House: "main", Now: c.Now, Moves: careful(look)})
		}
		broken := func(n int) {
			if n == 250 {
				stop()
			}
		}
		if _, err := start(stopped, broken); err == nil {
			t.Fatal("the move was not broken off")
		}
		var two [2]*engine.Engine
		ended := make(chan error, 2)
		for i := range two { // two nodes start together
			go func() {
				var err error
				two[i], err = start(ctx, func(int) {})
				ended <- err
			}()
		}
		for range two {
			if err := <-ended; err != nil {
				t.Fatal(err)
			}
		}
		e := two[0]
		for _, row := range must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "parcel", Limit: 500})).Records {
			if want := map[bool]string{true: "careful", false: "normal"}[remarks2.Of(row) != ""]; handling.Of(row) != want || row.Version() != 2 {
				t.Fatalf("%s is handled %q in version %d", row.Title(), handling.Of(row), row.Version())
			}
		}
		versions := must[[]*store.Version](t)(e.History(ctx, clerk(), "parcel", all(t, e)[0], 0, 1))
		if versions[0].Reason != "parcels with a remark are handled with care" {
			t.Fatalf("the history says %q", versions[0].Reason)
		}
		if _, err := engine.New(ctx, engine.Config{Store: s, Declared: newer(), House: "main", Now: c.Now}); !fault.Is(err, fault.Unavailable) {
			t.Fatalf("a program that does not know the move takes the database: %v", err)
		}
		one := must[*record.Record](t)(old.CreateOne(ctx, clerk(), "parcel", map[string]any{"subject": "The older node runs on"}))
		if one.Version() != 1 {
			t.Fatal("the older node")
		}
	})
}
