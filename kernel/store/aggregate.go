package store

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/query"
)

// Aggregate computes figures over all records that the selection means; order and page do not count.
// Its statements read one snapshot.
func (s *Store) Aggregate(ctx context.Context, q Selection, a *query.Aggregate) (*query.Table, error) {
	if err := s.chooseSide(ctx, &q); err != nil {
		return nil, err
	}
	then, over, err := s.moment(ctx)
	if err != nil {
		return nil, fault.Wrap("store.aggregate "+q.Type.Name, err)
	}
	defer over()
	a.Guard = q.Guard
	from := func(b *query.Builder) { s.writeFrom(b, q) }
	return a.Ask(s.queryDialect(), q.House, from, func(text string, args []any) ([][]any, error) {
		return rawRows(then.ask(ctx, text, args...))
	})
}

// rawRows reads rows as the driver gives them.
func rawRows(rows rows, err error) ([][]any, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	n, err := width(rows)
	if err != nil {
		return nil, err
	}
	var out [][]any
	for rows.Next() {
		row := make([]any, n)
		if err := read(rows, row); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}
