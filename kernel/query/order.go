package query

import (
	"cmp"
	"slices"
	"strings"

	"steward/kernel/value"
)

// MaxKeys is the most fields that one order may name.
const MaxKeys = 5

// Sort is an order of records: its keys from the first to the last, which is always id, so that no
// two records are equal. Empty sorts last in both directions.
type Sort []Key

// Key is one field of an order.
type Key struct {
	Field Field
	Desc  bool
	table string
}

// ParseOrder reads an order such as "priority,-created_at". An empty text orders by id. The id goes
// the way of the key before it, so that one index read in one direction serves both.
func ParseOrder(text string, s Schema) (Sort, error) {
	o, err := parseOrder(text, s)
	return o, inPart("order", err)
}

func parseOrder(text string, s Schema) (Sort, error) {
	var o Sort
	if strings.TrimSpace(text) == "" {
		return o.withID(s)
	}
	if err := readable(text); err != nil {
		return nil, err
	}
	at := 0
	for part := range strings.SplitSeq(text, ",") {
		k, err := parseKey(part, placeIn(text, at), s)
		if err != nil {
			return nil, err
		}
		if len(o) == MaxKeys || slices.ContainsFunc(o, func(have Key) bool { return have.Field.Name == k.Field.Name }) {
			return nil, &SyntaxError{Place: placeIn(text, at), Key: "order-too-long", Found: part}
		}
		o = append(o, k)
		at += len(part) + 1
	}
	return o.withID(s)
}

func (o Sort) withID(s Schema) (Sort, error) {
	for i, k := range o {
		if k.Field.Name == "id" {
			o[i].Field.Filled = true
			return o[:i+1], nil
		}
	}
	id, err := fieldOf(s, "id", Place{})
	if err != nil {
		return nil, err
	}
	id.Filled = true
	return append(o, Key{Field: id, Desc: len(o) > 0 && o[len(o)-1].Desc, table: s.Table()}), nil
}

func parseKey(part string, at Place, s Schema) (Key, error) {
	name := strings.TrimLeft(part, " ")
	at = at.plus(len(part) - len(name))
	name = strings.TrimRight(name, " ")
	rest := strings.TrimPrefix(name, "-")
	desc := rest != name
	if desc {
		at = at.plus(1)
	}
	f, err := fieldOf(s, rest, at)
	if err != nil {
		return Key{}, err
	}
	if _, ok := rankedAsText(f); !ok {
		return Key{}, &SyntaxError{Place: at, Key: "order-not-sortable", Found: rest}
	}
	return Key{Field: f, Desc: desc, table: s.Table()}, nil
}

// rankedAsText tells whether the ordering column of a field holds text, else a number; ok is false
// where the field has no order.
func rankedAsText(f Field) (text, ok bool) {
	switch f.Class {
	case Text, Reference:
		return true, true
	case Members:
		return true, f.Order != f.Column
	case Number, Bool, Choice, Date, Instant:
		return false, true
	}
	return false, false
}

// String gives the order as it is written, the id that was added included.
func (o Sort) String() string {
	var b strings.Builder
	for i, k := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if k.Desc {
			b.WriteByte('-')
		}
		b.WriteString(k.Field.Name)
	}
	return b.String()
}

// Starred tells whether an index serves the order at any size.
func (o Sort) Starred() bool { return len(o) > 0 && o[0].Field.Starred }

// Compare gives -1, 0 or 1 as a stands before, with or after b.
func (o Sort) Compare(a, b Row) int {
	for _, k := range o {
		if c := k.compare(k.mark(a), k.mark(b)); c != 0 {
			return c
		}
	}
	return 0
}

// Less tells whether a stands before b.
func (o Sort) Less(a, b Row) bool { return o.Compare(a, b) < 0 }

// mark is what the ordering column holds for a record; an empty text is not "nothing".
type mark struct {
	none   bool
	number int64
	text   string
}

func markOf(f Field, v value.Value) mark {
	if v.IsEmpty() {
		return mark{none: true}
	}
	rank := f.Rank(v)
	if text, _ := rankedAsText(f); text {
		return mark{text: rank.Text()}
	}
	return mark{number: rank.Int()}
}

func (k Key) mark(r Row) mark { return markOf(k.Field, r.At(k.Field.Slot)) }

func (k Key) compare(a, b mark) int {
	switch {
	case a.none && b.none:
		return 0
	case a.none:
		return 1
	case b.none:
		return -1
	}
	c := cmp.Or(cmp.Compare(a.number, b.number), strings.Compare(a.text, b.text))
	if k.Desc {
		return -c
	}
	return c
}

func (m mark) arg(f Field) any {
	if text, _ := rankedAsText(f); text {
		return m.text
	}
	return m.number
}
