// Package mapping says how a foreign table becomes records: it reads a mapping file
// and applies it to the rows of a table.
//
// Its one rule: a mapping file alone decides what an import means; nothing about a
// source system stands in code, and every mistake in the file is told with its line.
package mapping

import (
	"time"

	"steward/gateway/sheet/table"
)

// Kind tells what one row of the table is.
type Kind string

// The kinds of table.
const (
	Rows   Kind = "rows"   // each row is one record
	Events Kind = "events" // each row is one event in the life of a case
)

// A Mapping is one mapping file, read and checked.
type Mapping struct {
	File        string
	Fingerprint string // SHA-256 of the file
	Name        string // for people
	Type        string // of the records
	Kind        Kind
	Table       table.Options
	Key         *Recipe // of the record in its source; rows with the same one are one case
	Order       []Order // of the events of a case; then the order in the file
	Time        *Recipe // when the event happened
	Created     *Created
	Actor       *Recipe
	State       *State
	Note        *Recipe
	Fields      []Field
	Rest        *Rest
	RefuseRow   bool // a refused row refuses itself only, not its whole case
}

// A Recipe says how one text is taken from a row.
type Recipe struct {
	Name string // what it makes, for problems
	Line int    // in the mapping file

	parts   []part // fixed texts and columns, one after the other
	join    bool   // parts are columns, joined by with, the missing ones left out
	with    string
	missing map[string]bool

	Default   string // when the value is missing
	from      map[string]string
	otherwise *Otherwise
	date      *Pattern
	zone      *time.Location
	decimal   byte
	cut       int
	spaces    string // "keep": those around a text belong to it

	Reference *Reference
}

// A part is a fixed text, or the name of a column.
type part struct {
	text   string
	column bool
}

// Reference says which record a value stands for.
type Reference struct {
	Type   string // such as team
	Key    string // the field that the value is looked up in, such as name
	Create bool   // make the record when it is not there
}

// Otherwise says what becomes of a value that stands in no line of from.
type Otherwise struct {
	What  Policy
	Value string // for Take
}

// Policy is one way to treat an unknown value.
type Policy string

// The policies.
const (
	Refuse Policy = "refuse" // the row is refused
	Keep   Policy = "keep"   // the field stays as it was before
	Empty  Policy = "empty"  // the field becomes empty
	Pass   Policy = "pass"   // the value is taken as it is
	Take   Policy = "value"  // a stated value is taken
)

// A Field is one field of the record and when it is taken.
type Field struct {
	Recipe
	When When
}

// When says at which events of a case a field is taken.
type When struct {
	Moment Moment
	States map[string]bool // for In and End
}

// Moment is one way to choose events.
type Moment string

// The moments.
const (
	Every Moment = "every" // at each event, an opening made of Created included
	Row   Moment = "row"   // at each event that has a row: not at the opening
	First Moment = "first" // at the first event only
	Last  Moment = "last"  // at the last event only
	In    Moment = "in"    // at each event in one of the states
	End   Moment = "end"   // from the event on at which the case came, for good, into one of the states
)

// Order is one thing by which the events of a case are ordered.
type Order struct {
	Column string // empty: by the time of the event
	Line   int
}

// Created says when the record came into being, where the table tells it apart
// from the first event.
type Created struct {
	Recipe
	State string  // in which it then was
	Actor *Recipe // who made it
}

// State says how the state of a case is read.
type State struct {
	Recipe
	Changes map[string]Change
	Initial string   // where the first event says keep
	Driven  []string // further fields that some change sets, in their order
}

// Change is what one value of the state column sets.
type Change struct {
	Keep  bool
	State string
	With  map[string]string // further fields; one that a change does not name becomes empty
	Note  string
}

// Rest says where the columns go that nothing else uses.
type Rest struct {
	Field   string
	Without []string // columns to leave out
	Also    []string // columns to keep though something uses them
	When    When
}
