package engine

import (
	"context"

	"steward/kernel/query"
	"steward/kernel/record"
)

// Reason is one way in which an actor may do something with a record.
type Reason struct {
	Role   string   `json:"role"`
	Rows   string   `json:"rows,omitempty"`   // the row condition in the condition language; empty: all rows
	Via    string   `json:"via,omitempty"`    // the field in which the actor, a team or department stands, or the record that it follows
	Fields []string `json:"fields,omitempty"` // the fields it is limited to; empty: all
	But    []string `json:"but,omitempty"`    // the fields it leaves out
}

// Explain lists why an actor may do an operation with a record; an empty list means they may not.
// asking must be able to see the record.
func (e *Engine) Explain(ctx context.Context, asking, actor record.Actor, typeName, id string, op record.Operation) ([]Reason, error) {
	row, err := e.As(asking).Get(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	r := e.As(actor).(*reader)
	whole, err := r.asSystemReader().Get(ctx, typeName, row.ID())
	if err != nil {
		return nil, err
	}
	if actor.System {
		return []Reason{{Role: "system"}}, nil
	}
	out := []Reason{}
	for _, p := range r.book.of(actor, typeName, op) {
		holds, err := r.permits(ctx, p, whole)
		if err != nil {
			return nil, err
		}
		if !holds {
			continue
		}
		reason := Reason{Role: p.Role, Via: p.Via, Fields: p.Fields, But: p.But}
		if _, all := p.rows.(query.All); !all {
			reason.Rows = query.Print(p.rows)
		}
		for _, way := range p.paths {
			if way.Field != "" {
				reason.Via = way.Field
				break
			}
		}
		out = append(out, reason)
	}
	return out, nil
}
