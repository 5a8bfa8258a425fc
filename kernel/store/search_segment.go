package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"steward/kernel/fault"
	"steward/kernel/search/index"
)

// The search index is a row of segments, each with the words of some texts, numbered in the order in
// which the texts came. A text knows the number under which its words went in; a segment stands for the
// numbers from low to high. So words of a text that has changed or gone since are told from those that
// hold, and nothing is taken out of a segment. Neighbouring segments are brought together in steps, so
// that there are few, and each text is written again only a few times.

// segment is one of them. Its blocks never change.
type segment struct {
	id, state, low, high, docs, newest, erased int64
}

const (
	liveSegment     = 1
	buildingSegment = 2 // is being written, not asked yet
	deadSegment     = 3 // has been brought together with others; its blocks go
)

const (
	// smallSegment is the most texts of a segment of the lowest step; each step has stepFactor as many,
	// and as many segments of a step are brought together. largestSegment bounds the memory for it.
	smallSegment   = 256
	stepFactor     = 5
	largestSegment = 32_000
)

func rung(docs int64) int {
	n := 0
	for most := int64(smallSegment); docs > most; most *= stepFactor {
		n++
	}
	return n
}

// due gives neighbouring segments to bring together, nil when there are few enough: a stretch up to a
// step of which there are several in it, the newest such stretch. Small ones also stand before a large
// one, where many texts waited and the newest went in first.
func due(list []segment) []segment {
	for n := 0; smallSegment*pow(stepFactor, n) <= largestSegment; n++ {
		for to := len(list); to > 0; to-- {
			if from, same := stretch(list[:to], n); same >= stepFactor {
				return list[from:to]
			}
		}
	}
	return nil
}

// stretch gives the beginning of the last segments up to a step that fit into one, and how many of them
// are of that step.
func stretch(list []segment, n int) (from, same int) {
	docs := int64(0)
	for from = len(list); from > 0 && rung(list[from-1].docs) <= n && docs+list[from-1].docs <= largestSegment; from-- {
		docs += list[from-1].docs
		if rung(list[from-1].docs) == n {
			same++
		}
	}
	return from, same
}

func pow(base, n int) int64 {
	out := int64(1)
	for range n {
		out *= int64(base)
	}
	return out
}

// segments lists those that are asked, in the order of their numbers.
func (s *Store) segments(ctx context.Context, from asker, house string) ([]segment, error) {
	rows, err := from.ask(ctx, `SELECT "id", "state", "low", "high", "docs", "newest", "erased" FROM "search_segment" WHERE "house" = $1 AND "state" = 1 ORDER BY "low"`, house)
	if err != nil {
		return nil, fault.Wrap("store.segments", err)
	}
	defer rows.Close()
	var out []segment
	for rows.Next() {
		var g segment
		if err := rows.Scan(&g.id, &g.state, &g.low, &g.high, &g.docs, &g.newest, &g.erased); err != nil {
			return nil, fault.Wrap("store.segments", err)
		}
		out = append(out, g)
	}
	return out, fault.Wrap("store.segments", rows.Err())
}

func (s *Store) segmentsDue(ctx context.Context, house string) ([]segment, error) {
	list, err := s.segments(ctx, s, house)
	return due(list), err
}

const (
	// blocksATurn is how many blocks are written or taken away while upkeep holds the writer.
	blocksATurn = 64
	docsAtOnce  = 500
	// abandoned is after what silence a segment that is being written is nobody's.
	abandoned = 10 * time.Minute
)

// joinSegments writes neighbouring segments as one, without the words that no longer hold. It reads
// and merges beside the writers, writes in turns, and lets the new one stand for the old ones at last.
func (s *Store) joinSegments(ctx context.Context, house string, list []segment) error {
	b := index.NewBuilder()
	for i := range list {
		if err := s.readSegment(ctx, house, &list[i], b); err != nil {
			return err
		}
	}
	g := segment{state: buildingSegment, low: list[0].low, high: list[len(list)-1].high, docs: int64(b.Docs()), newest: b.Newest()}
	blocks := b.Blocks()
	begun := false
	for !begun || len(blocks) > 0 {
		n := min(len(blocks), blocksATurn)
		err := s.inTurn(ctx, func(tx querier) error {
			if !begun {
				if err := s.addSegment(ctx, tx, house, &g); err != nil {
					return err
				}
			} else if err := s.stillBuilding(ctx, tx, house, g.id); err != nil {
				return err
			}
			return s.addBlocks(ctx, tx, house, g.id, blocks[:n])
		})
		if err != nil {
			return err
		}
		begun, blocks = true, blocks[n:]
	}
	return s.inTurn(ctx, func(tx querier) error { return s.swap(ctx, tx, house, &g, list) })
}

// readSegment adds what holds of a segment.
func (s *Store) readSegment(ctx context.Context, house string, g *segment, into *index.Builder) error {
	var docs []int64
	blocks, err := s.blocksOf(ctx, house, g)
	if err != nil {
		return err
	}
	for i := range blocks {
		err := blocks[i].Read(g.newest, func(word string, list []index.Entry) {
			if index.IsKind(word) {
				for _, e := range list {
					docs = append(docs, e.Doc())
				}
			}
		})
		if err != nil {
			return fault.Wrap("store.segments", err)
		}
	}
	holds, err := s.holding(ctx, g, docs)
	if err != nil {
		return err
	}
	keep := func(doc int64) bool { return holds[doc] }
	for i := range blocks {
		if err := blocks[i].Read(g.newest, func(word string, list []index.Entry) { into.Merge(word, list, keep) }); err != nil {
			return fault.Wrap("store.segments", err)
		}
	}
	return nil
}

func (s *Store) blocksOf(ctx context.Context, house string, g *segment) ([]index.Block, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT "part", "word", "data" FROM "search_block" WHERE "house" = $1 AND "segment" = $2 ORDER BY "part", "word"`, house, g.id)
	if err != nil {
		return nil, fault.Wrap("store.segments", err)
	}
	defer rows.Close()
	var out []index.Block
	for rows.Next() {
		var b index.Block
		if err := rows.Scan(&b.Part, &b.Word, &b.Data); err != nil {
			return nil, fault.Wrap("store.segments", err)
		}
		out = append(out, b)
	}
	return out, fault.Wrap("store.segments", rows.Err())
}

// holding tells which texts have their words in this segment still.
func (s *Store) holding(ctx context.Context, g *segment, docs []int64) (map[int64]bool, error) {
	out := make(map[int64]bool, len(docs))
	for len(docs) > 0 {
		n := min(len(docs), docsAtOnce)
		args := []any{g.low, g.high}
		for _, d := range docs[:n] {
			args = append(args, d)
		}
		rows, err := s.read.QueryContext(ctx, `SELECT "doc" FROM "search_doc" WHERE "segment" BETWEEN $1 AND $2 AND "doc" IN (`+places(3, n)+`)`, args...)
		there, err := numbers(rows, err)
		if err != nil {
			return nil, fault.Wrap("store.segments", err)
		}
		for _, d := range there {
			out[d] = true
		}
		docs = docs[n:]
	}
	return out, nil
}

// stillBuilding refuses to go on with a segment that another node has taken for abandoned.
func (s *Store) stillBuilding(ctx context.Context, tx querier, house string, id int64) error {
	r, err := tx.ExecContext(ctx, `UPDATE "search_segment" SET "at" = $3 WHERE "house" = $1 AND "id" = $2 AND "state" = 2`, house, id, s.config.Now().UnixMicro())
	return wasThere(r, err)
}

// errSegmentGone says that another node has been at the segments meanwhile.
var errSegmentGone = errors.New("store.segments: another node was faster")

func wasThere(r sql.Result, err error) error {
	if err != nil {
		return fault.Wrap("store.segments", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return errors.Join(errSegmentGone, err)
	}
	return nil
}

// swap lets a segment stand for those of which it was made. Where something was erased of those since
// they were read, it counts as erased of the new one, so that a purge takes it out there.
func (s *Store) swap(ctx context.Context, tx querier, house string, g *segment, list []segment) error {
	erasedSince := int64(0)
	for _, old := range list {
		var erased int64
		err := tx.QueryRowContext(ctx, `UPDATE "search_segment" SET "state" = 3 WHERE "house" = $1 AND "id" = $2 AND "state" = 1 RETURNING "erased"`, house, old.id).Scan(&erased)
		if errors.Is(err, sql.ErrNoRows) {
			return errSegmentGone
		}
		if err != nil {
			return fault.Wrap("store.segments", err)
		}
		erasedSince += erased - old.erased
	}
	state := liveSegment
	if g.docs == 0 {
		state = deadSegment
	}
	r, err := tx.ExecContext(ctx, `UPDATE "search_segment" SET "state" = $3, "erased" = $4 WHERE "house" = $1 AND "id" = $2 AND "state" = 2`, house, g.id, state, erasedSince)
	return wasThere(r, err)
}

// clearSegments takes away the blocks of segments that are no longer asked, then the segments.
func (s *Store) clearSegments(ctx context.Context, house string) error {
	rows, err := s.read.QueryContext(ctx, `SELECT "id" FROM "search_segment" WHERE "house" = $1 AND ("state" = 3 OR "state" = 2 AND "at" < $2)`, house, s.config.Now().Add(-abandoned).UnixMicro())
	gone, err := numbers(rows, err)
	if err != nil {
		return fault.Wrap("store.segments", err)
	}
	for _, id := range gone {
		for some := true; some; {
			err := s.inTurn(ctx, func(tx querier) (err error) {
				some, err = s.clearBlocks(ctx, tx, house, id)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// clearBlocks takes away some blocks of a segment, and the segment when it had no more; it keeps the
// last number in use, so that no number is given twice.
func (s *Store) clearBlocks(ctx context.Context, tx querier, house string, id int64) (some bool, err error) {
	if _, err := tx.ExecContext(ctx, `UPDATE "search_segment" SET "state" = 3 WHERE "house" = $1 AND "id" = $2`, house, id); err != nil {
		return false, fault.Wrap("store.segments", err)
	}
	r, err := tx.ExecContext(ctx, `DELETE FROM "search_block" WHERE "house" = $1 AND "segment" = $2 AND ("part", "word") IN (SELECT "part", "word" FROM "search_block" WHERE "house" = $1 AND "segment" = $2 LIMIT $3)`, house, id, blocksATurn)
	if err != nil {
		return false, fault.Wrap("store.segments", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == blocksATurn {
		return true, err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM "search_segment" WHERE "house" = $1 AND "id" = $2 AND "high" <= (SELECT MAX("high") FROM "search_segment" WHERE "house" = $1 AND "id" <> $2)`, house, id)
	return false, fault.Wrap("store.segments", err)
}

// inTurn runs a short transaction of upkeep when no write waits.
func (s *Store) inTurn(ctx context.Context, do func(tx querier) error) error {
	return s.turn(ctx, func() error {
		defer s.writes.prepare(ctx, s.write)
		tx, q, err := s.begin(ctx)
		if err != nil {
			return fault.Wrap("store.segments", err)
		}
		defer tx.Rollback()
		if err := do(q); err != nil {
			return err
		}
		return fault.Wrap("store.segments", tx.Commit())
	})
}
