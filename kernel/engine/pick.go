package engine

import (
	"context"
	"slices"
	"strings"

	"steward/kernel/record"
	"steward/kernel/search"
	"steward/kernel/store"
	"steward/kernel/value"
)

// pickFrom is how many records that match are put in order for a picker.
const pickFrom = 100

// Pick gives the records that a person may choose for a reference: those whose title, number or keys
// hold all the words, each from its beginning. What begins with the text comes first, then by title.
// Without a text it gives the first ones of the type.
func (e *Engine) Pick(ctx context.Context, actor record.Actor, typeName, text string, limit int) ([]*record.Record, error) {
	r := e.As(actor).(*reader)
	if len(search.Words(text)) == 0 {
		return r.firstOnes(ctx, typeName, limit)
	}
	ask, err := r.searchAsk([]string{typeName}, text)
	if err != nil {
		return nil, err
	}
	ask.Until = store.InTitle
	rows, _, err := r.search(ctx, *ask, max(limit, pickFrom))
	if err != nil {
		return nil, err
	}
	start := value.Fold(strings.TrimSpace(text))
	keys := make(map[*record.Record]string, len(rows))
	for _, row := range rows {
		folded := value.Fold(row.Title())
		keys[row] = "1" + folded
		if strings.HasPrefix(folded, start) || strings.HasPrefix(value.Fold(row.Number()), start) {
			keys[row] = "0" + folded
		}
	}
	slices.SortStableFunc(rows, func(a, b *record.Record) int { return strings.Compare(keys[a], keys[b]) })
	return rows[:min(len(rows), limit)], nil
}

func (r *reader) firstOnes(ctx context.Context, typeName string, limit int) ([]*record.Record, error) {
	t, err := r.typeOf(typeName)
	if err != nil {
		return nil, err
	}
	ask := Ask{Type: typeName, Limit: limit}
	if t.TitleDef().Indexed && r.book.mayAsk(r.actor, t, t.TitleDef().Name) {
		ask.Order = t.TitleDef().Name
	}
	page, err := r.list(ctx, ask)
	if err != nil {
		return nil, err
	}
	return page.Records, nil
}
