// Package query is the one condition language: text, tree, SQL on both databases, and the same tree
// evaluated in memory.
//
// Its one rule: a condition means the same in an address, a saved view, a rule, an access row
// filter and a report, whichever way it is evaluated. Conditions are two-valued: != includes empty.
package query

import (
	"time"

	"steward/kernel/value"
)

// Class groups kinds by the comparisons that make sense.
type Class uint8

// The classes.
const (
	Opaque    Class = iota // only: is empty, is not empty (structured data, secret, file)
	Text                   // = != in, < > by sort key, contains and starts by folded text
	LongText               // = !=, empty; words are found by search
	Number                 // whole and scaled decimal numbers, money by house amount, durations
	Bool                   // yes, no
	Choice                 // keys; < > and order by rank
	Date                   // days since 1970
	Instant                // microseconds UTC
	Reference              // ids; dot-walk; me, my teams
	Members                // sets: has, has any of; = me means "has me"
)

// Field is what the language needs to know of one field.
type Field struct {
	Name    string
	Class   Class
	Target  string // the type a reference or set of references leads to, else empty
	Slot    int    // where a Row holds the value
	Column  string // the SQL column that carries equality
	Order   string // the SQL column that carries < > and sorting: sort key, rank, or Column itself
	Filled  bool   // no stored record is without a value
	Starred bool   // may be sorted and ranged in interactive lists (an index stands)
	// Parse reads a literal as the field's kind does; the error is a *fault.Fault, of kind Invalid
	// where the literal is to blame.
	Parse func(literal string, env Env) (value.Value, error)
	// Rank gives what Order's column holds for a value: the folded text, a choice's rank, the number.
	Rank func(v value.Value) value.Value
	// Open is the SQL column that is 1 where the option is an open one, empty when there is none.
	Open string
	// Keys lists the options of a choice, in their order; "is CATEGORY" binds to some of them.
	Keys []string
	// Categories gives the names under which "is" finds an option, such as "active" and "open".
	Categories func(key string) []string
}

// Schema is what the language needs to know of a type. record.Type implements it.
type Schema interface {
	TypeName() string
	Table() string
	QueryField(name string) (Field, bool)
	QueryFieldNames() []string
	// Target gives the schema behind a reference field, for dot-walks.
	Target(typeName string) (Schema, bool)
}

// Row is a record in memory.
type Row interface {
	At(slot int) value.Value
	// Follow gives the record that the reference in this slot leads to, false when there is none.
	Follow(slot int) (Row, bool)
}

// Env is who asks, when and where: what me, my-teams, now and relative dates mean, and what reading
// a literal may depend on.
type Env struct {
	Me           string         // person id, empty for nobody
	Teams        []string       // ids of the teams of the person
	Department   string         // id
	Organisation string         // id
	Now          time.Time      // 1970 when zero, for checking a condition before anybody asks
	Zone         *time.Location // the zone in which relative days begin; UTC when nil
	Language     string

	// Lookup finds the record that a number, name or address in a condition stands for. Without it
	// references are compared with ids only.
	Lookup func(typeName, text string) (id string, found bool, err error)
	// Currency is the currency of the house (ISO 4217), and Convert gives an amount of another one in
	// it. Without them amounts of money in a condition need their currency, or are refused.
	Currency string
	Convert  func(minor int64, currency string) (house int64, found bool, err error)
}
