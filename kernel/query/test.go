package query

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"steward/kernel/value"
)

// test is what a comparison asks of a value that is not empty.
type test interface {
	holds(v value.Value) bool
	sql(b *Builder, table string, f Field)
}

// filled asks nothing more.
type filled struct{}

func (filled) holds(value.Value) bool                { return true }
func (filled) sql(b *Builder, table string, f Field) { b.Write("TRUE") }

// among asks that the text is one of these, byte for byte.
type among []string

func (t among) holds(v value.Value) bool { return slices.Contains(t, v.Text()) }

func (t among) sql(b *Builder, table string, f Field) {
	b.column(table, f.Column)
	listSQL(b, t)
}

// open asks that the option is one of the open ones; a column of its own says so, which begins an
// index.
type open []string

func (t open) holds(v value.Value) bool { return slices.Contains(t, v.Text()) }

func (t open) sql(b *Builder, table string, f Field) {
	b.beside()
	b.column(table, f.Open)
	b.Write(" = 1")
}

// numbers asks that what the ordering column holds is one of these.
type numbers struct {
	rank func(value.Value) value.Value
	list []int64
}

func (t numbers) holds(v value.Value) bool { return slices.Contains(t.list, t.rank(v).Int()) }

func (t numbers) sql(b *Builder, table string, f Field) {
	b.column(table, f.Order)
	listSQL(b, t.list)
}

func listSQL[T any](b *Builder, list []T) {
	if len(list) == 1 {
		b.Write(" = ", b.Arg(list[0]))
		return
	}
	b.Write(" IN (")
	for i, x := range list {
		if i > 0 {
			b.Write(", ")
		}
		b.Write(b.Arg(x))
	}
	b.Write(")")
}

// spans asks that what the ordering column holds lies in one of these.
type spans struct {
	rank func(value.Value) value.Value
	list []span
}

// span is a range of numbers, both ends included.
type span struct{ from, to int64 }

func (s span) empty() bool { return s.from > s.to }

func (t spans) holds(v value.Value) bool {
	n := t.rank(v).Int()
	for _, s := range t.list {
		if s.from <= n && n <= s.to {
			return true
		}
	}
	return false
}

func (t spans) sql(b *Builder, table string, f Field) {
	for i, s := range t.list {
		if i > 0 {
			b.Write(" OR ")
		}
		s.sql(b, func() { b.column(table, f.Order) })
	}
}

func (s span) sql(b *Builder, column func()) {
	column()
	switch {
	case s.from == math.MinInt64:
		b.Write(" <= ", b.Arg(s.to))
	case s.to == math.MaxInt64:
		b.Write(" >= ", b.Arg(s.from))
	default:
		b.Write(" >= ", b.Arg(s.from), " AND ")
		column()
		b.Write(" <= ", b.Arg(s.to))
	}
}

// ordered asks how the sort key compares with this one.
type ordered struct {
	rank func(value.Value) value.Value
	op   Op
	key  string
}

func (t ordered) holds(v value.Value) bool {
	c := strings.Compare(t.rank(v).Text(), t.key)
	switch t.op {
	case Less:
		return c < 0
	case AtMost:
		return c <= 0
	case More:
		return c > 0
	}
	return c >= 0
}

func (t ordered) sql(b *Builder, table string, f Field) {
	b.column(table, f.Order)
	b.Write(" ", t.op.String(), " ", b.Arg(t.key))
}

// contains asks that the sort key holds these letters.
type contains struct {
	rank func(value.Value) value.Value
	part string
}

func (t contains) holds(v value.Value) bool { return strings.Contains(t.rank(v).Text(), t.part) }

func (t contains) sql(b *Builder, table string, f Field) {
	containsSQL(b, table, f.Order, t.part)
}

func containsSQL(b *Builder, table, column, part string) {
	if b.dialect == Postgres {
		b.column(table, column)
		b.Write(" LIKE ", b.Arg("%"+likeEscape.Replace(part)+"%"))
		return
	}
	b.Write("instr(")
	b.column(table, column)
	b.Write(", ", b.Arg(part), ") > 0")
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// starts asks that the sort key begins so. As a range, because an index serves it.
type starts struct {
	rank  func(value.Value) value.Value
	begin string
}

func (t starts) holds(v value.Value) bool { return strings.HasPrefix(t.rank(v).Text(), t.begin) }

func (t starts) sql(b *Builder, table string, f Field) {
	b.column(table, f.Order)
	b.Write(" >= ", b.Arg(t.begin))
	if next := after(t.begin); next != "" {
		b.Write(" AND ")
		b.column(table, f.Order)
		b.Write(" < ", b.Arg(next))
	}
}

// after gives the first text behind all that begin with this one, in byte order, or nothing when
// there is none.
func after(begin string) string {
	for begin != "" {
		r, size := utf8.DecodeLastRuneInString(begin)
		begin = begin[:len(begin)-size]
		if r == 0xD7FF {
			return begin + string(rune(0xE000))
		}
		if r < utf8.MaxRune {
			return begin + string(r+1)
		}
	}
	return ""
}

// member asks that the set holds one of these at least.
type member []string

func (t member) holds(v value.Value) bool { return slices.ContainsFunc(t, v.Has) }

func (t member) sql(b *Builder, table string, f Field) {
	for i, m := range t {
		if i > 0 {
			b.Write(" OR ")
		}
		containsSQL(b, table, f.Column, "|"+m+"|")
	}
}
