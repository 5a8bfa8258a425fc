package engine

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// What a preparation relied on is asked again inside the transaction: see store.Need.

// relyOn asks that what the changed references of a draft name is still there when it is stored.
func (p *preparation) relyOn(d *record.Draft) {
	for _, slot := range d.ChangedSlots() {
		def := d.Type.Defs()[slot]
		if def.Target == "" || slot <= record.SlotUpdatedBy {
			continue
		}
		to, ok := p.catalogue.Type(def.Target)
		if !ok {
			continue
		}
		for _, id := range record.Referred(d.At(slot)) {
			p.write.Needs = append(p.write.Needs, store.Need{Type: to, ID: id})
		}
	}
}

// relyOnSubjects asks that the records by which the readers of a row are worked out have not changed
// when it is stored.
func (p *preparation) relyOnSubjects(ctx context.Context, row *record.Record, depth int) error {
	if depth >= deepest {
		return nil
	}
	var asked []string
	for _, perm := range p.book.byType[row.Type.Name] {
		if perm.Via == "" || slices.Contains(asked, perm.Via) {
			continue
		}
		asked = append(asked, perm.Via)
		typeName, id := subjectOf(row, perm.Via)
		if id == "" {
			continue
		}
		subject, err := p.reader.asSystemReader().whole(ctx, typeName, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		p.write.Needs = append(p.write.Needs, store.Need{Type: subject.Type, ID: subject.ID(), Version: subject.Version()})
		if err := p.relyOnSubjects(ctx, subject, depth+1); err != nil {
			return err
		}
	}
	return nil
}
