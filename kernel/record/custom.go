package record

import (
	"strings"

	"golang.org/x/text/language"

	"steward/kernel/fault"
	"steward/kernel/value"
)

// CustomPrefix begins the name of every custom field, so that no built-in field collides with it.
const CustomPrefix = "x_"

// CustomSpec says as plain data what a custom field is: as it comes from a page, the API or a file
// of configuration.
type CustomSpec struct {
	Name     string            `json:"name"`
	Kind     string            `json:"kind"`
	Label    map[string]string `json:"label"`             // language -> label
	Hint     map[string]string `json:"hint,omitempty"`    // language -> hint
	Options  []Option          `json:"options,omitempty"` // choice, choices
	Target   string            `json:"target,omitempty"`  // reference, references
	Scale    int               `json:"scale,omitempty"`   // decimal
	Max      int               `json:"max,omitempty"`     // kinds of text
	Required bool              `json:"required,omitempty"`
	Unique   bool              `json:"unique,omitempty"`
	Indexed  bool              `json:"indexed,omitempty"`
	Search   bool              `json:"search,omitempty"`
	Default  any               `json:"default,omitempty"` // as a form or JSON would give it
}

// ColumnName gives the field's name as it is stored: lower case, with the prefix.
func (spec CustomSpec) ColumnName() string {
	name := strings.ToLower(strings.TrimSpace(spec.Name))
	if !strings.HasPrefix(name, CustomPrefix) {
		name = CustomPrefix + name
	}
	return name
}

// CustomField makes the definition of a custom field. It refuses with a fault.List whose fields
// name the parts of the spec: name, kind, label, options, target, scale, max, unique, default.
func CustomField(spec CustomSpec) (*Def, error) {
	var refused fault.List
	blame := func(on, key string, args ...any) {
		refused = append(refused, fault.New(fault.Invalid, "custom_field", key, args...).On(on))
	}
	name := spec.ColumnName()
	if !fitName(name) || name == CustomPrefix {
		blame("name", "not-a-field-name", "given", shown(spec.Name))
	}
	checkLabels(spec, blame)
	l, known := listedNamed(spec.Kind)
	if !known || !l.custom {
		blame("kind", "not-a-kind", "given", shown(spec.Kind))
		return nil, refused
	}
	d := &Def{Name: name, Kind: l.kind, Required: spec.Required, Unique: spec.Unique, Indexed: spec.Indexed || spec.Unique,
		Target: spec.Target, Options: append([]Option{}, spec.Options...), Scale: spec.Scale, Max: spec.Max, Custom: true,
		Label: spec.Label, Hint: spec.Hint, Search: spec.Search || l.kind == LongKind}
	if l.kind == PersonKind {
		d.Target = PersonType
	}
	spec.checkParts(l, blame)
	refused = append(refused, d.faults()...)
	if len(refused) == 0 && spec.Default != nil {
		v, err := d.Kind.Parse(d, spec.Default, Input{})
		for _, f := range fault.All(err) {
			refused = append(refused, f.On("default"))
		}
		d.Default = v
	}
	if len(refused) > 0 {
		return nil, refused
	}
	return d, nil
}

type blaming func(on, key string, args ...any)

func checkLabels(spec CustomSpec, blame blaming) {
	if len(spec.Label) == 0 {
		blame("label", "label-missing")
	}
	for on, texts := range map[string]map[string]string{"label": spec.Label, "hint": spec.Hint} {
		for lang, text := range texts {
			if _, err := language.Parse(lang); err != nil {
				blame(on, "not-a-language", "given", shown(lang))
			}
			if strings.TrimSpace(text) == "" {
				blame(on, "label-missing")
			}
		}
	}
}

// checkParts refuses a part that the kind needs and is not there, or has no use for.
func (spec CustomSpec) checkParts(l listed, blame blaming) {
	for _, p := range []struct {
		part  part
		name  string
		given bool
	}{
		{partOptions, "options", len(spec.Options) > 0},
		{partTarget, "target", spec.Target != "" && (l.kind != PersonKind || spec.Target != PersonType)},
		{partScale, "scale", spec.Scale != 0},
		{partMax, "max", spec.Max != 0},
		{partUnique, "unique", spec.Unique},
	} {
		switch {
		case p.given && l.takes&p.part == 0:
			blame(p.name, "part-not-of-kind", "part", p.name, "kind", spec.Kind)
		case !p.given && l.needs&p.part != 0:
			blame(p.name, "part-missing", "part", p.name, "kind", spec.Kind)
		}
	}
}

// OptionsMax is the most options that a choice has.
const OptionsMax = 1000

// faults checks what every definition must keep, declared or custom.
func (d *Def) faults() fault.List {
	var out fault.List
	blame := func(on, key string, args ...any) {
		out = append(out, fault.New(fault.Invalid, "field", key, args...).On(on))
	}
	if d.Scale < 0 || d.Scale > value.MaxScale {
		blame("scale", "scale-out-of-range", "most", value.MaxScale)
	}
	if d.Max < 0 || d.Max > LongTextMax {
		blame("max", "max-out-of-range", "most", LongTextMax)
	}
	if len(d.Options) > OptionsMax {
		blame("options", "too-many-options", "most", OptionsMax)
	}
	seen := map[string]bool{}
	for _, o := range d.Options {
		if !optionPattern.MatchString(o.Key) {
			blame("options", "not-an-option-key", "given", shown(o.Key))
		}
		if loose := looseKey(o.Key); seen[loose] {
			blame("options", "option-twice", "given", shown(o.Key))
		} else {
			seen[loose] = true
		}
	}
	return out
}
