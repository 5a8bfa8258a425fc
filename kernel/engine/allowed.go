package engine

import (
	"context"

	"steward/kernel/record"
)

// What an actor may do, for gateways that offer it. The answer is asked again when it is done.

// May tells whether the actor has some permission for the operation on the type, whatever the rows.
func (e *Engine) May(actor record.Actor, typeName string, op record.Operation) bool {
	return actor.System || len(e.book.Load().of(actor, typeName, op)) > 0
}

// MayField tells whether some permission of the actor covers the field for the operation.
func (e *Engine) MayField(actor record.Actor, t *record.Type, op record.Operation, field string) bool {
	return e.book.Load().mayField(actor, t, op, field)
}

// MayWith tells whether the actor may do the operation with the record as it stands.
func (e *Engine) MayWith(ctx context.Context, actor record.Actor, op record.Operation, row *record.Record) (bool, error) {
	if actor.System {
		return true, nil
	}
	r := e.As(actor).(*reader)
	row, err := r.unmasked(ctx, row)
	if err != nil {
		return false, err
	}
	held, err := r.held(ctx, op, row)
	return len(held) > 0, err
}

// unmasked gives the record with the fields that the actor may not read: conditions on it mean the
// whole record.
func (r *reader) unmasked(ctx context.Context, row *record.Record) (*record.Record, error) {
	if r.actor.System || r.book.wholeRows(r.actor, row.Type.Name) {
		return row, nil
	}
	return r.whole(ctx, row.Type.Name, row.ID())
}

// Holds tells whether a record meets a condition, me and my teams being the actor's.
func (e *Engine) Holds(ctx context.Context, actor record.Actor, condition string, row *record.Record) (bool, error) {
	if condition == "" {
		return true, nil
	}
	r := e.As(actor).(*reader)
	row, err := r.unmasked(ctx, row)
	if err != nil {
		return false, err
	}
	return r.holds(ctx, row.Type, condition, row)
}

// Permissions lists what is allowed on a type: as declared, and as administrators made it.
func (e *Engine) Permissions(typeName string) []record.Permission {
	var out []record.Permission
	for _, p := range e.book.Load().byType[typeName] {
		out = append(out, p.Permission)
	}
	return out
}
