package store

import (
	"context"
	"database/sql"
	"fmt"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// What an inspection of the installation asks; see engine.Inspect.

// Present tells which of the records are there.
func (s *Store) Present(ctx context.Context, house string, t *record.Type, ids []string) (map[string]bool, error) {
	out := make(map[string]bool, len(ids))
	found, err := texts(s.read.QueryContext(ctx, `SELECT "id" FROM `+quote(t.Table())+` WHERE "house" = $1 AND "id" IN (`+places(2, len(ids))+`)`, append([]any{house}, anys(ids)...)...))
	for _, id := range found {
		out[id] = true
	}
	return out, fault.Wrap("store.present", err)
}

// ReaderLines gives the reader lines of each of the records.
func (s *Store) ReaderLines(ctx context.Context, house string, t *record.Type, ids []string) (map[string][]Reader, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT "record", "principal", "category" FROM `+quote(ReaderTable(t))+` WHERE "house" = $1 AND "record" IN (`+places(2, len(ids))+`)`, append([]any{house}, anys(ids)...)...)
	out := map[string][]Reader{}
	err = each(rows, err, func(id string, r [2]string) { out[id] = append(out[id], Reader{r[0], r[1]}) })
	return out, fault.Wrap("store.readers", err)
}

// TextsOf gives the text by which search finds each of the records.
func (s *Store) TextsOf(ctx context.Context, house string, t *record.Type, ids []string) (map[string]Text, error) {
	out := map[string]Text{}
	rows, err := s.read.QueryContext(ctx, `SELECT "record", "title", "body" FROM "search_doc" WHERE "house" = $1 AND "type" = $2 AND "record" IN (`+places(3, len(ids))+`)`, append([]any{house, t.Name}, anys(ids)...)...)
	err = each(rows, err, func(id string, r [2]string) { out[id] = Text{Title: r[0], Body: r[1]} })
	return out, fault.Wrap("store.texts", err)
}

// each reads rows of three text columns.
func each(rows *sql.Rows, err error, take func(id string, rest [2]string)) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id string
		var rest [2]string
		if err := rows.Scan(&id, &rest[0], &rest[1]); err != nil {
			return err
		}
		take(id, rest)
	}
	return rows.Err()
}

// Left counts what is left of records that are no longer there: their reader lines, and their texts
// in the search index.
func (s *Store) Left(ctx context.Context, house string, t *record.Type) (readers, indexed int64, err error) {
	gone := ` AND NOT EXISTS (SELECT 1 FROM ` + quote(t.Table()) + ` AS r WHERE r."house" = $1 AND r."id" = x."record")`
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM `+quote(ReaderTable(t))+` AS x WHERE x."house" = $1`+gone, house).Scan(&readers)
	if err == nil {
		err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM "search_doc" AS x WHERE x."house" = $1 AND x."type" = $2`+gone, house, t.Name).Scan(&indexed)
	}
	return readers, indexed, fault.Wrap("store.left", err)
}

// Stale is a column that is derived from a value and is not what the value gives today: a sort key, a
// rank.
type Stale struct{ ID, Column string }

// StaleColumns looks through at most limit records above an id, and gives the last one's id.
func (s *Store) StaleColumns(ctx context.Context, house string, t *record.Type, above string, limit int) (stale []Stale, last string, read int, err error) {
	l := s.layout(t)
	b := query.NewBuilder(s.queryDialect(), house)
	b.Write("SELECT ")
	for slot, names := range l.all {
		for i, name := range names {
			if slot+i > 0 {
				b.Write(", ")
			}
			b.Write(name)
		}
	}
	b.Write(" FROM ", l.table, ` WHERE "house" = `, b.House(), ` AND "id" > `, b.Arg(above), ` ORDER BY "id" LIMIT `, fmt.Sprint(limit))
	rows, err := s.read.QueryContext(ctx, b.String(), b.Args()...)
	if err != nil {
		return nil, "", 0, fault.Wrap("store.stale", err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return nil, "", 0, fault.Wrap("store.stale", err)
	}
	columns, into := make([]any, len(names)), make([]any, len(names))
	for i := range columns {
		into[i] = &columns[i]
	}
	for ; rows.Next(); read++ {
		if err := rows.Scan(into...); err != nil {
			return nil, "", 0, fault.Wrap("store.stale", err)
		}
		var wrong []string
		last, wrong = staleOf(t, columns, names)
		for _, column := range wrong {
			stale = append(stale, Stale{last, column})
		}
	}
	return stale, last, read, fault.Wrap("store.stale", rows.Err())
}

// staleOf compares a row's columns with those that its values give.
func staleOf(t *record.Type, columns []any, names []string) (id string, wrong []string) {
	at := 0
	for slot, d := range t.Defs() {
		kinds := d.Kind.Columns()
		var kept []any
		for i, c := range kinds {
			if !c.Derived {
				kept = append(kept, columns[at+i])
			}
		}
		v := d.Kind.Load(d, kept)
		if slot == record.SlotID {
			id = v.Text()
		}
		for i, want := range d.Kind.Store(d, v, nil) {
			if kinds[i].Derived && !sameColumn(want, columns[at+i]) {
				wrong = append(wrong, names[at+i])
			}
		}
		at += len(kinds)
	}
	return id, wrong
}

func sameColumn(a, b any) bool {
	if raw, ok := b.([]byte); ok {
		b = string(raw)
	}
	return a == b
}

// Integrity asks the database to look through its own files, and gives what it finds wrong.
// PostgreSQL has no such question.
func (s *Store) Integrity(ctx context.Context) ([]string, error) {
	if s.Database() != "sqlite" {
		return nil, nil
	}
	said, err := texts(s.read.QueryContext(ctx, `PRAGMA quick_check`))
	if len(said) == 1 && said[0] == "ok" {
		said = nil
	}
	return said, fault.Wrap("store.integrity", err)
}

// StuckJobs counts the jobs that are dead, that wait though they were due before a time, and whose
// lease ran out before it.
func (s *Store) StuckJobs(ctx context.Context, house string, before int64) (dead, overdue, lost int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(CASE WHEN "state" = 'dead' THEN 1 END), COUNT(CASE WHEN "state" = 'waiting' AND "run_at" < $2 THEN 1 END),
COUNT(CASE WHEN "state" = 'running' AND "lease_until" < $2 THEN 1 END) FROM "job" WHERE "house" = $1 AND "state" <> 'done'`, house, before).Scan(&dead, &overdue, &lost)
	return dead, overdue, lost, fault.Wrap("store.stuck-jobs", err)
}
