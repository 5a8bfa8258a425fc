package store

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// ReadersOf gives the principals that may read each of the records.
func (s *Store) ReadersOf(ctx context.Context, house string, t *record.Type, ids []string) (map[string][]string, error) {
	args := []any{house}
	for _, id := range ids {
		args = append(args, id)
	}
	rows, err := s.ask(ctx, `SELECT "record", "principal" FROM `+quote(ReaderTable(t))+` WHERE "house" = $1 AND "record" IN (`+places(2, len(ids))+`)`, args...)
	if err != nil {
		return nil, fault.Wrap("store.readers", err)
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var id, principal string
		if err := rows.Scan(&id, &principal); err != nil {
			return nil, fault.Wrap("store.readers", err)
		}
		out[id] = append(out[id], principal)
	}
	return out, fault.Wrap("store.readers", rows.Err())
}

// texts reads rows of one text column.
func texts(rows rows, err error) ([]string, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var t string
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, rows.Err()
}

// numbers reads rows of one number column.
func numbers(rows rows, err error) ([]int64, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []int64
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, rows.Err()
}
