package record

import (
	"steward/kernel/value"
)

// Def is the definition of one field: what a declaration says of it. It is read-only once its type
// stands in a catalogue.
type Def struct {
	Name     string
	Kind     Kind
	Required bool
	Computed bool              // filled by a formula or the kernel, never taken from outside; any kind may be, so it is no kind itself
	Unique   bool              // within a house
	Indexed  bool              // sorted, ranged and filtered through an index
	Filtered bool              // filtered through an index of the records that have a value, not sorted by it
	Target   string            // the type a reference leads to
	Options  []Option          // choices
	Scale    int               // digits behind the point of a decimal
	Max      int               // longest text in characters, 0 for the kind's own limit
	Default  value.Value       // what a new record gets when nothing is given
	Was      []string          // earlier names, the first one first; see StoredName
	Custom   bool              // made at run time by an administrator
	Label    map[string]string // language -> label of a custom field; others come from the catalogues
	Hint     map[string]string // language -> hint of a custom field
	Examples []string          // texts that Parse takes, where not every value of the kind would do; for tests and demos
	Search   bool              // its text is found by full-text search
}

// Option is one choice: a stable key with what people see.
type Option struct {
	Key      string            `json:"key"`
	Colour   string            `json:"colour,omitempty"`   // a token name: red, amber, green, blue, violet, grey
	Category string            `json:"category,omitempty"` // groups options, as states do
	Label    map[string]string `json:"label,omitempty"`    // language -> label; only for options made at run time
	Retired  bool              `json:"retired,omitempty"`  // still shown where it stands, no longer offered
}

// Rank gives an option's place in the declared order from 1, or 0 when it is not an option.
func (d *Def) Rank(key string) int64 {
	for i := range d.Options {
		if d.Options[i].Key == key {
			return int64(i + 1)
		}
	}
	return 0
}

// Column is a field handle seen without its Go type, so that handles of all kinds stand in a list.
type Column interface{ Definition() *Def }

// Columns is a list of field handles.
type Columns []Column

// Names gives the fields' names in order.
func (c Columns) Names() []string {
	out := make([]string, len(c))
	for i := range c {
		out[i] = c[i].Definition().Name
	}
	return out
}

// Definition lets a definition itself stand in a list of columns.
func (d *Def) Definition() *Def { return d }
