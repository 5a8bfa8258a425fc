package engine

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// mayUse asks whether the actor may do the command with the stored row, and gives the permissions by
// which they may. A record that the actor cannot see was refused as not found before.
func (p *preparation) mayUse(ctx context.Context, t *record.Type, c *Command, old *record.Record) ([]permission, error) {
	if err := p.mayReplay(t, c); err != nil || p.actor.System {
		return nil, err
	}
	op := operationOf(c.Do)
	if c.Do == Act {
		if a, ok := t.Action(c.Action); ok && len(a.Roles) > 0 {
			if p.holdsOneOf(a.Roles) && p.actor.InScope(t.Name, record.Change) {
				return nil, nil
			}
			return nil, fault.New(fault.Forbidden, t.Name+"."+c.Action, "action-forbidden", "action", c.Action)
		}
	}
	if c.Do == Create {
		held := p.book.of(p.actor, t.Name, op)
		if len(held) == 0 {
			return nil, forbidden(t, op)
		}
		return held, nil
	}
	held, err := p.reader.held(ctx, op, old)
	if err == nil && len(held) == 0 {
		return nil, forbidden(t, op)
	}
	return held, err
}

func forbidden(t *record.Type, op record.Operation) error {
	return fault.New(fault.Forbidden, t.Name+"."+string(op), "forbidden", "operation", string(op), "type", t.Name)
}

// mayResult asks whether the actor may make the new row as it will be, in each field that was given.
func (p *preparation) mayResult(ctx context.Context, d *record.Draft, c *Command) error {
	if p.actor.System || c.Do != Create || d.Old != nil {
		return nil
	}
	held, err := p.reader.held(ctx, record.Create, d.Record())
	if err != nil {
		return err
	}
	if len(held) == 0 {
		return forbidden(d.Type, record.Create)
	}
	refused := p.exact(d, c, held)
	for name := range c.Values {
		if !covered(held, name) {
			refused = append(refused, fault.New(fault.Forbidden, d.Type.Name+".create", "field-forbidden").On(name))
		}
	}
	return refused.OrNil()
}

// held lists the actor's permissions for the operation whose rows the record is one of.
func (r *reader) held(ctx context.Context, op record.Operation, row *record.Record) ([]permission, error) {
	var out []permission
	for _, perm := range r.book.of(r.actor, row.Type.Name, op) {
		holds, err := r.permits(ctx, perm, row)
		if err != nil {
			return nil, err
		}
		if holds {
			out = append(out, perm)
		}
	}
	return out, nil
}

// permits tells whether the record is one of the rows of a permission of the actor.
func (r *reader) permits(ctx context.Context, perm permission, row *record.Record) (bool, error) {
	holds, err := r.holdsNode(ctx, row.Type, perm.rows, row)
	if err != nil || !holds || perm.Via == "" {
		return holds, err
	}
	lines, err := r.book.inherited(ctx, r.asSystemReader(), row, perm, record.Everyone, 0)
	if err != nil {
		return false, err
	}
	mine := r.book.principals(r.actor, row.Type.Name)
	return slices.ContainsFunc(lines, func(l string) bool { return slices.Contains(mine, l) }), nil
}

func covered(held []permission, field string) bool {
	return slices.ContainsFunc(held, func(p permission) bool { return p.Covers(field) })
}

// readers lists who may read the stored row, nil when they are those of before.
func (p *preparation) readers(ctx context.Context, d *record.Draft, stored *record.Record) ([]store.Reader, error) {
	if !d.IsNew() && !p.decides(d) {
		return nil, nil
	}
	if err := p.relyOnSubjects(ctx, stored, 0); err != nil {
		return nil, err
	}
	r := p.reader.asSystemReader()
	now, err := p.book.readersOf(ctx, r, stored)
	if err != nil || d.IsNew() || p.book.stale[readersMark+d.Type.Name] {
		return now, err
	}
	before, err := p.book.readersOf(ctx, r, d.Old)
	if err == nil && slices.Equal(before, now) {
		return nil, nil
	}
	return now, err
}

// decides tells whether the draft changes a field that some reading permission looks at.
func (p *preparation) decides(d *record.Draft) bool {
	changed := func(name string) bool { return name != "" && d.ChangedAt(d.Type.SlotNamed(name)) }
	if d.Type.States != nil && changed(record.StateName) {
		return true
	}
	return slices.ContainsFunc(p.book.byType[d.Type.Name], func(perm permission) bool {
		return perm.Allows(record.Read) && (perm.decides == nil || slices.ContainsFunc(perm.decides, changed))
	})
}
