package record

import (
	"encoding/json"
	"strings"
	"unicode/utf8"

	"steward/kernel/fault"
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
	s = strings.TrimSpace(s)
	if strings.ContainsAny(s, "\n\r") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return checkedText(d, s, DefaultTextMax)
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

// checkedText refuses text that is not UTF-8 or longer than the field allows.
func checkedText(d *Def, s string, byKind int) (value.Value, error) {
	if !utf8.ValidString(s) {
		return value.Value{}, fault.New(fault.Invalid, "parse", "not-utf8")
	}
	if most := limit(d, byKind); len(s) > most && utf8.RuneCountInString(s) > most {
		return value.Value{}, fault.New(fault.Invalid, "parse", "too-long", "most", most, "length", utf8.RuneCountInString(s))
	}
	return value.Of(s), nil
}

// asText takes what stands for one text in a form or in JSON.
func asText(raw any) (string, error) {
	switch t := raw.(type) {
	case nil:
		return "", nil
	case string:
		return t, nil
	case json.Number:
		return t.String(), nil
	case []string:
		if len(t) == 0 {
			return "", nil
		}
		if len(t) == 1 {
			return t[0], nil
		}
	}
	return "", fault.New(fault.Invalid, "parse", "not-text")
}

func loadText(column any) value.Value {
	switch t := column.(type) {
	case string:
		return value.Exact(t)
	case []byte:
		return value.Exact(string(t))
	}
	return value.Value{}
}

func loadNumber(column any) value.Value {
	if n, ok := column.(int64); ok {
		return value.Int(n)
	}
	return value.Value{}
}

func textOrNil(v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return v.Text()
}

func numberOrNil(v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return v.Int()
}
