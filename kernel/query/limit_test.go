package query_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"steward/kernel/query"
)

// largest lists conditions as large as the limits allow.
func largest() map[string]string {
	repeat := func(part, between string, n int) string {
		return strings.TrimSuffix(strings.Repeat(part+between, n), between)
	}
	values := make([]string, query.MaxValues)
	for i := range values {
		values[i] = fmt.Sprint(i)
	}
	deep := "f_number = 1"
	for i := range query.MaxDepth {
		deep = fmt.Sprintf("%s (f_number = %d and %s)", []string{"not", ""}[i%2], i, deep)
		if strings.Count(deep, "not")+strings.Count(deep, "(") > query.MaxDepth-2 {
			break
		}
	}
	return map[string]string{
		"any of many":        repeat("f_number = 1", " or ", query.MaxParts),
		"all of many":        repeat("f_number != 1", " and ", query.MaxParts),
		"many values":        "f_number in (" + strings.Join(values, ", ") + ")",
		"deep":               deep,
		"many walks, or":     repeat("parent.parent.team.department.head.vip = yes", " or ", query.MaxWalks),
		"many walks, and":    repeat("parent.parent.team.department.head.vip = yes", " and ", query.MaxWalks),
		"many walks, not":    repeat("not parent.parent.parent.parent.team.name ~ x", " and ", query.MaxWalks),
		"many parts of text": repeat("f_text ~ a", " or ", query.MaxParts),
	}
}

func proveLargest(t *testing.T, d database) {
	t.Helper()
	w := newWorld(t, rand.New(rand.NewPCG(4, 4)), 5)
	d.keep(t, w)
	for name, text := range largest() {
		c, err := query.Compile(text, w.schema(t, thing), w.env)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		b := query.NewBuilder(d.dialect, house)
		b.Write(`SELECT "id" FROM "thing" WHERE "house" = `, b.House(), ` AND `)
		c.SQL(b)
		found := d.ids(t, b)
		for _, rec := range w.records[thing] {
			if c.Holds(rec) != slices.Contains(found, rec.ID()) {
				t.Errorf("%s: differs", name)
			}
		}
	}
}

func TestTheLargestConditionsRunInSQLite(t *testing.T) { proveLargest(t, openSQLite(t)) }
