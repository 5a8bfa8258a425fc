package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type referencesKind struct{}

// ReferencesKind is a set of ids of records of one type.
var ReferencesKind Kind = referencesKind{}

// Refs declares references to any number of records of another type.
func Refs(name, target string) Field[[]string] {
	return NewField(&Def{Name: name, Kind: ReferencesKind, Target: target}, value.Value.Members, setOf)
}

func (referencesKind) Name() string       { return "references" }
func (referencesKind) Columns() []Storage { return []Storage{{}} }
func (referencesKind) Class() query.Class { return query.Members }

func (referencesKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	list, err := asList(raw)
	if err != nil {
		return value.Value{}, err
	}
	ids := make([]string, 0, len(list))
	for _, one := range list {
		s, err := referenceText(one)
		if err != nil {
			return value.Value{}, err
		}
		v, err := lookedUp(d.Target, s, in)
		if err != nil {
			return value.Value{}, err
		}
		ids = append(ids, v.Text())
	}
	return value.SetOf(ids...), nil
}

func (referencesKind) Store(_ *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil)
	}
	return append(dst, barred(v))
}

func (referencesKind) Load(_ *Def, columns []any) value.Value { return loadSet(columns[0]) }
func (referencesKind) Rank(_ *Def, v value.Value) value.Value { return value.Exact(barred(v)) }
func (referencesKind) Format(_ *Def, v value.Value) string {
	return strings.Join(v.Members(), ", ")
}

func (referencesKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return append([]string{}, v.Members()...)
}

func (referencesKind) Schema(d *Def) map[string]any {
	item := map[string]any{"type": "string", "pattern": idPattern}
	if d.Target != "" {
		item["description"] = "id of a record of type " + d.Target + "; a number or key is accepted when written"
	}
	return map[string]any{"type": "array", "uniqueItems": true, "items": item}
}
