package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"steward/kernel/value"
)

// Part is a piece of text; Found marks what was looked for.
type Part struct {
	Text  string `json:"text"`
	Found bool   `json:"found,omitempty"`
}

// Mark cuts a text into parts, those that the words match marked.
func Mark(text string, words []Word) []Part {
	return parts(text, places(text, words))
}

const (
	// snippetLength is how many bytes of a text a snippet shows, before how many of them stand before
	// the first word that was found.
	snippetLength = 180
	before        = 50
	ellipsis      = "…"
)

// Snippet cuts out the stretch of a text around the first word that was found; nothing when none of
// them is in the text.
func Snippet(text string, words []Word) []Part {
	found := places(text, words)
	if len(found) == 0 {
		return nil
	}
	from := wordStart(text, max(0, found[0].from-before))
	to := wordStop(text, min(len(text), max(from+snippetLength, found[0].to)))
	inside := found[:0]
	for _, f := range found {
		if f.to <= to {
			inside = append(inside, span{f.from - from, f.to - from})
		}
	}
	out := parts(oneLine(text[from:to]), inside)
	if from > 0 {
		out = append([]Part{{Text: ellipsis}}, out...)
	}
	if to < len(text) {
		out = append(out, Part{Text: ellipsis})
	}
	return out
}

// oneLine makes line ends to spaces, byte for byte.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, text)
}

// wordStart goes back to the beginning of the word in which a place lies, wordStop to the end of the
// one before it; in a very long word only to the border of a character.
func wordStart(text string, at int) int {
	if at == 0 {
		return 0
	}
	if space := strings.LastIndexAny(text[:at], " \n\t"); space >= 0 && at-space < longest {
		return space + 1
	}
	return runeStart(text, at)
}

func wordStop(text string, at int) int {
	if at == len(text) {
		return at
	}
	if space := strings.IndexAny(text[at:], " \n\t"); space >= 0 && space < longest {
		return at + space
	}
	return runeStart(text, at)
}

func runeStart(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

func parts(text string, found []span) []Part {
	var out []Part
	at := 0
	for _, f := range found {
		if f.from > at {
			out = append(out, Part{Text: text[at:f.from]})
		}
		out = append(out, Part{Text: text[f.from:f.to], Found: true})
		at = f.to
	}
	if at < len(text) {
		out = append(out, Part{Text: text[at:]})
	}
	return out
}

// places gives where words match in the text as it is written, in order, none over another.
func places(text string, words []Word) []span {
	folded, origin := foldedWithOrigin(text)
	var out []span
	cutUp(folded, func(folded string, chain []span) {
		for _, p := range chain {
			m, ok := matched(folded, p, chain[len(chain)-1].to, words)
			if !ok {
				continue
			}
			here := span{origin[m.from], origin[m.to]}
			if here.from == here.to || len(out) > 0 && here.from < out[len(out)-1].to {
				continue
			}
			out = append(out, here)
		}
	})
	return out
}

// matched gives the longest stretch from the beginning of a part that one of the words covers.
func matched(folded string, part span, end int, words []Word) (span, bool) {
	best := span{part.from, part.from}
	take := func(from, length int) {
		if to := from + length; to > best.to {
			best = span{from, to}
		}
	}
	for _, w := range words {
		if w.Matches(folded[part.from:part.to]) || w.Matches(limited(folded[part.from:end])) {
			take(part.from, len(w))
		}
		digits := digitsOf(folded[part.from:part.to])
		if w.Matches(digits) && digits != "" {
			take(part.to-len(digits), len(w))
		}
		if bare := strings.TrimLeft(digits, "0"); bare != "" && w.Matches(bare) {
			take(part.to-len(bare), len(w))
		}
	}
	return best, best.to > part.from
}

// foldedWithOrigin folds a text and gives for each byte of the result, and for its end, where the
// character stands in the text from which it came.
func foldedWithOrigin(text string) (folded string, origin []int) {
	var b strings.Builder
	for at, r := range text {
		piece := value.FoldAll(string(r))
		b.WriteString(piece)
		for range len(piece) {
			origin = append(origin, at)
		}
	}
	return b.String(), append(origin, len(text))
}
