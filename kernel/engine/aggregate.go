package engine

import (
	"context"
	"errors"
	"strings"

	"steward/kernel/query"
	"steward/kernel/record"
)

// AggregateAsk is a question for figures over the records that an actor may see.
type AggregateAsk struct {
	Type       string
	Filter     string     // condition as text
	Also       query.Node // a further condition as a tree, may be nil
	Measures   string     // such as "count, avg(priority)"; count when empty
	By         string     // such as "state, month(created_at)"; one group of all when empty
	Background bool       // lifts the interactive budget: exports and reports
}

// Figures is the answer: the groups in the order of their keys, with what measures and dimensions read.
type Figures struct {
	*query.Aggregate
	*query.Table
	of    *record.Type
	types *record.Catalogue
}

// Aggregate computes figures over what the actor may see. A field that is masked anywhere for them is
// refused, and what a dot-walk reaches beyond what they see counts as empty.
func (e *Engine) Aggregate(ctx context.Context, actor record.Actor, a AggregateAsk) (*Figures, error) {
	r := e.As(actor).(*reader)
	sel, err := r.selection(ctx, Ask{Type: a.Type, Filter: a.Filter, Also: a.Also, Order: record.ID.Name()})
	if err != nil {
		return nil, err
	}
	compiled, err := r.compileAggregate(ctx, sel.Type, a)
	if err != nil {
		return nil, err
	}
	if !a.Background {
		var stop context.CancelFunc
		ctx, stop = context.WithTimeout(ctx, Budget*20)
		defer stop()
	}
	table, err := e.store.Aggregate(ctx, *sel, compiled)
	if err != nil {
		return nil, overBudget(ctx, a.Type, err)
	}
	return &Figures{Aggregate: compiled, Table: table, of: sel.Type, types: r.catalogue}, nil
}

// compileAggregate reads measures and dimensions, and refuses what the actor may not ask for.
func (r *reader) compileAggregate(ctx context.Context, t *record.Type, a AggregateAsk) (*query.Aggregate, error) {
	if _, err := query.CompileAggregate(a.Measures, "", t, r.env(ctx)); err != nil {
		return nil, at(err, "measure")
	}
	compiled, err := query.CompileAggregate(a.Measures, a.By, t, r.env(ctx))
	if err != nil {
		return nil, at(err, "by")
	}
	return compiled, r.mayAsk(t, compiled.Fields())
}

// at says which part of a question does not read.
func at(err error, field string) error {
	var syntax *query.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Fault().On(field)
	}
	return err
}

// MeasureDef gives the field that a measure reads, nil where it counts records.
func (f *Figures) MeasureDef(measure int) *record.Def { return f.def(f.Path(f.Measures[measure])) }

// DimensionDef gives the field of a dimension.
func (f *Figures) DimensionDef(dimension int) *record.Def {
	return f.def(f.Dimensions[dimension].Path())
}

func (f *Figures) def(path string) *record.Def {
	at := f.of
	var d *record.Def
	for _, name := range strings.Split(path, ".") {
		if at == nil {
			return nil
		}
		if d, _ = at.Field(name); d == nil {
			return nil
		}
		at, _ = f.types.Type(d.Target)
	}
	return d
}
