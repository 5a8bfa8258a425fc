package engine

import (
	"context"
	"slices"

	"steward/kernel/record"
	"steward/kernel/store"
)

// regrant derives anew who may read the records that follow this one, where its own readers have
// changed, it was removed, or a removal was undone.
func (p *preparation) regrant(ctx context.Context, d *record.Draft, c *Command, stored *record.Record, touched bool) error {
	if len(p.book.ways[d.Type.Name]) == 0 {
		return nil
	}
	switch {
	case d.Removing, d.IsNew() && c.exact != nil:
	case d.IsNew(), !touched:
		return nil
	default:
		before, err := p.book.lines(ctx, p.reader.asSystemReader(), d.Old, record.Everyone, 0)
		if err != nil {
			return err
		}
		now, err := p.book.lines(ctx, p.reader.asSystemReader(), stored, record.Everyone, 0)
		if err != nil || sameLines(before, now) {
			return err
		}
	}
	return p.regrantFollowers(ctx, stored, 0)
}

func sameLines(a, b []string) bool {
	return slices.Equal(fewest(a), fewest(b))
}

// way is a field by which records of a type follow another.
type way struct {
	from  *record.Type
	field string
}

// waysTo lists the ways in which records may follow one of the type.
func (b *book) waysTo(t *record.Type) []way {
	var out []way
	for _, from := range t.Catalogue().Types() {
		for _, perm := range b.byType[from.Name] {
			if perm.Via == "" {
				continue
			}
			d, _ := from.Field(perm.Via)
			w := way{from, perm.Via}
			if (d.Target == "" || d.Target == t.Name) && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return out
}

func (p *preparation) regrantFollowers(ctx context.Context, subject *record.Record, depth int) error {
	if depth >= deepest {
		return nil
	}
	r := p.reader.asSystemReader()
	for _, w := range p.book.ways[subject.Type.Name] {
		again := func(row *record.Record) error { return p.regrantOne(ctx, row, depth) }
		if !p.fresh[subject.ID()] {
			ask := Ask{Type: w.from.Name, Filter: w.field + ` = "` + subject.ID() + `"`, Order: "id", Background: true}
			if err := r.eachPage(ctx, ask, func(rows []*record.Record) error { return eachRow(rows, again) }); err != nil {
				return err
			}
		}
		d, _ := w.from.Field(w.field)
		if err := eachRow(p.reader.coming(w.from.Name, d, subject.ID()), again); err != nil {
			return err
		}
	}
	return nil
}

func eachRow(rows []*record.Record, do func(*record.Record) error) error {
	for _, row := range rows {
		if err := do(row); err != nil {
			return err
		}
	}
	return nil
}

// changedAfter keeps what was derived of a record true when the same write changes the record too: its
// own change asks for its version, and who reads it follows from how it will be.
func (p *preparation) changedAfter(ctx context.Context, stored *record.Record, removed bool) error {
	at, derived := p.regranted[stored.ID()]
	if !derived || at >= len(p.write.Regrants) || p.write.Regrants[at].ID != stored.ID() {
		return nil
	}
	g := &p.write.Regrants[at]
	g.Version, g.Readers = 0, nil
	if removed {
		return nil
	}
	readers, err := p.book.readersOf(ctx, p.reader.asSystemReader(), stored)
	g.Readers = readers
	return err
}

func (p *preparation) regrantOne(ctx context.Context, row *record.Record, depth int) error {
	if now, ok := p.reader.overlay[row.Type.Name+"/"+row.ID()]; ok {
		if now == nil {
			return nil
		}
		row = now
	}
	readers, err := p.book.readersOf(ctx, p.reader.asSystemReader(), row)
	if err != nil {
		return err
	}
	again := store.Regrant{Type: row.Type, ID: row.ID(), Version: row.Version(), Readers: readers}
	if at, derived := p.regranted[row.ID()]; derived && at < len(p.write.Regrants) && p.write.Regrants[at].ID == row.ID() {
		p.write.Regrants[at] = again
	} else {
		p.regranted[row.ID()] = len(p.write.Regrants)
		p.write.Regrants = append(p.write.Regrants, again)
	}
	return p.regrantFollowers(ctx, row, depth+1)
}
