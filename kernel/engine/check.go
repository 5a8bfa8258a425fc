package engine

import (
	"context"
	"errors"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// fillAndCheck runs the formulas in their order, then collects what every check refuses.
func (p *preparation) fillAndCheck(ctx context.Context, d *record.Draft, c *Command) error {
	if d.Removing {
		return p.checkRemoval(ctx, d)
	}
	for _, r := range d.Type.Fills() {
		if !triggered(r, d) {
			continue
		}
		if err := r.Do(ctx, d, p.reader); err != nil {
			return err
		}
	}
	if bad := d.Foreign(); len(bad) > 0 {
		return fault.New(fault.Internal, d.Type.Name, "foreign-field", "fields", bad)
	}
	missing, err := p.checkReferences(ctx, d)
	if err != nil {
		return err
	}
	refused := append(p.checkRequired(d), missing...)
	if d.Replays {
		recorded(d)
		return refused.OrNil()
	}
	refused = append(refused, p.checkState(d)...)
	for _, r := range d.Type.Checks() {
		if !triggered(r, d) {
			continue
		}
		if refused, err = collect(refused, r.Do(ctx, d, p.reader)); err != nil {
			return err
		}
	}
	return refused.OrNil()
}

// triggered tells whether a rule has reason to run: the record is new, or something it reads changed.
func triggered(r record.Rule, d *record.Draft) bool {
	if d.IsNew() || len(r.Reads) == 0 {
		return true
	}
	for _, f := range r.Reads {
		if d.Changed(f) {
			return true
		}
	}
	return false
}

func collect(refused fault.List, err error) (fault.List, error) {
	var l fault.List
	var f *fault.Fault
	switch {
	case err == nil:
		return refused, nil
	case errors.As(err, &l):
		return append(refused, l...), nil
	case errors.As(err, &f):
		return append(refused, f), nil
	}
	return refused, err
}

func (p *preparation) checkRequired(d *record.Draft) fault.List {
	var refused fault.List
	for slot, def := range d.Type.Defs() {
		if def.Required && !def.Computed && d.At(slot).IsEmpty() && (d.IsNew() || d.ChangedAt(slot)) {
			refused = append(refused, fault.New(fault.Invalid, d.Type.Name, "required").On(def.Name))
		}
	}
	return refused
}

// moveOf tells whether the draft moves the record, and from where. A new record starts in the first
// state: one that is made in another state has moved there at once.
func moveOf(d *record.Draft) (from string, moved bool) {
	if d.Old != nil || d.Type.States == nil {
		return d.Moved()
	}
	from = d.Type.States.States[0].Key
	return from, d.State() != from
}

// checkState refuses a move that the lifecycle does not list, that the actor's roles may not make,
// or that leaves a field empty which the new state asks for.
func (p *preparation) checkState(d *record.Draft) fault.List {
	l := d.Type.States
	if l == nil {
		return nil
	}
	var refused fault.List
	from, moved := moveOf(d)
	if moved {
		m, ok := l.Between(from, d.State())
		switch {
		case !ok:
			refused = append(refused, fault.New(fault.Invalid, d.Type.Name+".move", "no-such-move", "from", from, "to", d.State()).On(record.StateName))
		case !p.holdsOneOf(m.Roles):
			refused = append(refused, fault.New(fault.Forbidden, d.Type.Name+".move", "move-forbidden", "from", from, "to", d.State()).On(record.StateName))
		}
	}
	if !moved && d.Old != nil {
		refused = append(refused, locked(d, l)...)
	}
	return append(refused, asked(d, l)...)
}

func locked(d *record.Draft, l *record.Lifecycle) fault.List {
	s, _ := l.On(d.State())
	if !s.Locks {
		return nil
	}
	var refused fault.List
	for _, slot := range d.ChangedSlots() {
		if def := d.Type.Defs()[slot]; !def.Computed {
			refused = append(refused, fault.New(fault.Invalid, d.Type.Name+".change", "state-locks", "state", s.Key).On(def.Name))
		}
	}
	return refused
}

func asked(d *record.Draft, l *record.Lifecycle) fault.List {
	s, ok := l.On(d.State())
	if !ok {
		return nil
	}
	var refused fault.List
	for _, f := range s.Asks {
		if d.ValueOf(f.Definition()).IsEmpty() {
			refused = append(refused, fault.New(fault.Invalid, d.Type.Name, "state-asks", "state", s.Key).On(f.Definition().Name))
		}
	}
	return refused
}

func (p *preparation) holdsOneOf(roles []string) bool {
	if len(roles) == 0 || p.actor.System {
		return true
	}
	for _, r := range roles {
		if p.actor.Is(r) {
			return true
		}
	}
	return false
}

// checkReferences refuses a reference to a record that is not there. It looks as the system: a
// person may hand a ticket to a team whose record they cannot open.
func (p *preparation) checkReferences(ctx context.Context, d *record.Draft) (fault.List, error) {
	var refused fault.List
	for _, slot := range d.ChangedSlots() {
		def := d.Type.Defs()[slot]
		if slot <= record.SlotUpdatedBy {
			continue
		}
		target, ids := pointsTo(def, d.At(slot))
		for _, id := range ids {
			err := p.known(ctx, target, id)
			if fault.Is(err, fault.NotFound) {
				refused = append(refused, fault.New(fault.Invalid, d.Type.Name, "no-such-record", "given", id, "type", target).On(def.Name))
				continue
			}
			if err != nil {
				return nil, err
			}
		}
	}
	return refused, nil
}

// known tells that a record is there; what one write found it does not look for again.
func (p *preparation) known(ctx context.Context, typeName, id string) error {
	key := typeName + "/" + id
	if row, changed := p.reader.overlay[key]; changed && row != nil {
		return nil
	}
	if _, changed := p.reader.overlay[key]; !changed && p.there[key] {
		return nil
	}
	if _, err := p.reader.asSystem().Get(ctx, typeName, id); err != nil {
		return err
	}
	p.there[key] = true
	return nil
}
