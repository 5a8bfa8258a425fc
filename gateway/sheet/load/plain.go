package load

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"steward/gateway/sheet"
	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/kernel/record"
)

// plain is how a table whose header names the fields becomes records: what steward export writes
// comes back with its ids, numbers and times of creation.
type plain struct {
	numbered string // prefix of the type's numbers, where the table gives them
}

// byVersion are the fields that every version says of itself; they begin anew.
var byVersion = []string{"id", "version", "created_at", "created_by", "updated_at", "updated_by"}

func byHeader(t *record.Type, columns []string) (*mapping.Mapping, *plain, error) {
	p := &plain{}
	var fields strings.Builder
	for _, name := range columns {
		d, ok := t.Field(name)
		if !ok || slices.Contains(byVersion, name) || record.IsSealed(d) {
			continue
		}
		recipe := strconv.Quote(name)
		if d.Kind == record.LongKind {
			recipe = "{column: " + recipe + ", spaces: keep}"
		}
		fmt.Fprintf(&fields, "  %q: %s\n", name, recipe)
		if name == "number" {
			p.numbered = t.Number
		}
	}
	if fields.Len() == 0 {
		return nil, nil, &problem.Problem{Code: "header-unknown", Detail: t.Name}
	}
	text := fmt.Sprintf("type: %s\nkind: rows\nkey: %s\n", t.Name, keyOf(t, columns))
	if slices.Contains(columns, "created_at") {
		text += "time: {column: created_at, date: iso}\n"
	}
	m, err := mapping.Parse("", []byte(text+"fields:\n"+fields.String()))
	return m, p, err
}

// keyOf chooses what tells one row from another: the id, the number, a key of the type, or all of it.
func keyOf(t *record.Type, columns []string) string {
	names := []string{"id", "number"}
	for _, k := range t.Keys {
		names = append(names, k.Definition().Name)
	}
	for _, name := range names {
		if slices.Contains(columns, name) {
			return name
		}
	}
	quoted := make([]string, len(columns))
	for i, c := range columns {
		quoted[i] = strconv.Quote(c)
	}
	return "{join: {columns: [" + strings.Join(quoted, ", ") + `], with: "|"}}`
}

// formulas are the characters with which a spreadsheet takes a text for a formula.
const formulas = "=+-@\t\r"

// bare takes the apostrophe away that export puts before a text that would be a formula.
func bare(text string) string {
	if rest := strings.TrimLeft(text, "'"); rest != text && rest != "" && strings.ContainsRune(formulas, rune(rest[0])) {
		return text[1:]
	}
	return text
}

// keepNumbers sees to it that no number of the cases is given out again.
func (p *plain) keepNumbers(ctx context.Context, l *loader, cases []sheet.Case) error {
	if p == nil || p.numbered == "" || l.options.DryRun {
		return nil
	}
	var most int64
	for i := range cases {
		for _, v := range cases[i].Events[0].Values {
			if digits, ok := strings.CutPrefix(v.Text, p.numbered); ok && v.Field == "number" {
				if n, err := strconv.ParseInt(digits, 10, 64); err == nil {
					most = max(most, n)
				}
			}
		}
	}
	return l.engine.KeepNumbers(ctx, p.numbered, most)
}
