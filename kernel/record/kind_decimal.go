package record

import "steward/kernel/value"

type decimalKind struct{ numberKind }

// DecimalKind is a number with Def.Scale digits behind the point, held as a scaled whole number.
var DecimalKind Kind = decimalKind{}

// Decimal declares a number with scale digits behind the point, 0 to value.MaxScale.
func Decimal(name string, scale int) Field[value.Decimal] {
	read := func(v value.Value) value.Decimal { return value.Decimal{Scaled: v.Int(), Scale: scale} }
	write := func(d value.Decimal) value.Value { return value.Int(rescaled(d, scale)) }
	return NewField(&Def{Name: name, Kind: DecimalKind, Scale: scale}, read, write)
}

// rescaled gives the scaled number at another scale; digits that do not fit are rounded half to even.
func rescaled(d value.Decimal, scale int) int64 {
	n := d.Scaled
	for s := d.Scale; s < scale; s++ {
		n *= 10
	}
	unit := int64(1)
	for s := scale; s < d.Scale; s++ {
		unit *= 10
	}
	quotient, rest := n/unit, n%unit
	if rest < 0 {
		rest = -rest
	}
	if 2*rest > unit || (2*rest == unit && quotient%2 != 0) {
		if n < 0 {
			return quotient - 1
		}
		return quotient + 1
	}
	return quotient
}

func (decimalKind) Name() string { return "decimal" }

func (decimalKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	n, given, err := parseScaled(raw, d.Scale, "not-decimal")
	if err != nil || !given {
		return value.Value{}, err
	}
	return value.Int(n), nil
}

func (decimalKind) Format(d *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return value.Decimal{Scaled: v.Int(), Scale: d.Scale}.String()
}

// JSON is a text, because many readers of JSON would round a number.
func (k decimalKind) JSON(d *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return k.Format(d, v)
}

func (decimalKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "format": "decimal", "pattern": `^-?\d+(\.\d+)?$`}
}
