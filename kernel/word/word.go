// Package word holds the catalogues: every text that a person reads, by language and key.
//
// Its one rule: a text is looked up here or it is a person's own text; code holds no sentences.
// Placeholders are {name}; {n|one ticket|{n} tickets} chooses by number.
package word

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strconv"
	"strings"

	"steward/kernel/fault"
)

//go:embed words/*.json
var own embed.FS

// Catalogue is the texts of all languages. It is filled at start and read-only afterwards.
type Catalogue struct {
	texts    map[string]map[string]string // language -> key -> text
	fallback string
}

// New gives the kernel's own texts with English as the language of last resort.
func New() (*Catalogue, error) {
	c := &Catalogue{texts: map[string]map[string]string{}, fallback: "en"}
	return c, c.Add(own, "words")
}

// Add reads every LANGUAGE.json under dir. A key that stands already with another text is an error.
func (c *Catalogue) Add(files fs.FS, dir string) error {
	names, err := fs.Glob(files, path.Join(dir, "*.json"))
	if err != nil {
		return fmt.Errorf("word.add: %w", err)
	}
	for _, name := range names {
		raw, err := fs.ReadFile(files, name)
		if err != nil {
			return fmt.Errorf("word.add %s: %w", name, err)
		}
		texts := map[string]string{}
		if err := json.Unmarshal(raw, &texts); err != nil {
			return fmt.Errorf("word.add %s: %w", name, err)
		}
		if err := c.merge(strings.TrimSuffix(path.Base(name), ".json"), texts); err != nil {
			return fmt.Errorf("word.add %s: %w", name, err)
		}
	}
	return nil
}

func (c *Catalogue) merge(lang string, texts map[string]string) error {
	if c.texts[lang] == nil {
		c.texts[lang] = map[string]string{}
	}
	for k, t := range texts {
		if old, ok := c.texts[lang][k]; ok && old != t {
			return fmt.Errorf("key %q stands twice with different texts", k)
		}
		c.texts[lang][k] = t
	}
	return nil
}

// Languages lists the languages that have texts, sorted.
func (c *Catalogue) Languages() []string {
	out := make([]string, 0, len(c.texts))
	for l := range c.texts {
		out = append(out, l)
	}
	sort.Strings(out)
	return out
}

// Keys lists the keys of one language, sorted.
func (c *Catalogue) Keys(lang string) []string {
	out := make([]string, 0, len(c.texts[lang]))
	for k := range c.texts[lang] {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// Lookup gives the text of a key in the language, else in the fallback language, else false.
func (c *Catalogue) Lookup(lang, key string) (string, bool) {
	if t, ok := c.texts[lang][key]; ok {
		return t, true
	}
	if base, _, found := strings.Cut(lang, "-"); found {
		if t, ok := c.texts[base][key]; ok {
			return t, true
		}
	}
	t, ok := c.texts[c.fallback][key]
	return t, ok
}

// Say gives the text of a key with its placeholders filled. A missing key reads as the key's last
// part in plain words ("opened_by" becomes "Opened by"), so that a new field has a label at once.
func (c *Catalogue) Say(lang, key string, args map[string]any) string {
	t, ok := c.Lookup(lang, key)
	if !ok {
		return Plain(key)
	}
	return Fill(t, args)
}

// Refusal gives the sentence of a fault, and behind it what would have been right where that is near.
func (c *Catalogue) Refusal(lang string, f *fault.Fault) string {
	text := c.Say(lang, f.Key, f.Args)
	if near, _ := f.Args["suggest"].(string); near != "" {
		text += " " + c.Say(lang, "did-you-mean", f.Args)
	}
	return text
}

// Plain turns a key into words: its last part, underscores as spaces, first letter upper case.
func Plain(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	key = strings.ReplaceAll(strings.ReplaceAll(key, "_", " "), "-", " ")
	if key == "" {
		return ""
	}
	return strings.ToUpper(key[:1]) + key[1:]
}

// Fill replaces {name} by its argument and {name|one|many} by the branch that fits the number.
func Fill(text string, args map[string]any) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '{')
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		end := closing(text, i)
		if end < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		b.WriteString(one(text[i+1:end], args))
		text = text[end+1:]
	}
}

func closing(text string, open int) int {
	depth := 0
	for i := open; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

func one(inner string, args map[string]any) string {
	name, rest, branched := strings.Cut(inner, "|")
	v, ok := args[name]
	if !ok {
		return "{" + inner + "}"
	}
	if !branched {
		return fmt.Sprint(v)
	}
	single, many, _ := strings.Cut(rest, "|")
	if n, err := strconv.ParseFloat(fmt.Sprint(v), 64); err == nil && n == 1 {
		return Fill(single, args)
	}
	return Fill(many, args)
}
