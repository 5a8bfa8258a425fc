package store

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Origin says which record stands for a case of another system, and how far a batch has repeated its
// history there. It is written with the versions that repeat it, so that a process that is killed in
// between knows exactly where it was, and forgotten when the batch is undone.
type Origin struct {
	Type, Key string // the key is the case's own in its source
	Record    string
	Digest    string // of the history as far as it was repeated
	Batch     string // the import that repeated it
	At        int64  // when, in microseconds
	Before    string // the digest that was found; another one by now refuses the write
	Gone      bool   // told when reading: the record is no longer there
}

const originChunk = 200

// Origins gives the newest that is known of the cases with these keys, by key.
func (s *Store) Origins(ctx context.Context, house string, t *record.Type, keys []string) (map[string]Origin, error) {
	out := make(map[string]Origin, len(keys))
	for part := range slices.Chunk(keys, originChunk) {
		args := []any{house, t.Name}
		for _, k := range part {
			args = append(args, k)
		}
		if err := s.originsInto(ctx, out, t, places(3, len(part)), args); err != nil {
			return nil, fault.Wrap("store.origins", err)
		}
	}
	return out, nil
}

func (s *Store) originsInto(ctx context.Context, out map[string]Origin, t *record.Type, keys string, args []any) error {
	rows, err := s.read.QueryContext(ctx, `SELECT o."key", o."record", o."digest", o."batch", r."id" IS NULL FROM "origin" o LEFT JOIN `+quote(t.Table())+
		` r ON r."house" = o."house" AND r."id" = o."record" WHERE o."house" = $1 AND o."type" = $2 AND o."key" IN (`+keys+`) ORDER BY o."at"`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		o := Origin{Type: t.Name}
		if err := rows.Scan(&o.Key, &o.Record, &o.Digest, &o.Batch, &o.Gone); err != nil {
			return err
		}
		out[o.Key] = o
	}
	return rows.Err()
}

func (s *Store) applyOrigin(ctx context.Context, tx querier, house string, o *Origin) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO "origin" ("house", "type", "key", "batch", "record", "digest", "at")
SELECT CAST($1 AS TEXT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), CAST($5 AS TEXT), CAST($6 AS TEXT), CAST($7 AS BIGINT)
WHERE COALESCE((SELECT "digest" FROM "origin" WHERE "house" = $1 AND "type" = $2 AND "key" = $3 ORDER BY "at" DESC LIMIT 1), '') = $8
ON CONFLICT ("house", "type", "key", "batch") DO UPDATE SET "record" = excluded."record", "digest" = excluded."digest", "at" = excluded."at"`,
		house, o.Type, o.Key, o.Batch, o.Record, o.Digest, o.At, o.Before)
	if err != nil {
		return fault.Wrap("store.origin", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Duplicate, o.Type+".import", "taken").Because(err)
	}
	return nil
}

func forget(ctx context.Context, tx querier, house, batch string) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM "origin" WHERE "house" = $1 AND "batch" = $2`, house, batch)
	return fault.Wrap("store.origin", err)
}

// BatchState tells whether anything was ever written under the name of a batch, and whether an import
// of that name stands.
func (s *Store) BatchState(ctx context.Context, house, batch string) (used, stands bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "audit" WHERE "house" = $1 AND "batch" = $2), EXISTS (SELECT 1 FROM "origin" WHERE "house" = $1 AND "batch" = $2)`,
		house, batch).Scan(&used, &stands)
	return used, stands, fault.Wrap("store.batch", err)
}
