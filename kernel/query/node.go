package query

import (
	"slices"
	"unicode/utf8"
)

// Node is a condition as a tree: All, And, Or, Not or Compare. Trees are values; nobody changes one.
type Node interface{ isNode() }

// All holds for every record.
type All struct{}

// And holds where each of its parts, at least two, holds.
type And struct{ Parts []Node }

// Or holds where one of its parts, at least two, holds.
type Or struct{ Parts []Node }

// Not holds where its part does not.
type Not struct{ Part Node }

// Compare is one comparison of a field with literals.
type Compare struct {
	Path   []string // the field, after the references that lead to it: team, name
	Op     Op
	Values []Literal // one; none for Empty and Filled; at least one for In, NotIn and Has
	Place
}

func (All) isNode()     {}
func (And) isNode()     {}
func (Or) isNode()      {}
func (Not) isNode()     {}
func (Compare) isNode() {}

// Literal is one value as it was written. Only an unquoted one can be me, today or -7d.
type Literal struct {
	Text   string
	Quoted bool
	Place
}

// Place is where something stands in a text.
type Place struct {
	At     int // in bytes from 0
	Column int // in characters from 1; 0 in trees that were not parsed
}

// plus gives the place n letters further on, in what is ASCII.
func (p Place) plus(n int) Place { return Place{p.At + n, p.Column + n} }

// placeIn gives the place of a byte.
func placeIn(text string, at int) Place {
	at = min(at, len(text))
	return Place{at, 1 + utf8.RuneCountInString(text[:at])}
}

// Quote makes a literal that stands for exactly this text.
func Quote(text string) Literal { return Literal{Text: text, Quoted: true} }

// Op is the comparison.
type Op uint8

// The comparisons.
const (
	Equal     Op = iota // =
	Different           // !=, which includes empty
	Less                // <
	AtMost              // <=
	More                // >
	AtLeast             // >=
	Contains            // ~
	Starts              // ^
	In                  // in (a, b)
	NotIn               // not in (a, b), which includes empty
	Empty               // is empty
	Filled              // is not empty
	Has                 // has a, has (a, b): one of them at least
	Is                  // is open: the category of a choice
	IsNot               // is not open, which includes empty
)

var opTexts = [...]string{"=", "!=", "<", "<=", ">", ">=", "~", "^", "in", "not in", "is empty", "is not empty", "has", "is", "is not"}

// String gives the comparison as it is written.
func (o Op) String() string { return opTexts[o] }

// AllOf joins conditions by and, without needless levels.
func AllOf(parts ...Node) Node {
	var flat []Node
	for _, p := range parts {
		switch p := p.(type) {
		case nil, All:
		case And:
			flat = append(flat, p.Parts...)
		default:
			flat = append(flat, p)
		}
	}
	switch len(flat) {
	case 0:
		return All{}
	case 1:
		return flat[0]
	}
	return And{Parts: flat}
}

// AnyOf joins conditions by or, without needless levels. Of none at all, none holds.
func AnyOf(parts ...Node) Node {
	var flat []Node
	for _, p := range parts {
		switch p := p.(type) {
		case nil:
		case Or:
			flat = append(flat, p.Parts...)
		default:
			flat = append(flat, p)
		}
	}
	switch len(flat) {
	case 0:
		return Not{Part: All{}}
	case 1:
		return flat[0]
	}
	return Or{Parts: flat}
}

// Same tells whether two trees say the same in the same way, wherever they were written.
func Same(a, b Node) bool {
	switch a := a.(type) {
	case All:
		_, ok := b.(All)
		return ok
	case And:
		o, ok := b.(And)
		return ok && slices.EqualFunc(a.Parts, o.Parts, Same)
	case Or:
		o, ok := b.(Or)
		return ok && slices.EqualFunc(a.Parts, o.Parts, Same)
	case Not:
		o, ok := b.(Not)
		return ok && Same(a.Part, o.Part)
	case Compare:
		o, ok := b.(Compare)
		return ok && a.Op == o.Op && slices.Equal(a.Path, o.Path) && slices.EqualFunc(a.Values, o.Values, sameLiteral)
	}
	return a == nil && b == nil
}

func sameLiteral(a, b Literal) bool { return a.Text == b.Text && a.Quoted == b.Quoted }
