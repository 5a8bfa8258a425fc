// Package problem holds what an import has to say about a foreign file: where it
// is wrong, what is wrong, and the way out.
//
// Its one rule: a problem names its place; its words stand in the catalogue, under
// import.CODE and import.CODE.help.
package problem

import (
	"embed"
	"fmt"
	"strings"

	"steward/kernel/word"
)

// Words are this room's texts, for word.Catalogue.Add(Words, "words").
//
//go:embed words/*.json
var Words embed.FS

// A Problem is one thing wrong in one place of a table or of a mapping file.
// It is an error, so that it can be returned and found again with errors.As.
type Problem struct {
	Code   string `json:"code"`
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitempty"`   // first line is 1
	Column string `json:"column,omitempty"` // of the table
	Field  string `json:"field,omitempty"`  // of the mapping
	Value  string `json:"value,omitempty"`  // as found, shortened
	Detail string `json:"detail,omitempty"` // what was expected, or where the cause stands
	Say    string `json:"say,omitempty"`    // for people, filled by Explain
	Help   string `json:"help,omitempty"`   // the way out, filled by Explain
	Taken  bool   `json:"taken,omitempty"`  // only a remark: what it is about was taken all the same
}

// longestValue is how much of a foreign value a problem repeats, in bytes.
const longestValue = 120

// Explain fills in what a person reads, in their language.
func (p *Problem) Explain(catalogue *word.Catalogue, language string) {
	facts := map[string]any{"column": p.Column, "field": p.Field, "value": p.Value, "detail": p.Detail, "line": p.Line}
	p.Say = catalogue.Say(language, "import."+p.Code, facts)
	p.Help = catalogue.Say(language, "import."+p.Code+".help", facts)
}

// Place is where the problem stands, as file:line.
func (p *Problem) Place() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.File == "":
		return fmt.Sprint(p.Line)
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Error is for logs and tests: place, code and facts.
func (p *Problem) Error() string {
	parts := []string{p.Place(), p.Code}
	for _, fact := range []struct{ name, text string }{
		{"column", p.Column}, {"field", p.Field}, {"value", p.Value}, {"detail", p.Detail},
	} {
		if fact.text != "" {
			parts = append(parts, fmt.Sprintf("%s=%q", fact.name, fact.text))
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// Shorten cuts a foreign value to what a report repeats of it, at a whole character.
func Shorten(value string) string {
	if len(value) <= longestValue {
		return value
	}
	cut := longestValue
	for cut > 0 && value[cut]&0xC0 == 0x80 {
		cut--
	}
	return value[:cut] + "…"
}

// A List is all problems of one file, found together.
type List []*Problem

// Error joins the problems for logs and tests.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, p := range l {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// OrNil gives nil for an empty list, so that it can be returned as an error.
func (l List) OrNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}
