// Package administration keeps what administrators make while Steward runs: fields, permissions.
//
// Its one rule: what is kept here is read when the catalogue is made anew; nothing else in Steward
// is changed by hand.
package administration

import (
	"context"
	"encoding/json"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
	"steward/practice/people"
)

// Fields of a custom field.
var (
	FieldType     = record.Text("record_type").Required().Indexed().Examples("team", "location", "department")
	FieldName     = record.Text("name").Required().Examples("x_floor", "x_shelf", "x_badge", "x_colour", "x_region", "x_code", "x_lane", "x_gate")
	FieldKind     = record.Choice("kind", customKinds()...).Required().Examples("text", "number", "date")
	FieldLabel    = record.LocalizedText("label").Required()
	FieldHint     = record.LocalizedText("hint")
	FieldOptions  = record.Structured("options")
	FieldTarget   = record.Text("target")
	FieldScale    = record.Number("scale")
	FieldMax      = record.Number("longest")
	FieldRequired = record.YesNo("required")
	FieldUnique   = record.YesNo("unique_value")
	FieldIndexed  = record.YesNo("sortable")
	FieldSearch   = record.YesNo("searched")
	fieldKey      = record.Text("key").Computed().Unique()
)

func customKinds() []string {
	var out []string
	for _, k := range record.CustomKinds() {
		out = append(out, k.Name())
	}
	return out
}

// CustomField is a field that an administrator adds to a type.
var CustomField = record.Type{Name: "custom_field", Title: FieldName, Icon: "columns-3",
	Fields: record.Columns{FieldType, FieldName, FieldKind, FieldLabel, FieldHint, FieldOptions, FieldTarget, FieldScale, FieldMax,
		FieldRequired, FieldUnique, FieldIndexed, FieldSearch, fieldKey},
	Rules: record.Rules{
		record.Formula("a type has a field of a name once", fieldKey, func(d *record.Draft) string { return FieldType.Of(d) + "." + FieldName.Of(d) }, FieldType, FieldName),
		{On: record.Checking, Say: "a custom field belongs to a declared type and fits its kind", Do: fits},
		{On: record.Checking, Say: "a custom field keeps its type, name and kind", Do: keeps},
	},
	Access: record.Access{{Role: people.Administrator, Can: []record.Operation{record.Read, record.Create, record.Change}}},
	List:   record.Columns{FieldType, FieldName, FieldKind, FieldRequired},

	Configuration: &record.Configuration{By: record.Columns{FieldType, FieldName}, Shapes: true},
}

func fits(_ context.Context, d *record.Draft, r record.Reader) error {
	if t, ok := r.Type(FieldType.Of(d)); !ok || t.Internal {
		return fault.New(fault.Invalid, "custom_field", "no-such-type", "type", FieldType.Of(d)).On("record_type")
	}
	spec, err := specOf(d)
	if err != nil {
		return err
	}
	if _, err = record.CustomField(spec); err == nil {
		return nil
	}
	var out fault.List
	for _, f := range fault.All(err) {
		out = append(out, f.On(ownName(f.Field)))
	}
	return out
}

// ownName gives the name under which this type holds a part of a field's definition.
func ownName(part string) string {
	names := map[string]string{"max": "longest", "unique": "unique_value", "indexed": "sortable", "search": "searched"}
	if n := names[part]; n != "" {
		return n
	}
	return part
}

func keeps(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() {
		return nil
	}
	var out fault.List
	for _, f := range (record.Columns{FieldType, FieldName, FieldKind}) {
		if d.Changed(f) {
			out = append(out, fault.New(fault.Invalid, "custom_field", "field-stays", "field", f.Definition().Name).On(f.Definition().Name))
		}
	}
	return out.OrNil()
}

func specOf(h record.Holder) (record.CustomSpec, error) {
	s := record.CustomSpec{Name: FieldName.Of(h), Kind: FieldKind.Of(h), Label: texts(h.ValueOf(FieldLabel.Definition())), Hint: texts(h.ValueOf(FieldHint.Definition())),
		Target: FieldTarget.Of(h), Scale: int(FieldScale.Of(h)), Max: int(FieldMax.Of(h)), Required: FieldRequired.Of(h), Unique: FieldUnique.Of(h),
		Indexed: FieldIndexed.Of(h), Search: FieldSearch.Of(h)}
	if raw := h.ValueOf(FieldOptions.Definition()).Text(); raw != "" {
		if err := json.Unmarshal([]byte(raw), &s.Options); err != nil {
			return s, fault.New(fault.Invalid, "custom_field", "options-shape").On("options").Because(err)
		}
	}
	return s, nil
}

// texts reads a text in several languages.
func texts(v value.Value) map[string]string {
	out := map[string]string{}
	if v.IsEmpty() || json.Unmarshal([]byte(v.Text()), &out) != nil {
		return nil
	}
	return out
}

// Custom reads the custom fields of all types, for the catalogue.
func Custom(ctx context.Context, r record.Reader) (map[string][]*record.Def, error) {
	rows, err := r.Find(ctx, CustomField.Name, "", mostRecords)
	if err != nil {
		return nil, err
	}
	out := map[string][]*record.Def{}
	for _, row := range rows {
		spec, err := specOf(row)
		if err != nil {
			return nil, err
		}
		d, err := record.CustomField(spec)
		if err != nil {
			return nil, err
		}
		out[FieldType.Of(row)] = append(out[FieldType.Of(row)], d)
	}
	return out, nil
}

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&CustomField, &Permission} }

// Shapes names the types whose records shape the catalogue or the permissions: after a change of
// one of them both are made anew.
func Shapes() []string { return []string{CustomField.Name, Permission.Name, people.Role.Name} }
