package record

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"steward/kernel/value"
)

// LastLanguage is the language that stands in where a text is missing in the reader's own.
const LastLanguage = "en"

type localizedKind struct{ textKind }

// LocalizedKind is a text in several languages, held as canonical JSON from language to text. It
// sorts by the text in LastLanguage, or else in its first language by code; "contains" looks into
// all of them; = compares the whole.
var LocalizedKind Kind = localizedKind{}

// LocalizedText declares a text in several languages (BCP 47 tag -> text).
func LocalizedText(name string) Field[map[string]string] {
	return NewField(&Def{Name: name, Kind: LocalizedKind}, textsOf, textsValue)
}

func (localizedKind) Name() string { return "localized_text" }

// InLanguage gives the text of a localized value for a reader: in the language itself, in its base
// (de for de-AT), in LastLanguage, or in whatever language there is.
func InLanguage(v value.Value, lang string) string {
	texts := textsOf(v)
	base, _, _ := strings.Cut(lang, "-")
	for _, l := range []string{lang, base, LastLanguage} {
		if t, ok := texts[l]; ok {
			return t
		}
	}
	for _, l := range slices.Sorted(maps.Keys(texts)) {
		return texts[l]
	}
	return ""
}

func textsOf(v value.Value) map[string]string {
	texts := map[string]string{}
	if !v.IsEmpty() && json.Unmarshal([]byte(v.Text()), &texts) != nil {
		return map[string]string{}
	}
	return texts
}

func textsValue(texts map[string]string) value.Value {
	object := map[string]any{}
	for l, t := range texts {
		if clean := value.Of(t); !clean.IsEmpty() {
			object[l] = clean.Text()
		}
	}
	if len(object) == 0 {
		return value.Value{}
	}
	b, err := appendJSON(nil, object, 0)
	if err != nil {
		return value.Value{}
	}
	return value.Exact(string(b))
}

// Parse reads {"de": "Drucker", "en": "Printer"}, the same as JSON text, and a plain text, which
// stands in the person's language. What is given replaces all languages.
func (localizedKind) Parse(d *Def, raw any, in Input) (value.Value, error) {
	return parseTexts(d, raw, in, TextKind)
}

// parseTexts reads a text for each language, each as another kind reads it.
func parseTexts(d *Def, raw any, in Input, each Kind) (value.Value, error) {
	object, isObject := raw.(map[string]any)
	if !isObject {
		s, err := asText(raw)
		if err != nil {
			return value.Value{}, err
		}
		if !strings.HasPrefix(strings.TrimSpace(s), `{"`) {
			lang := in.Language
			if lang == "" {
				lang = LastLanguage
			}
			object = map[string]any{lang: s}
		} else if object, err = objectOf(s); err != nil {
			return value.Value{}, refuse("not-texts", s)
		}
	}
	texts := map[string]string{}
	for lang, one := range object {
		tag, err := language.Parse(lang)
		if err != nil || tag == language.Und {
			return value.Value{}, refuse("not-a-language", lang)
		}
		v, err := each.Parse(d, one, in)
		if err != nil {
			return value.Value{}, err
		}
		if _, twice := texts[tag.String()]; twice {
			return value.Value{}, refuse("language-twice", tag.String())
		}
		texts[tag.String()] = v.Text()
	}
	return textsValue(texts), nil
}

func objectOf(s string) (map[string]any, error) {
	v, err := readJSON(s)
	object, _ := v.(map[string]any)
	return object, err
}

func (k localizedKind) Store(d *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil)
	}
	return append(dst, v.Text(), k.Rank(d, v).Text())
}

// Rank folds all texts, the leading one first. A plain text, as it stands in a condition, counts as
// it is.
func (localizedKind) Rank(_ *Def, v value.Value) value.Value {
	if !strings.HasPrefix(v.Text(), `{"`) {
		return value.Exact(value.Fold(v.Text()))
	}
	first := InLanguage(v, LastLanguage)
	all := []string{first}
	texts := textsOf(v)
	for _, l := range slices.Sorted(maps.Keys(texts)) {
		if texts[l] != first {
			all = append(all, texts[l])
		}
	}
	return value.Exact(value.Fold(strings.Join(all, "\n")))
}

func (localizedKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	object := map[string]any{}
	for l, t := range textsOf(v) {
		object[l] = t
	}
	return object
}

func (localizedKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "object", "description": "language (BCP 47) to text",
		"additionalProperties": map[string]any{"type": "string", "maxLength": limit(d, DefaultTextMax)}}
}
