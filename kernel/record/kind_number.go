package record

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/value"
)

type numberKind struct{}

// NumberKind is a whole number of 64 bits.
var NumberKind Kind = numberKind{}

// Number declares a whole number.
func Number(name string) Field[int64] {
	return NewField(&Def{Name: name, Kind: NumberKind}, value.Value.Int, value.Int)
}

func (numberKind) Name() string       { return "number" }
func (numberKind) Columns() []Storage { return []Storage{{Number: true}} }
func (numberKind) Class() query.Class { return query.Number }

func (numberKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	if f, ok := raw.(float64); ok {
		if f != math.Trunc(f) || math.Abs(f) > 1<<53 {
			return value.Value{}, fault.New(fault.Invalid, "parse", "not-whole-number", "given", f)
		}
		return value.Int(int64(f)), nil
	}
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, fault.New(fault.Invalid, "parse", "not-whole-number", "given", raw)
	}
	s = strings.TrimSpace(s)
	if s == "" {
		return value.Value{}, nil
	}
	if _, fromJSON := raw.(json.Number); fromJSON {
		s = strings.TrimSuffix(s, ".0")
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return value.Value{}, fault.New(fault.Invalid, "parse", "not-whole-number", "given", s)
	}
	return value.Int(n), nil
}

func (numberKind) Store(_ *Def, v value.Value, dst []any) []any { return append(dst, numberOrNil(v)) }
func (numberKind) Load(_ *Def, columns []any) value.Value       { return loadNumber(columns[0]) }
func (numberKind) Rank(_ *Def, v value.Value) value.Value       { return v }
func (numberKind) JSON(_ *Def, v value.Value) any               { return numberOrNil(v) }
func (numberKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "integer", "format": "int64"}
}
func (numberKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return strconv.FormatInt(v.Int(), 10)
}
