package sample

import (
	"math/rand/v2"
	"strings"
	"unicode/utf8"

	"steward/kernel/record"
	"steward/kernel/value"
)

// nasty is text that has broken software before.
var nasty = []string{
	"Straße", "STRASSE", "İstanbul", "ıstanbul", "Ἀθῆναι ΟΔΟΣ οδος",
	"e\u0301te\u0301", "été", "A\u030Angström", "\u1e9b\u0323", "각\u1100\u1161",
	`O'Brien said "no"`, `back\slash and \" both`, "; DROP TABLE incident; --", "100% of _all_", "<b>bold</b>&amp;<script>",
	"אבג עברית", "مرحبا بالعالم", "\u202eevil\u202c", "👩‍👩‍👧 🇩🇪 🧯", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "日本語のチケット", "ǅ ﬁ ™ ½",
	"null", "NULL", "true", "0", "-1", "1e3", "9007199254740993", "=1+1", "@me", "+49", "a,b;c|d", "x\ty", "..", "{}", "[1,2]", "%00",
	"srv01.example.com", "INC0000123", "ticket #12 / printer", " leading", "z\u200bwj",
}

// Text gives a text of at most most characters: often a nasty one, sometimes of full length.
func Text(r *rand.Rand, most int) string {
	var s string
	switch r.IntN(10) {
	case 0:
		s = strings.Repeat(nasty[r.IntN(len(nasty))]+" ", most)
	case 1, 2, 3, 4:
		s = nasty[r.IntN(len(nasty))]
	default:
		s = words(r, 1+r.IntN(8))
	}
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most])
	}
	return s
}

var plainWords = strings.Fields("printer server mail login network slow broken error access user laptop database backup update " +
	"Drucker Zugang Störung Übergabe réseau écran contraseña Größe query cluster certificate expired order")

func words(r *rand.Rand, n int) string {
	out := make([]string, n)
	for i := range out {
		out[i] = plainWords[r.IntN(len(plainWords))]
	}
	return strings.Join(out, " ")
}

// read takes a raw value through the kind, as every value comes in. A sample that its own kind
// refuses is a fault of this package.
func read(d *record.Def, raw any) value.Value {
	v, err := d.Kind.Parse(d, raw, Input())
	if err != nil {
		panic("sample: " + err.Error())
	}
	return v
}

// some gives the first value that is not empty.
func some(try func() value.Value) value.Value {
	for {
		if v := try(); !v.IsEmpty() {
			return v
		}
	}
}

func text(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	most, _ := longest(d)
	if d.Kind == record.NumberTextKind {
		most = 20
	}
	// NFC can make a text longer, by a factor of three at most.
	return some(func() value.Value { return read(d, Text(r, max(1, min(most, record.DefaultTextMax)/3))) })
}

func longText(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	most, _ := longest(d)
	return some(func() value.Value {
		paragraphs := make([]string, 1+r.IntN(4))
		for i := range paragraphs {
			paragraphs[i] = Text(r, max(1, min(2000, most/16)))
		}
		return read(d, strings.Join(paragraphs, "\n\n- "))
	})
}

func localized(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	most, _ := longest(d)
	return some(func() value.Value {
		texts := map[string]any{}
		for _, lang := range []string{"en", "de", "pt-BR", "he"} {
			if r.IntN(2) == 0 {
				texts[lang] = Text(r, max(1, most/3))
			}
		}
		return read(d, texts)
	})
}

func secret(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	return some(func() value.Value { return read(d, "geheim "+Text(r, 40)) })
}

func structured(r *rand.Rand, d *record.Def, _ Refs) value.Value {
	object := map[string]any{"text": Text(r, 40), "exact": "9007199254740993", "empty": nil, "list": []any{true, false, 1.5, "ß"},
		"deep": map[string]any{Text(r, 10): float64(r.IntN(1000))}}
	if r.IntN(3) == 0 {
		return read(d, []any{object, "b"})
	}
	return read(d, object)
}

// anyOf gives one of the texts, read by the kind.
func anyOf(texts ...string) maker {
	return func(r *rand.Rand, d *record.Def, _ Refs) value.Value { return read(d, texts[r.IntN(len(texts))]) }
}
