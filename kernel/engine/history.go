package engine

import (
	"context"
	"encoding/json"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// History gives a record's versions that the actor may see, the newest first; of a removed
// record by its id. Fields that the actor may not read are left out.
func (e *Engine) History(ctx context.Context, actor record.Actor, typeName, id string, before int64, limit int) ([]*store.Version, error) {
	r := e.As(actor).(*reader)
	row, _, err := e.known(ctx, r, typeName, id)
	if err != nil {
		return nil, err
	}
	versions, err := e.store.History(ctx, e.config.House, row.ID(), before, limit)
	if err != nil {
		return nil, err
	}
	may, err := r.readable(ctx, row)
	if err != nil {
		return nil, err
	}
	if may != nil {
		for _, v := range versions {
			hideDeltas(v, row.Type, may)
		}
	}
	return versions, nil
}

func hideDeltas(v *store.Version, t *record.Type, may []bool) {
	for name := range v.Changes {
		if s := t.SlotEver(name); s < 0 || !may[s] {
			delete(v.Changes, name)
		}
	}
}

func decoded(raw json.RawMessage) (value.Value, error) {
	if raw == nil {
		return value.Value{}, nil
	}
	return value.Decode(raw)
}

// Undo takes one version back as a new change through all rules. A field that was changed since is
// refused by name; of a removal the record is made again, of a creation it is removed.
func (e *Engine) Undo(ctx context.Context, actor record.Actor, typeName, id string, version int64) (*record.Record, error) {
	c, err := e.undoCommand(ctx, actor, typeName, id, version)
	if err != nil {
		return nil, err
	}
	return first(e.Do(ctx, actor, Options{}, c))
}

func (e *Engine) undoCommand(ctx context.Context, actor record.Actor, typeName, id string, version int64) (Command, error) {
	t, ok := e.Catalogue().Type(typeName)
	if !ok {
		return Command{}, fault.New(fault.NotFound, "engine.undo", "no-such-type", "type", typeName)
	}
	if !record.IsID(id) {
		row, err := e.As(actor).Get(ctx, typeName, id)
		if err != nil {
			return Command{}, err
		}
		id = row.ID()
	}
	versions, err := e.store.History(ctx, e.config.House, id, version+1, 1)
	if err != nil {
		return Command{}, err
	}
	if len(versions) == 0 || versions[0].Number != version || versions[0].Type != typeName {
		return Command{}, fault.New(fault.NotFound, typeName+".undo", "no-such-version", "version", version)
	}
	v := versions[0]
	switch v.Operation {
	case store.Insert:
		return Command{Do: Remove, Type: typeName, ID: id}, nil
	case store.Delete:
		exact, err := exactly(t, v)
		return Command{Do: Create, Type: typeName, ID: id, exact: exact}, err
	}
	since, err := e.changedSince(ctx, id, version)
	if err != nil {
		return Command{}, err
	}
	var clash fault.List
	for name := range v.Changes {
		if since[name] {
			clash = append(clash, fault.New(fault.Conflict, typeName+".undo", "changed-since-then").On(name))
		}
	}
	if len(clash) > 0 {
		return Command{}, clash
	}
	exact, err := exactly(t, v)
	return Command{Do: Change, Type: typeName, ID: id, exact: exact}, err
}

// exactly gives the values before the version by slot. What was erased and secrets cannot be brought
// back: a removed record returns without them, a change is refused.
func exactly(t *record.Type, v *store.Version) (map[int]value.Value, error) {
	out := map[int]value.Value{}
	for name, delta := range v.Changes {
		slot := t.SlotEver(name)
		if slot < record.SlotCreatedAt || v.Operation == store.Delete && record.IsSealed(t.Defs()[slot]) {
			continue
		}
		if record.IsSealed(t.Defs()[slot]) {
			return nil, fault.New(fault.Invalid, t.Name+".undo", "secret-not-kept").On(name)
		}
		if delta.Old == nil && v.Operation != store.Delete {
			return nil, fault.New(fault.Invalid, t.Name+".undo", "erased").On(name)
		}
		old, err := decoded(delta.Old)
		if err != nil {
			return nil, fault.Wrap("engine.undo", err)
		}
		out[slot] = old
	}
	return out, nil
}
