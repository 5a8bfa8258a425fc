package store

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/search"
)

// Rank says where all the words stand. Within a rank the newest record comes first.
type Rank int

// The ranks, the better first.
const (
	InTitle Rank = iota // in the title, the number or a key
	InText
)

// SearchAsk asks for records that all the words find.
type SearchAsk struct {
	House  string
	Words  []search.Word
	Scopes []SearchScope
	// Whole says that Scopes are all types of the house that are searched at all.
	Whole bool
	Until Rank // the last rank that is asked for
	After *SearchPlace
	Limit int
}

// SearchScope is a type with what the asking person sees of it.
type SearchScope struct {
	Type *record.Type
	Sees Sees
}

// SearchPlace is a place in the order of what is found.
type SearchPlace struct {
	Rank Rank
	Doc  int64
}

// SearchHit is a found record.
type SearchHit struct {
	Type, Record string
	SearchPlace
}

// fewVisible is how many records somebody may see of a type so that their texts are looked through
// one by one. Beyond, the index is asked, and what they may not see is left out.
const fewVisible = 1000

// Search gives the next records that all the words find, as of one moment. A record whose text waits
// for the index is judged by that text.
func (s *Store) Search(ctx context.Context, a SearchAsk) ([]SearchHit, error) {
	then, over, err := s.moment(ctx)
	if err != nil {
		return nil, fault.Wrap("store.search", err)
	}
	defer over()
	l := &lookout{store: s, ask: &a, then: then}
	if err := l.fewVisible(ctx); err != nil {
		return nil, err
	}
	var out []SearchHit
	first := InTitle
	if a.After != nil {
		first = a.After.Rank
	}
	known, err := l.waitingHits(ctx)
	if err != nil {
		return nil, err
	}
	seen, err := l.fewHits(ctx)
	if err != nil {
		return nil, err
	}
	known = append(known, seen...)
	for r := first; r <= a.Until && len(out) < a.Limit; r++ {
		hits, err := l.rank(ctx, known, r, a.Limit-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, hits...)
	}
	return out, nil
}

// lookout looks for what one question asks.
type lookout struct {
	store    *Store
	ask      *SearchAsk
	then     asker
	few      map[string]bool // types of which the asking person sees only a few records
	none     map[string]bool // those of which they see none
	segments []segment       // the one with the newest text first
}

// below gives the number beneath which texts of a rank are wanted.
func (l *lookout) below(r Rank) int64 {
	if l.ask.After != nil && l.ask.After.Rank == r {
		return l.ask.After.Doc
	}
	return math.MaxInt64
}

// fewVisible tells of which types the asking person sees only a few records: one statement for all.
func (l *lookout) fewVisible(ctx context.Context) error {
	l.few, l.none = map[string]bool{}, map[string]bool{}
	b := l.builder()
	var asked []string
	for _, scope := range l.ask.Scopes {
		switch {
		case scope.Sees.All:
			continue
		case len(scope.Sees.Where) > 0:
			l.few[scope.Type.Name] = false
			continue
		case len(asked) > 0:
			b.Write(" UNION ALL ")
		}
		b.Write("SELECT ", strconv.Itoa(len(asked)), ` AS "at", COUNT(*) AS "n" FROM (SELECT 1 FROM `)
		writeVisible(b, scope)
		b.Write(" LIMIT ", strconv.Itoa(fewVisible+1), ") AS bounded")
		asked = append(asked, scope.Type.Name)
	}
	if len(asked) == 0 {
		return nil
	}
	rows, err := l.then.ask(ctx, b.String(), b.Args()...)
	if err != nil {
		return fault.Wrap("store.search", err)
	}
	defer rows.Close()
	for rows.Next() {
		var at, n int
		if err := rows.Scan(&at, &n); err != nil {
			return fault.Wrap("store.search", err)
		}
		l.few[asked[at]] = n <= fewVisible
		l.none[asked[at]] = n == 0
	}
	return fault.Wrap("store.search", rows.Err())
}

func (l *lookout) builder() *query.Builder {
	return query.NewBuilder(l.store.queryDialect(), l.ask.House)
}

// writeVisible writes the reader lines of a type that cover the asking person, from the table on.
func writeVisible(b *query.Builder, scope SearchScope) {
	b.Write(quote(ReaderTable(scope.Type)), ` WHERE "house" = `, b.House(), ` AND "principal" IN (`)
	writeList(b, scope.Sees.Principals)
	b.Write(")")
}

// rank gives the next records of one rank: those that are known without the index, and those that it
// finds.
func (l *lookout) rank(ctx context.Context, known []SearchHit, r Rank, limit int) ([]SearchHit, error) {
	out, err := l.indexHits(ctx, r, limit)
	if err != nil {
		return nil, err
	}
	for _, h := range known {
		if h.Rank == r && h.Doc < l.below(r) {
			out = append(out, h)
		}
	}
	slices.SortFunc(out, func(x, y SearchHit) int { return cmp.Compare(y.Doc, x.Doc) })
	return out[:min(len(out), limit)], nil
}

// line is what a statement says of a record, with one number more.
type line struct {
	SearchHit
	number int64
}

// lines reads type, record, doc number and one number more.
func (l *lookout) lines(ctx context.Context, b *query.Builder) ([]line, error) {
	rows, err := l.then.ask(ctx, b.String(), b.Args()...)
	if err != nil {
		return nil, fault.Wrap("store.search", err)
	}
	defer rows.Close()
	var out []line
	for rows.Next() {
		var h line
		if err := rows.Scan(&h.Type, &h.Record, &h.Doc, &h.number); err != nil {
			return nil, fault.Wrap("store.search", err)
		}
		out = append(out, h)
	}
	return out, fault.Wrap("store.search", rows.Err())
}

// hits reads type, record, doc number and rank.
func (l *lookout) hits(ctx context.Context, b *query.Builder) ([]SearchHit, error) {
	lines, err := l.lines(ctx, b)
	out := make([]SearchHit, len(lines))
	for i, h := range lines {
		out[i] = h.SearchHit
		out[i].Rank = Rank(h.number)
	}
	return out, err
}

// waitingHits looks through the texts that wait for the index, all ranks in one pass; there are never
// many but after a restore.
func (l *lookout) waitingHits(ctx context.Context) ([]SearchHit, error) {
	b, s := l.builder(), l.store
	b.Write(`SELECT d."type", d."record", d."doc", CASE WHEN `)
	s.writeWords(b, l.ask.Words, "title")
	b.Write(fmt.Sprintf(` THEN %d ELSE %d END FROM (SELECT * FROM "search_doc" WHERE "house" = `, InTitle, InText), b.House(),
		` AND "segment" IS NULL ORDER BY "doc" DESC LIMIT `, strconv.Itoa(deepestWait), ") AS d WHERE ")
	s.writeWords(b, l.ask.Words, "title", "body")
	if !l.scopes(b) {
		return nil, nil
	}
	return l.hits(ctx, b)
}

// scopes writes that d is of one of the types of which not only a few records are visible, and visible;
// it tells whether there are any.
func (l *lookout) scopes(b *query.Builder) (some bool) {
	if l.ask.Whole && len(l.few) == 0 {
		return len(l.ask.Scopes) > 0
	}
	b.Write(" AND (")
	for _, scope := range l.ask.Scopes {
		if l.few[scope.Type.Name] {
			continue
		}
		if some {
			b.Write(" OR ")
		}
		some = true
		writeScope(b, scope)
	}
	b.Write(")")
	return some
}

// fewHits looks through the texts of types of which only a few records are visible, all ranks in one
// pass.
func (l *lookout) fewHits(ctx context.Context) ([]SearchHit, error) {
	b, s := l.builder(), l.store
	b.Write(`SELECT d."type", d."record", d."doc", CASE WHEN `)
	s.writeWords(b, l.ask.Words, "title")
	b.Write(fmt.Sprintf(" THEN %d ELSE %d END FROM (", InTitle, InText))
	some := false
	for _, scope := range l.ask.Scopes {
		if !l.few[scope.Type.Name] || l.none[scope.Type.Name] {
			continue
		}
		if some {
			b.Write(" UNION ALL ")
		}
		some = true
		b.Write(`SELECT d."type", d."record", d."doc", d."title", d."body" FROM "search_doc" AS d WHERE d."house" = `, b.House(),
			` AND d."type" = `, b.Arg(scope.Type.Name), ` AND d."record" IN (SELECT "record" FROM `)
		writeVisible(b, scope)
		b.Write(")")
	}
	if !some {
		return nil, nil
	}
	b.Write(") AS d WHERE ")
	s.writeWords(b, l.ask.Words, "title", "body")
	return l.hits(ctx, b)
}

// writeScope writes that d is of a type and visible.
func writeScope(b *query.Builder, scope SearchScope) {
	b.Write(`(d."type" = `, b.Arg(scope.Type.Name))
	if !scope.Sees.All {
		b.Write(" AND ")
		writeSeen(b, scope)
	}
	b.Write(")")
}

// writeSeen writes that the record of d, which is of the type, is visible.
func writeSeen(b *query.Builder, scope SearchScope) {
	b.Write(`EXISTS (SELECT 1 FROM `, quote(scope.Type.Table()), ` WHERE "house" = `, b.House(), ` AND "id" = d."record" AND `)
	WriteSees(b, scope.Type, scope.Sees, scope.Type.Table())
	b.Write(")")
}

// writeWords writes that each word begins one of the words in the columns of d.
func (s *Store) writeWords(b *query.Builder, words []search.Word, columns ...string) {
	b.Write("(")
	for i, w := range words {
		if i > 0 {
			b.Write(" AND ")
		}
		b.Write("(")
		for j, column := range columns {
			if j > 0 {
				b.Write(" OR ")
			}
			b.Write(s.dialect.find(), "(d.", quote(column), ", ", b.Arg(" "+string(w)), ") > 0")
		}
		b.Write(")")
	}
	b.Write(")")
}
