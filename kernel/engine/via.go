package engine

import (
	"context"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
)

// Some records may be read by whoever may read another one: a message by the readers of its ticket.
// Such a record has the reader lines that its subject would have, those for everybody in a role
// included, and they are derived again in the same transaction when the subject's readers change.
//
// Records that follow are made by actions of their subject, which change the subject's version: so
// that a new message and a new watcher, written at the same moment, cannot miss each other.

// followed adds every principal that the actor may be in the lines of records that follow others.
func followed(a record.Actor, p permission, add func(string)) {
	roles := []string{p.Role}
	if p.Role == record.Everyone {
		roles = append(slices.Clone(a.Roles), record.Everyone)
	}
	for _, role := range roles {
		for _, w := range []record.Who{record.Everybody, record.ByPerson, record.ByTeam, record.ByDepartment, record.ByOrg} {
			for _, id := range identities(a, w) {
				add(principal(role, w, id))
			}
		}
	}
}

// lines lists the principals that may read the record in a role, in any role for Everyone; those who
// read all records of the type stand there too.
func (b *book) lines(ctx context.Context, r *reader, row *record.Record, role string, depth int) ([]string, error) {
	var out []string
	for _, perm := range b.byType[row.Type.Name] {
		if !perm.Allows(record.Read) || !reaches(perm, role) {
			continue
		}
		found, err := b.linesOf(ctx, r, row, perm, role, depth)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// reaches tells whether a permission can give lines of the role.
func reaches(perm permission, role string) bool {
	return role == record.Everyone || perm.Role == role || (perm.Via != "" && perm.Role == record.Everyone)
}

// linesOf lists the principals that one permission lets read the record.
func (b *book) linesOf(ctx context.Context, r *reader, row *record.Record, perm permission, role string, depth int) ([]string, error) {
	if perm.Via != "" {
		holds, err := r.holdsNode(ctx, row.Type, perm.rows, row)
		if err != nil || !holds {
			return nil, err
		}
		return b.inherited(ctx, r, row, perm, role, depth)
	}
	var out []string
	for _, way := range perm.paths {
		holds, err := r.holdsNode(ctx, row.Type, way.Rest, row)
		if err != nil {
			return nil, err
		}
		if !holds {
			continue
		}
		for _, id := range standing(row, way) {
			out = append(out, principal(way.role, way.Who, id))
		}
	}
	return out, nil
}

// inherited lists the principals that may read the record because they may read its subject.
func (b *book) inherited(ctx context.Context, r *reader, row *record.Record, perm permission, role string, depth int) ([]string, error) {
	if depth >= deepest {
		return nil, nil
	}
	typeName, id := subjectOf(row, perm.Via)
	if id == "" {
		return nil, nil
	}
	subject, err := r.whole(ctx, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if perm.Role != record.Everyone {
		role = perm.Role
	}
	return b.lines(ctx, r, subject, role, depth+1)
}

// subjectOf gives the record that a reference field names.
func subjectOf(row *record.Record, field string) (typeName, id string) {
	d, ok := row.Type.Field(field)
	if !ok {
		return "", ""
	}
	v := row.ValueOf(d)
	if d.Target != "" {
		return d.Target, v.Text()
	}
	_, typeName = v.Second()
	return typeName, v.Text()
}

// readersOf computes the reader lines of a row from every reading permission that is not for all
// rows.
func (b *book) readersOf(ctx context.Context, r *reader, row *record.Record) ([]store.Reader, error) {
	var found []string
	for _, perm := range b.byType[row.Type.Name] {
		if _, all := perm.rows.(query.All); !perm.Allows(record.Read) || (all && perm.Via == "") {
			continue
		}
		lines, err := b.linesOf(ctx, r, row, perm, record.Everyone, 0)
		if err != nil {
			return nil, err
		}
		found = append(found, lines...)
	}
	found = fewest(found)
	out, category := make([]store.Reader, len(found)), string(row.Type.CategoryOf(row.State()))
	for i, p := range found {
		out[i] = store.Reader{Principal: p, Category: category}
	}
	return out, nil
}

// fewest gives the principals in order, each once. Where everybody in a role reads, the teams and
// people of that role say nothing more.
func fewest(principals []string) []string {
	slices.Sort(principals)
	principals = slices.Compact(principals)
	out, everybody := principals[:0], ""
	for _, p := range principals {
		if whole := everybodyIn(p); p == whole {
			everybody = whole
		} else if whole == everybody {
			continue
		}
		out = append(out, p)
	}
	return out
}

// everybodyIn gives the principal of everybody in the role of another one; it comes first in order.
func everybodyIn(of string) string {
	role, _, _ := strings.Cut(of, "|")
	return principal(role, record.Everybody, "")
}

// standing lists the ids in the field of a path.
func standing(row *record.Record, way path) []string {
	if way.Who == record.Everybody {
		return []string{""}
	}
	v := row.Named(way.Field)
	if m := v.Members(); len(m) > 0 {
		return m
	}
	return nonEmpty(v.Text())
}
