package query_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// proveFigures compares aggregates of random measures, dimensions and conditions.
func proveFigures(t *testing.T, d database) {
	t.Helper()
	tried := 0
	eachWorld(t, d, func(r *rand.Rand, w *world) {
		a := w.aggregate(t, r)
		c := w.compiled(t, w.tree(r, w.schema(t, thing), 1))
		want, inMemory := a.Over(func(yield func(query.Row) bool) {
			for _, rec := range w.records[thing] {
				if c.Holds(rec) && !yield(rec) {
					return
				}
			}
		})
		last := ""
		a.Guard = w.builder(d).Guard
		got, inDatabase := a.Ask(d.dialect, house, func(b *query.Builder) {
			b.Write(`"thing" WHERE "thing"."house" = `, b.House(), ` AND `)
			c.SQL(b)
		}, func(statement string, args []any) ([][]any, error) {
			last = statement
			return d.ask(statement, args)
		})
		if fault.Is(inMemory, fault.TooLarge) && fault.Is(inDatabase, fault.TooLarge) {
			return // days up to the end of time
		}
		if err := errors.Join(inMemory, inDatabase); err != nil {
			t.Errorf("%s: %v\n%s", a, err, last)
			return
		}
		if tabled(want) != tabled(got) {
			t.Errorf("%s\nin memory\n%s\nin the database\n%s\n%s", a, tabled(want), tabled(got), last)
		}
		tried++
	})
	t.Logf("%d aggregates over %d records", tried, recordsEach)
}

func tabled(t *query.Table) string {
	var b strings.Builder
	for _, g := range t.Groups {
		for _, k := range g.Keys {
			b.WriteString(k.Encode() + " ")
		}
		for _, f := range g.Figures {
			fmt.Fprint(&b, "| ", f)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// aggregate makes random measures and dimensions that bind.
func (w *world) aggregate(t *testing.T, r *rand.Rand) *query.Aggregate {
	t.Helper()
	functions := []string{"sum(%s)", "avg(%s)", "median(%s)", "min(%s)", "max(%s)", "percentile(%s, 90)", "percentile(%s, 0)", "percentile(%s, 100)",
		"percentile(%s, 99.5)", "percentile(%s, 33.333)"}
	for {
		measures, by := []string{"count"}, []string{}
		for range r.IntN(4) {
			measures = append(measures, fmt.Sprintf(functions[r.IntN(len(functions))], w.path(r)))
		}
		for range r.IntN(3) {
			name := w.path(r)
			if r.IntN(2) == 0 {
				name = []string{"day", "week", "month", "quarter", "year", "hour_of_week"}[r.IntN(6)] + "(" + name + ")"
			}
			by = append(by, name)
		}
		if a, err := query.CompileAggregate(strings.Join(measures, ", "), strings.Join(by, ","), w.schema(t, thing), w.env); err == nil {
			return a
		}
	}
}

// path names a field of the type, or one behind a reference.
func (w *world) path(r *rand.Rand) string {
	typ, _ := w.types.Type(thing)
	path := ""
	if refs := references(typ); r.IntN(3) == 0 {
		d := refs[r.IntN(len(refs))]
		path = d.Name + "."
		typ, _ = w.types.Type(d.Target)
	}
	var fit []*record.Def
	for _, d := range typ.Defs() {
		if c := d.Kind.Class(); c != query.Opaque && c != query.LongText {
			fit = append(fit, d)
		}
	}
	return path + fit[r.IntN(len(fit))].Name
}

func TestFiguresAreTheSameInMemoryAndInSQLite(t *testing.T) { proveFigures(t, openSQLite(t)) }
