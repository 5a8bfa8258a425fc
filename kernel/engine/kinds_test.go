package engine_test

import (
	"cmp"
	"context"
	"math/rand/v2"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/store"
	"steward/kernel/store/storetest"
	"steward/kernel/value"
)

// crates are parcels with one custom field of each kind.
func crates(t *testing.T, config store.Config) (*engine.Engine, []*record.Def) {
	t.Helper()
	var custom []*record.Def
	for _, spec := range sample.Customs("person") {
		custom = append(custom, must[*record.Def](t)(record.CustomField(spec)))
	}
	e, err := engine.New(context.Background(), engine.Config{Store: storetest.Open(t, config), Declared: declarations(), House: "main", Now: config.Now,
		Custom: func(context.Context, record.Reader) (map[string][]*record.Def, error) {
			return map[string][]*record.Def{"parcel": custom}, nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return e, custom
}

// euros gives an amount in the house's own currency, because there are no rates of exchange here.
func euros(d *record.Def, v value.Value) value.Value {
	if d.Kind != record.MoneyKind {
		return v
	}
	m := value.MoneyOf(v)
	return value.Money{Minor: m.Minor, Currency: "EUR", House: m.Minor}.Value()
}

func TestAFieldOfEachKindIsStoredSortedAndFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, config store.Config) { eachKind(t, config) })
}

func eachKind(t *testing.T, config store.Config) {
	e, custom := crates(t, config)
	ctx := context.Background()
	r := rand.New(rand.NewPCG(7, 7))
	var people []string
	for _, name := range []string{"Ann", "Bob", "Çelik"} {
		people = append(people, must[*record.Record](t)(e.CreateOne(ctx, clerk(), "person", map[string]any{"name": name})).ID())
	}
	want := map[string]map[string]value.Value{}
	for range 60 {
		values, raws := map[string]value.Value{}, map[string]any{"subject": sample.Text(r, 20) + "."}
		for _, d := range custom {
			v := euros(d, sample.Optional(r, d, func(string) []string { return people }))
			values[d.Name] = v
			raws[d.Name] = sample.Raw(sample.Forms()[r.IntN(3)], d, v)
		}
		p := must[*record.Record](t)(e.CreateOne(ctx, clerk(), "parcel", raws))
		want[p.ID()] = values
	}
	for _, d := range custom {
		t.Run(d.Kind.Name(), func(t *testing.T) {
			page := must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "parcel", Limit: 100}))
			filled := 0
			for _, p := range page.Records {
				got := p.ValueOf(d)
				if record.IsSealed(d) {
					continue
				}
				if !got.Equal(want[p.ID()][d.Name]) {
					t.Fatalf("stored %s, read %s", want[p.ID()][d.Name].Encode(), got.Encode())
				}
				if !got.IsEmpty() {
					filled++
				}
			}
			if len(page.Records) != len(want) {
				t.Fatalf("%d records", len(page.Records))
			}
			if record.IsSealed(d) {
				return
			}
			found := must[*engine.Page](t)(e.List(ctx, clerk(), engine.Ask{Type: "parcel", Filter: d.Name + " is not empty", Limit: 100}))
			if len(found.Records) != filled {
				t.Errorf("not empty: %d found, %d filled", len(found.Records), filled)
			}
			if d.Kind.Class() != query.Opaque && d.Kind.Class() != query.LongText {
				sorted(t, e, d)
				equal(t, e, d, want)
			}
		})
	}
}

// sorted checks that a list by the field stands in the order of its ranks, empty last.
func sorted(t *testing.T, e *engine.Engine, d *record.Def) {
	t.Helper()
	page, err := e.List(context.Background(), clerk(), engine.Ask{Type: "parcel", Order: d.Name, Limit: 100})
	if d.Kind == record.ReferencesKind && err != nil {
		return // many records have no order
	}
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(page.Records); i++ {
		a, b := d.Kind.Rank(d, page.Records[i-1].ValueOf(d)), d.Kind.Rank(d, page.Records[i].ValueOf(d))
		if b.IsEmpty() {
			continue
		}
		if a.IsEmpty() || cmp.Or(cmp.Compare(a.Int(), b.Int()), cmp.Compare(a.Text(), b.Text())) > 0 {
			t.Fatalf("%s stands before %s", a.Encode(), b.Encode())
		}
	}
}

// equal checks that each value is found by itself as text.
func equal(t *testing.T, e *engine.Engine, d *record.Def, want map[string]map[string]value.Value) {
	t.Helper()
	if d.Kind.Class() == query.Members {
		return
	}
	for id, values := range want {
		v := values[d.Name]
		if v.IsEmpty() {
			continue
		}
		text := d.Kind.Format(d, v)
		filter := query.Print(query.Compare{Path: []string{d.Name}, Op: query.Equal, Values: []query.Literal{query.Quote(text)}})
		page, err := e.List(context.Background(), clerk(), engine.Ask{Type: "parcel", Filter: filter, Limit: 100})
		if err != nil {
			t.Fatalf("%s: %v", filter, err)
		}
		found := false
		for _, p := range page.Records {
			found = found || p.ID() == id
		}
		if !found {
			t.Fatalf("%s: not found among %d", filter, len(page.Records))
		}
	}
}
