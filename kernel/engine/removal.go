package engine

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// leave notes which records a call removes: they may refer to one another, and who refers to them is
// asked once for all of a type.
func (p *preparation) leave(commands []Command) {
	for i := range commands {
		if c := &commands[i]; c.Do == Remove && record.IsID(c.ID) {
			p.leaving[c.Type] = append(p.leaving[c.Type], c.ID)
			p.gone[c.Type+"/"+c.ID] = true
		}
	}
}

// checkRemoval refuses to remove a record that others refer to, or that a rule keeps.
func (p *preparation) checkRemoval(ctx context.Context, d *record.Draft) error {
	var refused fault.List
	for _, r := range d.Type.Removals() {
		var err error
		if refused, err = collect(refused, r.Do(ctx, d, p.reader)); err != nil {
			return err
		}
	}
	if len(refused) > 0 {
		return refused
	}
	for _, t := range p.catalogue.Types() {
		for slot, def := range t.Defs() {
			if def.Target != d.Type.Name || slot <= record.SlotUpdatedBy {
				continue
			}
			n, err := p.referring(ctx, t, def, slot, d)
			if err != nil {
				return err
			}
			if n > 0 {
				return fault.New(fault.Invalid, d.Type.Name+".remove", "still-referred-to", "count", n, "type", t.Name, "field", def.Name)
			}
		}
	}
	return nil
}

// fieldOf is a field of a type.
type fieldOf struct{ typeName, field string }

// referring counts the records that refer to the draft's by a field and that the call leaves so.
func (p *preparation) referring(ctx context.Context, t *record.Type, def *record.Def, slot int, d *record.Draft) (int, error) {
	from := fieldOf{t.Name, def.Name}
	found, asked := p.referrers[from]
	if !asked {
		ids := p.leaving[d.Type.Name]
		if !p.gone[d.Type.Name+"/"+d.ID()] {
			ids = []string{d.ID()}
		}
		rows, err := p.engine.store.Referrers(ctx, p.engine.config.House, t, def, ids)
		if err != nil {
			return 0, err
		}
		found = map[string][]string{}
		for _, r := range rows {
			found[r.To] = append(found[r.To], r.ID)
		}
		if len(ids) > 1 {
			p.referrers[from] = found
		}
	}
	n := 0
	for _, id := range found[d.ID()] {
		row, changed := p.reader.overlay[t.Name+"/"+id]
		switch {
		case id == d.ID() && t.Name == d.Type.Name, p.gone[t.Name+"/"+id], changed && row == nil:
		case changed && !slices.Contains(record.Referred(row.At(slot)), d.ID()):
		default:
			n++
		}
	}
	return n, nil
}
