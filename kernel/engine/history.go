package engine

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

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
	for _, v := range versions {
		nameAsNow(v, row.Type)
		if may != nil {
			hideDeltas(v, row.Type, may)
		}
	}
	return versions, nil
}

// nameAsNow gives renamed fields the names that they have now.
func nameAsNow(v *store.Version, t *record.Type) {
	for then, d := range v.Changes {
		if slot := t.SlotEver(then); slot >= 0 && t.Defs()[slot].Name != then {
			delete(v.Changes, then)
			v.Changes[t.Defs()[slot].Name] = d
		}
	}
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
func (e *Engine) Undo(ctx context.Context, actor record.Actor, o Options, typeName, id string, version int64) (*record.Record, error) {
	if results, found, err := e.replay(ctx, actor, o); found || err != nil {
		return first(results, err)
	}
	c, err := e.undoCommand(ctx, actor, typeName, id, version)
	if err != nil {
		return nil, err
	}
	return first(e.Do(ctx, actor, o, c))
}

// undoCommand gives the command that takes one version back, based on the record as it stands now: a
// change that comes in between is not lost. Only who may see the record learns anything of it.
func (e *Engine) undoCommand(ctx context.Context, actor record.Actor, typeName, id string, version int64) (Command, error) {
	row, removed, err := e.known(ctx, e.As(actor).(*reader), typeName, id)
	if err != nil {
		return Command{}, err
	}
	t := row.Type
	versions, err := e.store.History(ctx, e.config.House, row.ID(), version+1, 1)
	if err != nil {
		return Command{}, err
	}
	if len(versions) == 0 || versions[0].Number != version {
		return Command{}, fault.New(fault.NotFound, typeName+".undo", "no-such-version", "version", version)
	}
	v := versions[0]
	if v.Operation == store.Delete {
		exact, err := exactly(t, v)
		return Command{Do: Create, Type: t.Name, ID: row.ID(), exact: exact}, err
	}
	if removed {
		return Command{}, notFound(t.Name, id)
	}
	if err := e.untouchedSince(ctx, v, row); err != nil {
		return Command{}, err
	}
	if v.Operation == store.Insert {
		return Command{Do: Remove, Type: t.Name, ID: row.ID(), Base: row.Version(), Strict: true}, nil
	}
	exact, err := exactly(t, v)
	return Command{Do: Change, Type: t.Name, ID: row.ID(), Base: row.Version(), exact: exact}, err
}

// untouchedSince refuses to take a version back of which a field was changed since, of a creation any.
func (e *Engine) untouchedSince(ctx context.Context, v *store.Version, row *record.Record) error {
	since, err := e.changedSince(ctx, row.Type, row.ID(), v.Number)
	if err != nil {
		return err
	}
	var clash fault.List
	for _, name := range slices.Sorted(maps.Keys(since)) {
		if v.Operation == store.Insert || touches(row.Type, v, name) {
			clash = append(clash, fault.New(fault.Conflict, row.Type.Name+".undo", "changed-since-then").On(name))
		}
	}
	return clash.OrNil()
}

// touches tells whether a version touched the field that has the name now.
func touches(t *record.Type, v *store.Version, name string) bool {
	slot := t.SlotNamed(name)
	for then := range v.Changes {
		if then == name || (slot >= 0 && t.SlotEver(then) == slot) {
			return true
		}
	}
	return false
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
