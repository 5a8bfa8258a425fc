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
	return versionsOf(s.ask(ctx, text, args...))
}

func versionsOf(rows rows, err error) ([]*Version, error) {
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
func scanVersion(rows rows) (*Version, error) {
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

// Touched is what a batch did to one record, beside what others did to it.
type Touched struct {
	Type, Record  string
	First, Count  int64  // the number of its first version, and how many versions are the batch's
	Newest        int64  // the record's newest version, whoever wrote it
	Made, Present bool   // the batch made the record; it is still there
	Because       string // the rule that made the batch's first version of it
}

// Touched lists the records that a batch touched and that it did not make or that are still there.
func (s *Store) Touched(ctx context.Context, house, batch string) ([]Touched, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT b."type", b."record", b."first", b."count", a."version", a."operation",
(SELECT f."operation" FROM "audit" f WHERE f."house" = $1 AND f."record" = b."record" AND f."version" = b."first"),
(SELECT f."because" FROM "audit" f WHERE f."house" = $1 AND f."record" = b."record" AND f."version" = b."first")
FROM (SELECT "type", "record", MIN("version") AS "first", COUNT(*) AS "count" FROM "audit" WHERE "house" = $1 AND "batch" = $2 GROUP BY "type", "record") b
JOIN "audit" a ON a."house" = $1 AND a."record" = b."record" AND a."version" = (SELECT MAX(n."version") FROM "audit" n WHERE n."house" = $1 AND n."record" = b."record")
ORDER BY b."type", b."record"`, house, batch)
	if err != nil {
		return nil, fault.Wrap("store.batch", err)
	}
	defer rows.Close()
	var out []Touched
	for rows.Next() {
		var t Touched
		var newest, first Operation
		var because sql.NullString
		if err := rows.Scan(&t.Type, &t.Record, &t.First, &t.Count, &t.Newest, &newest, &first, &because); err != nil {
			return nil, fault.Wrap("store.batch", err)
		}
		t.Because = because.String
		t.Made, t.Present = first == Insert, newest != Delete
		if t.Present || !t.Made {
			out = append(out, t)
		}
	}
	return out, fault.Wrap("store.batch", rows.Err())
}
