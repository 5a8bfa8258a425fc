package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/search"
	"steward/kernel/store"
)

// SearchAsk is what somebody looks for, over all types that they may read.
type SearchAsk struct {
	Words  string   // all must match, each from its beginning
	Types  []string // only these; all when empty
	Limit  int      // at most MostRows; 20 when 0
	Cursor string
}

// SearchPage is a stretch of what was found: first what has all words in its title, number or a key,
// then the others, each the newest first.
type SearchPage struct {
	Hits []Hit
	Next string // cursor of the next page, empty on the last
}

// Hit is a found record as the actor may read it.
type Hit struct {
	Record *record.Record
	Number string
	Title  []search.Part
	// Snippet is the stretch of its texts around the first word that was found there.
	Snippet []search.Part
}

const (
	searchLimit = 20
	// searchRounds bounds how often a page is filled up when what was found may not be read.
	searchRounds = 8
)

// Search finds the records that the actor may see by words.
func (e *Engine) Search(ctx context.Context, actor record.Actor, a SearchAsk) (*SearchPage, error) {
	r := e.As(actor).(*reader)
	if a.Limit <= 0 {
		a.Limit = searchLimit
	}
	a.Limit = min(a.Limit, MostRows)
	ask, err := r.searchAsk(a.Types, a.Words)
	if err != nil {
		return nil, err
	}
	if ask.After, err = parsePlace(a.Cursor); err != nil {
		return nil, err
	}
	page := &SearchPage{}
	rows, next, err := r.search(ctx, *ask, a.Limit)
	if err != nil {
		return nil, err
	}
	if next != nil {
		page.Next = fmt.Sprintf("%d.%d", next.Rank, next.Doc)
	}
	for _, row := range rows {
		page.Hits = append(page.Hits, hitOf(row, ask.Words))
	}
	return page, nil
}

// searchAsk says where to look: the types that are searched and that the actor sees something of.
func (r *reader) searchAsk(types []string, words string) (*store.SearchAsk, error) {
	ask := &store.SearchAsk{House: r.engine.config.House, Words: search.Words(words), Whole: len(types) == 0, Until: store.InText}
	for _, name := range types {
		if _, err := r.typeOf(name); err != nil {
			return nil, err
		}
	}
	for _, t := range r.catalogue.Types() {
		if !isSearched(t) || (len(types) > 0 && !slices.Contains(types, t.Name)) {
			continue
		}
		sees := r.sees(t)
		if !sees.All {
			ask.Whole = false
		}
		if !sees.None() {
			ask.Scopes = append(ask.Scopes, store.SearchScope{Type: t, Sees: sees})
		}
	}
	return ask, nil
}

func parsePlace(cursor string) (*store.SearchPlace, error) {
	if cursor == "" {
		return nil, nil
	}
	var p store.SearchPlace
	if n, err := fmt.Sscanf(cursor, "%d.%d", &p.Rank, &p.Doc); err != nil || n != 2 || p.Rank < store.InTitle || p.Rank > store.InText || p.Doc < 0 {
		return nil, fault.New(fault.Invalid, "search", "cursor")
	}
	return &p, nil
}

// search gives the next records, as the actor may read them, and where to go on.
func (r *reader) search(ctx context.Context, ask store.SearchAsk, limit int) (out []*record.Record, next *store.SearchPlace, err error) {
	if len(ask.Words) == 0 || len(ask.Scopes) == 0 {
		return nil, nil, nil
	}
	ctx, stop := context.WithTimeout(ctx, Budget*20)
	defer stop()
	for range searchRounds {
		ask.Limit = limit - len(out) + 1
		hits, err := r.engine.store.Search(ctx, ask)
		if err != nil {
			return nil, nil, overBudget(ctx, "search", err)
		}
		more := len(hits) == ask.Limit
		if more {
			hits = hits[:len(hits)-1]
		}
		rows, err := r.readHits(ctx, hits, ask.Words)
		if err != nil {
			return nil, nil, overBudget(ctx, "search", err)
		}
		out = append(out, rows...)
		if !more {
			return out, nil, nil
		}
		ask.After = &hits[len(hits)-1].SearchPlace
		if len(out) == limit {
			break
		}
	}
	return out, ask.After, nil
}

// readHits reads found records in their order. Who may not read every field of a record finds it only
// by what they may read.
func (r *reader) readHits(ctx context.Context, hits []store.SearchHit, words []search.Word) ([]*record.Record, error) {
	ids := map[string][]string{}
	for _, h := range hits {
		ids[h.Type] = append(ids[h.Type], h.Record)
	}
	rows := map[string]*record.Record{}
	for name, of := range ids {
		t, err := r.typeOf(name)
		if err != nil {
			continue
		}
		found, err := r.engine.store.GetMany(ctx, r.engine.config.House, t, of, r.sees(t))
		if err != nil {
			return nil, err
		}
		for id, row := range found {
			rows[name+id] = row
		}
	}
	var out []*record.Record
	for _, h := range hits {
		row := rows[h.Type+h.Record]
		if row == nil {
			continue
		}
		shown, err := r.shown(ctx, row)
		if err != nil {
			return nil, err
		}
		if shown == row || found(shown, words) {
			out = append(out, shown)
		}
	}
	return out, nil
}

// found tells whether the words find a record by what it shows.
func found(row *record.Record, words []search.Word) bool {
	t := textOf(row)
	return search.Match(words, append(strings.Fields(t.Title), strings.Fields(t.Body)...))
}

func hitOf(row *record.Record, words []search.Word) Hit {
	title := row.Type.TitleDef()
	h := Hit{Record: row, Number: row.Number(), Title: search.Mark(plain(title, row.ValueOf(title)), words)}
	for slot, def := range row.Type.Defs() {
		if v := row.At(slot); def.Search && def != title && !v.IsEmpty() {
			if h.Snippet = search.Snippet(plain(def, v), words); h.Snippet != nil {
				break
			}
		}
	}
	return h
}
