package record

import (
	"strings"
	"unicode"

	"steward/kernel/value"
)

// The digits of a phone number, the dialled extension among them.
const (
	PhoneDigitsMin = 3
	PhoneDigitsMax = 24
)

type phoneKind struct{ textKind }

// PhoneKind is one phone number, kept as it was typed. It compares by its digits: +49 30 1234,
// 0049 (30) 1234 and 49-30-1234 are found as one.
var PhoneKind Kind = phoneKind{}

// Phone declares a phone number.
func Phone(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: PhoneKind}, value.Value.Text, value.Of)
}

func (phoneKind) Name() string { return "phone" }

func (phoneKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, err
	}
	v, err := checkedText(d, oneLine(s), DefaultTextMax)
	if err != nil || v.IsEmpty() {
		return value.Value{}, err
	}
	typed := strings.ToLower(v.Text())
	for _, word := range []string{"extension", "ext", "x"} {
		typed = strings.Replace(typed, word, "", 1)
	}
	digits := 0
	for _, r := range typed {
		switch {
		case unicode.IsDigit(r):
			digits++
		case !unicode.IsSpace(r) && !strings.ContainsRune("+-–‐‑/.,;#*()", r):
			return value.Value{}, refuse("not-a-phone", v.Text())
		}
	}
	if digits < PhoneDigitsMin || digits > PhoneDigitsMax {
		return value.Value{}, refuse("not-a-phone", v.Text())
	}
	return v, nil
}

// Dialled gives the digits of a phone number without the 00 before a country.
func Dialled(phone string) string {
	var b strings.Builder
	for _, r := range value.FoldAll(phone) {
		if unicode.IsDigit(r) {
			b.WriteByte(byte('0' + digitOf(r)))
		}
	}
	return strings.TrimPrefix(b.String(), "00")
}

// digitOf gives what a decimal digit of any script stands for. Unicode keeps each script's ten
// digits together, from a zero on.
func digitOf(r rune) rune {
	n := rune(0)
	for n < 9 && unicode.IsDigit(r-1) {
		r--
		n++
	}
	return n
}

func (k phoneKind) Store(d *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	return append(dst, v.Text(), Dialled(v.Text()))
}

func (phoneKind) Rank(_ *Def, v value.Value) value.Value { return value.Exact(Dialled(v.Text())) }
func (phoneKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "format": "phone", "maxLength": limit(d, DefaultTextMax)}
}
