package record

import (
	"encoding/json"
	"errors"

	"steward/kernel/query"
	"steward/kernel/value"
)

// StructuredMax is the longest structured data in characters when a field says nothing.
const StructuredMax = 1 << 16

type structuredKind struct{ longKind }

// StructuredKind is a JSON object or list in canonical form, for what other systems send and no
// field fits. It cannot be searched or sorted.
var StructuredKind Kind = structuredKind{}

// Structured declares a field of structured data; nil stands for empty.
func Structured(name string) Field[json.RawMessage] {
	read := func(v value.Value) json.RawMessage {
		if v.IsEmpty() {
			return nil
		}
		return json.RawMessage(v.Text())
	}
	write := func(raw json.RawMessage) value.Value {
		v, _ := StructuredKind.Parse(&Def{}, string(raw), Input{})
		return v
	}
	return NewField(&Def{Name: name, Kind: StructuredKind}, read, write)
}

func (structuredKind) Name() string       { return "structured" }
func (structuredKind) Class() query.Class { return query.Opaque }

// Parse reads an object or list, decoded or as text.
func (structuredKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	switch raw.(type) {
	case map[string]any, []any:
	default:
		s, err := asWord(raw)
		if err != nil || s == "" {
			return value.Value{}, err
		}
		if raw, err = readJSON(s); err != nil {
			return value.Value{}, refuseJSON(err, s)
		}
	}
	switch raw.(type) {
	case nil:
		return value.Value{}, nil
	case map[string]any, []any:
	default:
		return value.Value{}, refuse("not-structured", raw)
	}
	b, err := appendJSON(nil, raw, 0)
	if err != nil {
		return value.Value{}, refuseJSON(err, raw)
	}
	return checkedText(d, string(b), StructuredMax)
}

func refuseJSON(err error, given any) error {
	if errors.Is(err, errTooDeep) {
		return refuse("nested-too-deep", given, "most", deepest)
	}
	return refuse("not-structured", given)
}

func (structuredKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	decoded, err := readJSON(v.Text())
	if err != nil {
		return nil
	}
	return decoded
}

func (structuredKind) Schema(*Def) map[string]any {
	return map[string]any{"type": []any{"object", "array"}}
}
