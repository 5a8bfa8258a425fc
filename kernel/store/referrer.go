package store

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// Referrer is a record that refers to another one.
type Referrer struct{ ID, To string }

const referrerChunk = 400

// Referrers gives the records of a type that refer by a field to one of the ids.
func (s *Store) Referrers(ctx context.Context, house string, t *record.Type, d *record.Def, ids []string) ([]Referrer, error) {
	return s.referrersIn(ctx, s.read, house, t, d, ids)
}

func (s *Store) referrersIn(ctx context.Context, in querier, house string, t *record.Type, d *record.Def, ids []string) ([]Referrer, error) {
	column := quote(record.ColumnName(d, d.Kind.Columns()[0]))
	base := `SELECT "id", ` + column + ` FROM ` + quote(t.Table()) + ` WHERE "house" = $1 AND ` + column
	if d.Kind.Class() == query.Members {
		if len(ids) == 1 {
			return s.referrers(ctx, in, d, ids, base+` LIKE $2`, house, "%"+ids[0]+"%")
		}
		return s.referrers(ctx, in, d, ids, base+` IS NOT NULL`, house)
	}
	var out []Referrer
	for part := range slices.Chunk(ids, referrerChunk) {
		args := []any{house}
		for _, id := range part {
			args = append(args, id)
		}
		found, err := s.referrers(ctx, in, d, part, base+` IN (`+places(2, len(part))+`)`, args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (s *Store) referrers(ctx context.Context, in querier, d *record.Def, ids []string, text string, args ...any) ([]Referrer, error) {
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	rows, err := in.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fault.Wrap("store.referrers", err)
	}
	defer rows.Close()
	var out []Referrer
	for rows.Next() {
		var id string
		var content any
		if err := rows.Scan(&id, &content); err != nil {
			return nil, fault.Wrap("store.referrers", err)
		}
		for _, to := range record.Referred(d.Kind.Load(d, []any{content})) {
			if wanted[to] {
				out = append(out, Referrer{ID: id, To: to})
			}
		}
	}
	return out, fault.Wrap("store.referrers", rows.Err())
}
