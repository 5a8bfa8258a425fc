// Package problem holds what an import has to say about a foreign file: where it
// is wrong, what is wrong, and the way out.
//
// Its one rule: a problem names a line, and its words come from the catalogue.
package problem

import (
	_ "embed"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

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
}

// Words are what a person reads about a problem.
type Words struct {
	Say  string `yaml:"say" json:"say"`
	Help string `yaml:"help" json:"help"`
}

// longestValue is how much of a foreign value a problem repeats, in bytes.
const longestValue = 120

//go:embed en.yaml
var english []byte

var catalogue = load(english)

func load(text []byte) map[string]Words {
	words := map[string]Words{}
	if err := yaml.Unmarshal(text, &words); err != nil {
		panic(fmt.Sprintf("the catalogue of import problems is broken: %v", err))
	}
	return words
}

// Codes are all codes that the catalogue has words for.
func Codes() []string {
	codes := make([]string, 0, len(catalogue))
	for code := range catalogue {
		codes = append(codes, code)
	}
	return codes
}

// Words gives the sentence and the way out, with the problem's own facts filled in.
func (p *Problem) Words() Words {
	words, known := catalogue[p.Code]
	if !known {
		return Words{Say: p.Code}
	}
	fill := strings.NewReplacer("{column}", p.Column, "{field}", p.Field, "{value}", p.Value,
		"{detail}", p.Detail, "{line}", fmt.Sprint(p.Line))
	return Words{Say: fill.Replace(words.Say), Help: fill.Replace(words.Help)}
}

// Error is the problem as one line: place, sentence, way out.
func (p *Problem) Error() string {
	place := p.File
	if p.Line > 0 {
		place = strings.TrimPrefix(fmt.Sprintf("%s:%d", p.File, p.Line), ":")
	}
	words := p.Words()
	line := strings.TrimSpace(words.Say + " " + words.Help)
	if place == "" {
		return line
	}
	return place + ": " + line
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
