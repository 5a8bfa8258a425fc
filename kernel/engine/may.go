package engine

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// mayUse asks whether the actor may do the command with the stored row. A record that the actor
// cannot see was refused as not found before.
func (p *preparation) mayUse(ctx context.Context, t *record.Type, c *Command, old *record.Record) error {
	if p.actor.System {
		return nil
	}
	op := operationOf(c.Do)
	if c.Do == Act {
		if a, ok := t.Action(c.Action); ok && len(a.Roles) > 0 {
			if slices.ContainsFunc(a.Roles, p.actor.Is) && p.actor.InScope(t.Name, record.Change) {
				return nil
			}
			return fault.New(fault.Forbidden, t.Name+"."+c.Action, "action-forbidden", "action", c.Action)
		}
	}
	return p.someRow(ctx, t, op, old)
}

// mayResult asks whether the actor may leave the row as it will be.
func (p *preparation) mayResult(ctx context.Context, d *record.Draft, c *Command) error {
	if p.actor.System || c.Do == Act || d.Removing {
		return nil
	}
	if d.Old != nil {
		return nil
	}
	return p.someRow(ctx, d.Type, record.Create, d.Record())
}

// someRow asks whether one of the actor's permissions for the operation holds for the row; with a
// nil row, whether there is such a permission at all.
func (p *preparation) someRow(ctx context.Context, t *record.Type, op record.Operation, row *record.Record) error {
	for _, perm := range p.book.of(p.actor, t.Name, op) {
		if row == nil {
			return nil
		}
		holds, err := p.reader.holdsNode(ctx, t, perm.rows, row)
		if err != nil {
			return err
		}
		if holds {
			return nil
		}
	}
	return fault.New(fault.Forbidden, t.Name+"."+string(op), "forbidden", "operation", string(op), "type", t.Name)
}

// readers lists who may read the stored row, nil when nothing that decides it has changed.
func (p *preparation) readers(ctx context.Context, d *record.Draft, stored *record.Record) ([]store.Reader, error) {
	if !d.IsNew() && !p.decides(d) {
		return nil, nil
	}
	return p.book.readersOf(ctx, p.reader.asSystemReader(), stored)
}

// decides tells whether the draft changes a field that some reading permission looks at.
func (p *preparation) decides(d *record.Draft) bool {
	if d.Type.States != nil {
		if s := d.Type.SlotNamed(record.StateName); d.ChangedAt(s) {
			return true
		}
	}
	for _, perm := range p.book.byType[d.Type.Name] {
		for _, way := range perm.paths {
			if way.field != "" && d.ChangedAt(d.Type.SlotNamed(way.field)) {
				return true
			}
			if _, all := way.rest.(query.All); !all && len(d.ChangedSlots()) > 0 {
				return true
			}
		}
	}
	return false
}

// readersOf computes the reader lines of a row from every reading permission that is not for all
// rows.
func (b *book) readersOf(ctx context.Context, r *reader, row *record.Record) ([]store.Reader, error) {
	out := []store.Reader{}
	category := string(row.Type.CategoryOf(row.State()))
	for _, perm := range b.byType[row.Type.Name] {
		if _, all := perm.rows.(query.All); all {
			continue
		}
		for _, way := range perm.paths {
			holds, err := r.holdsNode(ctx, row.Type, way.rest, row)
			if err != nil {
				return nil, err
			}
			if !holds {
				continue
			}
			for _, id := range standing(row, way) {
				out = append(out, store.Reader{Principal: principal(way.role, way.who, id), Category: category})
			}
		}
	}
	return out, nil
}

// standing lists the ids in the field of a path.
func standing(row *record.Record, way path) []string {
	if way.who == everybody {
		return []string{""}
	}
	v := row.Named(way.field)
	if m := v.Members(); len(m) > 0 {
		return m
	}
	return nonEmpty(v.Text())
}
