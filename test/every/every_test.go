package every

import (
	"slices"
	"strings"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

// row lets a condition look at a record of the world without the store.
type row struct {
	w *world
	r *record.Record
}

func (x row) At(slot int) value.Value { return x.r.At(slot) }
func (x row) Follow(slot int) (query.Row, bool) {
	d := x.r.Type.Defs()[slot]
	to, err := x.w.engine.System("the oracle sees all").Get(x.w.t.Context(), d.Target, x.r.At(slot).Text())
	if err != nil {
		return nil, false
	}
	return row{x.w, to}, true
}

func TestEveryTypeStoresFiltersSortsAndPagesAsMemoryDoes(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.each(func(t *testing.T, of *record.Type) {
		rows := w.all(of)
		if len(rows) < perType {
			t.Fatalf("%d records", len(rows))
		}
		for _, d := range of.Defs() {
			w.filters(t, of, d, rows)
			w.sorts(t, of, d, rows)
		}
	})
}

// filters compares the store's answer with memory for conditions on one field.
func (w *world) filters(t *testing.T, of *record.Type, d *record.Def, rows []*record.Record) {
	conditions := []string{d.Name + " is empty", d.Name + " is not empty"}
	if d.Kind.Class() != query.Opaque {
		for _, r := range rows[:3] {
			if v := r.ValueOf(d); !v.IsEmpty() && len(v.Members()) == 0 {
				literal := `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`).Replace(d.Kind.Format(d, v)) + `"`
				conditions = append(conditions, d.Name+" = "+literal, d.Name+" != "+literal)
			}
		}
	}
	for _, text := range conditions {
		c, err := query.Compile(text, of, query.Env{Now: w.engine.Now()})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		var want []string
		for _, r := range rows {
			if c.Holds(row{w, r}) {
				want = append(want, r.ID())
			}
		}
		page, err := w.engine.List(t.Context(), w.root(), engine.Ask{Type: of.Name, Filter: text, Order: "id", Limit: 500, Background: true})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := ids(page.Records); !slices.Equal(got, want) {
			t.Errorf("%s: the store finds %d, memory %d", text, len(got), len(want))
		}
	}
}

// sorts walks through pages of four in both directions and compares with memory.
func (w *world) sorts(t *testing.T, of *record.Type, d *record.Def, rows []*record.Record) {
	for _, order := range []string{d.Name, "-" + d.Name} {
		sort, err := query.ParseOrder(order, of)
		if err != nil {
			continue // a class without an order says so; the language's own tests hold it to that
		}
		want := slices.Clone(rows)
		slices.SortStableFunc(want, func(a, b *record.Record) int { return sort.Compare(row{w, a}, row{w, b}) })
		var got []string
		ask := engine.Ask{Type: of.Name, Order: order, Limit: 4, Background: true}
		for {
			page, err := w.engine.List(t.Context(), w.root(), ask)
			if err != nil {
				t.Fatalf("order %s: %v", order, err)
			}
			got = append(got, ids(page.Records)...)
			if ask.Cursor = page.Next; page.Next == "" {
				break
			}
		}
		if !slices.Equal(got, ids(want)) {
			t.Errorf("order %s: pages and memory differ\n%v\n%v", order, got, ids(want))
		}
	}
}

func TestEveryFieldRefusesWhatItsKindRefusesAndNamesItself(t *testing.T) {
	w := newWorld(t)
	w.each(func(t *testing.T, of *record.Type) {
		for _, d := range of.Defs() {
			if d.Computed {
				continue
			}
			for _, raw := range sample.Bad(d) {
				_, err := w.engine.CreateOne(t.Context(), w.root(), of.Name, map[string]any{d.Name: raw})
				if !slices.ContainsFunc(fault.All(err), func(f *fault.Fault) bool { return f.Field == d.Name && f.Key != "required" }) {
					t.Errorf("%s = %v: %v", d.Name, raw, err)
				}
			}
		}
	})
}

func TestEveryTypeKeepsItsHistoryAndTakesAChangeBack(t *testing.T) {
	w := newWorld(t)
	w.fill()
	w.each(func(t *testing.T, of *record.Type) {
		r := w.all(of)[0]
		changed := w.changeOne(t, of, r)
		if changed == "" {
			t.Fatalf("no field of %s can be changed alone", of.Name)
		}
		versions, err := w.engine.History(t.Context(), w.root(), of.Name, r.ID(), 0, 10)
		if err != nil || len(versions) != 2 {
			t.Fatalf("%d versions, %v", len(versions), err)
		}
		if _, told := versions[0].Changes[changed]; !told {
			t.Errorf("the history does not tell of %s", changed)
		}
		back, err := w.engine.Undo(t.Context(), w.root(), engine.Options{}, of.Name, r.ID(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if !back.Named(changed).Equal(r.Named(changed)) || back.Version() != 3 {
			t.Errorf("after undo %s is %v, was %v", changed, back.Named(changed), r.Named(changed))
		}
	})
}

// changeOne gives one field of the record another value, and its name.
func (w *world) changeOne(t *testing.T, of *record.Type, r *record.Record) string {
	var last error
	for _, d := range of.Defs() {
		if d.Computed || d.Name == record.StateName || record.IsSealed(d) {
			continue
		}
		for range 5 {
			v := sample.Value(w.random, d, w.refs)
			if v.IsEmpty() || v.Equal(r.ValueOf(d)) {
				continue
			}
			if _, last = w.engine.ChangeOne(t.Context(), w.root(), of.Name, r.ID(), 1, map[string]any{d.Name: sample.Raw(sample.API, d, v)}); last == nil {
				return d.Name
			}
		}
	}
	t.Logf("the last refusal: %v", last)
	return ""
}
