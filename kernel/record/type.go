package record

import (
	"slices"

	"steward/kernel/query"
	"steward/kernel/value"
)

// Type is the declaration of a record type. After Catalogue has taken it, it is read-only and its
// fields have slots.
type Type struct {
	Name   string  // singular, lower case, underscores: "incident", "configuration_item"
	Plural string  // the address and the API path; Name + "s" when empty
	Number string  // prefix of the human number, such as "INC"; none when empty
	Title  Column  // the field that names a record to people
	Keys   Columns // fields by which a person or an import may name a record, beside id and number

	Fields  Columns
	Has     Abilities
	States  *Lifecycle
	Rules   Rules
	Actions Actions
	// Starts and Questions are verbs of the type as a whole, beside those of a record.
	Starts    Starts
	Questions Questions
	Access    Access

	List Columns // the columns of a list when nobody chose others
	// Orders are the orders in which people work through records of the type, such as
	// "priority,-created_at". Each is served by an index, of the open records where there is a
	// lifecycle. The first is the list's order when nobody chose another.
	Orders []string
	// Unindexed names fields that every type has and by which lists of this one are not sorted: an index
	// on them would cost each write and serve nobody.
	Unindexed Columns
	Board     string // the field whose options are a board's columns; the state when empty
	Icon      string // name of an icon in the sprite
	Pages     Pages  // what the designed pages need to know

	Personal []Personal // what of it is about a person, and goes when they are erased
	// Configuration says that its records configure the installation rather than record work; nil for
	// work.
	Configuration *Configuration

	Internal bool // kept by the kernel: no pages, no API of its own (sessions, jobs)
	Retain   int  // days after the last change at which a closed record may be removed; 0 keeps

	defs   []*Def
	slots  map[*Def]int
	byName map[string]int
	rules  ordered
	types  *Catalogue
}

// The fields that every record has, kept by the kernel.
var (
	ID        = system(Text("id"))
	Version   = system(Number("version"))
	CreatedAt = system(Instant("created_at"))
	CreatedBy = system(Ref("created_by", "person"))
	UpdatedAt = system(Instant("updated_at"))
	UpdatedBy = system(Ref("updated_by", "person"))
	// NumberField holds the human number of types that have one.
	NumberField = NewField(&Def{Name: "number", Kind: NumberTextKind, Computed: true, Unique: true, Indexed: true}, value.Value.Text, value.Exact)
)

// Slots of the fields that every record has.
const (
	SlotID = iota
	SlotVersion
	SlotCreatedAt
	SlotCreatedBy
	SlotUpdatedAt
	SlotUpdatedBy
	systemSlots
)

func system[T any](f Field[T]) Field[T] {
	return f.with(func(d *Def) {
		d.Computed = true
		d.Indexed = d.Name == "created_at" || d.Name == "updated_at"
		if d.Name == "id" {
			d.Kind = IDKind
		}
	})
}

// Defs lists the fields in slot order. The caller must not change it.
func (t *Type) Defs() []*Def { return t.defs }

// Indexes tells whether lists of the type sort and filter by the field through an index.
func (t *Type) Indexes(d *Def) bool {
	return d.Indexed && !slices.Contains(t.Unindexed.Names(), d.Name)
}

// Slot gives the place of a field's value, -1 when the field is of another type.
func (t *Type) Slot(d *Def) int {
	if s, ok := t.slots[d]; ok {
		return s
	}
	return -1
}

// Field finds a definition by name.
func (t *Type) Field(name string) (*Def, bool) {
	s, ok := t.byName[name]
	if !ok {
		return nil, false
	}
	return t.defs[s], true
}

// SlotNamed gives the slot of the field with this name, -1 when there is none.
func (t *Type) SlotNamed(name string) int {
	if s, ok := t.byName[name]; ok {
		return s
	}
	return -1
}

// TitleDef gives the field that names a record: the declared one, else the number, else the id.
func (t *Type) TitleDef() *Def {
	if t.Title != nil {
		return t.Title.Definition()
	}
	if d, ok := t.Field("number"); ok {
		return d
	}
	return t.defs[SlotID]
}

// Catalogue gives the catalogue in which the type stands.
func (t *Type) Catalogue() *Catalogue { return t.types }

// TypeName, Table, QueryField, QueryFieldNames and Target make a Type a query.Schema.
func (t *Type) TypeName() string { return t.Name }

// Table gives the name of the type's table.
func (t *Type) Table() string { return t.Name }

// QueryFieldNames lists the fields a condition may name.
func (t *Type) QueryFieldNames() []string {
	out := make([]string, len(t.defs))
	for i, d := range t.defs {
		out[i] = d.Name
	}
	return out
}

// Target gives the type that a reference leads to.
func (t *Type) Target(name string) (query.Schema, bool) {
	if t.types == nil {
		return nil, false
	}
	to, ok := t.types.Type(name)
	return to, ok
}

// QueryField tells the condition language about a field.
func (t *Type) QueryField(name string) (query.Field, bool) {
	slot, ok := t.byName[name]
	if !ok {
		return query.Field{}, false
	}
	return t.queryField(t.defs[slot], slot), true
}

func (t *Type) queryField(d *Def, slot int) query.Field {
	f := query.Field{Name: d.Name, Class: d.Kind.Class(), Target: d.Target, Slot: slot, Starred: t.Indexes(d) || slot == SlotID,
		Filled: slot == SlotID || slot == SlotVersion || slot == SlotCreatedAt || slot == SlotUpdatedAt,
		Parse: func(literal string, env query.Env) (value.Value, error) {
			return d.Kind.Parse(d, literal, t.input(env))
		},
		Rank: func(v value.Value) value.Value { return d.Kind.Rank(d, v) }}
	for i := range d.Options {
		f.Keys = append(f.Keys, d.Options[i].Key)
	}
	if d.Kind == StateKind {
		f.Open = ColumnName(d, Storage{Suffix: OpenSuffix})
	}
	f.Categories = func(key string) []string { return categories(d, key) }
	columns := d.Kind.Columns()
	f.Column = ColumnName(d, columns[0])
	f.Order = f.Column
	for _, c := range columns {
		if c.Order {
			f.Order = ColumnName(d, c)
		}
	}
	return f
}

// input gives what reading a literal of a condition depends on.
func (t *Type) input(env query.Env) Input {
	return Input{Zone: env.Zone, Language: env.Language, Now: env.Now, Lookup: env.Lookup, Currency: env.Currency, Convert: env.Convert,
		Known: func(name string) bool {
			if t.types == nil {
				return false
			}
			_, known := t.types.Type(name)
			return known
		}}
}

// categories names an option's category, and "open" for states in which work is still to be done.
func categories(d *Def, key string) []string {
	for i := range d.Options {
		switch c := d.Options[i].Category; {
		case d.Options[i].Key != key || c == "":
		case d.Name == StateName && Category(c).Open():
			return []string{c, "open"}
		default:
			return []string{c}
		}
	}
	return nil
}

// ColumnName gives the database's name of one of a field's columns. A custom field's name begins
// with x_ already; a column never takes an SQL word because every statement quotes it.
func ColumnName(d *Def, s Storage) string { return d.StoredName() + s.Suffix }
