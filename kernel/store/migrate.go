package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Format is the number of the newest data move; a database with a higher one was written by a newer
// Steward and is refused.
const Format = 1

// Migrate brings the schema to the catalogue and says what it did. Only additions and renames
// happen, so a node with the previous binary keeps running.
func (s *Store) Migrate(ctx context.Context, c *record.Catalogue) (done []string, err error) {
	have, err := s.dialect.columns(ctx, s.write)
	if err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	if err := s.refuseNewer(ctx, have); err != nil {
		return nil, err
	}
	indexes, err := s.dialect.indexes(ctx, s.write)
	if err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	statements := plan(s.dialect, c, have, indexes)
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	defer tx.Rollback()
	for _, text := range statements {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, fmt.Errorf("store.migrate: %s: %w", text, err)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("name", "content") VALUES ('format', $1) ON CONFLICT ("name") DO UPDATE SET "content" = excluded."content"`, strconv.Itoa(Format)); err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	defer s.forgetStatements(len(statements))
	if err := s.takeBase(ctx, tx); err != nil {
		return nil, err
	}
	return statements, fault.Wrap("store.migrate", tx.Commit())
}

func (s *Store) refuseNewer(ctx context.Context, have map[string]map[string]bool) error {
	if have["meta"] == nil {
		return nil
	}
	content, err := s.Meta(ctx, "format")
	if err != nil {
		return err
	}
	if n, _ := strconv.Atoi(content); n > Format {
		return fault.New(fault.Unavailable, "store.migrate", "database-newer", "database", n, "program", Format)
	}
	return nil
}

// Meta reads one of the installation's own settings, empty when it is not set.
func (s *Store) Meta(ctx context.Context, name string) (string, error) {
	var content string
	err := s.read.QueryRowContext(ctx, `SELECT "content" FROM "meta" WHERE "name" = $1`, name).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return content, fault.Wrap("store.meta", err)
}

// SetMeta writes one of the installation's own settings.
func (s *Store) SetMeta(ctx context.Context, name, content string) error {
	_, err := s.write.ExecContext(ctx, `INSERT INTO "meta" ("name", "content") VALUES ($1, $2) ON CONFLICT ("name") DO UPDATE SET "content" = excluded."content"`, name, content)
	return fault.Wrap("store.set-meta", err)
}

// forgetStatements lets go of what was prepared on the schema before.
func (s *Store) forgetStatements(changed int) {
	if changed > 0 {
		s.reads.forget()
		s.writes.forget()
	}
}

// MetaNames reads those of the installation's own settings whose names begin with one of the texts.
func (s *Store) MetaNames(ctx context.Context, beginnings ...string) (map[string]string, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT "name", "content" FROM "meta"`)
	if err != nil {
		return nil, fault.Wrap("store.meta", err)
	}
	defer rows.Close()
	out := map[string]string{}
	for rows.Next() {
		var name, content string
		if err := rows.Scan(&name, &content); err != nil {
			return nil, fault.Wrap("store.meta", err)
		}
		if slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(name, b) }) {
			out[name] = content
		}
	}
	return out, fault.Wrap("store.meta", rows.Err())
}
