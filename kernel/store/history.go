package store

import (
	"context"
	"database/sql"
	"strings"

	"steward/kernel/fault"
)

const versionColumns = `"house", "type", "record", "version", "operation", "recorded_at", "happened_at", "actor", "gateway", "reason", "because", "batch", "effects", "changes", "hash", "position"`

// History gives a record's versions, the newest first, at most limit, below the version before (0:
// from the newest).
func (s *Store) History(ctx context.Context, house, id string, before int64, limit int) ([]*Version, error) {
	text := `SELECT ` + versionColumns + ` FROM "audit" WHERE "house" = $1 AND "record" = $2`
	args := []any{house, id, limit}
	if before > 0 {
		text += ` AND "version" < $4`
		args = append(args, before)
	}
	return s.versions(ctx, text+` ORDER BY "version" DESC LIMIT $3`, args...)
}

// Versions gives a record's versions above a number, the oldest first, at most limit.
func (s *Store) Versions(ctx context.Context, house, id string, above int64, limit int) ([]*Version, error) {
	return s.versions(ctx, `SELECT `+versionColumns+` FROM "audit" WHERE "house" = $1 AND "record" = $2 AND "version" > $3 ORDER BY "version" LIMIT $4`, house, id, above, limit)
}

// Batch gives the versions written by one import or bulk edit, the newest first.
func (s *Store) Batch(ctx context.Context, house, batch string) ([]*Version, error) {
	return s.versions(ctx, `SELECT `+versionColumns+` FROM "audit" WHERE "house" = $1 AND "batch" = $2 ORDER BY "recorded_at" DESC, "record", "version" DESC`, house, batch)
}

func (s *Store) versions(ctx context.Context, text string, args ...any) ([]*Version, error) {
	return versionsOf(s.read.QueryContext(ctx, text, args...))
}

func versionsOf(rows *sql.Rows, err error) ([]*Version, error) {
	if err != nil {
		return nil, fault.Wrap("store.history", err)
	}
	defer rows.Close()
	var out []*Version
	for rows.Next() {
		v, err := scanVersion(rows)
		if err != nil {
			return nil, fault.Wrap("store.history", err)
		}
		out = append(out, v)
	}
	return out, fault.Wrap("store.history", rows.Err())
}

// scanVersion reads one row. Of a row whose changes cannot be read it gives the rest and the error.
func scanVersion(rows *sql.Rows) (*Version, error) {
	var v Version
	var actor, reason, because, batch, effects sql.NullString
	var changes string
	err := rows.Scan(&v.House, &v.Type, &v.Record, &v.Number, &v.Operation, &v.RecordedAt, &v.HappenedAt, &actor, &v.Gateway, &reason, &because, &batch, &effects, &changes, &v.Hash, &v.Position)
	if err != nil {
		return nil, err
	}
	v.Actor, v.Reason, v.Because, v.Batch = actor.String, reason.String, because.String, batch.String
	v.Effects = strings.Fields(effects.String)
	v.Changes, err = decodeDeltas([]byte(changes))
	return &v, err
}
