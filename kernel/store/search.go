package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

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

// Search gives the next records that all the words find. A record whose text waits for the index is
// judged by that text only.
func (s *Store) Search(ctx context.Context, a SearchAsk) ([]SearchHit, error) {
	few, err := s.fewVisible(ctx, &a)
	if err != nil {
		return nil, err
	}
	var out []SearchHit
	first := InTitle
	if a.After != nil {
		first = a.After.Rank
	}
	waiting, err := s.waitingHits(ctx, &a)
	if err != nil {
		return nil, err
	}
	for r := first; r <= a.Until && len(out) < a.Limit; r++ {
		hits, err := s.searchRank(ctx, &a, few, waiting, r, a.Limit-len(out))
		if err != nil {
			return nil, err
		}
		out = append(out, hits...)
	}
	return out, nil
}

// fewVisible tells of which types the asking person sees only a few records.
func (s *Store) fewVisible(ctx context.Context, a *SearchAsk) (map[string]bool, error) {
	few := map[string]bool{}
	for _, scope := range a.Scopes {
		if scope.Sees.All {
			continue
		}
		if len(scope.Sees.Where) > 0 {
			few[scope.Type.Name] = false
			continue
		}
		b := query.NewBuilder(s.queryDialect(), a.House)
		b.Write(`SELECT COUNT(*) FROM (SELECT 1 FROM `)
		writeVisible(b, scope)
		b.Write(" LIMIT ", strconv.Itoa(fewVisible+1), ") AS bounded")
		var n int
		if err := s.read.QueryRowContext(ctx, b.String(), b.Args()...).Scan(&n); err != nil {
			return nil, fault.Wrap("store.search", err)
		}
		few[scope.Type.Name] = n <= fewVisible
	}
	return few, nil
}

// writeVisible writes the reader lines of a type that cover the asking person, from the table on.
func writeVisible(b *query.Builder, scope SearchScope) {
	b.Write(quote(ReaderTable(scope.Type)), ` WHERE "house" = `, b.House(), ` AND "principal" IN (`)
	for i, p := range scope.Sees.Principals {
		if i > 0 {
			b.Write(", ")
		}
		b.Write(b.Arg(p))
	}
	b.Write(")")
}

// searchRank gives the next records of one rank. What waited was asked first: a text that goes into the
// index meanwhile is found twice and counts once.
func (s *Store) searchRank(ctx context.Context, a *SearchAsk, few map[string]bool, waiting []SearchHit, r Rank, limit int) ([]SearchHit, error) {
	var out []SearchHit
	known := map[[2]string]bool{}
	for _, h := range waiting {
		known[[2]string{h.Type, h.Record}] = true
		if h.Rank == r {
			out = append(out, h)
		}
	}
	for _, statement := range []*query.Builder{s.fewHits(a, few, r, limit), s.indexHits(a, few, r, limit)} {
		if statement == nil {
			continue
		}
		hits, err := s.hits(ctx, statement)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			if h.Rank = r; !known[[2]string{h.Type, h.Record}] {
				out = append(out, h)
			}
		}
	}
	slices.SortFunc(out, func(x, y SearchHit) int {
		if x.Doc != y.Doc {
			return cmp.Compare(y.Doc, x.Doc)
		}
		return cmp.Compare(y.Record, x.Record)
	})
	return out[:min(len(out), limit)], nil
}

// hits reads type, record and a number: the doc number.
func (s *Store) hits(ctx context.Context, b *query.Builder) ([]SearchHit, error) {
	rows, err := s.read.QueryContext(ctx, b.String(), b.Args()...)
	if err != nil {
		return nil, fault.Wrap("store.search", err)
	}
	defer rows.Close()
	var out []SearchHit
	for rows.Next() {
		var h SearchHit
		if err := rows.Scan(&h.Type, &h.Record, &h.Doc); err != nil {
			return nil, fault.Wrap("store.search", err)
		}
		out = append(out, h)
	}
	return out, fault.Wrap("store.search", rows.Err())
}

// waitingHits asks the texts that wait for the index, all ranks in one pass.
func (s *Store) waitingHits(ctx context.Context, a *SearchAsk) ([]SearchHit, error) {
	b := query.NewBuilder(s.queryDialect(), a.House)
	b.Write(`SELECT "type", "record", "rank" FROM (SELECT d."type", d."record", CASE WHEN `)
	s.writeWords(b, a.Words, "title")
	b.Write(fmt.Sprintf(` THEN %d ELSE %d END AS "rank"`, InTitle, InText))
	b.Write(` FROM "search_pending" AS d WHERE d."house" = `, b.House(), " AND (")
	for i, scope := range a.Scopes {
		if i > 0 {
			b.Write(" OR ")
		}
		writeScope(b, scope)
	}
	b.Write(") AND ")
	s.writeWords(b, a.Words, "title", "body")
	b.Write(") AS ranked")
	if a.After != nil {
		rank := strconv.Itoa(int(a.After.Rank))
		b.Write(` WHERE "rank" > `, rank, ` OR ("rank" = `, rank, ` AND "record" < `, b.Arg(firstID(a.After.Doc)), ")")
	}
	b.Write(` ORDER BY "rank", "record" DESC LIMIT `, strconv.Itoa(a.Limit))
	hits, err := s.hits(ctx, b)
	for i := range hits {
		hits[i].Rank, hits[i].Doc = Rank(hits[i].Doc), docOf(hits[i].Record)
	}
	return hits, err
}

// firstID gives the lowest id that has the doc number.
func firstID(doc int64) string { return fmt.Sprintf("%016x", uint64(doc)<<1) + strings.Repeat("0", 16) }

// fewHits looks through the texts of types of which only a few records are visible.
func (s *Store) fewHits(a *SearchAsk, few map[string]bool, r Rank, limit int) *query.Builder {
	b := query.NewBuilder(s.queryDialect(), a.House)
	b.Write(`SELECT "type", "record", "doc" FROM (`)
	some := false
	for _, scope := range a.Scopes {
		if !few[scope.Type.Name] {
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
		writeNotWaiting(b)
	}
	if !some {
		return nil
	}
	b.Write(") AS d WHERE 1 = 1")
	if a.After != nil && a.After.Rank == r {
		b.Write(` AND d."doc" < `, b.Arg(a.After.Doc))
	}
	b.Write(" AND ")
	s.writeWords(b, a.Words, "title", "body")
	if r == InTitle {
		b.Write(" AND ")
	} else {
		b.Write(" AND NOT ")
	}
	s.writeWords(b, a.Words, "title")
	b.Write(` ORDER BY d."doc" DESC LIMIT `, strconv.Itoa(limit))
	return b
}

// indexHits asks the index about all other types.
func (s *Store) indexHits(a *SearchAsk, few map[string]bool, r Rank, limit int) *query.Builder {
	var scopes []string
	var limited []SearchScope
	for _, scope := range a.Scopes {
		switch {
		case few[scope.Type.Name]:
			continue
		case !scope.Sees.All:
			limited = append(limited, scope)
		}
		scopes = append(scopes, typeScope(a.House, scope.Type.Name))
	}
	if len(scopes) == 0 {
		return nil
	}
	if a.Whole && len(few) == 0 {
		scopes = []string{houseScope(a.House)}
	}
	b := query.NewBuilder(s.queryDialect(), a.House)
	b.Write(`SELECT d."type", d."record", d."doc" FROM `)
	order := s.dialect.searchIndex(b, a, r, scopes)
	for _, scope := range limited {
		b.Write(` AND (d."type" <> `, b.Arg(scope.Type.Name), " OR ")
		writeSeen(b, scope)
		b.Write(")")
	}
	writeNotWaiting(b)
	b.Write(" ORDER BY ", order, " DESC LIMIT ", strconv.Itoa(limit))
	return b
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

func writeNotWaiting(b *query.Builder) {
	b.Write(` AND NOT EXISTS (SELECT 1 FROM "search_pending" AS p WHERE p."house" = d."house" AND p."type" = d."type" AND p."record" = d."record")`)
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
