package query_test

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"steward/kernel/query"
	"steward/kernel/record"
)

// database is one of the two, with the records of a world in it.
type database struct {
	dialect query.Dialect
	db      *sql.DB
}

// house is where the world lives; elsewhere holds the same ids with other values.
const (
	house     = "here"
	elsewhere = "elsewhere"
)

func openSQLite(t *testing.T) database {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return database{query.SQLite, db}
}

func (d database) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := d.db.Exec(statement, args...); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// keep makes the tables and puts every record into both houses.
func (d database) keep(t *testing.T, w *world) {
	t.Helper()
	for _, typ := range w.types.Types() {
		d.exec(t, `DROP TABLE IF EXISTS `+query.Name(typ.Table()))
		d.exec(t, d.table(typ))
		records := w.records[typ.Name]
		tx, err := d.db.Begin()
		if err != nil {
			t.Fatal(err)
		}
		for i, r := range records {
			other := records[(i+1)%len(records)]
			for in, from := range map[string]row{house: r, elsewhere: other} {
				b := query.NewBuilder(d.dialect, in)
				b.Write("INSERT INTO ", query.Name(typ.Table()), " VALUES (", b.House())
				for _, c := range stored(from, r.ID()) {
					b.Write(", ", b.Arg(c))
				}
				b.Write(")")
				if _, err := tx.Exec(b.String(), b.Args()...); err != nil {
					t.Fatalf("%s: %v", b.String(), err)
				}
			}
		}
		if err := tx.Commit(); err != nil {
			t.Fatal(err)
		}
	}
}

func (d database) table(typ *record.Type) string {
	text := "TEXT"
	if d.dialect == query.Postgres {
		text = `TEXT COLLATE "C"`
	}
	var b strings.Builder
	b.WriteString("CREATE TABLE " + query.Name(typ.Table()) + ` ("house" ` + text)
	for _, def := range typ.Defs() {
		for _, c := range def.Kind.Columns() {
			b.WriteString(", " + query.Name(record.ColumnName(def, c)) + " ")
			if c.Number {
				b.WriteString("BIGINT")
			} else {
				b.WriteString(text)
			}
		}
	}
	return b.String() + `, PRIMARY KEY ("house", "id"))`
}

func stored(from row, id string) []any {
	var out []any
	for _, def := range from.Type.Defs() {
		out = def.Kind.Store(def, from.ValueOf(def), out)
	}
	out[0] = id
	return out
}

// ask runs a statement and gives its rows.
func (d database) ask(statement string, args []any) ([][]any, error) {
	rows, err := d.db.Query(statement, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	var out [][]any
	for rows.Next() {
		row, into := make([]any, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

// ids runs a statement that gives one column of text.
func (d database) ids(t *testing.T, b *query.Builder) []string {
	t.Helper()
	rows, err := d.ask(b.String(), b.Args())
	if err != nil {
		t.Fatalf("%s %v: %v", b.String(), b.Args(), err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r[0].(string))
	}
	return out
}
