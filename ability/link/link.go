// Package link is the ability of records to stand in a relation to one another: an incident is
// caused by a problem, fixed by a change, the child of another.
//
// Its one rule: a link says something once, never of a record about itself, and parents form no
// circle.
package link

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of a link, which reads: From KIND To.
var (
	From = record.AnyRef("from_record").Required().Indexed()
	Kind = record.Choice("kind", ParentOf, ChildOf, CausedBy, DuplicateOf, FixedBy, Blocks, Relates).Required()
	To   = record.AnyRef("to_record").Required().Indexed()
	Note = record.Text("note")

	pair = record.Text("pair").Computed().Unique()
)

// The kinds. A child is stored as its parent's link, and what relates to each other once.
const (
	ParentOf    = "parent"
	ChildOf     = "child"
	CausedBy    = "caused_by"
	DuplicateOf = "duplicate_of"
	FixedBy     = "fixed_by"
	Blocks      = "blocks"
	Relates     = "relates"
)

// Between gives a type its links. They are seen by those of the staff who see either end.
func Between(staff ...string) record.Ability {
	return record.Ability{Name: "link", Panel: "links", Types: []*record.Type{links(staff)}}
}

func links(staff []string) *record.Type {
	var access record.Access
	for _, role := range staff {
		access = append(access,
			record.Permission{Role: role, Can: []record.Operation{record.Create, record.Change, record.Remove}},
			record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: From.Name()},
			record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: To.Name()})
	}
	return &record.Type{Name: "link", Icon: "link-2", Access: access, Fields: record.Columns{From, Kind, To, Note, pair}, List: record.Columns{From, Kind, To, Note},
		Rules: record.Rules{
			{On: record.Filling, Say: "a link is stored in one direction", Reads: record.Columns{From, Kind, To}, Sets: record.Columns{From, Kind, To}, Do: direct},
			record.Formula("a link stands once", pair, pairOf, From, Kind, To),
			{On: record.Checking, Say: "both ends of a link are records that its author sees", Reads: record.Columns{From, To}, Do: seen},
			{On: record.Checking, Say: "a record is not linked to itself", Reads: record.Columns{From, To}, Do: apart},
			{On: record.Checking, Say: "parents form no circle", Reads: record.Columns{From, Kind, To}, Do: circle},
		}}
}

func direct(_ context.Context, d *record.Draft, _ record.Reader) error {
	from, to := From.Of(d), To.Of(d)
	switch {
	case Kind.Of(d) == ChildOf:
		Kind.Set(d, ParentOf)
	case Kind.Of(d) != Relates || key(from) <= key(to):
		return nil
	}
	From.Set(d, to)
	To.Set(d, from)
	return nil
}

func key(s record.Subject) string { return s.Type + "/" + s.ID }

func pairOf(d *record.Draft) string { return key(From.Of(d)) + " " + Kind.Of(d) + " " + key(To.Of(d)) }

func seen(ctx context.Context, d *record.Draft, r record.Reader) error {
	var refused fault.List
	for _, end := range []record.Field[record.Subject]{From, To} {
		s := end.Of(d)
		if s.ID == "" {
			continue
		}
		_, err := r.Get(ctx, s.Type, s.ID)
		if fault.Is(err, fault.NotFound) {
			refused = append(refused, fault.New(fault.Invalid, "link", "no-such-record", "given", s.ID, "type", s.Type).On(end.Name()))
		} else if err != nil {
			return err
		}
	}
	return refused.OrNil()
}

func apart(_ context.Context, d *record.Draft, _ record.Reader) error {
	if From.Of(d) == To.Of(d) {
		return fault.New(fault.Invalid, "link", "link-to-itself").On(To.Name())
	}
	return nil
}

// circle walks from the parent up; a new child that is met there would be its own ancestor.
func circle(ctx context.Context, d *record.Draft, r record.Reader) error {
	if Kind.Of(d) != ParentOf {
		return nil
	}
	child := To.Of(d)
	all := r.System("walks up the parents")
	met := map[record.Subject]bool{}
	for level := []record.Subject{From.Of(d)}; len(level) > 0; {
		var above []record.Subject
		for _, s := range level {
			if s == child {
				return fault.New(fault.Invalid, "link", "link-circle").On(To.Name())
			}
			if met[s] {
				continue
			}
			met[s] = true
			parents, err := Ends(ctx, all, s, ParentOf, To)
			if err != nil {
				return err
			}
			above = append(above, parents...)
		}
		level = above
	}
	return nil
}

// mostEnds is how many links of one kind are followed from one record.
const mostEnds = 500

// Ends lists the records at the other end of a record's links of one kind; at is the end at which
// the record itself stands, From or To.
func Ends(ctx context.Context, r record.Reader, s record.Subject, kind string, at record.Field[record.Subject]) ([]record.Subject, error) {
	other := To
	if at.Definition() == To.Definition() {
		other = From
	}
	rows, err := r.Find(ctx, "link", at.Name()+` = "`+s.ID+`" and kind = `+kind, mostEnds)
	if err != nil {
		return nil, err
	}
	out := make([]record.Subject, 0, len(rows))
	for _, row := range rows {
		out = append(out, other.Of(row))
	}
	return out, nil
}
