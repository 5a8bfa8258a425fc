package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type choiceKind struct{ textKind }

// ChoiceKind is one of the field's options, held as its stable key, ordered as declared.
var ChoiceKind Kind = choiceKind{}

// Choice declares a choice of keys, in the order people read them.
func Choice(name string, keys ...string) Field[string] {
	return ChoiceOf(name, optionsOf(keys)...)
}

// ChoiceOf declares a choice of options with colours and categories.
func ChoiceOf(name string, options ...Option) Field[string] {
	return NewField(&Def{Name: name, Kind: ChoiceKind, Options: options}, value.Value.Text, value.Exact)
}

func (choiceKind) Name() string { return "choice" }
func (choiceKind) Columns() []Storage {
	return []Storage{{}, {Suffix: "__rank", Number: true, Derived: true, Order: true}}
}
func (choiceKind) Class() query.Class { return query.Choice }

func (choiceKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	key, err := optionKey(d, raw)
	return value.Exact(key), err
}

func (k choiceKind) Store(d *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	return append(dst, v.Text(), d.Rank(v.Text()))
}

func (choiceKind) Rank(d *Def, v value.Value) value.Value {
	if v.IsEmpty() {
		return v
	}
	return value.Int(d.Rank(v.Text()))
}

func (choiceKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "enum": optionEnum(d)}
}

// optionKey reads one option: its key, else its key or a label without regard to case, accents and
// whether words are parted by spaces, hyphens or underscores.
func optionKey(d *Def, raw any) (string, error) {
	s, err := asWord(raw)
	if err != nil || s == "" || d.Rank(s) > 0 {
		return s, err
	}
	loose := looseKey(s)
	for i := range d.Options {
		if looseKey(d.Options[i].Key) == loose {
			return d.Options[i].Key, nil
		}
	}
	for i := range d.Options {
		for _, label := range d.Options[i].Label {
			if looseKey(label) == loose {
				return d.Options[i].Key, nil
			}
		}
	}
	return "", refuse("not-an-option", s, "options", OptionKeys(d))
}

func looseKey(s string) string {
	return strings.NewReplacer(" ", "_", "-", "_").Replace(value.Fold(strings.TrimSpace(s)))
}

// OptionKeys lists the keys that a choice offers, for messages.
func OptionKeys(d *Def) string {
	var keys []string
	for i := range d.Options {
		if !d.Options[i].Retired {
			keys = append(keys, d.Options[i].Key)
		}
	}
	return strings.Join(keys, ", ")
}

func optionsOf(keys []string) []Option {
	options := make([]Option, len(keys))
	for i, k := range keys {
		options[i] = Option{Key: k}
	}
	return options
}

func optionEnum(d *Def) []any {
	keys := make([]any, len(d.Options))
	for i := range d.Options {
		keys[i] = d.Options[i].Key
	}
	return keys
}
