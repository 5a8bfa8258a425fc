// Package words holds the fixed words of the page templates, one JSON file per language. Its one rule: words only; a
// template asks by key, and no other text for people stands in a template.
package words

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed *.json
var files embed.FS

// Catalogue is the words of one language. It is immutable.
type Catalogue struct {
	tag   language.Tag
	texts map[string]forms
}

// forms are the plural forms of a text (CLDR names); a text without any has only "other".
type forms map[string]string

// UnmarshalJSON accepts a text, or an object of plural forms.
func (f *forms) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil {
		*f = forms{"other": text}
		return nil
	}
	return json.Unmarshal(data, (*map[string]string)(f))
}

// In reads the catalogue of a language ("en"); an error says that there is none.
func In(tag string) (*Catalogue, error) {
	data, err := fs.ReadFile(files, tag+".json")
	if err != nil {
		return nil, fmt.Errorf("no words in language %q: %w", tag, err)
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, fmt.Errorf("language %q: %w", tag, err)
	}
	c := &Catalogue{tag: parsed}
	if err := json.Unmarshal(data, &c.texts); err != nil {
		return nil, fmt.Errorf("words in %q: %w", tag, err)
	}
	return c, nil
}

// Keys are all keys, in order.
func (c *Catalogue) Keys() []string {
	keys := make([]string, 0, len(c.texts))
	for key := range c.texts {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// T gives the text of a key with its arguments; an unknown key shows itself. The first whole number among the
// arguments chooses the plural form.
func (c *Catalogue) T(key string, args ...any) string {
	f, known := c.texts[key]
	if !known {
		return key
	}
	return fill(f.choose(c.tag, args), args)
}

func (f forms) choose(tag language.Tag, args []any) string {
	if len(f) > 1 {
		for _, arg := range args {
			if n, whole := arg.(int); whole {
				if text, given := f[form(tag, n)]; given {
					return text
				}
			}
		}
	}
	return f["other"]
}

func form(tag language.Tag, n int) string {
	switch plural.Cardinal.MatchPlural(tag, max(n, -n), 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	}
	return "other"
}

// fill puts the arguments in the places {0}, {1}; other braces stay.
func fill(text string, args []any) string {
	open := strings.IndexByte(text, '{')
	if len(args) == 0 || open < 0 {
		return text
	}
	var b strings.Builder
	b.Grow(len(text) + 16*len(args))
	for ; open >= 0; open = strings.IndexByte(text, '{') {
		b.WriteString(text[:open])
		text = text[open:]
		if n := placeAt(text); n >= 0 && n < len(args) {
			fmt.Fprint(&b, args[n])
			text = text[3:]
			continue
		}
		b.WriteByte('{')
		text = text[1:]
	}
	b.WriteString(text)
	return b.String()
}

// placeAt gives the number in the place with which a text begins, -1 where it begins with none.
func placeAt(text string) int {
	if len(text) < 3 || text[2] != '}' || text[1] < '0' || text[1] > '9' {
		return -1
	}
	return int(text[1] - '0')
}
