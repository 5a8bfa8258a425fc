package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type boolKind struct{ numberKind }

// BoolKind is yes or no.
var BoolKind Kind = boolKind{}

// YesNo declares a yes/no field. Empty reads as no.
func YesNo(name string) Field[bool] {
	return NewField(&Def{Name: name, Kind: BoolKind}, value.Value.Yes, value.Bool)
}

func (boolKind) Name() string       { return "yes_no" }
func (boolKind) Class() query.Class { return query.Bool }

func (boolKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	if b, ok := raw.(bool); ok {
		return value.Bool(b), nil
	}
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, refuse("not-yes-no", raw)
	}
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "":
		return value.Value{}, nil
	case "yes", "y", "true", "t", "1", "on", "ja", "j":
		return value.Bool(true), nil
	case "no", "n", "false", "f", "0", "off", "nein":
		return value.Bool(false), nil
	}
	return value.Value{}, refuse("not-yes-no", raw)
}

func (boolKind) Format(_ *Def, v value.Value) string {
	switch {
	case v.IsEmpty():
		return ""
	case v.Yes():
		return "yes"
	}
	return "no"
}

func (boolKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return v.Yes()
}
func (boolKind) Schema(*Def) map[string]any { return map[string]any{"type": "boolean"} }
