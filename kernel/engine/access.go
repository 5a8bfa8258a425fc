package engine

import (
	"fmt"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// book is the permissions of every type, compiled: what declarations and administrators allow.
type book struct {
	byType map[string][]permission
	ways   map[string][]way // by the type that is followed
}

// permission is a declared permission with its row condition read.
type permission struct {
	record.Permission
	rows  query.Node
	paths []path // for reading: the ways in which a person can be the one that rows means
}

// path is one alternative of a reading permission: whoever stands in the field may read the record
// when the rest holds. Without a field, everybody in the role may.
type path struct {
	role  string
	field string // empty: everybody in the role
	who   who
	rest  query.Node // conditions on the record itself
}

type who string

const (
	everybody    who = "*"
	byPerson     who = "p"
	byTeam       who = "t"
	byDepartment who = "d"
	byOrg        who = "o"
)

// words of the condition language that stand for the one who asks.
var askers = map[string]who{"me": byPerson, "my-teams": byTeam, "my-department": byDepartment, "my-organisation": byOrg}

func newBook(c *record.Catalogue, granted map[string][]record.Permission) (*book, error) {
	b := &book{byType: map[string][]permission{}, ways: map[string][]way{}}
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
	p := permission{Permission: declared, rows: query.All{}}
	if declared.Rows != "" {
		n, err := query.Parse(declared.Rows)
		if err != nil {
			return p, err
		}
		p.rows = n
	}
	for _, f := range append(slices.Clone(declared.Fields), declared.But...) {
		if _, ok := t.Field(f); !ok {
			return p, fault.New(fault.Invalid, "access", "no-such-field", "field", f, "type", t.Name).On(f)
		}
	}
	if !declared.Allows(record.Read) {
		return p, nil
	}
	if declared.Via != "" {
		return p, checkVia(t, p)
	}
	for _, alternative := range alternatives(p.rows) {
		way, err := pathOf(declared.Role, alternative)
		if err != nil {
			return p, err
		}
		p.paths = append(p.paths, way)
	}
	return p, nil
}

func alternatives(n query.Node) []query.Node {
	if or, ok := n.(query.Or); ok {
		return or.Parts
	}
	return []query.Node{n}
}

// pathOf reads one alternative: at most one comparison with the asker, the rest on the record.
func pathOf(role string, n query.Node) (path, error) {
	parts := []query.Node{n}
	if and, ok := n.(query.And); ok {
		parts = and.Parts
	}
	way := path{role: role, who: everybody}
	var rest []query.Node
	for _, part := range parts {
		c, isCompare := part.(query.Compare)
		who, asks := asker(c)
		switch {
		case isCompare && asks && way.who == everybody:
			way.field, way.who = c.Path[0], who
		case mentionsAsker(part):
			return way, fault.New(fault.Invalid, "access", "rows-not-principals", "rows", query.Print(n))
		default:
			rest = append(rest, part)
		}
	}
	way.rest = query.AllOf(rest...)
	return way, nil
}

// asker tells whether the comparison is "field = me" or the like, on a field of the record itself.
func asker(c query.Compare) (who, bool) {
	if len(c.Path) != 1 || len(c.Values) != 1 || c.Values[0].Quoted {
		return "", false
	}
	if c.Op != query.Equal && c.Op != query.In && c.Op != query.Has {
		return "", false
	}
	w, ok := askers[strings.ToLower(c.Values[0].Text)]
	return w, ok
}

func mentionsAsker(n query.Node) bool {
	switch n := n.(type) {
	case query.And:
		return slices.ContainsFunc(n.Parts, mentionsAsker)
	case query.Or:
		return slices.ContainsFunc(n.Parts, mentionsAsker)
	case query.Not:
		return mentionsAsker(n.Part)
	case query.Compare:
		return slices.ContainsFunc(n.Values, func(l query.Literal) bool {
			_, ok := askers[strings.ToLower(l.Text)]
			return ok && !l.Quoted
		})
	}
	return false
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
	return b.identified(a, typeName, func(way path) bool { return way.who != everybody })
}

// open lists the conditions on the record itself that open it to everybody in one of the actor's
// roles.
func (b *book) open(a record.Actor, typeName string) []query.Node {
	var out []query.Node
	for _, p := range b.of(a, typeName, record.Read) {
		for _, way := range p.paths {
			if way.who == everybody {
				out = append(out, way.rest)
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
			for _, id := range identities(a, way.who) {
				add(principal(way.role, way.who, id))
			}
		}
	}
	return out
}

func identities(a record.Actor, w who) []string {
	switch w {
	case everybody:
		return []string{""}
	case byPerson:
		return nonEmpty(a.Person)
	case byTeam:
		return a.Teams
	case byDepartment:
		return nonEmpty(a.Department)
	case byOrg:
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

func principal(role string, w who, id string) string { return role + "|" + string(w) + "|" + id }

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
