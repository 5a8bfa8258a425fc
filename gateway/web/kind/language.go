package kind

import (
	"slices"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// languagesOf lists the languages of the house, then those of the texts beside them.
func (r *Reader) languagesOf(texts map[string]string) []string {
	codes := slices.Clone(r.Languages)
	var more []string
	for code := range texts {
		if !slices.Contains(codes, code) {
			more = append(more, code)
		}
	}
	slices.Sort(more)
	return append(codes, more...)
}

// languageName gives a language's own name.
func languageName(code string) string {
	tag, err := language.Parse(code)
	if err != nil {
		return code
	}
	if name := display.Self.Name(tag); name != "" {
		return name
	}
	return code
}
