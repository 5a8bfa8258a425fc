package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"

	"steward/kernel/fault"
	"steward/kernel/search/index"
)

const (
	// mostWaiting is how many texts may wait for the index before whoever writes more puts as many in.
	mostWaiting = 256
	// indexTurn is how many waiting texts upkeep puts into the index while it holds the writer.
	indexTurn = 64
	// deepestWait is how many waiting texts are looked through: beyond, as after a restore, texts are
	// found once they are indexed.
	deepestWait = 4096
)

// turn runs a piece of upkeep as a writer when no write waits. A piece is short: whoever comes
// meanwhile waits for it.
func (s *Store) turn(ctx context.Context, do func() error) error {
	done := make(chan error, 1)
	select {
	case s.turns <- func() { done <- do() }:
		return <-done
	case <-s.done:
		return fault.New(fault.Unavailable, "store.turn", "stopping")
	case <-ctx.Done():
		return ctx.Err()
	}
}

// payIndex puts waiting texts into the index where too many wait, as many as were just added.
func (s *Store) payIndex(added int) {
	if added == 0 || s.waiting.Add(int64(added)) <= mostWaiting || !s.merging.TryLock() {
		return
	}
	defer s.merging.Unlock()
	n, err := s.indexWaiting(context.Background(), max(added, indexTurn))
	switch {
	case err != nil:
		s.config.Log.Error("texts were not put into the search index; they are found as they wait", "error", err)
	case n < max(added, indexTurn):
		s.waiting.Store(0)
	default:
		s.waiting.Add(int64(-n))
	}
}

// SearchDue tells whether the search index has work: texts that wait, or segments to bring together.
func (s *Store) SearchDue(ctx context.Context) (bool, error) {
	some, err := s.SearchPending(ctx)
	if some || err != nil {
		return some, err
	}
	houses, err := texts(s.read.QueryContext(ctx, `SELECT DISTINCT "house" FROM "search_segment"`))
	for _, house := range houses {
		due, err := s.segmentsDue(ctx, house)
		if err != nil || due != nil {
			return due != nil, err
		}
	}
	return false, fault.Wrap("store.search-due", err)
}

// SearchPending tells whether texts wait to be put into the index.
func (s *Store) SearchPending(ctx context.Context) (bool, error) {
	var some bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM "search_doc" WHERE "segment" IS NULL)`).Scan(&some)
	return some, fault.Wrap("store.search-pending", err)
}

// SearchWaiting counts the texts that wait for the index.
func (s *Store) SearchWaiting(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT COUNT(*) FROM "search_doc" WHERE "segment" IS NULL`).Scan(&n)
	return n, fault.Wrap("store.search-waiting", err)
}

// MergeSearch puts at most limit waiting texts into the index, in turns between the writes of others,
// and says how many; where none wait any more, it brings segments together.
func (s *Store) MergeSearch(ctx context.Context, limit int) (n int, err error) {
	for n < limit {
		took, want := 0, min(limit-n, indexTurn)
		err := s.turn(ctx, func() (err error) {
			s.merging.Lock()
			defer s.merging.Unlock()
			if took, err = s.indexWaiting(ctx, want); err == nil && took < want {
				s.waiting.Store(0)
			}
			return err
		})
		if err != nil {
			return n, err
		}
		if n += took; took < want {
			return n, s.mergeSegments(ctx)
		}
	}
	return n, nil
}

// indexWaiting puts at most limit waiting texts of one house into the index as a segment of their own,
// the newest first, and says how many.
func (s *Store) indexWaiting(ctx context.Context, limit int) (n int, err error) {
	defer s.writes.prepare(ctx, s.write)
	tx, q, err := s.begin(ctx)
	if err != nil {
		return 0, fault.Wrap("store.index-texts", err)
	}
	defer tx.Rollback()
	house, b, docs, err := s.waitingTexts(ctx, q, limit)
	if err != nil || len(docs) == 0 {
		return 0, fault.Wrap("store.index-texts", err)
	}
	high, err := s.lastSegment(ctx, q, house, "high")
	if err != nil {
		return 0, err
	}
	g := segment{state: liveSegment, low: high + 1, high: high + 1, docs: int64(b.Docs()), newest: b.Newest()}
	if err := s.addSegment(ctx, q, house, &g); err != nil {
		if _, taken := s.dialect.taken(err); taken {
			return 0, nil // another node puts texts in at this moment
		}
		return 0, err
	}
	if err := s.addBlocks(ctx, q, house, g.id, b.Blocks()); err != nil {
		return 0, err
	}
	for _, doc := range docs {
		if _, err := q.ExecContext(ctx, `UPDATE "search_doc" SET "segment" = $2 WHERE "doc" = $1`, doc, g.high); err != nil {
			return 0, fault.Wrap("store.index-texts", err)
		}
	}
	return len(docs), fault.Wrap("store.index-texts", tx.Commit())
}

// waitingTexts reads texts that wait, and locks them.
func (s *Store) waitingTexts(ctx context.Context, tx querier, limit int) (house string, b *index.Builder, docs []int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT "house" FROM "search_doc" WHERE "segment" IS NULL LIMIT 1`).Scan(&house)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, nil, nil
	}
	if err != nil {
		return "", nil, nil, err
	}
	rows, err := tx.QueryContext(ctx, `SELECT "doc", "type", "title", "body" FROM "search_doc" WHERE "house" = $1 AND "segment" IS NULL ORDER BY "doc" DESC LIMIT $2`+s.dialect.skipLocked(), house, limit)
	if err != nil {
		return "", nil, nil, err
	}
	defer rows.Close()
	b = index.NewBuilder()
	for rows.Next() {
		var doc int64
		var kind, title, body string
		if err := rows.Scan(&doc, &kind, &title, &body); err != nil {
			return "", nil, nil, err
		}
		b.Add(doc, kind, title, body)
		docs = append(docs, doc)
	}
	return house, b, docs, rows.Err()
}

// mergeSegments brings segments together until none is due, and takes away what was left of others.
// Where another node was faster, it leaves the rest to that one.
func (s *Store) mergeSegments(ctx context.Context) error {
	s.joining.Lock()
	defer s.joining.Unlock()
	houses, err := texts(s.read.QueryContext(ctx, `SELECT DISTINCT "house" FROM "search_segment"`))
	for _, house := range houses {
		var list []segment
		for err == nil {
			if list, err = s.segmentsDue(ctx, house); err != nil || list == nil {
				break
			}
			err = s.joinSegments(ctx, house, list)
		}
		if err == nil {
			err = s.clearSegments(ctx, house)
		}
	}
	if errors.Is(err, errSegmentGone) {
		return nil
	}
	return fault.Wrap("store.merge-segments", err)
}

// purgeSearch writes every segment anew that holds words of erased texts.
func (s *Store) purgeSearch(ctx context.Context) error {
	s.joining.Lock()
	defer s.joining.Unlock()
	houses, err := texts(s.read.QueryContext(ctx, `SELECT DISTINCT "house" FROM "search_segment" WHERE "erased" > 0`))
	for _, house := range houses {
		for err == nil {
			var list []segment
			if list, err = s.segments(ctx, s, house); err != nil {
				break
			}
			at := slices.IndexFunc(list, func(g segment) bool { return g.erased > 0 })
			if at < 0 {
				err = s.clearSegments(ctx, house)
				break
			}
			if err = s.joinSegments(ctx, house, list[at:at+1]); errors.Is(err, errSegmentGone) {
				err = nil
			}
		}
	}
	return fault.Wrap("store.purge-search", err)
}

func (s *Store) lastSegment(ctx context.Context, tx querier, house, column string) (n int64, err error) {
	err = tx.QueryRowContext(ctx, `SELECT COALESCE(MAX(`+quote(column)+`), 0) FROM "search_segment" WHERE "house" = $1`, house).Scan(&n)
	return n, fault.Wrap("store.segments", err)
}

// addSegment notes a segment under the next id.
func (s *Store) addSegment(ctx context.Context, tx querier, house string, g *segment) error {
	last, err := s.lastSegment(ctx, tx, house, "id")
	if err != nil {
		return err
	}
	g.id = last + 1
	_, err = tx.ExecContext(ctx, `INSERT INTO "search_segment" ("house", "id", "state", "low", "high", "docs", "newest", "erased", "at") VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8)`,
		house, g.id, g.state, g.low, g.high, g.docs, g.newest, s.config.Now().UnixMicro())
	return fault.Wrap("store.segments", err)
}

// blocksAtOnce is how many blocks one statement writes.
const blocksAtOnce = 16

func (s *Store) addBlocks(ctx context.Context, tx querier, house string, id int64, blocks []index.Block) error {
	for len(blocks) > 0 {
		n := min(len(blocks), blocksAtOnce)
		args := make([]any, 0, 2+3*n)
		args = append(args, house, id)
		text := []byte(`INSERT INTO "search_block" ("house", "segment", "part", "word", "data") VALUES `)
		for i, b := range blocks[:n] {
			if i > 0 {
				text = append(text, ", "...)
			}
			text = append(text, "($1, $2"...)
			for range 3 {
				text = append(strconv.AppendInt(append(text, ", $"...), int64(len(args)+1), 10), ""...)
				args = append(args, nil)
			}
			text = append(text, ')')
			copy(args[len(args)-3:], []any{b.Part, b.Word, b.Data})
		}
		if _, err := tx.ExecContext(ctx, string(text), args...); err != nil {
			return fault.Wrap("store.segments", err)
		}
		blocks = blocks[n:]
	}
	return nil
}
