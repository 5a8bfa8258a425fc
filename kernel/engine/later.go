package engine

import (
	"context"
	"encoding/json"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/store"
)

// planned is an action that a record had planned; see record.Draft.Plan.
type planned struct{ Type, ID, Action string }

// actLater runs a planned action, unless the record or the reason for it has gone meanwhile.
func (e *Engine) actLater(ctx context.Context, j *store.Job) error {
	var p planned
	if err := json.Unmarshal(j.Data, &p); err != nil {
		return fault.Wrap("engine.act-later", err)
	}
	_, err := e.Do(ctx, e.SystemActor("job"), Options{Ends: j}, Command{Do: Act, Type: p.Type, ID: p.ID, Action: p.Action})
	gone := func(f *fault.Fault) bool { return f.Key == "action-not-now" || f.Kind == fault.NotFound }
	if err != nil && slices.ContainsFunc(fault.All(err), gone) {
		return nil
	}
	return err
}
