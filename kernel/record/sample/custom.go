package sample

import "steward/kernel/record"

// Customs gives one custom field of each kind that an administrator may choose, named x_ and the
// kind. target is a declared type for the references.
func Customs(target string) []record.CustomSpec {
	var out []record.CustomSpec
	for _, k := range record.CustomKinds() {
		spec := record.CustomSpec{Name: record.CustomPrefix + k.Name(), Kind: k.Name(), Label: map[string]string{"en": "Custom " + k.Name()}}
		switch k {
		case record.ChoiceKind, record.ChoicesKind:
			spec.Options = []record.Option{
				{Key: "zeta", Colour: "red", Label: map[string]string{"en": "First of all", "de": "Zuallererst"}},
				{Key: "alpha", Label: map[string]string{"en": "Second"}},
				{Key: "mid-1", Label: map[string]string{"en": "Third"}},
				{Key: "old", Label: map[string]string{"en": "Gone"}, Retired: true},
			}
		case record.ReferenceKind, record.ReferencesKind:
			spec.Target = target
		case record.DecimalKind:
			spec.Scale = 3
		}
		out = append(out, spec)
	}
	return out
}
