package engine

import (
	"context"
	"encoding/json"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// History gives a record's versions that the actor may see, the newest first. Fields that the actor
// may not read are left out.
func (e *Engine) History(ctx context.Context, actor record.Actor, typeName, id string, before int64, limit int) ([]*store.Version, error) {
	r := e.As(actor).(*reader)
	row, err := r.Get(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	versions, err := e.store.History(ctx, e.config.House, row.ID(), before, limit)
	if err != nil {
		return nil, err
	}
	whole, err := r.whole(ctx, typeName, row.ID())
	if err != nil {
		return nil, err
	}
	may, err := r.readable(ctx, whole)
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

// Clock says which of an audit row's two times is meant.
type Clock uint8

// The two times of a version: when Steward stored it, and when it happened.
const (
	Recorded Clock = iota
	Happened
)

// AsOf gives the record as it was at a time, by the one or the other clock; not found when it did
// not exist then.
func (e *Engine) AsOf(ctx context.Context, actor record.Actor, typeName, id string, at time.Time, by Clock) (*record.Record, error) {
	r := e.As(actor).(*reader)
	row, err := r.Get(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	values := append([]value.Value{}, row.Values...)
	limit := at.UnixMicro()
	before := int64(0)
	for {
		versions, err := e.store.History(ctx, e.config.House, row.ID(), before, 200)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			when := v.RecordedAt
			if by == Happened {
				when = v.HappenedAt
			}
			if when <= limit {
				values[record.SlotVersion], values[record.SlotUpdatedAt] = value.Int(v.Number), value.Int(v.HappenedAt)
				return r.masked(&record.Record{Type: row.Type, Values: values}), nil
			}
			if v.Operation == store.Insert {
				return nil, notFound(typeName, id)
			}
			if err := rewind(row.Type, values, v); err != nil {
				return nil, err
			}
			before = v.Number
		}
		if len(versions) < 200 {
			return nil, notFound(typeName, id)
		}
	}
}

// AtVersion gives the record as it was at one of its versions.
func (e *Engine) AtVersion(ctx context.Context, actor record.Actor, typeName, id string, version int64) (*record.Record, error) {
	r := e.As(actor).(*reader)
	row, err := r.Get(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	values, before := append([]value.Value{}, row.Values...), int64(0)
	for {
		versions, err := e.store.History(ctx, e.config.House, row.ID(), before, 200)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			if v.Number == version {
				values[record.SlotVersion], values[record.SlotUpdatedAt] = value.Int(v.Number), value.Int(v.HappenedAt)
				return r.masked(&record.Record{Type: row.Type, Values: values}), nil
			}
			if err := rewind(row.Type, values, v); err != nil {
				return nil, err
			}
			before = v.Number
		}
		if len(versions) < 200 {
			return nil, fault.New(fault.NotFound, typeName+".read", "no-such-version", "version", version)
		}
	}
}

// rewind takes one version's changes out of the values. A field that no longer exists is passed
// over; an erased value reads as empty.
func rewind(t *record.Type, values []value.Value, v *store.Version) error {
	for name, delta := range v.Changes {
		slot := t.SlotEver(name)
		if slot < 0 {
			continue
		}
		old, err := decoded(delta.Old)
		if err != nil {
			return fault.Wrap("engine.as-of", err)
		}
		values[slot] = old
	}
	return nil
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

// exactly gives the values before the version by slot. What was erased cannot be brought back: a
// removed record returns without it, a change is refused.
func exactly(t *record.Type, v *store.Version) (map[int]value.Value, error) {
	out := map[int]value.Value{}
	for name, delta := range v.Changes {
		slot := t.SlotEver(name)
		if slot < record.SlotCreatedAt {
			continue
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
