package engine

import (
	"context"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// Clock says which of an audit row's two times is meant.
type Clock uint8

// The two times of a version: when Steward stored it, and when it happened.
const (
	Recorded Clock = iota
	Happened
)

// past is a record as part of its history says it is.
type past struct {
	row   *record.Record // as it last was, also when it has been removed since
	there bool
	last  int64 // the newest version that counted
}

// pastOf replays the versions that count, in the order in which they were stored.
func (e *Engine) pastOf(ctx context.Context, t *record.Type, id string, counts func(*store.Version) bool) (*past, error) {
	p := &past{row: &record.Record{Type: t, Values: make([]value.Value, len(t.Defs()))}}
	for after := int64(0); ; {
		versions, err := e.store.Versions(ctx, e.config.House, id, after, historyAtOnce)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			if after = v.Number; v.Type != t.Name {
				return nil, notFound(t.Name, id)
			}
			if !counts(v) {
				continue
			}
			if err := p.apply(v); err != nil {
				return nil, fault.Wrap("engine.past", err)
			}
		}
		if len(versions) < historyAtOnce {
			return p, nil
		}
	}
}

const historyAtOnce = 200

func (p *past) apply(v *store.Version) error {
	p.last = v.Number
	if v.Operation == store.Delete {
		p.there = false
		return nil
	}
	values := p.row.Values
	if v.Operation == store.Insert {
		p.there = true
		clear(values)
	}
	for name, delta := range v.Changes {
		slot := p.row.Type.SlotEver(name)
		if slot < 0 {
			continue
		}
		now, err := decoded(delta.New)
		if err != nil {
			return err
		}
		values[slot] = now
	}
	values[record.SlotID], values[record.SlotVersion] = value.Exact(v.Record), value.Int(v.Number)
	values[record.SlotUpdatedAt], values[record.SlotUpdatedBy] = value.Int(v.HappenedAt), value.Exact(v.Actor)
	return nil
}

// known gives a record with every field, as it is, or as it was when it was removed; not found when
// the actor may not see it.
func (e *Engine) known(ctx context.Context, r *reader, typeName, id string) (row *record.Record, removed bool, err error) {
	row, err = r.whole(ctx, typeName, id)
	if !fault.Is(err, fault.NotFound) || !record.IsID(id) {
		return row, false, err
	}
	t, unknown := r.typeOf(typeName)
	if unknown != nil {
		return nil, false, unknown
	}
	p, wrong := e.pastOf(ctx, t, id, func(*store.Version) bool { return true })
	if wrong != nil {
		return nil, false, wrong
	}
	if p.there || p.last == 0 {
		return nil, false, err // it is there and not for this actor, or it never was
	}
	if r.book.seesAll(r.actor, typeName) {
		return p.row, true, nil
	}
	held, wrong := r.held(ctx, record.Read, p.row)
	if wrong != nil {
		return nil, false, wrong
	}
	if len(held) == 0 {
		return nil, false, err
	}
	return p.row, true, nil
}

// AsOf gives the record as it was at a time, by the one or the other clock; not found when it did
// not exist then. A record that was removed since is found by its id.
func (e *Engine) AsOf(ctx context.Context, actor record.Actor, typeName, id string, at time.Time, by Clock) (*record.Record, error) {
	limit := at.UnixMicro()
	p, may, err := e.then(ctx, actor, typeName, id, func(v *store.Version) bool {
		if by == Happened {
			return v.HappenedAt <= limit
		}
		return v.RecordedAt <= limit
	})
	if err == nil && !p.there {
		err = notFound(typeName, id)
	}
	if err != nil {
		return nil, err
	}
	return may(p.row), nil
}

// AtVersion gives the record as it was at one of its versions; of a removal, as it was before.
func (e *Engine) AtVersion(ctx context.Context, actor record.Actor, typeName, id string, version int64) (*record.Record, error) {
	p, may, err := e.then(ctx, actor, typeName, id, func(v *store.Version) bool { return v.Number <= version })
	if err == nil && (p.last != version || version < 1) {
		err = fault.New(fault.NotFound, typeName+".read", "no-such-version", "version", version)
	}
	if err != nil {
		return nil, err
	}
	return may(p.row), nil
}

// then replays part of a record's history, and gives what leaves out the fields that the actor may
// not read in the record as it is now.
func (e *Engine) then(ctx context.Context, actor record.Actor, typeName, id string, counts func(*store.Version) bool) (*past, func(*record.Record) *record.Record, error) {
	r := e.As(actor).(*reader)
	now, _, err := e.known(ctx, r, typeName, id)
	if err != nil {
		return nil, nil, err
	}
	may, err := r.readable(ctx, now)
	if err != nil {
		return nil, nil, err
	}
	p, err := e.pastOf(ctx, now.Type, now.ID(), counts)
	return p, func(row *record.Record) *record.Record { return only(row, may) }, err
}

// only empties the fields that may not be read; nil means that all may.
func only(row *record.Record, may []bool) *record.Record {
	if may == nil {
		return row
	}
	values := make([]value.Value, len(row.Values))
	for slot, v := range row.Values {
		if may[slot] {
			values[slot] = v
		}
	}
	return &record.Record{Type: row.Type, Values: values}
}
