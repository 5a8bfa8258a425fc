// Package value is what a field holds, the same in memory, in both databases, in the audit and on
// the wire.
//
// Its one rule: a value means the same everywhere. Instants are microseconds since 1970 in UTC,
// dates are days since 1970, decimals are scaled whole numbers, text is NFC without NUL, and
// every value has one canonical encoding.
package value

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Shape says which parts of a Value carry meaning.
type Shape uint8

// The shapes. Empty is "no value"; an empty text is stored as Empty too.
const (
	Empty    Shape = iota
	Text           // text: any string, a choice's key, a reference's id
	Number         // num: whole number, scaled decimal, instant, date, duration, yes/no
	Compound       // num, text, extra: money, planned time, reference to any type
	Set            // extra.members: sorted, no member twice
)

// Value is one field's content. The zero Value is Empty.
type Value struct {
	shape Shape
	num   int64
	text  string
	extra *extra
}

type extra struct {
	num     int64
	text    string
	members []string
}

// Of text: normalised to NFC, NUL removed, Empty when nothing is left.
func Of(text string) Value {
	if text == "" {
		return Value{}
	}
	if !norm.NFC.IsNormalString(text) {
		text = norm.NFC.String(text)
	}
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "")
		if text == "" {
			return Value{}
		}
	}
	return Value{shape: Text, text: text}
}

// Exact takes text that is known to be clean already, such as an id or a stored column.
func Exact(text string) Value {
	if text == "" {
		return Value{}
	}
	return Value{shape: Text, text: text}
}

// Int is a whole number in the unit of the field's kind.
func Int(n int64) Value { return Value{shape: Number, num: n} }

// Bool is yes (1) or no (0).
func Bool(yes bool) Value {
	if yes {
		return Int(1)
	}
	return Int(0)
}

// Parts is a value of several columns: a main number and text, and a second number and text.
// The first number, or where there is none the first text, is what the main column holds.
// Money: house amount, currency, minor units. Planned time: instant, wall time, and the zone as
// second text. Reference to any type: the id as text and the type as second text.
func Parts(num int64, text string, num2 int64, text2 string) Value {
	return Value{shape: Compound, num: num, text: text, extra: &extra{num: num2, text: text2}}
}

// SetOf gives the set of the members: sorted by bytes, each once; Empty when there is none.
func SetOf(members ...string) Value {
	m := make([]string, 0, len(members))
	for _, s := range members {
		if s != "" {
			m = append(m, s)
		}
	}
	if len(m) == 0 {
		return Value{}
	}
	slices.Sort(m)
	return Value{shape: Set, extra: &extra{members: slices.Compact(m)}}
}

// Shape tells which parts count.
func (v Value) Shape() Shape { return v.shape }

// IsEmpty tells whether there is no value.
func (v Value) IsEmpty() bool { return v.shape == Empty }

// Text gives the text part, empty when there is none.
func (v Value) Text() string { return v.text }

// Int gives the number part, 0 when there is none.
func (v Value) Int() int64 { return v.num }

// Yes tells whether a yes/no value is yes. Empty is not yes.
func (v Value) Yes() bool { return v.shape == Number && v.num != 0 }

// Second gives the second number and text of a compound value.
func (v Value) Second() (int64, string) {
	if v.extra == nil {
		return 0, ""
	}
	return v.extra.num, v.extra.text
}

// Members gives a set's members, sorted. The caller must not change them.
func (v Value) Members() []string {
	if v.extra == nil {
		return nil
	}
	return v.extra.members
}

// Has tells whether a set holds the member.
func (v Value) Has(member string) bool {
	_, ok := slices.BinarySearch(v.Members(), member)
	return ok
}

// Equal tells whether two values are the same, byte for byte. Empty equals only Empty.
func (v Value) Equal(o Value) bool {
	if v.shape != o.shape || v.num != o.num || v.text != o.text {
		return false
	}
	if v.extra == nil || o.extra == nil {
		return v.extra == o.extra
	}
	return v.extra.num == o.extra.num && v.extra.text == o.extra.text && slices.Equal(v.extra.members, o.extra.members)
}
