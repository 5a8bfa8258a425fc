package importing

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/sheet/load"
	"steward/kernel/engine"
	"steward/kernel/store"
)

// BenchmarkRawRows is the limit beside BenchmarkImport: the rows that the same import makes, read
// back and inserted as they are into the same empty schema, with the same durability, as many in a
// transaction, by prepared statements and nothing else.
func BenchmarkRawRows(b *testing.B) {
	file, from := filepath.Join(b.TempDir(), "log.csv"), b.TempDir()
	writeLog(b, file, 4000, 0, 6)
	s, err := app.Open(b.Context(), app.Settings{Data: from})
	if err != nil {
		b.Fatal(err)
	}
	words, err := app.Words()
	if err != nil {
		b.Fatal(err)
	}
	made := importAll(b, s, file, load.Options{Actor: s.Engine.SystemActor(engine.ImportGateway), Words: words, Language: "en"})
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	tables := readTables(b, from)
	events := 0
	var used time.Duration
	for b.Loop() {
		b.StopTimer()
		to := emptyHouse(b)
		b.StartTimer()
		before := spent(b)
		insertAll(b, to, tables)
		used += spent(b) - before
		events += made
		b.StopTimer()
		if err := to.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(used.Microseconds())/float64(events), "cpu-us/event")
}

// rows is the content of one table and the statement that inserts a row of it.
type rows struct {
	insert  string
	content [][]any
}

func openFile(b *testing.B, folder string) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, store.DatabaseFile)+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-32000)")
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	return db
}

func readTables(b *testing.B, folder string) []rows {
	db := openFile(b, folder)
	defer db.Close()
	var out []rows
	for _, table := range []string{"incident", "incident__reader", "audit", "search_doc", "origin"} {
		found, err := db.Query(`SELECT * FROM "` + table + `"`)
		if err != nil {
			b.Fatal(err)
		}
		columns, err := found.Columns()
		if err != nil {
			b.Fatal(err)
		}
		r := rows{insert: `INSERT INTO "` + table + `" VALUES (?` + strings.Repeat(", ?", len(columns)-1) + `)`}
		for found.Next() {
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := found.Scan(into...); err != nil {
				b.Fatal(err)
			}
			r.content = append(r.content, row)
		}
		if err := found.Close(); err != nil {
			b.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// emptyHouse has the schema and no incidents.
func emptyHouse(b *testing.B) *sql.DB {
	folder := b.TempDir()
	s, err := app.Open(b.Context(), app.Settings{Data: folder})
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	db := openFile(b, folder)
	if _, err := db.Exec(`DELETE FROM "audit"`); err != nil {
		b.Fatal(err)
	}
	return db
}

const transactions = 20

func insertAll(b *testing.B, db *sql.DB, tables []rows) {
	for n := range transactions {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for _, t := range tables {
			insert, err := tx.Prepare(t.insert)
			if err != nil {
				b.Fatal(err)
			}
			for _, row := range t.content[len(t.content)*n/transactions : len(t.content)*(n+1)/transactions] {
				if _, err := insert.Exec(row...); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}
