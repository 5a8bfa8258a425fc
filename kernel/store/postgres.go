package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	postgresWriters = 4
	postgresConns   = 16
)

type postgresDialect struct{}

func (s *Store) openPostgres(ctx context.Context) error {
	c, err := pgxpool.ParseConfig(s.config.URL)
	if err != nil {
		return err
	}
	c.MaxConns = postgresConns
	// Compiling a statement costs more than these short ones take (measured: five times).
	c.ConnConfig.RuntimeParams["jit"] = "off"
	pool, err := pgxpool.NewWithConfig(ctx, c)
	if err != nil {
		return err
	}
	if err := pool.Ping(ctx); err != nil {
		return err
	}
	db := stdlib.OpenDBFromPool(pool)
	s.dialect, s.write, s.read = postgresDialect{}, db, db
	s.radio, err = newRadio(ctx, s, pool)
	return err
}

func (postgresDialect) name() string       { return "postgres" }
func (postgresDialect) writers() int       { return postgresWriters }
func (postgresDialect) blobType() string   { return "bytea" }
func (postgresDialect) tableEnd() string   { return "" }
func (postgresDialect) skipLocked() string { return " FOR UPDATE SKIP LOCKED" }
func (postgresDialect) alone() []string {
	return []string{`SELECT pg_advisory_xact_lock(hashtext('steward schema ' || current_schema()))`, `SET LOCAL lock_timeout = '2s'`}
}
func (postgresDialect) keepRows() string { return " FOR KEY SHARE" }
func (postgresDialect) holdRows() string { return " FOR SHARE" }
func (postgresDialect) columnType(number bool) string {
	if number {
		return "bigint"
	}
	return `text COLLATE "C"`
}

func (postgresDialect) columns(ctx context.Context, db querier) (map[string]map[string]bool, error) {
	return namesByTable(ctx, db, `SELECT table_name::text, column_name::text FROM information_schema.columns WHERE table_schema = current_schema()`)
}

func (postgresDialect) indexes(ctx context.Context, db querier) (map[string]bool, error) {
	return nameSet(ctx, db, `SELECT indexname::text FROM pg_indexes WHERE schemaname = current_schema()`)
}

func (postgresDialect) taken(err error) (string, bool) {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "23505" {
		return e.ConstraintName, true
	}
	return "", false
}

func (postgresDialect) again(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "40001" || e.Code == "40P01" || e.Code == "55P03")
}

func (postgresDialect) missing(err error) bool {
	var e *pgconn.PgError
	return errors.As(err, &e) && (e.Code == "42P01" || e.Code == "42703")
}

func (postgresDialect) structure() string {
	return `SELECT c.relname::text, a.attname::text, format_type(a.atttypid, NULL), a.attnotnull, COALESCE(array_position(k.indkey::int[], a.attnum::int), -1) + 1
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped LEFT JOIN pg_index k ON k.indrelid = c.oid AND k.indisprimary
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname COLLATE "C", a.attnum`
}

func (postgresDialect) purge() []string { return nil }

// positionNow is the number of the writing transaction. Transactions below the oldest running one have
// all ended, so that no row can still appear below the horizon.
func (postgresDialect) positionNow(ctx context.Context, tx querier, _ string, base int64) (at int64, err error) {
	err = tx.QueryRowContext(ctx, "SELECT pg_current_xact_id()::text::bigint").Scan(&at)
	return at + base, err
}

func (postgresDialect) horizon(base int64) string {
	return "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + " + strconv.FormatInt(base, 10) + " WHERE $1::text IS NOT NULL"
}

func (postgresDialect) find() string { return "strpos" }

func (postgresDialect) snapshot() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}
