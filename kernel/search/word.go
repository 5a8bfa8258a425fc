package search

import (
	"strings"
	"unicode/utf8"

	"steward/kernel/value"
)

// MostAsked is how many words of a question count.
const MostAsked = 12

// Word is a word that somebody looks for. It finds each token that begins with it.
type Word string

// Matches tells whether the word finds a token.
func (w Word) Matches(token string) bool { return strings.HasPrefix(token, string(w)) }

// Words reads what somebody looks for: all words must match. Of words that joiners hold together
// each part must match; where one has a digit or is a single character, as in an address or a
// version, they must stand together.
func Words(text string) []Word {
	var out []Word
	seen := map[Word]bool{}
	add := func(text string) {
		w := Word(limited(text))
		if len(out) < MostAsked && !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	cutUp(value.FoldAll(text), func(folded string, parts []span) {
		if whole := folded[parts[0].from:parts[len(parts)-1].to]; together(folded, parts) {
			add(whole)
			return
		}
		for _, p := range parts {
			add(folded[p.from:p.to])
		}
	})
	return out
}

func together(folded string, parts []span) bool {
	for _, p := range parts {
		part := folded[p.from:p.to]
		if utf8.RuneCountInString(part) == 1 || strings.ContainsAny(part, "0123456789") {
			return true
		}
	}
	return false
}

// Match tells whether every word matches one of the tokens.
func Match(words []Word, tokens []string) bool {
	for _, w := range words {
		found := false
		for _, t := range tokens {
			if found = w.Matches(t); found {
				break
			}
		}
		if !found {
			return false
		}
	}
	return true
}
