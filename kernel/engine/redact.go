package engine

import (
	"context"
	"errors"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// Redaction takes values away for good: from a record, its history, the search index, and what
// formulas made of them. A signed tombstone stays, and the audit still verifies.
type Redaction struct {
	Type, ID string
	Fields   []string
	// Version, where it is not 0, names the version at which the value stood that is meant; the same
	// value in other versions goes too. 0 means every value that the fields ever held.
	Version int64
	// Instead holds, by field name, what stands there from now on. A field that must not be empty and
	// gets nothing shows a bar.
	Instead map[string]any
	Reason  string

	only map[string][]int64 // where set: the versions whose values go, by field
}

// Redact erases values and gives the record as it is now, nil when it was removed before. It needs a
// permission for record.Redact on the record and each field.
func (e *Engine) Redact(ctx context.Context, actor record.Actor, o Options, r Redaction) (*record.Record, error) {
	if results, found, err := e.replay(ctx, actor, o); found || err != nil {
		return first(results, err)
	}
	row, err := e.redact(ctx, actor, o, &r)
	if err != nil {
		return nil, err
	}
	return row, e.settle(ctx)
}

// settle keeps the tombstones outside the database and removes what the values left behind in it.
func (e *Engine) settle(ctx context.Context) error {
	if err := e.store.KeepErasures(ctx, e.config.House); err != nil {
		return err
	}
	return e.store.Purge(ctx)
}

func (e *Engine) redact(ctx context.Context, actor record.Actor, o Options, r *Redaction) (*record.Record, error) {
	if r.Reason == "" {
		return nil, fault.New(fault.Invalid, r.Type+".redact", "reason-required").On("reason")
	}
	actor.Reason = r.Reason
	for try := 1; ; try++ {
		p := e.prepare(actor, o)
		row, err := p.redact(ctx, r)
		if err != nil {
			return nil, err
		}
		err = e.commit(ctx, actor, o, p, []Result{{Record: row}})
		var before *store.Repeated
		if errors.As(err, &before) {
			results, _, err := e.replay(ctx, actor, o)
			return first(results, err)
		}
		if fault.Is(err, fault.Conflict) && try < prepareTries {
			continue
		}
		if err == nil {
			err = e.setAside(ctx, p.contents)
		}
		if row == nil || err != nil {
			return nil, err
		}
		return e.As(actor).(*reader).shown(ctx, row)
	}
}

func (p *preparation) redact(ctx context.Context, r *Redaction) (*record.Record, error) {
	row, removed, err := p.engine.known(ctx, p.reader, r.Type, r.ID)
	if err != nil {
		return nil, err
	}
	if err := p.mayRedact(ctx, row, r.Fields); err != nil {
		return nil, err
	}
	all, head, err := p.engine.writings(ctx, row.Type, row.ID(), append(slices.Clone(r.Fields), madeFrom(row.Type, r.Fields)...))
	if err != nil {
		return nil, err
	}
	if r.Version > head || r.Version < 0 {
		return nil, fault.New(fault.NotFound, r.Type+".redact", "no-such-version", "version", r.Version)
	}
	erase := meant(all, r)
	p.eraseContents(erase)
	if removed {
		return nil, p.redactRemoved(row, head, erase)
	}
	d, err := p.blanked(ctx, row, r, erase)
	if err != nil {
		return nil, err
	}
	if erase.leave(d); len(erase) == 0 {
		return nil, nothingToErase(r.Type)
	}
	stored, err := p.add(ctx, d, &Command{Do: Change})
	if err != nil {
		return nil, err
	}
	c := &p.write.Changes[len(p.write.Changes)-1]
	c.Operation, c.Erase = store.Redact, erase.versions()
	if !d.Type.Internal {
		c.Search = textOf(stored)
	}
	return stored, nil
}

func (p *preparation) mayRedact(ctx context.Context, row *record.Record, fields []string) error {
	op := row.Type.Name + ".redact"
	for _, name := range fields {
		if slot := row.Type.SlotNamed(name); slot < 0 {
			return fault.New(fault.Invalid, op, "no-such-field", "field", name, "type", row.Type.Name).On(name)
		} else if slot <= record.SlotUpdatedBy || name == record.StateName {
			return fault.New(fault.Invalid, op, "computed").On(name)
		}
	}
	if p.actor.System {
		return nil
	}
	held, err := p.reader.held(ctx, record.Redact, row)
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return forbidden(row.Type, record.Redact)
	}
	var refused fault.List
	for _, name := range fields {
		if !covered(held, name) {
			refused = append(refused, fault.New(fault.Forbidden, op, "field-forbidden").On(name))
		}
	}
	return refused.OrNil()
}

func nothingToErase(typeName string) error {
	return fault.New(fault.NotFound, typeName+".redact", "nothing-to-erase")
}

// redactRemoved adds the tombstone of a record of which only the history is left.
func (p *preparation) redactRemoved(row *record.Record, head int64, erase erased) error {
	if len(erase) == 0 {
		return nothingToErase(row.Type.Name)
	}
	values := make([]value.Value, len(row.Values))
	values[record.SlotID], values[record.SlotVersion] = value.Exact(row.ID()), value.Int(head+1)
	p.write.Changes = append(p.write.Changes, store.Change{Type: row.Type, Operation: store.Redact, ID: row.ID(), Base: head, Values: values, Erase: erase.versions(),
		Entry: store.Entry{RecordedAt: p.now, HappenedAt: p.now, Actor: p.actor.Person, Gateway: p.actor.Gateway, Reason: p.actor.Reason}})
	return nil
}
