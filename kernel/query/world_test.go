package query_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

// world is a handful of record types with a field of every kind, and records of them in two houses.
type world struct {
	types   *record.Catalogue
	records map[string][]row // by type
	byID    map[string]row   // by type and id
	env     query.Env
	veil    string // records with a lower id cannot be reached by a dot-walk
}

const thing = "thing" // the type with a field of every kind

// row is a record in memory that can follow its references.
type row struct {
	*record.Record
	in *world
}

func (r row) Follow(slot int) (query.Row, bool) {
	to, ok := r.in.byID[r.Type.Defs()[slot].Target+r.At(slot).Text()]
	return to, ok && to.ID() >= r.in.veil
}

// builder starts a statement that keeps behind the veil what is there.
func (w *world) builder(d database) *query.Builder {
	b := query.NewBuilder(d.dialect, house)
	if w.veil != "" {
		b.Guard = func(b *query.Builder, _, alias string) { b.Write(query.Name(alias), `."id" >= `, b.Arg(w.veil)) }
	}
	return b
}

func newWorld(t testing.TB, r *rand.Rand, size int) *world {
	t.Helper()
	person := &record.Type{Name: record.PersonType, Plural: "people", Fields: record.Columns{
		record.Text("name"), record.YesNo("vip"), record.Ref("department", "department"), record.Date("since")}}
	department := &record.Type{Name: "department", Fields: record.Columns{
		record.Text("name"), record.Ref("head", record.PersonType), record.Money("budget")}}
	team := &record.Type{Name: "team", Fields: record.Columns{
		record.Text("name"), record.Choice("kind", "duty", "project"), record.Ref("department", "department"), record.Choices("tags", "a", "ab", "b", "cab")}}
	types, err := record.NewCatalogue([]*record.Type{{Name: thing, Number: "THI", States: states(), Fields: everyKind()}, person, department, team}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{types: types, records: map[string][]row{}, byID: map[string]row{}}
	w.fill(r, size)
	w.env = w.someone(r)
	return w
}

func states() *record.Lifecycle {
	return &record.Lifecycle{States: []record.State{{Key: "new", Category: record.StateNew}, {Key: "working", Category: record.StateActive},
		{Key: "on_hold", Category: record.StateWaiting}, {Key: "solved", Category: record.StateResolved}}}
}

// everyKind gives one field of each kind that exists, and references to walk along.
func everyKind() record.Columns {
	out := record.Columns{record.Ref("team", "team"), record.Ref("requester", record.PersonType), record.Ref("parent", thing)}
	for _, k := range record.Kinds() {
		d := &record.Def{Name: "f_" + k.Name(), Kind: k, Target: "team", Scale: 3, Max: 300}
		switch k {
		case record.LongKind:
			d.Max = 20_000
		case record.PersonKind:
			d.Target = record.PersonType
		case record.ReferenceKind, record.ReferencesKind:
		default:
			d.Target = ""
		}
		for _, key := range []string{"zeta", "alpha", "mid-1", "mid", "al"} {
			d.Options = append(d.Options, record.Option{Key: key, Category: "c" + key[:1]})
		}
		out = append(out, d)
	}
	return out
}

// extreme is text at which comparisons of text go wrong, beside what package sample knows.
var extreme = []string{"ß", "ss", "SS", "ẞ", "İ", "i", "I", "ı", "\u0301", "\u0301\u0308", "e\u0301", "é", "e", "E", "%", "_", `\`, "a%b_c", `\%`,
	"\U0010FFFF", "a\U0010FFFFb", "\uD7FF", "\uE000", "x\uD7FFy", "x\uE000y", "z", "zz", "Z", "~", " ", "|", "a|b", "'", `"`, "\n", "각", "\u1100\u1161\u11a8",
	strings.Repeat("a", 239) + "é", strings.Repeat("a", 240), strings.Repeat("a", 241), strings.Repeat("a", 239) + "日本", strings.Repeat("x", 255)}

// some gives a value for a field from a small stock, so that equal values are common.
func (w *world) stock(r *rand.Rand, d *record.Def) []value.Value {
	refs := func(typeName string) []string {
		ids := []string{sample.ID(r)} // leads nowhere
		for _, to := range w.records[typeName] {
			ids = append(ids, to.ID())
		}
		return ids
	}
	var out []value.Value
	for range 10 {
		out = append(out, sample.Value(r, d, refs))
	}
	switch d.Kind.Class() {
	case query.Text, query.LongText:
		for range 12 {
			if v, err := d.Kind.Parse(d, extreme[r.IntN(len(extreme))], record.Input{}); err == nil {
				out = append(out, v)
			}
		}
		if d.Kind == record.LongKind {
			out = append(out, value.Of(strings.Repeat("0123456ß", 10<<10/9)))
		}
	case query.Number:
		if d.Kind == record.NumberKind || d.Kind == record.DecimalKind {
			out = append(out, value.Int(1<<53), value.Int(1<<53+1), value.Int(0), value.Int(-1<<63), value.Int(1<<63-1))
		}
	case query.Instant:
		if d.Kind == record.InstantKind {
			for _, s := range changes {
				at, _ := time.Parse(time.RFC3339, s)
				out = append(out, record.Moment(at), record.Moment(at.Add(-time.Microsecond)), record.Moment(at.Add(time.Hour)))
			}
		}
	}
	return out
}

// changes are instants at which clocks change in the zones of the tests, or days begin there.
var changes = []string{"2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z", "2018-11-04T03:00:00Z",
	"2018-02-18T02:00:00Z", "2006-10-29T02:31:00Z", "2006-10-29T02:30:00Z", "2011-12-30T10:00:00Z"}

var zones = []string{"Europe/Berlin", "America/Sao_Paulo", "America/St_Johns", "Pacific/Apia", "UTC", "Asia/Kathmandu"}

func (w *world) fill(r *rand.Rand, size int) {
	for _, t := range w.types.Types() {
		for range size {
			rec := &record.Record{Type: t, Values: make([]value.Value, len(t.Defs()))}
			rec.Values[record.SlotID] = value.Exact(sample.ID(r))
			w.records[t.Name] = append(w.records[t.Name], row{rec, w})
			w.byID[t.Name+rec.ID()] = row{rec, w}
		}
	}
	for _, t := range w.types.Types() {
		for _, d := range t.Defs()[1:] {
			stock := w.stock(r, d)
			for _, rec := range w.records[t.Name] {
				f, _ := t.QueryField(d.Name)
				if r.IntN(4) > 0 || f.Filled {
					rec.Values[t.Slot(d)] = stock[r.IntN(len(stock))]
				}
			}
		}
	}
}

// someone asks in some zone at some time.
func (w *world) someone(r *rand.Rand) query.Env {
	zone, err := time.LoadLocation(zones[r.IntN(len(zones))])
	if err != nil {
		panic(err)
	}
	now, _ := time.Parse(time.RFC3339, changes[r.IntN(len(changes))])
	in := sample.Input()
	env := query.Env{Now: now.Add(time.Duration(r.IntN(48)-24) * time.Hour), Zone: zone, Language: "en", Currency: in.Currency, Convert: in.Convert,
		Me: w.any(r, record.PersonType), Department: w.any(r, "department")}
	for range r.IntN(3) {
		env.Teams = append(env.Teams, w.any(r, "team"))
	}
	if r.IntN(8) == 0 {
		env.Me = ""
	}
	w.veil = []string{"", "", "8"}[r.IntN(3)]
	return env
}

func (w *world) any(r *rand.Rand, typeName string) string {
	return w.records[typeName][r.IntN(len(w.records[typeName]))].ID()
}

func (w *world) schema(t testing.TB, name string) *record.Type {
	t.Helper()
	s, ok := w.types.Type(name)
	if !ok {
		t.Fatal(fmt.Errorf("no type %s", name))
	}
	return s
}
