// Package search says what a word is: how texts and questions are cut into words, when they match,
// and where in a text they stand.
//
// Its one rule: the index of either database and the text that waits for it are asked with the same
// words, so that both find the same. Accents and case do not count.
package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"steward/kernel/value"
)

const (
	// longest is the length in bytes at which a word is cut.
	longest = 64
	// MostWords is how many different words of one text are found; longer texts are logs.
	MostWords = 5000
	// unspaced is how many characters of a script without spaces make a word.
	unspaced = 4
	// fewestDigits is the length of the digits behind letters that are found by themselves, as in
	// INC0001234.
	fewestDigits = 4
)

// Joiners are the characters that hold a name, an address or a version together where they stand
// between two words: srv01.example.com is found by each part, and from each part on.
const Joiners = `.-_@:/\&`

// Tokens gives the different words of a text in the order in which they come.
func Tokens(text string) []string {
	c := collector{seen: map[string]bool{}}
	cutUp(value.FoldAll(text), c.chain)
	return c.words
}

// span is a stretch of folded text.
type span struct{ from, to int }

// cutUp gives each chain of words in a folded text: words that joiners hold together, or the words of
// a script without spaces, which overlap.
func cutUp(folded string, give func(folded string, parts []span)) {
	var parts []span
	flush := func() {
		if len(parts) > 0 {
			give(folded, parts)
			parts = parts[:0]
		}
	}
	for at := 0; at < len(folded); {
		r, size := utf8.DecodeRuneInString(folded[at:])
		switch {
		case spaceless(r):
			flush()
			at = overlapping(folded, at, give)
		case inWord(r):
			end := wordEnd(folded, at)
			parts = append(parts, span{at, end})
			at = end
			if next := at + 1; next < len(folded) && strings.IndexByte(Joiners, folded[at]) >= 0 && startsWord(folded[next:]) {
				at = next
				continue
			}
			flush()
		default:
			at += size
		}
	}
	flush()
}

func wordEnd(folded string, at int) int {
	for i, r := range folded[at:] {
		if !inWord(r) || spaceless(r) {
			return at + i
		}
	}
	return len(folded)
}

func startsWord(folded string) bool {
	r, _ := utf8.DecodeRuneInString(folded)
	return inWord(r) && !spaceless(r)
}

// overlapping gives a word at each character of a stretch without spaces, and the end of the stretch.
func overlapping(folded string, at int, give func(string, []span)) int {
	var starts []int
	end := at
	for i, r := range folded[at:] {
		if !spaceless(r) {
			break
		}
		starts = append(starts, at+i)
		end = at + i + utf8.RuneLen(r)
	}
	ends := append(starts[1:len(starts):len(starts)], end)
	for i, from := range starts {
		give(folded, []span{{from, ends[min(i+unspaced, len(ends))-1]}})
	}
	return end
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// spaceless tells whether the character belongs to a script that is written without spaces.
func spaceless(r rune) bool {
	return r == 'ー' || r == '々' || r >= 0x0e00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// collector gathers different words.
type collector struct {
	words []string
	seen  map[string]bool
}

func (c *collector) add(word string) {
	if word = limited(word); len(c.words) < MostWords && !c.seen[word] {
		c.seen[word] = true
		c.words = append(c.words, word)
	}
}

// chain adds each part, the rest of the chain from each part on, and numbers without their letters.
func (c *collector) chain(folded string, parts []span) {
	end := parts[len(parts)-1].to
	for _, p := range parts {
		c.add(folded[p.from:p.to])
		if p.to < end {
			c.add(folded[p.from:end])
		}
		if digits := digitsOf(folded[p.from:p.to]); digits != "" {
			c.add(digits)
			c.add(strings.TrimLeft(digits, "0"))
		}
	}
}

// digitsOf gives the digits of a word that is letters and then digits, such as a record's number;
// empty for other words.
func digitsOf(word string) string {
	letters := strings.TrimRight(word, "0123456789")
	digits := word[len(letters):]
	if letters == "" || len(digits) < fewestDigits || strings.ContainsAny(letters, "0123456789") || strings.TrimLeft(digits, "0") == "" {
		return ""
	}
	return digits
}

func limited(word string) string {
	if len(word) <= longest {
		return word
	}
	at := longest
	for !utf8.RuneStart(word[at]) {
		at--
	}
	return word[:at]
}
