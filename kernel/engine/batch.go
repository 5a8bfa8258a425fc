package engine

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// UndoBatch takes back what a bulk edit or an import changed, in one transaction and through all
// rules: everything, or where one field was changed since, nothing. What rules added to the batch is
// left to the same rules. It tells how many records it took back.
func (e *Engine) UndoBatch(ctx context.Context, actor record.Actor, batch string) (int, error) {
	versions, err := e.store.Batch(ctx, e.config.House, batch)
	if err != nil {
		return 0, err
	}
	var commands []Command
	var refused fault.List
	for _, v := range versions {
		if v.Because != "" {
			continue
		}
		c, err := e.undoCommand(ctx, actor, v.Type, v.Record, v.Number)
		if err != nil {
			if refused, err = collect(refused, err); err != nil {
				return 0, err
			}
			continue
		}
		commands = append(commands, c)
	}
	if len(refused) > 0 {
		return 0, refused
	}
	if len(commands) == 0 {
		return 0, fault.New(fault.NotFound, "engine.undo", "no-such-batch", "batch", batch)
	}
	_, err = e.Do(ctx, actor, Options{Batch: NewID()}, commands...)
	return len(commands), err
}
