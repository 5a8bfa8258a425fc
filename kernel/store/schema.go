package store

import (
	"context"
	"fmt"
	"strings"

	"steward/kernel/record"
)

// table is a table as the declarations want it.
type table struct {
	name    string
	columns []column
	key     string   // the primary key's columns, quoted and joined
	byKey   bool     // the key is the content: no row beside it
	indexes []string // statements without "CREATE"
}

type column struct {
	name string
	kind string // SQL type
	null bool
}

func (t table) create(d dialect) string {
	lines := make([]string, 0, len(t.columns)+1)
	for _, c := range t.columns {
		line := "  " + quote(c.name) + " " + c.kind
		if !c.null {
			line += " NOT NULL"
		}
		lines = append(lines, line)
	}
	if t.key != "" {
		lines = append(lines, "  PRIMARY KEY ("+t.key+")")
	}
	end := ""
	if t.byKey {
		end = d.tableEnd()
	}
	return "CREATE TABLE " + quote(t.name) + " (\n" + strings.Join(lines, ",\n") + "\n)" + end
}

// typeTables gives the table of a type and the table of who may read its records.
func typeTables(d dialect, t *record.Type) []table {
	text := d.columnType(false)
	main := table{name: t.Table(), key: `"house", "id"`, columns: []column{{name: "house", kind: text}}}
	for slot, def := range t.Defs() {
		for _, c := range def.Kind.Columns() {
			main.columns = append(main.columns, column{name: record.ColumnName(def, c), kind: d.columnType(c.Number), null: slot > record.SlotVersion})
		}
		main.indexes = append(main.indexes, fieldIndexes(t, def)...)
	}
	main.indexes = append(main.indexes, orderIndexes(t)...)
	readers := table{name: ReaderTable(t), byKey: true, key: `"house", "principal", "category", "record"`,
		columns: []column{{name: "house", kind: text}, {name: "principal", kind: text}, {name: "category", kind: text}, {name: "record", kind: text}},
		indexes: []string{fmt.Sprintf(`INDEX %s ON %s ("house", "record")`, quote(ReaderTable(t)+"_record"), quote(ReaderTable(t)))}}
	return []table{main, readers}
}

// ReaderTable names the table of who may read the records of a type.
func ReaderTable(t *record.Type) string { return t.Table() + "__reader" }

// fieldIndexes gives the indexes of one field: a unique one for equality, and one on what orders.
// Each ends with the id, so that a page of a list is one stretch of the index. What is only
// filtered by is indexed where it has a value.
func fieldIndexes(t *record.Type, d *record.Def) []string {
	columns := d.Kind.Columns()
	main, orders := record.ColumnName(d, columns[0]), record.ColumnName(d, columns[0])
	for _, c := range columns {
		if c.Order {
			orders = record.ColumnName(d, c)
		}
	}
	where := ""
	if d.Filtered {
		where = fmt.Sprintf(" WHERE %s IS NOT NULL", quote(main))
	}
	name := func(of string) string { return quote(t.Table() + "_" + of) }
	by := func(column string) string {
		return fmt.Sprintf(`INDEX %s ON %s ("house", %s, "id")`, name(column), quote(t.Table()), quote(column)) + where
	}
	var out []string
	if d.Unique {
		out = append(out, fmt.Sprintf(`UNIQUE INDEX %s ON %s ("house", %s)`, name(main+"_key"), quote(t.Table()), quote(main))+where)
	}
	if t.Indexes(d) && (!d.Unique || orders != main) {
		out = append(out, by(orders))
	}
	if (d.Filtered || t.Indexes(d) && orders != main) && !d.Unique {
		out = append(out, by(main))
	}
	if !d.Indexed && !d.Unique && refers(t, d) {
		out = append(out, fmt.Sprintf(`INDEX %s ON %s ("house", %s, "id") WHERE %s IS NOT NULL`, name(main+"_filled"), quote(t.Table()), quote(main), quote(main)))
	}
	return out
}

// refers tells of a reference to records of the type itself, by which a record asks for those that are
// part of it or were merged into it. The index that is for that alone costs nothing where it is empty.
func refers(t *record.Type, d *record.Def) bool {
	return d.Target == t.Name && t.SlotNamed(d.Name) > record.SlotUpdatedBy
}

// orderIndexes gives an index for each declared order, the open records first, so that a page of a
// work list is one stretch of it however many records are closed.
func orderIndexes(t *record.Type) []string {
	var out []string
	for n, order := range t.Orders {
		if t.States == nil && sortsByIndex(t, strings.TrimPrefix(order, "-")) {
			continue // the field's own index, read from its end where the order goes down
		}
		columns, way := []string{`"house"`}, ""
		if t.States != nil {
			columns = append(columns, quote(record.StateName+record.OpenSuffix))
		}
		for _, name := range strings.Split(order, ",") {
			name, way = strings.TrimPrefix(name, "-"), ""
			if strings.Contains(","+order+",", ",-"+name+",") {
				way = " DESC"
			}
			if f, ok := t.QueryField(name); ok {
				columns = append(columns, quote(f.Order)+way)
			}
		}
		columns = append(columns, `"id"`+way)
		out = append(out, fmt.Sprintf(`INDEX %s ON %s (%s)`, quote(fmt.Sprintf("%s_order_%d", t.Table(), n+1)), quote(t.Table()), strings.Join(columns, ", ")))
	}
	return out
}

func sortsByIndex(t *record.Type, field string) bool {
	d, ok := t.Field(field)
	return ok && t.Indexes(d)
}

// desired gives every table of the catalogue and of the kernel, in a fixed order.
func desired(d dialect, c *record.Catalogue) []table {
	out := kernelTables(d)
	for _, t := range c.Types() {
		out = append(out, typeTables(d, t)...)
	}
	return out
}

// DDL gives the whole schema of a database kind as text: the golden file a reviewer reads.
func DDL(database string, c *record.Catalogue) string {
	var d dialect = sqliteDialect{}
	if database == "postgres" {
		d = postgresDialect{}
	}
	var b strings.Builder
	for _, t := range desired(d, c) {
		b.WriteString(t.create(d) + ";\n")
		for _, i := range t.indexes {
			b.WriteString("CREATE " + i + ";\n")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// plan gives the statements that bring the database to the catalogue: tables, added columns, indexes. It
// never drops, never renames and never narrows, so that an older node keeps running.
func plan(d dialect, c *record.Catalogue, have map[string]map[string]bool, indexes map[string]bool) []string {
	var out []string
	for _, t := range desired(d, c) {
		columns, exists := have[t.name]
		if !exists {
			out = append(out, t.create(d))
		} else {
			out = append(out, alter(t, columns)...)
		}
		for _, i := range t.indexes {
			if !indexes[indexName(i)] {
				out = append(out, "CREATE "+i)
			}
		}
	}
	return out
}

func alter(t table, have map[string]bool) []string {
	var out []string
	for _, c := range t.columns {
		if have[c.name] {
			continue
		}
		out = append(out, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", quote(t.name), quote(c.name), c.kind))
	}
	return out
}

func indexName(statement string) string {
	_, rest, _ := strings.Cut(statement, `"`)
	name, _, _ := strings.Cut(rest, `"`)
	return name
}

func namesByTable(ctx context.Context, db querier, text string) (map[string]map[string]bool, error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]map[string]bool{}
	for rows.Next() {
		var t, c string
		if err := rows.Scan(&t, &c); err != nil {
			return nil, err
		}
		if out[t] == nil {
			out[t] = map[string]bool{}
		}
		out[t][c] = true
	}
	return out, rows.Err()
}

func nameSet(ctx context.Context, db querier, text string) (map[string]bool, error) {
	rows, err := db.QueryContext(ctx, text)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]bool{}
	for rows.Next() {
		var n string
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out[n] = true
	}
	return out, rows.Err()
}
