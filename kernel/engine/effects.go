package engine

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// Effects lists what a version of a record set in motion outside: what an undo of it cannot take
// back, and what of it still waits.
func (e *Engine) Effects(ctx context.Context, actor record.Actor, typeName, id string, version int64) ([]store.Effect, error) {
	row, _, err := e.known(ctx, e.As(actor).(*reader), typeName, id)
	if err != nil {
		return nil, err
	}
	return e.store.EffectsOf(ctx, e.config.House, row.ID(), version)
}

// BatchEffects lists what a bulk edit or an import set in motion outside, for the records that the
// actor may see.
func (e *Engine) BatchEffects(ctx context.Context, actor record.Actor, batch string) ([]store.Effect, error) {
	all, err := e.store.EffectsOfBatch(ctx, e.config.House, batch)
	if err != nil || actor.System {
		return all, err
	}
	r, sees := e.As(actor).(*reader), map[string]bool{}
	out := all[:0]
	for _, f := range all {
		may, asked := sees[f.Record]
		if !asked {
			_, _, err := e.known(ctx, r, f.Type, f.Record)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return nil, err
			}
			may = err == nil
			sees[f.Record] = may
		}
		if may {
			out = append(out, f)
		}
	}
	return out, nil
}
