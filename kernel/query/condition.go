package query

import (
	"slices"

	"steward/kernel/value"
)

// Condition is a condition that is bound to a type and to who asks: every name, operator and value
// is checked, and me, my-teams and relative dates stand for what they meant at that moment.
type Condition struct {
	schema  Schema
	root    bound
	fields  []string
	walks   []Walk
	moments []Moment
}

// Walk is one dot-walk: the references in order, and the field that is read at its end.
type Walk struct {
	Steps []Step
	Field string
}

// Step is one reference of a dot-walk.
type Step struct{ Type, Field, Target string }

// bound is a part of a bound condition. Negation stands in the leaves only, so that SQL's third
// truth value, which acts as false in AND and OR, never meets a NOT.
type bound interface {
	holds(Row) bool
	sql(b *Builder, table string)
}

// Schema gives the type that the condition is about.
func (c *Condition) Schema() Schema { return c.schema }

// Holds tells whether a record meets the condition.
func (c *Condition) Holds(r Row) bool { return c.root.holds(r) }

// IsAll tells whether the condition holds for every record whatever it contains.
func (c *Condition) IsAll() bool { return c.root == constant(true) }

// IsNone tells whether the condition holds for no record whatever it contains: "team = my-teams" of
// somebody without a team.
func (c *Condition) IsNone() bool { return c.root == constant(false) }

// SQL adds the condition as a boolean expression: true for exactly the records for which it Holds,
// false or null for others. It fits behind WHERE, AND, OR and WHEN, but not behind NOT.
func (c *Condition) SQL(b *Builder) { c.root.sql(b, b.from(c.schema.Table())) }

// Fields lists the fields that the condition names, each once, dot-walks as a path.
func (c *Condition) Fields() []string { return c.fields }

// Walks lists the dot-walks, so that the target types' access can be applied to them.
func (c *Condition) Walks() []Walk { return c.walks }

// Moments lists the relative dates and what they stood for, in the order of the text.
func (c *Condition) Moments() []Moment { return c.moments }

// Pins tells whether the condition leaves only records that have one of a few given values in a slot
// that is meant.
func (c *Condition) Pins(meant func(slot int) bool) bool { return pins(c.root, meant) }

func pins(b bound, meant func(slot int) bool) bool {
	switch b := b.(type) {
	case group:
		pinned := func(part bound) bool { return pins(part, meant) }
		if b.any {
			return !slices.ContainsFunc(b.parts, func(part bound) bool { return !pinned(part) })
		}
		return slices.ContainsFunc(b.parts, pinned)
	case atom:
		list, ok := b.test.(among)
		return ok && !b.negate && len(b.walk) == 0 && len(list) <= fewValues && meant(b.field.Slot)
	}
	return false
}

// fewValues is how many given values still lead to a record faster than anything else.
const fewValues = 100

// And joins two conditions on the same type.
func (c *Condition) And(other *Condition) *Condition {
	joined := &Condition{schema: c.schema, root: group{parts: []bound{c.root, other.root}}.simple(),
		fields: slices.Clone(c.fields), walks: slices.Concat(c.walks, other.walks), moments: slices.Concat(c.moments, other.moments)}
	for _, f := range other.fields {
		joined.named(f)
	}
	return joined
}

func (c *Condition) named(field string) {
	if !slices.Contains(c.fields, field) {
		c.fields = append(c.fields, field)
	}
}

type constant bool

func (c constant) holds(Row) bool { return bool(c) }
func (c constant) sql(b *Builder, _ string) {
	if c {
		b.Write("TRUE")
		return
	}
	b.Write("FALSE")
}

// group is several parts joined by and, or by or.
type group struct {
	parts []bound
	any   bool
}

// simple leaves out constants and needless levels.
func (g group) simple() bound {
	var parts []bound
	for _, p := range g.parts {
		switch p := p.(type) {
		case constant:
			if bool(p) == g.any {
				return p
			}
		case group:
			if p.any == g.any {
				parts = append(parts, p.parts...)
				continue
			}
			parts = append(parts, p)
		default:
			parts = append(parts, p)
		}
	}
	switch len(parts) {
	case 0:
		return constant(!g.any)
	case 1:
		return parts[0]
	}
	return group{parts: parts, any: g.any}
}

func (g group) holds(r Row) bool {
	for _, p := range g.parts {
		if p.holds(r) == g.any {
			return g.any
		}
	}
	return !g.any
}

func (g group) sql(b *Builder, table string) {
	word := " AND "
	if g.any {
		word = " OR "
	}
	b.Write("(")
	joinSQL(b, g.parts, table, word)
	b.Write(")")
}

// joinSQL writes long groups as a balanced tree of brackets: SQLite refuses expressions deeper
// than 1,000, and a chain of n parts is n deep.
func joinSQL(b *Builder, parts []bound, table, word string) {
	const chain = 8
	if len(parts) <= chain {
		for i, p := range parts {
			if i > 0 {
				b.Write(word)
			}
			p.sql(b, table)
		}
		return
	}
	half := len(parts) / 2
	b.Write("(")
	joinSQL(b, parts[:half], table, word)
	b.Write(")", word, "(")
	joinSQL(b, parts[half:], table, word)
	b.Write(")")
}

// atom is one comparison. Its test is false on empty; what includes empty is a negated test.
type atom struct {
	walk   []step
	field  Field
	test   test
	negate bool
}

// step leads from a table to the one that a reference points at.
type step struct {
	slot   int
	column string
	target string // type
	table  string
}

// follow gives the record at the end of a dot-walk.
func follow(r Row, walk []step) (Row, bool) {
	for _, s := range walk {
		next, ok := r.Follow(s.slot)
		if !ok {
			return nil, false
		}
		r = next
	}
	return r, true
}

// read gives a field's value at the end of a dot-walk, Empty where a reference leads nowhere.
func read(r Row, walk []step, slot int) value.Value {
	end, ok := follow(r, walk)
	if !ok {
		return value.Value{}
	}
	return end.At(slot)
}

func (a atom) holds(r Row) bool {
	v := read(r, a.walk, a.field.Slot)
	return (!v.IsEmpty() && a.test.holds(v)) != a.negate
}

func (a atom) sql(b *Builder, table string) {
	if len(a.walk) == 0 {
		a.testSQL(b, table, a.negate)
		return
	}
	if a.negate {
		b.Write("NOT ")
	}
	a.walkSQL(b, table, a.walk)
}

// walkSQL looks the record up by its primary key, so that both databases use that index.
func (a atom) walkSQL(b *Builder, table string, walk []step) {
	s, alias := walk[0], b.Alias()
	b.Write("EXISTS (SELECT 1 FROM ", Name(s.table), " AS ", Name(alias), " WHERE ")
	linkSQL(b, s, table, alias)
	b.Write(" AND ")
	if len(walk) > 1 {
		a.walkSQL(b, alias, walk[1:])
	} else {
		a.testSQL(b, alias, false)
	}
	b.Write(")")
}

func linkSQL(b *Builder, s step, table, alias string) {
	b.column(alias, "house")
	b.Write(" = ", b.House(), " AND ")
	b.column(alias, "id")
	b.Write(" = ")
	b.column(table, s.column)
	if b.Guard != nil {
		b.Write(" AND (")
		b.Guard(b, s.target, alias)
		b.Write(")")
	}
}

func (a atom) testSQL(b *Builder, table string, negate bool) {
	_, filled := a.test.(filled)
	if filled || negate {
		b.Write("(")
		b.column(table, a.field.Column)
		if filled && !negate {
			b.Write(" IS NOT NULL)")
			return
		}
		b.Write(" IS NULL")
		if filled {
			b.Write(")")
			return
		}
		b.Write(" OR NOT ")
	}
	b.Write("(")
	a.test.sql(b, table, a.field)
	b.Write(")")
	if negate {
		b.Write(")")
	}
}
