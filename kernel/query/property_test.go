package query_test

import (
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"steward/kernel/query"
	"steward/kernel/record"
)

const recordsEach = 40

// pairs is how many pairs of tree and record a property is tried on, at least.
func pairs(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(cmpOr(os.Getenv("STEWARD_PROPERTY_PAIRS"), "20000"))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func cmpOr(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// eachWorld runs f on worlds until enough records have been seen by f's trees; f does 100 trees.
func eachWorld(t *testing.T, d database, f func(*rand.Rand, *world)) {
	t.Helper()
	const trees = 100
	for seed := range uint64((pairs(t) + trees*recordsEach - 1) / (trees * recordsEach)) {
		r := rand.New(rand.NewPCG(seed, 7))
		w := newWorld(t, r, recordsEach)
		d.keep(t, w)
		for range trees {
			w.env = w.someone(r)
			f(r, w)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// compiled takes a tree through its text, as conditions travel.
func (w *world) compiled(t *testing.T, n query.Node) *query.Condition {
	t.Helper()
	text := query.Print(n)
	again, err := query.Parse(text)
	if err != nil || !query.Same(n, again) {
		t.Fatalf("%s reads as %s (%v)", text, query.Print(again), err)
	}
	c, err := query.Compile(text, w.schema(t, thing), w.env)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return c
}

func proveConditions(t *testing.T, d database) {
	t.Helper()
	tried := 0
	eachWorld(t, d, func(r *rand.Rand, w *world) {
		n := w.tree(r, w.schema(t, thing), 3)
		c := w.compiled(t, n)
		b := w.builder(d)
		b.Write(`SELECT "id" FROM "thing" WHERE "house" = `, b.House(), ` AND `)
		c.SQL(b)
		found := d.ids(t, b)
		for _, rec := range w.records[thing] {
			tried++
			if c.Holds(rec) != slices.Contains(found, rec.ID()) {
				t.Errorf("%s\nholds in memory: %v, not in the database\n%s\n%v\n%v", query.Print(n), c.Holds(rec), b.String(), b.Args(), rec.Values)
				return
			}
		}
	})
	t.Logf("%d pairs of tree and record", tried)
}

// order makes a random order of the type's sortable fields.
func (w *world) order(t *testing.T, r *rand.Rand) query.Sort {
	t.Helper()
	for {
		text := ""
		for i := range r.IntN(4) {
			if i > 0 {
				text += ","
			}
			if r.IntN(2) == 0 {
				text += "-"
			}
			defs := w.schema(t, thing).Defs()
			text += defs[r.IntN(len(defs))].Name
		}
		if o, err := query.ParseOrder(text, w.schema(t, thing)); err == nil {
			return o
		}
	}
}

func proveOrders(t *testing.T, d database) {
	t.Helper()
	tried := 0
	eachWorld(t, d, func(r *rand.Rand, w *world) {
		o, c := w.order(t, r), w.compiled(t, w.tree(r, w.schema(t, thing), 1))
		var want []row
		for _, rec := range w.records[thing] {
			if c.Holds(rec) {
				want = append(want, rec)
			}
		}
		slices.SortFunc(want, func(a, b row) int { return o.Compare(a, b) })
		provePages(t, d, w, o, c, want, 1+r.IntN(7))
		proveWhole(t, d, w, o, c, want, r)
		tried += recordsEach
	})
	t.Logf("%d records in order", tried)
}

// provePages walks through the segments page by page.
func provePages(t *testing.T, d database, w *world, o query.Sort, c *query.Condition, want []row, size int) {
	t.Helper()
	cursor := ""
	for from := 0; ; from += size {
		page := d.page(t, w, o, c, cursor, size)
		expected := ids(want[min(from, len(want)):min(from+size, len(want))])
		if !slices.Equal(page, expected) {
			t.Errorf("order %s, page of %d from %d:\n got %v\nwant %v", o, size, from, page, expected)
			return
		}
		if len(page) == 0 {
			return
		}
		cursor = o.CursorOf(want[from+len(page)-1])
	}
}

// page reads one page as a list does.
func (d database) page(t *testing.T, w *world, o query.Sort, c *query.Condition, cursor string, size int) []string {
	t.Helper()
	after, err := o.ParseCursor(cursor)
	if err != nil {
		t.Fatalf("cursor %s: %v", cursor, err)
	}
	page := []string{}
	for _, s := range o.Segments(after) {
		b := w.builder(d)
		b.Write(`SELECT "id" FROM "thing" WHERE "house" = `, b.House(), ` AND `)
		c.SQL(b)
		b.Write(" AND ")
		s.WhereSQL(b)
		b.Write(" ORDER BY ")
		s.OrderBySQL(b)
		b.Write(" LIMIT ", strconv.Itoa(size-len(page)))
		if page = append(page, d.ids(t, b)...); len(page) == size {
			break
		}
	}
	return page
}

// proveWhole reads everything after some record in one statement.
func proveWhole(t *testing.T, d database, w *world, o query.Sort, c *query.Condition, want []row, r *rand.Rand) {
	t.Helper()
	b := w.builder(d)
	b.Table = "t"
	b.Write(`SELECT "id" FROM "thing" AS "t" WHERE "house" = `, b.House(), ` AND `)
	c.SQL(b)
	if len(want) > 0 {
		i := r.IntN(len(want))
		after, err := o.ParseCursor(o.CursorOf(want[i]))
		if err != nil {
			t.Fatal(err)
		}
		b.Write(" AND ")
		o.AfterSQL(b, after)
		for n, rec := range want {
			if o.After(after, rec) != (n > i) {
				t.Errorf("order %s: record %d after %d: %v", o, n, i, o.After(after, rec))
			}
		}
		want = want[i+1:]
	}
	b.Write(" ORDER BY ")
	o.OrderBySQL(b)
	if got := d.ids(t, b); !slices.Equal(got, ids(want)) {
		t.Errorf("order %s in one statement:\n got %v\nwant %v\n%s", o, got, ids(want), b)
	}
}

func ids(rows []row) []string {
	out := []string{}
	for _, r := range rows {
		out = append(out, r.ID())
	}
	return out
}

func TestConditionsMeanTheSameInMemoryAndInSQLite(t *testing.T) { proveConditions(t, openSQLite(t)) }

func TestOrdersAndPagesAreTheSameInMemoryAndInSQLite(t *testing.T) { proveOrders(t, openSQLite(t)) }

var _ query.Schema = (*record.Type)(nil)
