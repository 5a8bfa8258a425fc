package record

import (
	"strings"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/value"
)

type choiceKind struct{ textKind }

// ChoiceKind is one of the field's options, held as its stable key, ordered as declared.
var ChoiceKind Kind = choiceKind{}

// Choice declares a choice of keys, in the order people read them.
func Choice(name string, keys ...string) Field[string] {
	options := make([]Option, len(keys))
	for i, k := range keys {
		options[i] = Option{Key: k}
	}
	return ChoiceOf(name, options...)
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

func (choiceKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, err
	}
	if s = strings.TrimSpace(s); s == "" {
		return value.Value{}, nil
	}
	if d.Rank(s) > 0 {
		return value.Exact(s), nil
	}
	return value.Value{}, fault.New(fault.Invalid, "parse", "not-an-option", "given", s, "options", OptionKeys(d))
}

// OptionKeys lists the keys a choice accepts, for messages.
func OptionKeys(d *Def) string {
	keys := make([]string, len(d.Options))
	for i := range d.Options {
		keys[i] = d.Options[i].Key
	}
	return strings.Join(keys, ", ")
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
	keys := make([]any, len(d.Options))
	for i := range d.Options {
		keys[i] = d.Options[i].Key
	}
	return map[string]any{"type": "string", "enum": keys}
}
