package record

import (
	"strings"

	"steward/kernel/fault"
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
		return value.Value{}, fault.New(fault.Invalid, "parse", "not-yes-no", "given", raw)
	}
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "":
		return value.Value{}, nil
	case "yes", "true", "1", "on":
		return value.Bool(true), nil
	case "no", "false", "0", "off":
		return value.Bool(false), nil
	}
	return value.Value{}, fault.New(fault.Invalid, "parse", "not-yes-no", "given", s)
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
