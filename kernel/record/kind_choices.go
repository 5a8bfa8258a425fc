package record

import (
	"fmt"
	"slices"
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type choicesKind struct{}

// ChoicesKind is any number of the field's options, held as a set of keys. It is written in the
// order of the options and sorts by its first option, then its second, and so on.
var ChoicesKind Kind = choicesKind{}

// Choices declares a set of keys, in the order people read them.
func Choices(name string, keys ...string) Field[[]string] {
	return ChoicesOf(name, optionsOf(keys)...)
}

// ChoicesOf declares a set of options with colours and categories.
func ChoicesOf(name string, options ...Option) Field[[]string] {
	return NewField(&Def{Name: name, Kind: ChoicesKind, Options: options}, value.Value.Members, setOf)
}

func setOf(members []string) value.Value { return value.SetOf(members...) }

func (choicesKind) Name() string { return "choices" }
func (choicesKind) Columns() []Storage {
	return []Storage{{}, {Suffix: "__rank", Derived: true, Order: true}}
}
func (choicesKind) Class() query.Class { return query.Members }

func (choicesKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	list, err := asList(raw)
	if err != nil {
		return value.Value{}, err
	}
	keys := make([]string, 0, len(list))
	for _, one := range list {
		key, err := optionKey(d, one)
		if err != nil {
			return value.Value{}, err
		}
		keys = append(keys, key)
	}
	return value.SetOf(keys...), nil
}

// ordered gives the members in the order of the options.
func (choicesKind) ordered(d *Def, v value.Value) []string {
	keys := slices.Clone(v.Members())
	slices.SortStableFunc(keys, func(a, b string) int { return int(d.Rank(a) - d.Rank(b)) })
	return keys
}

func (k choicesKind) Store(d *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	return append(dst, barred(v), k.Rank(d, v).Text())
}

func (choicesKind) Load(_ *Def, columns []any) value.Value { return loadSet(columns[0]) }

// Rank gives the options' places as text of four digits each, so that text order is their order.
func (k choicesKind) Rank(d *Def, v value.Value) value.Value {
	var b strings.Builder
	for _, key := range k.ordered(d, v) {
		fmt.Fprintf(&b, "%04d", d.Rank(key))
	}
	return value.Exact(b.String())
}

func (k choicesKind) Format(d *Def, v value.Value) string {
	return strings.Join(k.ordered(d, v), ", ")
}

func (k choicesKind) JSON(d *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return k.ordered(d, v)
}

func (choicesKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "array", "uniqueItems": true, "items": map[string]any{"type": "string", "enum": optionEnum(d)}}
}
