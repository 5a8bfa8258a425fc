package kind

import (
	"strings"
	"time"

	"steward/kernel/record"
	"steward/kernel/word"
)

// Reader is whom a page is for: language, zone and the time of the page, and the names of the
// records that its values refer to.
type Reader struct {
	Language string
	// Formats is how the reader wants dates and numbers written; empty: as in the language.
	Formats string
	Zone    *time.Location
	Now     time.Time
	Words   *word.Catalogue
	Names   *Names
	// HTML turns Markdown into safe HTML.
	HTML func(markdown string) string
	// Languages are those in which texts for people are asked.
	Languages []string
}

// Say gives the text of a key; args are pairs of name and value.
func (r *Reader) Say(key string, args ...any) string {
	var m map[string]any
	if len(args) > 0 {
		m = make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			m[args[i].(string)] = args[i+1]
		}
	}
	return r.Words.Say(r.Language, key, m)
}

// Format gives the pattern of a "date", "instant", "full" or "time", or the "group" and "point" of numbers.
func (r *Reader) Format(name string) string {
	if own, ok := r.first("format." + r.Formats + "." + name); ok && r.Formats != "" {
		return own
	}
	return r.Say("format." + name)
}

// first gives the text of the first key that has one.
func (r *Reader) first(keys ...string) (string, bool) {
	for _, k := range keys {
		if t, ok := r.Words.Lookup(r.Language, k); ok {
			return t, true
		}
	}
	return "", false
}

// Type gives the word for one record of a type, Plural for several.
func (r *Reader) Type(t *record.Type) string { return r.Words.Say(r.Language, t.Name, nil) }

// Plural gives the word for several records of a type.
func (r *Reader) Plural(t *record.Type) string {
	if s, ok := r.first(t.Name + ".plural"); ok {
		return s
	}
	return word.Plain(t.Plural)
}

// Label gives the name of a field.
func (r *Reader) Label(f Field) string {
	if s, ok := inLanguage(f.Def.Label, r.Language); ok {
		return s
	}
	if s, ok := r.first(f.Of.Name+"."+f.Name, "field."+f.Name); ok {
		return s
	}
	return word.Plain(strings.TrimPrefix(f.Name, record.CustomPrefix))
}

// Hint gives the sentence under a field's question, empty where there is none.
func (r *Reader) Hint(f Field) string {
	if s, ok := inLanguage(f.Def.Hint, r.Language); ok {
		return s
	}
	s, _ := r.first(f.Of.Name+"."+f.Name+".hint", "field."+f.Name+".hint")
	return s
}

// Option gives the word for one option of a choice.
func (r *Reader) Option(f Field, key string) string {
	for i := range f.Options {
		if f.Options[i].Key == key {
			if s, ok := inLanguage(f.Options[i].Label, r.Language); ok {
				return s
			}
		}
	}
	if s, ok := r.first(f.Of.Name+"."+f.Name+"."+key, "field."+f.Name+"."+key); ok {
		return s
	}
	return word.Plain(key)
}

// Move gives the word on the button that moves a record.
func (r *Reader) Move(t *record.Type, name string) string {
	if s, ok := r.first(t.Name+".move."+name, "move."+name); ok {
		return s
	}
	return word.Plain(name)
}

// Action gives the word on the button of an action.
func (r *Reader) Action(t *record.Type, name string) string {
	if s, ok := r.first(t.Name+".action."+name, "action."+name); ok {
		return s
	}
	return word.Plain(name)
}

func inLanguage(texts map[string]string, language string) (string, bool) {
	if len(texts) == 0 {
		return "", false
	}
	base, _, _ := strings.Cut(language, "-")
	for _, l := range []string{language, base, record.LastLanguage} {
		if s, ok := texts[l]; ok {
			return s, true
		}
	}
	for _, s := range texts {
		return s, true
	}
	return "", false
}
