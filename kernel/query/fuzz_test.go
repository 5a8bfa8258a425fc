package query_test

import (
	"math/rand/v2"
	"testing"

	"steward/kernel/query"
)

// FuzzParse: whatever is written, either it is refused at a place inside the text, or its canonical
// text reads as the same tree; and what binds means the same after a trip through its text.
func FuzzParse(f *testing.F) {
	for text := range canonical {
		f.Add(text)
	}
	for _, text := range extreme {
		f.Add("f_text ~ " + text)
		f.Add(`f_text = "` + text + `"`)
	}
	for _, word := range momentWords {
		f.Add("f_instant >= " + word + " or f_date in (" + word + ", today)")
	}
	w := newWorld(f, rand.New(rand.NewPCG(5, 5)), 3)
	s := w.schema(f, thing)
	f.Fuzz(func(t *testing.T, text string) {
		n, err := query.Parse(text)
		if err != nil {
			e, ok := err.(*query.SyntaxError)
			if !ok || e.At < 0 || e.At > len(text) || e.Column < 1 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		again, err := query.Parse(query.Print(n))
		if len(query.Print(n)) <= query.MaxText && (err != nil || !query.Same(n, again)) {
			t.Fatalf("%q prints as %q: %v", text, query.Print(n), err)
		}
		c, err := query.Bind(n, s, w.env)
		if err != nil {
			return
		}
		b := query.NewBuilder(query.SQLite, house)
		c.SQL(b)
		settled, err := query.Settle(n, s, w.env)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		same, err := query.Bind(settled, s, w.env)
		if err != nil {
			t.Fatalf("%q settles as %q: %v", text, query.Print(settled), err)
		}
		for _, rec := range w.records[thing] {
			if c.Holds(rec) != same.Holds(rec) {
				t.Fatalf("%q settles as %q", text, query.Print(settled))
			}
		}
	})
}

// FuzzOrderAndFigures: lists of keys, measures and dimensions, and cursors.
func FuzzOrderAndFigures(f *testing.F) {
	f.Add("f_number,-f_text", "count, percentile(f_number, 99.5)", "team, month(f_date)", "W10")
	f.Add("", "median(parent.f_duration)", "team.name", "")
	w := newWorld(f, rand.New(rand.NewPCG(5, 5)), 3)
	s := w.schema(f, thing)
	f.Fuzz(func(t *testing.T, order, measures, by, cursor string) {
		if o, err := query.ParseOrder(order, s); err == nil {
			again, err := query.ParseOrder(o.String(), s)
			if err != nil || again.String() != o.String() {
				t.Fatalf("%q is %q is %q (%v)", order, o, again, err)
			}
			rec := w.records[thing][0]
			after, err := o.ParseCursor(o.CursorOf(rec))
			if err != nil || o.After(after, rec) {
				t.Fatalf("%q: cursor %v", order, err)
			}
			_, _ = o.ParseCursor(cursor)
		}
		if a, err := query.CompileAggregate(measures, by, s, w.env); err == nil {
			_, _ = a.Over(func(yield func(query.Row) bool) {
				for _, rec := range w.records[thing] {
					if !yield(rec) {
						return
					}
				}
			})
		}
	})
}
