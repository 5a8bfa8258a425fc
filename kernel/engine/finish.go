package engine

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

const deepest = 8

// finish lets rules follow, asks whether the new row is allowed, and adds the change to the write.
func (p *preparation) finish(ctx context.Context, d *record.Draft, c *Command) (Result, error) {
	if !d.Removing && len(d.ChangedSlots()) == 0 && d.Old != nil && len(d.Followers()) == 0 && len(d.Effects()) == 0 && !c.tells() {
		return Result{Record: d.Old, Draft: d}, nil
	}
	if err := p.mayResult(ctx, d, c); err != nil {
		return Result{}, err
	}
	for _, r := range d.Type.Follows() {
		if !triggered(r, d) && !d.Removing {
			continue
		}
		before := len(d.Followers())
		if err := r.Do(ctx, d, p.reader); err != nil {
			return Result{}, err
		}
		for _, f := range d.Followers()[before:] {
			f.SetBecause(r.Say)
		}
	}
	if d.IsNew() && d.Type.Number != "" && d.At(d.Type.SlotNamed("number")).IsEmpty() && !p.options.Preview {
		number, err := p.engine.number(ctx, d.Type.Number, p.spare)
		if err != nil {
			return Result{}, err
		}
		d.SetAt(d.Type.SlotNamed("number"), value.Exact(number))
	}
	if d.Old != nil && !d.Removing && len(d.ChangedSlots()) == 0 {
		return Result{Record: d.Old, Draft: d}, p.follow(ctx, d, c)
	}
	stored, err := p.add(ctx, d, c)
	if err != nil {
		return Result{}, err
	}
	return Result{Record: stored, Changed: true, Draft: d}, p.follow(ctx, d, c)
}

// follow prepares the drafts that rules added, as the system because of the rule.
func (p *preparation) follow(ctx context.Context, d *record.Draft, c *Command) error {
	if len(d.Followers()) == 0 {
		return nil
	}
	if p.depth++; p.depth > deepest {
		return fault.New(fault.Internal, d.Type.Name, "rules-in-circle")
	}
	defer func() { p.depth-- }()
	actor := p.actor
	p.actor.System = true
	p.reader.actor.System = true
	defer func() { p.actor, p.reader.actor = actor, actor }()
	for _, f := range d.Followers() {
		if f.IsNew() {
			prefilled := f.Record()
			p.begin(f, &Command{HappenedAt: c.HappenedAt, As: c.As})
			for slot, v := range prefilled.Values {
				if !v.IsEmpty() {
					f.SetAt(slot, v)
				}
			}
		}
		inner := &Command{Do: Change, HappenedAt: c.HappenedAt, As: c.As}
		f.HappenedAt, f.By = d.HappenedAt, d.By
		if c.Replay != nil {
			inner.Replay = &Replay{}
			inner.Replay.fix(f, nil)
		}
		if err := p.fillAndCheck(ctx, f, inner); err != nil {
			return err
		}
		if _, err := p.finish(ctx, f, inner); err != nil {
			return err
		}
	}
	return nil
}

// add turns a finished draft into a change of the write, and lets later readers see it.
func (p *preparation) add(ctx context.Context, d *record.Draft, c *Command) (*record.Record, error) {
	change := store.Change{Type: d.Type, Operation: store.Insert, ID: d.ID()}
	if d.Old != nil {
		change.Operation, change.Base, change.Old = store.Update, d.Old.Version(), d.Old.Values
	} else if err := p.continues(ctx, d, &change); err != nil {
		return nil, err
	}
	at := p.happened(c)
	d.SetAt(record.SlotVersion, value.Int(change.Base+1))
	d.SetAt(record.SlotUpdatedAt, value.Int(at))
	d.SetAt(record.SlotUpdatedBy, value.Exact(p.person(c)))
	if d.Removing {
		change.Operation = store.Delete
	}
	stored := d.Record()
	change.Values, change.Slots = stored.Values, d.ChangedSlots()
	change.Entry = store.Entry{RecordedAt: p.now, HappenedAt: at, Actor: p.person(c), Gateway: p.actor.Gateway, Reason: c.reason(p.actor), Because: d.Because(), Batch: p.options.Batch}
	if !d.Removing {
		p.relyOn(d)
		readers, err := p.readers(ctx, d, stored)
		if err != nil {
			return nil, err
		}
		change.Readers = readers
		change.Search = searchText(d, stored)
	}
	for _, e := range d.Effects() {
		line := store.Line{ID: NewID(), Topic: e.Topic, Data: e.Data, Waiting: e.Waiting}
		if !e.At.IsZero() {
			line.RunAt = e.At.UnixMicro()
		}
		p.write.Lines = append(p.write.Lines, line)
		change.Entry.Effects = append(change.Entry.Effects, line.Topic+"/"+line.ID)
	}
	p.write.Changes = append(p.write.Changes, change)
	p.see(d.Type.Name+"/"+d.ID(), stored)
	if d.Removing {
		p.see(d.Type.Name+"/"+d.ID(), nil)
	}
	if err := p.changedAfter(ctx, stored, d.Removing); err != nil {
		return nil, err
	}
	return stored, p.regrant(ctx, d, c, stored, change.Readers != nil)
}

// continues lets a record that is made under an id of its own go on where a removed one of that id
// stopped: versions and the chain of the audit never begin twice.
func (p *preparation) continues(ctx context.Context, d *record.Draft, change *store.Change) error {
	id := d.ID()
	if p.fresh[id] {
		return nil
	}
	for i := len(p.write.Changes) - 1; i >= 0; i-- {
		if c := &p.write.Changes[i]; c.ID == id {
			return goesOn(change, c.Type.Name, c.Operation, c.Values[record.SlotVersion].Int())
		}
	}
	versions, err := p.engine.store.History(ctx, p.engine.config.House, id, 0, 1)
	if err != nil || len(versions) == 0 {
		return err
	}
	return goesOn(change, versions[0].Type, versions[0].Operation, versions[0].Number)
}

func goesOn(change *store.Change, typeName string, last store.Operation, version int64) error {
	if typeName != change.Type.Name || (last != store.Delete && last != store.Redact) {
		return fault.New(fault.Duplicate, change.Type.Name+".create", "taken").On(record.ID.Name())
	}
	change.Base = version
	return nil
}
