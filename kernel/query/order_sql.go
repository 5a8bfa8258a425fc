package query

// Segment is a part of an order that one walk along one index reads from its beginning: some keys
// are the same in all its records, the next one is filled. Read the segments one after another until
// the page is full; mostly that is the first.
type Segment struct {
	held   []held
	keys   Sort   // the keys that still order
	beyond []mark // the records lie beyond these values of the first keys, compared as a row
}

// held is a key that has one value, or none, throughout a segment.
type held struct {
	key  Key
	mark mark
}

// Segments lists the parts of the order behind the cursor; all of them when it is nil.
func (o Sort) Segments(after *Cursor) []Segment {
	if after == nil {
		return segmentsOf(nil, o)
	}
	return segmentsAfter(nil, o, after.marks)
}

// segmentsOf lists the parts of all records in which some keys are held: those where the next key is
// filled, then those where it is empty.
func segmentsOf(have []held, keys Sort) []Segment {
	out := []Segment{{held: have, keys: keys}}
	if !keys[0].Field.Filled {
		out = append(out, segmentsOf(with(have, keys[0], mark{none: true}), keys[1:])...)
	}
	return out
}

// segmentsAfter lists the parts behind a place: what shares the first key with it, what lies beyond
// that key, and what lacks it.
func segmentsAfter(have []held, keys Sort, marks []mark) []Segment {
	if marks[0].none {
		return segmentsAfter(with(have, keys[0], marks[0]), keys[1:], marks[1:])
	}
	var out []Segment
	if keys.oneWay() {
		out = append(out, Segment{held: have, keys: keys, beyond: marks})
	} else {
		out = append(segmentsAfter(with(have, keys[0], marks[0]), keys[1:], marks[1:]), Segment{held: have, keys: keys, beyond: marks[:1]})
	}
	if !keys[0].Field.Filled {
		out = append(out, segmentsOf(with(have, keys[0], mark{none: true}), keys[1:])...)
	}
	return out
}

// oneWay tells whether the keys can be compared as a row: all in one direction, and none but the
// first ever empty.
func (o Sort) oneWay() bool {
	for _, k := range o[1:] {
		if k.Desc != o[0].Desc || !k.Field.Filled {
			return false
		}
	}
	return true
}

func with(have []held, k Key, m mark) []held { return append(have[:len(have):len(have)], held{k, m}) }

// WhereSQL adds the boolean expression: in this segment, and behind the cursor.
func (s Segment) WhereSQL(b *Builder) {
	b.Write("(")
	for _, h := range s.held {
		h.key.column(b)
		if h.mark.none {
			b.Write(" IS NULL AND ")
			continue
		}
		b.Write(" = ", b.Arg(h.mark.arg(h.key.Field)), " AND ")
	}
	switch {
	case s.beyond != nil:
		s.beyondSQL(b)
	case s.keys[0].Field.Filled:
		b.Write("TRUE")
	default:
		b.beside()
		s.keys[0].column(b)
		b.Write(" IS NOT NULL")
	}
	b.Write(")")
}

// beyondSQL compares several keys as a row, which both databases read as one place in an index.
func (s Segment) beyondSQL(b *Builder) {
	row := len(s.beyond) > 1
	sign, list := " > ", ""
	if s.keys[0].Desc {
		sign = " < "
	}
	if row {
		b.Write("(")
	}
	for i, m := range s.beyond {
		if i > 0 {
			b.Write(", ")
			list += ", "
		}
		s.keys[i].column(b)
		list += b.Arg(m.arg(s.keys[i].Field))
	}
	if row {
		b.Write(")")
		list = "(" + list + ")"
	}
	b.Write(sign, list)
}

// OrderBySQL adds what stands behind ORDER BY in this segment. Keys that are held stand there too:
// PostgreSQL does not see that a column that is null throughout needs no order, and would sort.
func (s Segment) OrderBySQL(b *Builder) {
	for _, h := range s.held {
		h.key.orderSQL(b)
		b.Write(", ")
	}
	orderBySQL(b, s.keys, true)
}

func (k Key) orderSQL(b *Builder) {
	b.beside()
	k.column(b)
	if k.Desc {
		b.Write(" DESC")
	}
}

// OrderBySQL adds what stands behind ORDER BY where everything is read in one statement. No index
// serves it where the first key can be empty; Segments are for pages.
func (o Sort) OrderBySQL(b *Builder) { orderBySQL(b, o, false) }

// AfterSQL adds the boolean expression "behind the cursor" for the order in one statement.
func (o Sort) AfterSQL(b *Builder, after *Cursor) {
	b.Write("(")
	for i, s := range o.Segments(after) {
		if i > 0 {
			b.Write(" OR ")
		}
		s.WhereSQL(b)
	}
	b.Write(")")
}

func (k Key) column(b *Builder) { b.column(b.from(k.table), k.Field.Order) }

// orderBySQL writes the keys. filled says that the first one is known not to be empty.
func orderBySQL(b *Builder, keys Sort, filled bool) {
	for i, k := range keys {
		if i > 0 {
			b.Write(", ")
		}
		if !k.Field.Filled && (i > 0 || !filled) {
			k.column(b)
			b.Write(" IS NULL, ")
		}
		k.orderSQL(b)
	}
}
