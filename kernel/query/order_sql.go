package query

// Segment is a part of an order in which one index can be walked from end to end: the records whose
// first key is filled, then those where it is empty and the second is filled, and so on. Read the
// segments one after another until the page is full.
type Segment struct {
	keys    Sort // the keys that still order
	empties Sort // the keys that are empty in this segment
	after   []mark
}

// Segments lists the parts of the order from the cursor on; from the beginning when it is nil.
func (o Sort) Segments(after *Cursor) []Segment {
	first := 0
	if after != nil {
		for first < len(o)-1 && after.marks[first].none {
			first++
		}
	}
	var out []Segment
	for e := first; e < len(o); e++ {
		s := Segment{keys: o[e:], empties: o[:e]}
		if after != nil && e == first {
			s.after = after.marks[e:]
		}
		out = append(out, s)
	}
	return out
}

// WhereSQL adds the boolean expression: in this segment, and after the cursor where it begins there.
func (s Segment) WhereSQL(b *Builder) {
	b.Write("(")
	for _, k := range s.empties {
		k.column(b)
		b.Write(" IS NULL AND ")
	}
	switch {
	case s.after != nil:
		afterSQL(b, s.keys, s.after, true)
	case len(s.keys) == 1:
		b.Write("TRUE")
	default:
		s.keys[0].column(b)
		b.Write(" IS NOT NULL")
	}
	b.Write(")")
}

// OrderBySQL adds what stands behind ORDER BY in this segment.
func (s Segment) OrderBySQL(b *Builder) { orderBySQL(b, s.keys, true) }

// OrderBySQL adds what stands behind ORDER BY where everything is read in one statement. No index
// serves it where the first key can be empty; Segments are for pages.
func (o Sort) OrderBySQL(b *Builder) { orderBySQL(b, o, false) }

// AfterSQL adds the boolean expression "after the cursor" for the order in one statement.
func (o Sort) AfterSQL(b *Builder, after *Cursor) { afterSQL(b, o, after.marks, false) }

func (k Key) column(b *Builder) { b.column(b.from(k.table), k.Field.Order) }

func orderBySQL(b *Builder, keys Sort, filled bool) {
	for i, k := range keys {
		if i > 0 {
			b.Write(", ")
		}
		if i < len(keys)-1 && (i > 0 || !filled) {
			k.column(b)
			b.Write(" IS NULL, ")
		}
		k.column(b)
		if k.Desc {
			b.Write(" DESC")
		}
	}
}

// afterSQL compares key by key. filled says that the first key is known not to be empty.
func afterSQL(b *Builder, keys Sort, marks []mark, filled bool) {
	k, m := keys[0], marks[0]
	switch {
	case len(keys) == 1:
		k.beyond(b, m, "")
	case m.none:
		b.Write("(")
		k.column(b)
		b.Write(" IS NULL AND ")
		afterSQL(b, keys[1:], marks[1:], false)
		b.Write(")")
	case filled && len(keys) == 2 && k.Desc == keys[1].Desc:
		pairSQL(b, keys, marks)
	default:
		b.Write("(")
		if filled {
			k.beyond(b, m, "=")
			b.Write(" AND (")
		}
		k.beyond(b, m, "")
		if !filled {
			b.Write(" OR ")
			k.column(b)
			b.Write(" IS NULL")
		}
		b.Write(" OR (")
		k.column(b)
		b.Write(" = ", b.Arg(m.arg(k.Field)), " AND ")
		afterSQL(b, keys[1:], marks[1:], false)
		b.Write("))")
		if filled {
			b.Write(")")
		}
	}
}

// pairSQL compares key and id as a row, which both databases read as one place in the index.
func pairSQL(b *Builder, keys Sort, marks []mark) {
	b.Write("(")
	keys[0].column(b)
	b.Write(", ")
	keys[1].column(b)
	b.Write(") ", keys[0].sign(), " (", b.Arg(marks[0].arg(keys[0].Field)), ", ", b.Arg(marks[1].arg(keys[1].Field)), ")")
}

func (k Key) sign() string {
	if k.Desc {
		return "<"
	}
	return ">"
}

// beyond writes: further on in the key's direction, or there with "=".
func (k Key) beyond(b *Builder, m mark, equal string) {
	k.column(b)
	b.Write(" ", k.sign(), equal, " ", b.Arg(m.arg(k.Field)))
}
