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

// FirstFormat is the format of a database that no data move has changed.
const FirstFormat = 1

const (
	formatName = "format"
	// schemaTries is how often a change of the schema waits for those who read; each wait is short, for
	// whoever comes meanwhile waits behind it.
	schemaTries = 20
)

// Migrate brings the schema to the catalogue and says what it did. Only additions happen, one node at
// a time, so that a node with an older program keeps running. format is the number of the newest data
// move that the program knows: a database that has seen a later one is refused, a new database needs
// none of them.
func (s *Store) Migrate(ctx context.Context, c *record.Catalogue, format int) (done []string, err error) {
	for try := 1; ; try++ {
		done, err = s.migrate(ctx, c, format)
		if err == nil || !s.dialect.again(err) || try == schemaTries {
			return done, err
		}
	}
}

func (s *Store) migrate(ctx context.Context, c *record.Catalogue, format int) ([]string, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	defer tx.Rollback()
	for _, text := range s.dialect.alone() {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, fault.Wrap("store.migrate", err)
		}
	}
	statements, err := s.missing(ctx, tx, c, format)
	if err != nil {
		return nil, err
	}
	for _, text := range statements {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return nil, fmt.Errorf("store.migrate: %s: %w", text, err)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO "meta" ("name", "content") VALUES ($1, $2) ON CONFLICT ("name") DO NOTHING`, formatName, strconv.Itoa(format)); err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	defer s.forgetStatements(len(statements))
	if err := s.takeBase(ctx, tx); err != nil {
		return nil, err
	}
	return statements, fault.Wrap("store.migrate", tx.Commit())
}

// missing gives the statements that bring the schema as it stands to the catalogue.
func (s *Store) missing(ctx context.Context, tx querier, c *record.Catalogue, format int) ([]string, error) {
	have, err := s.dialect.columns(ctx, tx)
	if err != nil {
		return nil, fault.Wrap("store.migrate", err)
	}
	if have["meta"] != nil {
		stored, err := formatOf(ctx, tx)
		if err != nil {
			return nil, err
		}
		if stored > format {
			return nil, fault.New(fault.Unavailable, "store.migrate", "database-newer", "database", stored, "program", format)
		}
	}
	indexes, err := s.dialect.indexes(ctx, tx)
	return plan(s.dialect, c, have, indexes), fault.Wrap("store.migrate", err)
}

// formatOf gives the number of the newest data move that the database has seen.
func formatOf(ctx context.Context, in querier) (int, error) {
	var content string
	err := in.QueryRowContext(ctx, `SELECT "content" FROM "meta" WHERE "name" = $1`, formatName).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return FirstFormat, nil
	}
	n, wrong := strconv.Atoi(content)
	return n, fault.Wrap("store.format", errors.Join(err, wrong))
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
