package store

import (
	"context"
	"database/sql"
	"strconv"

	"steward/kernel/fault"
)

// Positions on PostgreSQL are the database's own transaction numbers plus a base. A database that
// was dumped and loaded elsewhere counts its transactions from the beginning again; the base is
// raised then, so that no new row falls among those that are sealed already.

const baseName = "position-base"

// newestPosition finds the highest position of all houses, one index seek a house.
const newestPosition = `WITH RECURSIVE "h" AS (SELECT MIN("house") AS "house" FROM "audit"
UNION ALL SELECT (SELECT MIN("house") FROM "audit" WHERE "house" > "h"."house") FROM "h" WHERE "h"."house" IS NOT NULL)
SELECT COALESCE(MAX((SELECT MAX("position") FROM "audit" WHERE "house" = "h"."house")), 0) FROM "h" WHERE "h"."house" IS NOT NULL`

// takeBase reads the base and raises it where the database counts from the beginning again.
func (s *Store) takeBase(ctx context.Context, tx *sql.Tx) error {
	if s.Database() == "sqlite" {
		return nil
	}
	var content string
	err := tx.QueryRowContext(ctx, `SELECT "content" FROM "meta" WHERE "name" = $1 FOR UPDATE`, baseName).Scan(&content)
	if err != nil && err != sql.ErrNoRows {
		return fault.Wrap("store.positions", err)
	}
	base, _ := strconv.ParseInt(content, 10, 64)
	var newest, running int64
	if err := tx.QueryRowContext(ctx, newestPosition).Scan(&newest); err != nil {
		return fault.Wrap("store.positions", err)
	}
	if err := tx.QueryRowContext(ctx, `SELECT pg_current_xact_id()::text::bigint`).Scan(&running); err != nil {
		return fault.Wrap("store.positions", err)
	}
	if newest > base+running {
		base = newest - running + 1
		_, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("name", "content") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "content" = excluded."content"`, baseName, strconv.FormatInt(base, 10))
		if err != nil {
			return fault.Wrap("store.positions", err)
		}
	}
	s.base.Store(base)
	return nil
}
