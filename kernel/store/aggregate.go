package store

import (
	"context"
	"database/sql"

	"steward/kernel/fault"
	"steward/kernel/query"
)

// Aggregate computes figures over all records that the selection means; order and page do not count.
// Its statements read one snapshot.
func (s *Store) Aggregate(ctx context.Context, q Selection, a *query.Aggregate) (*query.Table, error) {
	if err := s.chooseSide(ctx, &q); err != nil {
		return nil, err
	}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	if err != nil {
		return nil, fault.Wrap("store.aggregate "+q.Type.Name, err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	a.Guard = q.Guard
	from := func(b *query.Builder) { s.writeFrom(b, q) }
	return a.Ask(s.queryDialect(), q.House, from, func(text string, args []any) ([][]any, error) {
		return rawRows(tx.QueryContext(ctx, text, args...))
	})
}

// rawRows reads rows as the driver gives them.
func rawRows(rows *sql.Rows, err error) ([][]any, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
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
