package store

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Origin says which record stands for a case of another system, and how far its history there has
// been repeated here. It is written with the versions that repeat it, so that a process that is
// killed in between knows exactly where it was.
type Origin struct {
	Type, Key string // the key is the case's own in its source
	Record    string
	Digest    string // of the history as far as it was repeated
	Batch     string // the import that repeated it last
	Before    string // the digest that was found; another one by now refuses the write
	Gone      bool   // told when reading: the record is no longer there
}

const originChunk = 200

// Origins gives what is known of the cases with these keys, by key.
func (s *Store) Origins(ctx context.Context, house string, t *record.Type, keys []string) (map[string]Origin, error) {
	out := map[string]Origin{}
	for part := range slices.Chunk(keys, originChunk) {
		args := []any{house, t.Name}
		for _, k := range part {
			args = append(args, k)
		}
		rows, err := s.read.QueryContext(ctx, `SELECT o."key", o."record", o."digest", o."batch", r."id" IS NULL FROM "origin" o LEFT JOIN `+quote(t.Table())+
			` r ON r."house" = o."house" AND r."id" = o."record" WHERE o."house" = $1 AND o."type" = $2 AND o."key" IN (`+places(3, len(part))+`)`, args...)
		if err != nil {
			return nil, fault.Wrap("store.origins", err)
		}
		for rows.Next() {
			o := Origin{Type: t.Name}
			if err := rows.Scan(&o.Key, &o.Record, &o.Digest, &o.Batch, &o.Gone); err != nil {
				rows.Close()
				return nil, fault.Wrap("store.origins", err)
			}
			out[o.Key] = o
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return nil, fault.Wrap("store.origins", err)
		}
	}
	return out, nil
}

func (s *Store) applyOrigin(ctx context.Context, tx querier, house string, o *Origin) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO "origin" ("house", "type", "key", "record", "digest", "batch") VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT ("house", "type", "key") DO UPDATE SET "record" = excluded."record", "digest" = excluded."digest", "batch" = excluded."batch" WHERE "origin"."digest" = $7`,
		house, o.Type, o.Key, o.Record, o.Digest, o.Batch, o.Before)
	if err != nil {
		return fault.Wrap("store.origin", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.Duplicate, o.Type+".import", "taken").Because(err)
	}
	return nil
}

// OriginsOf counts the cases that a batch repeated last, and those of which the record still stands.
func (s *Store) OriginsOf(ctx context.Context, house string, t *record.Type, batch string) (made, standing int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*), COUNT(r."id") FROM "origin" o LEFT JOIN `+quote(t.Table())+
		` r ON r."house" = o."house" AND r."id" = o."record" WHERE o."house" = $1 AND o."type" = $2 AND o."batch" = $3`, house, t.Name, batch).Scan(&made, &standing)
	return made, standing, fault.Wrap("store.origins", err)
}
