package engine

import (
	"context"

	"steward/kernel/record"
	"steward/kernel/store"
)

// Handlers are the jobs that the engine itself does, by topic.
func (e *Engine) Handlers() map[string]func(context.Context, *store.Job) error {
	return map[string]func(context.Context, *store.Job) error{
		MergeTopic:      func(ctx context.Context, _ *store.Job) error { return e.MergeSearch(ctx) },
		RefillTopic:     func(ctx context.Context, _ *store.Job) error { return e.Refill(ctx) },
		record.ActTopic: e.actLater,
		EraseFileTopic:  e.eraseFile,
	}
}
