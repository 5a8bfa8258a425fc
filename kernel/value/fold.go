package value

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// FoldLimit is the length in bytes at which a stored sort key is cut, so that an index can hold it.
const FoldLimit = 240

// Fold gives text as people compare it: without accents, without case, ß as ss, cut at FoldLimit
// bytes on a character's border. It is the stored sort key and what "contains" looks into.
func Fold(text string) string { return cut(FoldAll(text), FoldLimit) }

// FoldAll is Fold without the cut; the search tokeniser uses it.
func FoldAll(text string) string {
	if plain, ok := foldASCII(text); ok {
		return plain
	}
	b := make([]byte, 0, len(text)+8)
	for i := 0; i < len(text); {
		if c := text[i]; c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		end := i + 1
		for end < len(text) && text[end] >= utf8.RuneSelf {
			end++
		}
		b = appendFolded(b, text[i:end])
		i = end
	}
	return string(b)
}

// appendFolded folds characters beyond ASCII. No ASCII character decomposes or is a mark, so that
// what stands between two of them folds by itself.
func appendFolded(b []byte, run string) []byte {
	if _, size := utf8.DecodeRuneInString(run); size == len(run) {
		if parts := norm.NFKD.PropertiesString(run).Decomposition(); parts != nil {
			for len(parts) > 0 {
				r, size := utf8.DecodeRune(parts)
				b, parts = appendFoldedRune(b, r), parts[size:]
			}
			return b
		}
	}
	for _, r := range norm.NFKD.String(run) {
		b = appendFoldedRune(b, r)
	}
	return b
}

func appendFoldedRune(b []byte, r rune) []byte {
	switch {
	case unicode.Is(unicode.Mn, r):
		return b
	case r == 'ß' || r == 'ẞ':
		return append(b, "ss"...)
	case r == 'ς':
		r = 'σ'
	case r == 'ı':
		r = 'i'
	case r == 'ø' || r == 'Ø':
		r = 'o'
	case r == 'æ' || r == 'Æ':
		return append(b, "ae"...)
	case r == 'ł' || r == 'Ł':
		r = 'l'
	}
	return utf8.AppendRune(b, unicode.ToLower(r))
}

func foldASCII(text string) (string, bool) {
	upper := false
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return "", false
		}
		upper = upper || ('A' <= text[i] && text[i] <= 'Z')
	}
	if !upper {
		return text, true
	}
	return strings.ToLower(text), true
}

func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}
