package engine

import (
	"context"

	"steward/kernel/query"
	"steward/kernel/record"
)

// View reads what pages show, as the viewer sees it: records, lists and figures.
type View struct{ *reader }

// View gives a reader for the pages of an actor.
func (e *Engine) View(actor record.Actor) View { return View{e.As(actor).(*reader)} }

// List gives at most limit records that meet a condition, in an order.
func (v View) List(ctx context.Context, typeName, condition, order string, limit int) ([]*record.Record, error) {
	page, err := v.list(ctx, Ask{Type: typeName, Filter: condition, Order: order, Limit: limit})
	if err != nil {
		return nil, err
	}
	return page.Records, nil
}

// CountUpTo counts no further than most, a few seconds old at most.
func (v View) CountUpTo(ctx context.Context, typeName, condition string, most int) (int64, error) {
	return v.engine.Counter(ctx, v.actor, Ask{Type: typeName, Filter: condition}, most)
}

// Search gives at most limit records of a type in which all words stand.
func (v View) Search(ctx context.Context, typeName, words string, limit int) ([]*record.Record, error) {
	page, err := v.engine.Search(ctx, v.actor, SearchAsk{Words: words, Types: []string{typeName}, Limit: limit})
	if err != nil {
		return nil, err
	}
	var out []*record.Record
	for _, h := range page.Hits {
		out = append(out, h.Record)
	}
	return out, nil
}

// Figures reckons over the records that meet a condition. The answer is shared by all who ask the same
// and see the same, and as old as its At says, at most figuresAge.
func (v View) Figures(ctx context.Context, typeName, condition, measures, by string) (*query.Table, error) {
	r := *v.reader
	r.grain = figuresGrain
	sel, err := r.selection(ctx, Ask{Type: typeName, Filter: condition, Order: record.ID.Name()})
	if err != nil {
		return nil, err
	}
	compiled, err := r.compileAggregate(ctx, sel.Type, AggregateAsk{Measures: measures, By: by})
	if err != nil {
		return nil, err
	}
	key := r.env(ctx).Zone.String() + "\x00" + measures + "\x00" + by + "\x00" + v.engine.store.CountKey(*sel, 0)
	return v.engine.figures.of(ctx, key, v.engine.Now, func() (*query.Table, error) {
		return v.engine.store.Aggregate(ctx, *sel, compiled)
	})
}
