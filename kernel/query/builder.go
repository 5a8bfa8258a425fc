package query

import (
	"strconv"
	"strings"
)

// Dialect is the database that reads the SQL.
type Dialect uint8

// The dialects.
const (
	SQLite Dialect = iota
	Postgres
)

// Builder collects SQL text and its arguments for one statement. Placeholders are $1, $2 and so on
// on both databases; values never stand in the text.
type Builder struct {
	dialect Dialect
	house   string
	text    strings.Builder
	args    []any
	houseAt string
	walks   int

	// Table is how the statement calls the table of the condition's type: an alias, or empty for
	// the table's own name.
	Table string
	// Led says that the condition leads to a few records by an index of its own, which SQLite, knowing
	// no numbers, would leave for one that serves the order or tells what is open.
	Led bool
	// Guard, where set, writes a further condition on the records that a dot-walk reaches, of this
	// type and under this alias: what the asking person may see there. It writes a whole boolean
	// expression.
	Guard func(b *Builder, typeName, alias string)
}

// NewBuilder starts a statement for one house.
func NewBuilder(dialect Dialect, house string) *Builder {
	return &Builder{dialect: dialect, house: house}
}

// Dialect tells the database.
func (b *Builder) Dialect() Dialect { return b.dialect }

// Write adds SQL text.
func (b *Builder) Write(parts ...string) {
	for _, p := range parts {
		b.text.WriteString(p)
	}
}

// Arg adds an argument (string, int64 or nil) and gives its placeholder.
func (b *Builder) Arg(v any) string {
	b.args = append(b.args, v)
	return "$" + strconv.Itoa(len(b.args))
}

// House gives the placeholder of the house, always the same one.
func (b *Builder) House() string {
	if b.houseAt == "" {
		b.houseAt = b.Arg(b.house)
	}
	return b.houseAt
}

// String gives the SQL text.
func (b *Builder) String() string { return b.text.String() }

// Args gives the arguments in the order of their placeholders.
func (b *Builder) Args() []any { return b.args }

// Name quotes the name of a table or column.
func Name(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// column writes a column of the table called so.
func (b *Builder) column(table, column string) { b.Write(Name(table), ".", Name(column)) }

// beside keeps SQLite from asking an index for the column behind it, where another one leads.
func (b *Builder) beside() {
	if b.Led && b.dialect == SQLite {
		b.Write("+")
	}
}

// from gives what the statement calls the table.
func (b *Builder) from(table string) string {
	if b.Table != "" {
		return b.Table
	}
	return table
}

// Alias gives a new name for a table that the statement reaches, by a dot-walk or otherwise.
func (b *Builder) Alias() string {
	b.walks++
	return "w" + strconv.Itoa(b.walks)
}
