package record

import (
	"strconv"

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

// exactFloat is the largest whole number up to which a float64 holds each one.
const exactFloat = 1 << 53

func (numberKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	if f, ok := raw.(float64); ok && (f > exactFloat || f < -exactFloat) {
		return value.Value{}, refuse("number-too-large", raw)
	}
	n, given, err := parseScaled(raw, 0, "not-whole-number")
	if err != nil || !given {
		return value.Value{}, err
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
