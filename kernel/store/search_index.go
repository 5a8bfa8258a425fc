package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/search/index"
)

// firstSegments is how many segments are asked first: those with the newest texts.
const firstSegments = 4

// indexHits asks the index about the types of which not only a few records are visible.
func (l *lookout) indexHits(ctx context.Context, r Rank, limit int) ([]SearchHit, error) {
	if !slices.ContainsFunc(l.ask.Scopes, func(s SearchScope) bool { return !l.few[s.Type.Name] }) {
		return nil, nil
	}
	if l.segments == nil {
		list, err := l.store.segments(ctx, l.then, l.ask.House)
		if err != nil {
			return nil, err
		}
		slices.SortFunc(list, func(x, y segment) int { return cmp.Compare(y.newest, x.newest) })
		l.segments = list
	}
	f := &front{lookout: l, rank: r, asked: l.asked(r), below: l.below(r)}
	f.closed = slices.DeleteFunc(slices.Clone(l.segments), func(g segment) bool { return g.docs == 0 })
	var out []SearchHit
	for want := limit; len(out) < limit; want = min(want*2, docsAtOnce) {
		found, err := f.next(ctx, want)
		if err != nil {
			return nil, fault.Wrap("store.search", err)
		}
		hits, err := l.confirm(ctx, found, r)
		if err != nil {
			return nil, err
		}
		if out = append(out, hits...); len(found) < want {
			break
		}
	}
	return out[:min(len(out), limit)], nil
}

// asked gives what the index is asked: the words, and where not all types count, those that do.
func (l *lookout) asked(r Rank) []index.Asked {
	var out []index.Asked
	for _, w := range l.ask.Words {
		if r == InTitle {
			out = append(out, index.InTitle(string(w)))
		} else {
			out = append(out, index.InText(string(w)))
		}
	}
	if l.ask.Whole && len(l.few) == 0 {
		return out
	}
	var kinds []string
	for _, scope := range l.ask.Scopes {
		if !l.few[scope.Type.Name] {
			kinds = append(kinds, scope.Type.Name)
		}
	}
	return append(out, index.Kinds(kinds...))
}

// candidate is a text that a segment finds.
type candidate struct {
	doc       int64
	low, high int64 // of the segment
}

// front goes through the texts that the segments find, the newest first. A segment is asked only when
// it may have the next one.
type front struct {
	*lookout
	rank   Rank
	asked  []index.Asked
	below  int64
	closed []segment // not asked yet
	open   []*source
}

// source is a segment with the next text that it finds.
type source struct {
	segment
	matches *index.Matches
	at      index.Entry
}

// next gives the next candidates of the rank.
func (f *front) next(ctx context.Context, want int) ([]candidate, error) {
	var out []candidate
	for len(out) < want {
		best := -1
		for i, s := range f.open {
			if best < 0 || s.at.Doc() > f.open[best].at.Doc() {
				best = i
			}
		}
		if len(f.closed) > 0 && (best < 0 || f.closed[0].newest >= f.open[best].at.Doc()) {
			if err := f.openMore(ctx); err != nil {
				return nil, err
			}
			continue
		}
		if best < 0 {
			break
		}
		s := f.open[best]
		if f.rank == InTitle || !s.at.InTitle() {
			out = append(out, candidate{s.at.Doc(), s.low, s.high})
		}
		if err := f.advance(best); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (f *front) advance(i int) (err error) {
	s, some := f.open[i], false
	if s.at, some, err = s.matches.Next(); !some {
		f.open = slices.Delete(f.open, i, i+1)
	}
	return err
}

// openMore asks the next segments, twice as many as are open.
func (f *front) openMore(ctx context.Context) error {
	n := min(len(f.closed), max(firstSegments, 2*len(f.open)))
	list := f.closed[:n]
	f.closed = f.closed[n:]
	found := make([][]index.Found, n)
	for i := range found {
		found[i] = make([]index.Found, len(f.asked))
	}
	for w, a := range f.asked {
		if err := f.look(ctx, list, a, func(segment int, more index.Found) { found[segment][w].Add(more) }); err != nil {
			return err
		}
	}
	for i, g := range list {
		m, err := index.NewMatches(g.newest, found[i], f.below, f.fetch(ctx, g.id))
		if err != nil {
			return err
		}
		s := &source{segment: g, matches: m}
		f.open = append(f.open, s)
		if err := f.advance(len(f.open) - 1); err != nil {
			return err
		}
	}
	return nil
}

// look asks several segments for a word.
func (f *front) look(ctx context.Context, list []segment, a index.Asked, take func(segment int, found index.Found)) error {
	args := []any{f.ask.House, a.Key()}
	for _, g := range list {
		args = append(args, g.id)
	}
	rows, err := f.then.ask(ctx, `SELECT s."id", (SELECT b."data" FROM "search_block" AS b WHERE b."house" = $1 AND b."segment" = s."id" AND b."part" = 0 AND b."word" <= $2 ORDER BY b."word" DESC LIMIT 1)
FROM "search_segment" AS s WHERE s."house" = $1 AND s."id" IN (`+places(3, len(list))+")", args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	beyond := map[int]string{}
	for rows.Next() {
		var id int64
		var data []byte
		if err := rows.Scan(&id, &data); err != nil {
			return err
		}
		i := slices.IndexFunc(list, func(g segment) bool { return g.id == id })
		found, err := index.Look(data, list[i].newest, a)
		if err != nil {
			return err
		}
		if take(i, found); found.Beyond != "" {
			beyond[i] = found.Beyond
		}
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil {
		return err
	}
	for i, from := range beyond {
		if err := f.lookOn(ctx, list[i], from, a, func(found index.Found) { take(i, found) }); err != nil {
			return err
		}
	}
	return nil
}

// lookOn asks the blocks from one on, as far as they have the word.
func (f *front) lookOn(ctx context.Context, g segment, from string, a index.Asked, take func(index.Found)) error {
	rows, err := f.then.ask(ctx, `SELECT "data" FROM "search_block" WHERE "house" = $1 AND "segment" = $2 AND "part" = 0 AND "word" >= $3 AND "word" < $4 ORDER BY "word"`,
		f.ask.House, g.id, from, a.Last())
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var data []byte
		if err := rows.Scan(&data); err != nil {
			return err
		}
		found, err := index.Look(data, g.newest, a)
		if err != nil {
			return err
		}
		take(found)
	}
	return rows.Err()
}

func (f *front) fetch(ctx context.Context, id int64) index.Fetch {
	return func(word string, part int) (data []byte, err error) {
		some, err := one(ctx, f.then, `SELECT "data" FROM "search_block" WHERE "house" = $1 AND "segment" = $2 AND "part" = $3 AND "word" = $4`, []any{f.ask.House, id, part, word}, &data)
		if err == nil && !some {
			err = sql.ErrNoRows
		}
		return data, err
	}
}

// confirm gives those of the candidates whose words hold still, and that are of a type that is asked
// for and visible.
func (l *lookout) confirm(ctx context.Context, list []candidate, r Rank) ([]SearchHit, error) {
	if len(list) == 0 {
		return nil, nil
	}
	b := l.builder()
	b.Write(`SELECT d."type", d."record", d."doc", d."segment" FROM "search_doc" AS d WHERE d."segment" IS NOT NULL AND d."doc" IN (`)
	for i := range roundUp(len(list)) {
		if i > 0 {
			b.Write(", ")
		}
		b.Write(b.Arg(list[min(i, len(list)-1)].doc))
	}
	b.Write(")")
	l.scopes(b)
	lines, err := l.lines(ctx, b)
	if err != nil {
		return nil, err
	}
	var out []SearchHit
	for _, h := range lines {
		if slices.ContainsFunc(list, func(c candidate) bool { return c.doc == h.Doc && c.low <= h.number && h.number <= c.high }) {
			h.Rank = r
			out = append(out, h.SearchHit)
		}
	}
	slices.SortFunc(out, func(x, y SearchHit) int { return cmp.Compare(y.Doc, x.Doc) })
	return out, nil
}

// roundUp lets statements of nearly the same length be the same.
func roundUp(n int) int {
	for _, most := range []int{8, 24, 56, 120, 248} {
		if n <= most {
			return most
		}
	}
	return n
}
