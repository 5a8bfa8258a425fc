package record

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"steward/kernel/query"
	"steward/kernel/value"
)

// DefaultTextMax is the longest short text in characters when a field says nothing.
const DefaultTextMax = 255

type textKind struct{}

// TextKind is one line of text. It sorts and is found by its folded form.
var TextKind Kind = textKind{}

// Text declares a short text.
func Text(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: TextKind}, value.Value.Text, value.Of)
}

func (textKind) Name() string { return "text" }
func (textKind) Columns() []Storage {
	return []Storage{{}, {Suffix: "__fold", Derived: true, Order: true}}
}
func (textKind) Class() query.Class { return query.Text }

func (textKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, err
	}
	return checkedText(d, oneLine(s), DefaultTextMax)
}

// oneLine makes line ends, tabs and other control characters to single spaces.
func oneLine(s string) string {
	if strings.ContainsFunc(s, unicode.IsControl) {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) }), " ")
	}
	return strings.TrimSpace(s)
}

func (textKind) Store(_ *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	return append(dst, v.Text(), value.Fold(v.Text()))
}

func (textKind) Load(_ *Def, columns []any) value.Value { return loadText(columns[0]) }
func (textKind) Rank(_ *Def, v value.Value) value.Value { return value.Exact(value.Fold(v.Text())) }
func (textKind) Format(_ *Def, v value.Value) string    { return v.Text() }
func (textKind) JSON(_ *Def, v value.Value) any         { return textOrNil(v) }
func (textKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "maxLength": limit(d, DefaultTextMax)}
}

func limit(d *Def, byKind int) int {
	if d.Max > 0 {
		return d.Max
	}
	return byKind
}

// checkedText refuses text that is not UTF-8 or longer than the field allows. The length is that
// of the normalised text, so that what is stored is always taken again.
func checkedText(d *Def, s string, byKind int) (value.Value, error) {
	if !utf8.ValidString(s) {
		return value.Value{}, refuse("not-utf8", "")
	}
	v := value.Of(s)
	if most := limit(d, byKind); len(v.Text()) > most {
		if length := utf8.RuneCountInString(v.Text()); length > most {
			return value.Value{}, refuse("too-long", s, "most", most, "length", length)
		}
	}
	return v, nil
}
