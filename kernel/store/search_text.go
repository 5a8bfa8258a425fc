package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/search"
)

// Text is what search finds a record by: the words of its title, number and keys, and those of its
// other texts, each list as " word word ".
type Text struct{ Title, Body string }

// TextOf cuts a record's texts into words.
func TextOf(title, body string) *Text {
	return &Text{Title: wordList(search.Tokens(title)), Body: wordList(search.Tokens(body))}
}

func wordList(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return " " + strings.Join(words, " ") + " "
}

// docOf gives the first 63 bits of an id, so that the newest record has the highest number. Where two
// records have them in common, the second is counted up.
func docOf(id string) int64 {
	n, err := strconv.ParseUint(id[:min(16, len(id))], 16, 64)
	if err != nil {
		return 1
	}
	return max(int64(n>>1), 1)
}

// A record's text stands in one row from the write on that made it. The row names the segment of the
// index that holds its words; until it does, the text itself is looked through.

// pendSearch writes a record's text, which is found at once and waits for the index.
func (s *Store) pendSearch(ctx context.Context, tx querier, house, kind, id string, version int64, t *Text) error {
	for doc := docOf(id); ; doc++ {
		r, err := tx.ExecContext(ctx, `INSERT INTO "search_doc" ("doc", "house", "type", "record", "version", "title", "body") VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
			doc, house, kind, id, version, t.Title, t.Body)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); n == 1 || err != nil {
			return err
		}
		if there, err := s.retext(ctx, tx, house, kind, id, version, t); there || err != nil {
			return err
		}
	}
}

// retext replaces the text of a record, unless that is of a newer version, and tells whether there was
// one.
func (s *Store) retext(ctx context.Context, tx querier, house, kind, id string, version int64, t *Text) (there bool, err error) {
	r, err := tx.ExecContext(ctx, `UPDATE "search_doc" SET "version" = $4, "title" = $5, "body" = $6, "segment" = NULL WHERE "house" = $1 AND "type" = $2 AND "record" = $3 AND "version" <= $4`,
		house, kind, id, version, t.Title, t.Body)
	if err != nil {
		return false, err
	}
	if n, err := r.RowsAffected(); n == 1 || err != nil {
		return n == 1, err
	}
	err = tx.QueryRowContext(ctx, `SELECT TRUE FROM "search_doc" WHERE "house" = $1 AND "type" = $2 AND "record" = $3`, house, kind, id).Scan(&there)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return there, err
}

// eraseSearch takes a removed record's text away. The words that the index holds of it are found no
// more; a purge takes them out.
func (s *Store) eraseSearch(ctx context.Context, tx querier, house, kind, id string) error {
	var segment sql.NullInt64
	err := tx.QueryRowContext(ctx, `DELETE FROM "search_doc" WHERE "house" = $1 AND "type" = $2 AND "record" = $3 RETURNING "segment"`, house, kind, id).Scan(&segment)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !segment.Valid {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE "search_segment" SET "erased" = "erased" + 1 WHERE "house" = $1 AND "low" <= $2 AND "high" >= $2`, house, segment.Int64)
	return err
}

// FoundBy is the text by which a version of a record is found.
type FoundBy struct {
	ID      string
	Version int64
	Text    *Text
}

// PendTexts notes texts anew, for an index that was lost or not restored.
func (s *Store) PendTexts(ctx context.Context, house, kind string, list []FoundBy) error {
	tx, q, err := s.begin(ctx)
	if err != nil {
		return fault.Wrap("store.pend-texts", err)
	}
	defer tx.Rollback()
	for _, f := range list {
		if err := s.pendSearch(ctx, q, house, kind, f.ID, f.Version, f.Text); err != nil {
			return fault.Wrap("store.pend-texts", err)
		}
	}
	return fault.Wrap("store.pend-texts", tx.Commit())
}
