package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// partsOf names the questions that a kind needs beside label, hint and whether it must be filled in.
var partsOf = map[string][]string{
	"text": {"longest", "unique_value", "sortable", "searched"}, "long_text": {"longest", "searched"}, "localized_text": {"longest", "searched"}, "localized_long_text": {"longest", "searched"},
	"choice": {"options", "sortable"}, "choices": {"options"}, "number": {"unique_value", "sortable"}, "decimal": {"scale", "unique_value", "sortable"},
	"reference": {"target", "unique_value", "sortable"}, "references": {"target"}, "date": {"unique_value", "sortable"}, "instant": {"unique_value", "sortable"},
	"person": {"unique_value", "sortable"}, "email": {"unique_value", "sortable"}, "phone": {"unique_value", "sortable"}, "link": {"longest", "unique_value"},
	"money": {"sortable"}, "yes_no": {"sortable"}, "planned": {"sortable"}, "duration": {"sortable"}, "structured": {"longest"}, "secret": {"longest"},
}

// newField asks for the kind of a new field, then for what that kind needs.
func newField(v *visit) error {
	if v.query.Get("kind") == "" {
		m := view.CustomField{Settings: v.adminPages(), Title: v.Say("admin.fields.new"), Lead: v.Say("admin.fields.kind")}
		for _, k := range record.CustomKinds() {
			m.Kinds = append(m.Kinds, view.Link{Label: v.Say("kind." + k.Name()), Note: v.Say("kind." + k.Name() + ".note"), Icon: kind.Icon(k.Name()), Href: v.here().with("kind", k.Name()).String()})
		}
		return v.show(m.Title, view.CustomFieldPage(m), nil)
	}
	return v.fieldForm(http.StatusOK, v.query, nil)
}

func (v *visit) fieldForm(status int, p url.Values, refused fault.List) error {
	t, ok := v.Engine.Catalogue().Type(customType)
	of, known := v.Engine.Catalogue().Type(p.Get("type"))
	if !ok || !known || of.Internal {
		return fault.New(fault.NotFound, "web.admin", "no-such-type", "type", p.Get("type"))
	}
	f := view.Form{Action: "/admin/fields/new", Submit: v.Say("admin.fields.make"), Cancel: "/admin/fields?type=" + of.Name,
		Hidden: []view.Pair{{Name: "type", Value: of.Name}, {Name: "kind", Value: p.Get("kind")}}}
	var s view.Section
	for _, name := range append([]string{"label", "name", "hint", "required"}, partsOf[p.Get("kind")]...) {
		s.Inputs = append(s.Inputs, v.fieldInput(t, name, p))
	}
	f.Sections = []view.Section{s}
	v.blame(&f, t, refused)
	m := view.CustomField{Settings: v.adminPages(), Title: v.Say("kind."+p.Get("kind")) + ": " + v.Plural(of), Form: &f}
	if d, err := record.CustomField(v.specOf(p)); err == nil && len(refused) == 0 {
		in := kind.Input(v.Reader, field(of, d), value.Value{})
		m.Sample = &in
	}
	return v.showWith(status, m.Title, view.CustomFieldPage(m), nil)
}

func (v *visit) fieldInput(t *record.Type, name string, p url.Values) view.Input {
	d, _ := t.Field(name)
	in := kind.Posted(v.Reader, field(t, d), p)
	switch name {
	case "name":
		in.Required, in.Placeholder, in.Hint = false, record.CustomPrefix, v.Say("admin.fields.name")
	case "options":
		in.Kind, in.Lines, in.Required, in.Hint = view.KindLong, 6, true, v.Say("admin.fields.options")
		in.Value, in.Preview = p.Get(name), ""
	case "target":
		in.Kind, in.Required = view.KindChoice, true
		for _, of := range v.Engine.Catalogue().Types() {
			if !of.Internal {
				in.Options = append(in.Options, view.Option{Value: of.Name, Label: v.Type(of)})
			}
		}
	}
	return in
}

// specOf gives the definition that the form describes so far.
func (v *visit) specOf(p url.Values) record.CustomSpec {
	s := record.CustomSpec{Name: v.fieldName(p), Kind: p.Get("kind"), Label: map[string]string{}, Target: p.Get("target"), Required: slices.Contains(p["required"], "true"), Options: v.optionsOf(p)}
	for _, l := range v.languages {
		if text := strings.TrimSpace(p.Get("label." + l)); text != "" {
			s.Label[l] = text
		}
	}
	return s
}

// fieldName gives the name that was typed, else one made from a label.
func (v *visit) fieldName(p url.Values) string {
	if name := strings.TrimSpace(p.Get("name")); name != "" {
		return name
	}
	for _, l := range append([]string{record.LastLanguage}, v.languages...) {
		if text := p.Get("label." + l); text != "" {
			return slug(text)
		}
	}
	return ""
}

// slug makes a name of lower-case letters, digits and single underscores from a text.
func slug(text string) string {
	parts := strings.FieldsFunc(value.Fold(text), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	s := strings.Join(parts, "_")
	return strings.TrimRight(s[:min(len(s), 40)], "_")
}

// optionsOf reads one option a line.
func (v *visit) optionsOf(p url.Values) []record.Option {
	var out []record.Option
	for line := range strings.Lines(p.Get("options")) {
		if text := strings.TrimSpace(line); text != "" {
			key := slug(text)
			if key == "" {
				key = "option_" + number(len(out)+1)
			}
			out = append(out, record.Option{Key: key, Label: map[string]string{v.Language: text}})
		}
	}
	return out
}

// makeField makes a custom field. It is there at once, for everybody.
func makeField(v *visit) error {
	p := v.posted()
	t, ok := v.Engine.Catalogue().Type(customType)
	if !ok {
		return fault.New(fault.NotFound, "web.admin", "no-such-type", "type", customType)
	}
	values := map[string]any{"record_type": p.Get("type"), "kind": p.Get("kind"), "name": v.fieldName(p)}
	for _, name := range append([]string{"label", "hint", "required"}, partsOf[p.Get("kind")]...) {
		d, _ := t.Field(name)
		if raw := kind.Raw(v.Reader, field(t, d), p); !unsaid(raw) {
			values[name] = raw
		}
	}
	if options := v.optionsOf(p); len(options) > 0 {
		values["options"] = optionValues(options)
	} else {
		delete(values, "options")
	}
	if _, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, engine.Command{Do: engine.Create, Type: customType, Values: values}); err != nil {
		if refused, ok := asForm(err); ok {
			return v.fieldForm(http.StatusUnprocessableEntity, p, refused)
		}
		return err
	}
	v.tell(toast{Key: "created", Name: v.fieldName(p)})
	return v.seeOther("/admin/fields?type=" + url.QueryEscape(p.Get("type")))
}

func optionValues(options []record.Option) []any {
	out := make([]any, len(options))
	for i, o := range options {
		label := map[string]any{}
		for l, text := range o.Label {
			label[l] = text
		}
		out[i] = map[string]any{"key": o.Key, "label": label}
	}
	return out
}
