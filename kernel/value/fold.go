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
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == 'ß' || r == 'ẞ':
			b.WriteString("ss")
		case r == 'ς':
			b.WriteRune('σ')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'æ' || r == 'Æ':
			b.WriteString("ae")
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
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
