package engine

import (
	"fmt"
	"slices"
	"time"

	"steward/kernel/query"
	"steward/kernel/record"
)

// book is the types and who may do what with them, compiled of declarations and of what administrators
// made. It is swapped as one, so that no permission is asked of a type it was not compiled for.
type book struct {
	catalogue *record.Catalogue
	byType    map[string][]permission
	ways      map[string][]way // by the type that is followed
	stale     map[string]bool  // by mark: reader lines or texts that are of former permissions or fields
	since     time.Time        // when the book was made
}

// permission is a declared permission with its row condition read.
type permission struct {
	record.Permission
	rows  query.Node
	paths []path // for reading: the ways in which a person can be the one that rows means
	// decides lists the fields on which it depends whether somebody may read a record; nil where that
	// is asked of other records too.
	decides []string
}

// path is a way of reading, in the permission's role.
type path struct {
	role string
	record.Way
}

func newBook(c *record.Catalogue, granted map[string][]record.Permission) (*book, error) {
	b := &book{catalogue: c, byType: map[string][]permission{}, ways: map[string][]way{}, stale: map[string]bool{}}
	for _, t := range c.Types() {
		for _, declared := range append(slices.Clone(t.Access), granted[t.Name]...) {
			p, err := compile(t, declared)
			if err != nil {
				return nil, fmt.Errorf("type %q: permission of role %q: %w", t.Name, declared.Role, err)
			}
			b.byType[t.Name] = append(b.byType[t.Name], p)
		}
	}
	for _, t := range c.Types() {
		b.ways[t.Name] = b.waysTo(t)
	}
	return b, nil
}

func compile(t *record.Type, declared record.Permission) (permission, error) {
	rows, ways, err := declared.Check(t)
	p := permission{Permission: declared, rows: rows}
	for _, w := range ways {
		p.paths = append(p.paths, path{declared.Role, w})
	}
	if err == nil {
		p.decides, err = decidedBy(t, declared.Via, rows)
	}
	return p, err
}

func decidedBy(t *record.Type, via string, rows query.Node) ([]string, error) {
	named := func(string, string) (string, bool, error) { return "", true, nil }
	c, err := query.Bind(rows, t, query.Env{Zone: time.UTC, Lookup: named})
	if err != nil || len(c.Walks()) > 0 {
		return nil, err
	}
	return slices.Concat([]string{via}, c.Fields()), nil
}

// of lists the permissions that let the actor do the operation, whatever the rows.
func (b *book) of(a record.Actor, typeName string, op record.Operation) []permission {
	if !a.InScope(typeName, op) {
		return nil
	}
	var out []permission
	for _, p := range b.byType[typeName] {
		if p.Allows(op) && a.Is(p.Role) {
			out = append(out, p)
		}
	}
	return out
}

// seesAll tells whether the actor reads every record of the type.
func (b *book) seesAll(a record.Actor, typeName string) bool {
	if a.System {
		return true
	}
	return slices.ContainsFunc(b.of(a, typeName, record.Read), func(p permission) bool {
		_, all := p.rows.(query.All)
		return all && p.Via == ""
	})
}

// principals lists whom the actor is in the reader table of the type.
func (b *book) principals(a record.Actor, typeName string) []string {
	return b.identified(a, typeName, func(path) bool { return true })
}

// named is principals without those for everybody in a role, which open answers from the row.
func (b *book) named(a record.Actor, typeName string) []string {
	if b.stale[readersMark+typeName] {
		return nil
	}
	return b.identified(a, typeName, func(way path) bool { return way.Who != record.Everybody })
}

// open lists the conditions on the record itself that open it to everybody in one of the actor's
// roles; where the reader lines are stale, all conditions.
func (b *book) open(a record.Actor, typeName string) []query.Node {
	var out []query.Node
	for _, p := range b.of(a, typeName, record.Read) {
		if b.stale[readersMark+typeName] && p.Via == "" {
			out = append(out, p.rows)
			continue
		}
		for _, way := range p.paths {
			if way.Who == record.Everybody {
				out = append(out, way.Rest)
			}
		}
	}
	return out
}

func (b *book) identified(a record.Actor, typeName string, wanted func(path) bool) []string {
	seen := map[string]bool{}
	var out []string
	add := func(p string) {
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	for _, p := range b.of(a, typeName, record.Read) {
		if p.Via != "" {
			followed(a, p, add)
		}
		for _, way := range p.paths {
			if !wanted(way) {
				continue
			}
			for _, id := range identities(a, way.Who) {
				add(principal(way.role, way.Who, id))
			}
		}
	}
	return out
}

func identities(a record.Actor, w record.Who) []string {
	switch w {
	case record.Everybody:
		return []string{""}
	case record.ByPerson:
		return nonEmpty(a.Person)
	case record.ByTeam:
		return a.Teams
	case record.ByDepartment:
		return nonEmpty(a.Department)
	case record.ByOrg:
		return nonEmpty(a.Organisation)
	}
	return nil
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func principal(role string, w record.Who, id string) string { return role + "|" + string(w) + "|" + id }

// mayField tells whether some permission of the actor covers the field for the operation in some
// rows.
func (b *book) mayField(a record.Actor, t *record.Type, op record.Operation, field string) bool {
	return a.System || covered(b.of(a, t.Name, op), field)
}

// wholeRows tells whether the actor reads every field of every record that they see.
func (b *book) wholeRows(a record.Actor, typeName string) bool {
	return !slices.ContainsFunc(b.of(a, typeName, record.Read), func(p permission) bool { return len(p.Fields) > 0 || len(p.But) > 0 })
}

// always tells whether whoever sees a record reads this slot: by it records are told apart and listed.
func always(slot int) bool {
	return slot == record.SlotID || slot == record.SlotVersion || slot == record.SlotCreatedAt || slot == record.SlotUpdatedAt
}

// mayAsk tells whether the actor may filter and sort by the field: only when it can be read in every
// record that they see, for what a list leaves out tells of the hidden values.
func (b *book) mayAsk(a record.Actor, t *record.Type, field string) bool {
	if a.System || always(t.SlotNamed(field)) {
		return true
	}
	perms := b.of(a, t.Name, record.Read)
	all := func(p permission) bool { _, all := p.rows.(query.All); return all && p.Via == "" && p.Covers(field) }
	hides := func(p permission) bool { return !p.Covers(field) }
	return slices.ContainsFunc(perms, all) || !slices.ContainsFunc(perms, hides)
}
