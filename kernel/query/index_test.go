package query_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"steward/kernel/query"
)

// walked lists lists and the index in which each of their segments must be one walk, without a sort.
var walked = []struct{ condition, order, index string }{
	{"", "created_at", "by_created_at"},
	{"", "-created_at", "by_created_at"},
	{"state is open", "-created_at", "by_created_at"},
	{"", "f_date", "by_f_date"},
	{"", "-f_date", "by_f_date"},
	{"", "f_choice,created_at", "by_f_choice__rank"},
	{"", "-f_choice,-created_at", "by_f_choice__rank"},
	{`f_text ^ "abc"`, "f_text", "by_f_text__fold"},
	{"f_date = this-month", "-f_date", "by_f_date"},
	{"f_date is empty", "f_date", "by_f_date"},
	{`team = "0123456789abcdef0123456789abcdef"`, "-id", "by_team"},
	{`team.name = "Network" and not team.department.name ~ "it"`, "-created_at", "by_created_at"},
}

// explained gives the plan of each segment of a list, at its beginning and behind a record.
func explained(t *testing.T, d database, w *world, condition, order string) []string {
	t.Helper()
	c, err := query.Compile(condition, w.schema(t, thing), w.env)
	if err != nil {
		t.Fatal(err)
	}
	o, err := query.ParseOrder(order, w.schema(t, thing))
	if err != nil {
		t.Fatal(err)
	}
	after, err := o.ParseCursor(o.CursorOf(w.records[thing][1]))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, s := range append(o.Segments(nil), o.Segments(after)...) {
		b := query.NewBuilder(d.dialect, house)
		b.Write(map[query.Dialect]string{query.SQLite: "EXPLAIN QUERY PLAN ", query.Postgres: "EXPLAIN "}[d.dialect])
		b.Write(`SELECT "id" FROM "thing" WHERE "thing"."house" = `, b.House(), " AND ")
		c.SQL(b)
		b.Write(" AND ")
		s.WhereSQL(b)
		b.Write(" ORDER BY ")
		s.OrderBySQL(b)
		b.Write(" LIMIT 50")
		rows, err := d.ask(b.String(), b.Args())
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		lines := b.String() + "\n"
		for _, r := range rows {
			lines += fmt.Sprint(r[len(r)-1]) + "\n"
		}
		out = append(out, lines)
	}
	return out
}

func proveIndexes(t *testing.T, d database) {
	t.Helper()
	w := newWorld(t, rand.New(rand.NewPCG(9, 9)), recordsEach)
	d.keep(t, w)
	for _, columns := range []string{"created_at", "f_text__fold", `f_choice__rank", "created_at`, "team", "f_date"} {
		name, _, _ := strings.Cut(columns, `"`)
		d.exec(t, `CREATE INDEX "by_`+name+`" ON "thing" ("house", "`+columns+`", "id")`)
	}
	for _, l := range walked {
		for _, plan := range explained(t, d, w, l.condition, l.order) {
			if !strings.Contains(plan, l.index) || strings.Contains(plan, "TEMP B-TREE") || strings.Contains(plan, "Sort") {
				t.Errorf("%s ordered by %s does not walk along %s\n%s", l.condition, l.order, l.index, plan)
			}
		}
	}
}

func TestAPageIsOneWalkAlongAnIndexInSQLite(t *testing.T) { proveIndexes(t, openSQLite(t)) }
