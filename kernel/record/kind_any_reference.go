package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

// Subject names a record of any type.
type Subject struct{ Type, ID string }

type anyReferenceKind struct{}

// AnyReferenceKind is the type and id of a record: what a clock measures, what a comment is about.
var AnyReferenceKind Kind = anyReferenceKind{}

// AnyRef declares a reference to a record of any type.
func AnyRef(name string) Field[Subject] {
	read := func(v value.Value) Subject { _, t := v.Second(); return Subject{Type: t, ID: v.Text()} }
	write := func(s Subject) value.Value { return subjectValue(s.Type, s.ID) }
	return NewField(&Def{Name: name, Kind: AnyReferenceKind}, read, write)
}

func subjectValue(typeName, id string) value.Value {
	if id == "" {
		return value.Value{}
	}
	return value.Parts(0, id, 0, typeName)
}

func (anyReferenceKind) Name() string       { return "any_reference" }
func (anyReferenceKind) Columns() []Storage { return []Storage{{}, {Suffix: "__type"}} }
func (anyReferenceKind) Class() query.Class { return query.Reference }

// Parse reads "incident/INC0000123", an id in place of the number, and {"type": ..., "id": ...}.
func (anyReferenceKind) Parse(_ *Def, raw any, in Input) (value.Value, error) {
	typeName, one, err := subjectParts(raw)
	if err != nil || (typeName == "" && one == "") {
		return value.Value{}, err
	}
	if typeName == "" || one == "" {
		return value.Value{}, refuse("not-a-subject", raw)
	}
	if !namePattern.MatchString(typeName) || (in.Known != nil && !in.Known(typeName)) {
		return value.Value{}, refuse("no-such-type", typeName, "type", shown(typeName))
	}
	v, err := lookedUp(typeName, one, in)
	return subjectValue(typeName, v.Text()), err
}

func subjectParts(raw any) (typeName, one string, err error) {
	if m, ok := raw.(map[string]any); ok {
		if typeName, err = asWord(m["type"]); err != nil {
			return "", "", err
		}
		one, err = asWord(m["id"])
		return typeName, one, err
	}
	s, err := asWord(raw)
	typeName, one, parted := strings.Cut(s, "/")
	if !parted {
		return "", s, err
	}
	return strings.TrimSpace(typeName), strings.TrimSpace(one), err
}

func (anyReferenceKind) Store(_ *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	_, typeName := v.Second()
	return append(dst, v.Text(), typeName)
}

func (anyReferenceKind) Load(_ *Def, columns []any) value.Value {
	return subjectValue(textOf(columns[1]), textOf(columns[0]))
}

func (anyReferenceKind) Rank(_ *Def, v value.Value) value.Value { return value.Exact(v.Text()) }

func (anyReferenceKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	_, typeName := v.Second()
	return typeName + "/" + v.Text()
}

func (anyReferenceKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	_, typeName := v.Second()
	return map[string]any{"type": typeName, "id": v.Text()}
}

func (anyReferenceKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "object", "required": []any{"type", "id"}, "properties": map[string]any{
		"type": map[string]any{"type": "string", "description": "name of a record type"},
		"id":   map[string]any{"type": "string", "pattern": idPattern, "description": "a number or key is accepted when written"},
	}}
}
