package record

import (
	"strings"
	"unicode/utf8"

	"steward/kernel/query"
	"steward/kernel/value"
)

// SecretMask is what Format writes in place of a secret. It is refused as a secret, so that an
// export that is imported again cannot overwrite one.
const SecretMask = "••••••••"

type secretKind struct{ longKind }

// SecretKind is a text that can be written and used but not read back: a password, a token, a key.
var SecretKind Kind = secretKind{}

// Secret declares a secret.
func Secret(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: SecretKind}, value.Value.Text, value.Exact)
}

// Sealed marks the kind; see the interface Sealed.
func (secretKind) Sealed() {}

func (secretKind) Name() string       { return "secret" }
func (secretKind) Class() query.Class { return query.Opaque }

// Parse keeps every character but line ends at the end, which a pasted file brings along.
func (secretKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	if _, ok := raw.(map[string]any); ok {
		return value.Value{}, refuse("secret-mask", SecretMask)
	}
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, refuse("not-text", "")
	}
	s = strings.TrimRight(s, "\r\n")
	if s != "" && strings.Trim(s, "•*") == "" {
		return value.Value{}, refuse("secret-mask", s)
	}
	if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
		return value.Value{}, refuse("not-utf8", "")
	}
	if most, length := limit(d, StructuredMax), utf8.RuneCountInString(s); length > most {
		return value.Value{}, refuse("too-long", "", "most", most, "length", length)
	}
	return value.Exact(s), nil
}

// Rank gives nothing: a secret compares with nothing.
func (secretKind) Rank(*Def, value.Value) value.Value { return value.Value{} }

func (secretKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return SecretMask
}

func (secretKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return map[string]any{"set": true}
}

func (secretKind) Schema(*Def) map[string]any {
	return map[string]any{"description": "written as a text; read back only as whether it is set", "oneOf": []any{
		map[string]any{"type": "string", "writeOnly": true},
		map[string]any{"type": "object", "readOnly": true, "properties": map[string]any{"set": map[string]any{"type": "boolean"}}},
	}}
}
