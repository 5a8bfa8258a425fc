package store

import (
	"strconv"
	"strings"

	"steward/kernel/record"
	"steward/kernel/value"
)

// layout is how a type's slots lie in its table's columns.
type layout struct {
	table  string
	stored [][]string // by slot: the columns that are read back, quoted
	all    [][]string // by slot: every column, quoted
	insert string
	reads  string // the select list of all slots
}

func newLayout(t *record.Type) *layout {
	l := &layout{table: quote(t.Table())}
	var every, readable []string
	for _, d := range t.Defs() {
		var stored, all []string
		for _, c := range d.Kind.Columns() {
			name := quote(record.ColumnName(d, c))
			all = append(all, name)
			if !c.Derived {
				stored = append(stored, name)
			}
		}
		l.stored, l.all = append(l.stored, stored), append(l.all, all)
		every, readable = append(every, all...), append(readable, stored...)
	}
	l.reads = strings.Join(readable, ", ")
	l.insert = "INSERT INTO " + l.table + ` ("house", ` + strings.Join(every, ", ") + ") VALUES (" + places(1, len(every)+1) + ")"
	return l
}

func quote(name string) string { return `"` + name + `"` }

// places gives "$from, ..., $from+n-1".
func places(from, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(from + i))
	}
	return b.String()
}

// columnsOf gives the select list of some slots, all when slots is nil.
func (l *layout) columnsOf(slots []int) string {
	if slots == nil {
		return l.reads
	}
	var names []string
	for _, s := range slots {
		names = append(names, l.stored[s]...)
	}
	return strings.Join(names, ", ")
}

// load makes a record from the scanned columns of the slots, all when slots is nil.
func (l *layout) load(t *record.Type, slots []int, columns []any) *record.Record {
	defs := t.Defs()
	values := make([]value.Value, len(defs))
	at := 0
	take := func(s int) {
		n := len(l.stored[s])
		values[s] = defs[s].Kind.Load(defs[s], columns[at:at+n])
		at += n
	}
	if slots == nil {
		for s := range defs {
			take(s)
		}
	} else {
		for _, s := range slots {
			take(s)
		}
	}
	return &record.Record{Type: t, Values: values}
}

// width counts the columns that load reads for the slots.
func (l *layout) width(slots []int) int {
	n := 0
	if slots == nil {
		for _, c := range l.stored {
			n += len(c)
		}
		return n
	}
	for _, s := range slots {
		n += len(l.stored[s])
	}
	return n
}
