package store

import (
	"context"
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

// searchDoc is a record in the index. Its doc number orders the index: the beginning of the id, so
// that the newest record has the highest.
type searchDoc struct {
	doc                 int64
	house, kind, record string
	version             int64
	Text
}

// docOf gives the first 63 bits of an id. Where two records have them in common, the second is counted
// up.
func docOf(id string) int64 {
	n, err := strconv.ParseUint(id[:min(16, len(id))], 16, 64)
	if err != nil {
		return 0
	}
	return int64(n >> 1)
}

// scope gives the words by which the index tells houses and types apart: no text has a word with "=".
func houseScope(house string) string       { return "=" + house }
func typeScope(house, name string) string  { return "=" + house + "/" + name }
func (d *searchDoc) scopes() (a, b string) { return houseScope(d.house), typeScope(d.house, d.kind) }

// pendSearch notes a record's text, which is found at once and put into the index by a job.
func (s *Store) pendSearch(ctx context.Context, tx querier, house, kind, id string, version int64, t *Text) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO "search_pending" ("house", "type", "record", "version", "title", "body", "at") VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT ("house", "type", "record") DO UPDATE SET "version" = excluded."version", "title" = excluded."title", "body" = excluded."body", "at" = excluded."at"
WHERE "search_pending"."version" <= excluded."version"`,
		house, kind, id, version, t.Title, t.Body, s.config.Now().UnixMicro())
	return err
}

// eraseSearch takes a removed record out of the index and of what waits for it.
func (s *Store) eraseSearch(ctx context.Context, tx querier, house, kind, id string) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM "search_pending" WHERE "house" = $1 AND "type" = $2 AND "record" = $3`, house, kind, id); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, `DELETE FROM "search_doc" WHERE "house" = $1 AND "type" = $2 AND "record" = $3 RETURNING "doc"`, house, kind, id)
	docs, err := numbers(rows, err)
	if err != nil || len(docs) == 0 {
		return err
	}
	return s.dialect.searchErase(ctx, tx, docs[0])
}

// SearchPending tells whether texts wait to be put into the index.
func (s *Store) SearchPending(ctx context.Context) (bool, error) {
	var some bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "search_pending")`).Scan(&some)
	return some, fault.Wrap("store.search-pending", err)
}

// MergeSearch puts at most limit waiting texts into the index, the longest waiting first, and says how
// many. An older text never replaces a newer one; running it twice does no harm.
func (s *Store) MergeSearch(ctx context.Context, limit int) (int, error) {
	defer s.writes.prepare(ctx, s.write)
	tx, q, err := s.begin(ctx)
	if err != nil {
		return 0, fault.Wrap("store.merge-search", err)
	}
	defer tx.Rollback()
	waiting, err := s.waitingTexts(ctx, q, limit)
	if err != nil {
		return 0, fault.Wrap("store.merge-search", err)
	}
	for i := range waiting {
		if err := s.mergeText(ctx, q, &waiting[i]); err != nil {
			return 0, fault.Wrap("store.merge-search", err)
		}
	}
	return len(waiting), fault.Wrap("store.merge-search", tx.Commit())
}

func (s *Store) waitingTexts(ctx context.Context, tx querier, limit int) ([]searchDoc, error) {
	rows, err := tx.QueryContext(ctx, `SELECT "house", "type", "record", "version", "title", "body" FROM "search_pending" ORDER BY "at" LIMIT `+strconv.Itoa(limit)+s.dialect.skipLocked())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []searchDoc
	for rows.Next() {
		var d searchDoc
		if err := rows.Scan(&d.house, &d.kind, &d.record, &d.version, &d.Title, &d.Body); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, rows.Err()
}

func (s *Store) mergeText(ctx context.Context, tx querier, d *searchDoc) error {
	newer, err := s.place(ctx, tx, d)
	if err != nil {
		return err
	}
	if !newer {
		if err := s.dialect.searchWrite(ctx, tx, d); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM "search_pending" WHERE "house" = $1 AND "type" = $2 AND "record" = $3 AND "version" = $4`, d.house, d.kind, d.record, d.version)
	return err
}

// place gives the record its doc number, and tells whether the index holds a newer version already.
func (s *Store) place(ctx context.Context, tx querier, d *searchDoc) (newer bool, err error) {
	for d.doc = docOf(d.record); ; d.doc++ {
		rows, err := tx.QueryContext(ctx, `SELECT "doc", "version", CASE WHEN "house" = $2 AND "type" = $3 AND "record" = $4 THEN 1 ELSE 0 END FROM "search_doc" WHERE "doc" = $1 OR ("house" = $2 AND "type" = $3 AND "record" = $4)`, d.doc, d.house, d.kind, d.record)
		if err != nil {
			return false, err
		}
		taken := false
		for rows.Next() {
			var doc, version, mine int64
			if err := rows.Scan(&doc, &version, &mine); err != nil {
				rows.Close()
				return false, err
			}
			if mine == 1 {
				d.doc = doc
				rows.Close()
				return version > d.version, nil
			}
			taken = true
		}
		if err := rows.Err(); err != nil || !taken {
			return false, err
		}
	}
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
