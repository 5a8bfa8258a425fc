package record

import (
	"steward/kernel/query"
	"steward/kernel/value"
)

type referenceKind struct{ textKind }

// ReferenceKind is the id of a record of one type.
var ReferenceKind Kind = referenceKind{}

// Ref declares a reference to a record of another type, named and not imported.
func Ref(name, target string) Field[string] {
	return NewField(&Def{Name: name, Kind: ReferenceKind, Target: target}, value.Value.Text, value.Exact)
}

func (referenceKind) Name() string       { return "reference" }
func (referenceKind) Columns() []Storage { return []Storage{{}} }
func (referenceKind) Class() query.Class { return query.Reference }

func (referenceKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	s, err := referenceText(raw)
	if err != nil {
		return value.Value{}, err
	}
	return lookedUp(d.Target, s, in)
}

// referenceText takes an id, a number or a key, or the {"id": ...} form that the API writes.
func referenceText(raw any) (string, error) {
	if m, ok := raw.(map[string]any); ok {
		raw = m["id"]
	}
	return asWord(raw)
}

func lookedUp(target, s string, in Input) (value.Value, error) {
	if s == "" {
		return value.Value{}, nil
	}
	if id, ok := cleanID(s); ok {
		return value.Exact(id), nil
	}
	if in.Lookup == nil {
		return value.Value{}, refuse("no-such-record", s, "type", target)
	}
	id, found, err := in.Lookup(target, s)
	if err != nil {
		return value.Value{}, err
	}
	if !found {
		return value.Value{}, refuse("no-such-record", s, "type", target)
	}
	return value.Exact(id), nil
}

func (referenceKind) Store(_ *Def, v value.Value, dst []any) []any {
	return append(dst, textOrNil(v))
}
func (referenceKind) Rank(_ *Def, v value.Value) value.Value { return v }
func (referenceKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "pattern": idPattern,
		"description": "id of a record of type " + d.Target + "; a number or key is accepted when written"}
}

// Referred lists the ids in the value of a reference, single or many.
func Referred(v value.Value) []string {
	if v.Text() != "" {
		return []string{v.Text()}
	}
	return v.Members()
}
