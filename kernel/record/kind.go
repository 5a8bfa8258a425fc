package record

import (
	"time"

	"steward/kernel/query"
	"steward/kernel/value"
)

// Kind is what is common to all fields of one sort: its columns, how it is read from outside, what
// it refuses, how it compares and how it is written out. One file each; kind_text.go is the pattern.
type Kind interface {
	// Name is the stable name used in custom fields, OpenAPI and the gateways' inputs and cells.
	Name() string
	// Columns lists what a table holds for a field of this kind; the first carries equality.
	Columns() []Storage
	// Parse reads a value given by a form, JSON or an import: string, []string, bool, json.Number,
	// float64, map[string]any, []any or nil. It refuses with a *fault.Fault without field. It takes
	// back what Format and JSON give, but for sealed kinds.
	Parse(d *Def, raw any, in Input) (value.Value, error)
	// Store gives the contents of Columns, nil for none, appended to dst.
	Store(d *Def, v value.Value, dst []any) []any
	// Load makes the value from the columns that are not Derived, in their order: int64, string or nil.
	Load(d *Def, columns []any) value.Value
	// Rank gives what the ordering column holds: the folded text, the choice's rank, the number.
	Rank(d *Def, v value.Value) value.Value
	// Class says which comparisons make sense.
	Class() query.Class
	// Format writes the value as text that Parse reads back: CSV, logs, audit.
	Format(d *Def, v value.Value) string
	// JSON gives the value as the API writes it: string, int64, bool, []string, map or nil.
	JSON(d *Def, v value.Value) any
	// Schema gives the JSON Schema of JSON's form, for OpenAPI.
	Schema(d *Def) map[string]any
}

// Storage is one column of a kind. Its name is the field's name followed by Suffix.
type Storage struct {
	Suffix  string // empty for the main column
	Number  bool   // whole number of 64 bits, else text
	Derived bool   // computed from the value at each write, never read back: sort keys, ranks
	Order   bool   // carries < > and sorting; when no column does, the first one carries it
}

// Input is what reading from outside may depend on: the person's zone and language, the day, and a
// way to find the record that a name, number or address stands for.
type Input struct {
	Zone     *time.Location
	Language string
	Now      time.Time
	// Lookup finds the record of the type by number or by one of its key fields.
	Lookup func(typeName, text string) (id string, found bool, err error)
	// Known tells whether a type is declared; for references to any type.
	Known func(typeName string) bool
	// Currency is the currency of the house (ISO 4217); empty where it is not known.
	Currency string
	// Convert gives an amount of another currency in minor units of the house's, at the document's
	// date; not found when there is no rate.
	Convert func(minor int64, currency string) (house int64, found bool, err error)
}

// Sealed marks a kind whose values are never read back from outside: Format and JSON tell only
// whether there is one, the store keeps them encrypted, and the audit says only that they changed.
type Sealed interface{ Sealed() }

// IsSealed tells whether the field's values are never read back from outside.
func IsSealed(d *Def) bool { _, sealed := d.Kind.(Sealed); return sealed }
