package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"steward/kernel/search"
)

func TestTextsAreCutIntoWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                                "",
		"The VPN is down":                 "the vpn is down",
		"Ärger mit Größe, naïve İstanbul": "arger mit grosse naive istanbul",
		"srv01.example.com":               "srv01 srv01.example.com example example.com com",
		"(see srv01, please).":            "see srv01 please",
		"INC0001234 again":                "inc0001234 0001234 1234 again",
		"KB000":                           "kb000",
		"http://host/a":                   "http host host/a a",
		"a b a":                           "a b",
		"東京タワー x":                         "東京タワ 京タワー タワー ワー ー x",
		"e-mail ann_b@x.org":              "e e-mail mail ann ann_b@x.org b b@x.org x x.org org",
	} {
		if got := strings.Join(search.Tokens(text), " "); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestWordsFindTexts(t *testing.T) {
	const text = "Mail server srv01.example.com (10.0.0.12) refuses Jürgen's login, see INC0001234. 東京タワーの電源"
	for _, words := range []string{"mail", "MAIL serv", "srv01", "example", "example.com", "srv01.exam", "com", "10.0.0.1", "0.0.12", "jurgen", "JÜRG", "inc0001234", "0001234", "1234", "123", "東京", "タワーの電", "login mail", "server/mail"} {
		if !search.Match(search.Words(words), search.Tokens(text)) {
			t.Errorf("%q does not find it", words)
		}
	}
	for _, words := range []string{"ail", "mails", "10.0.0.2", "1.0.0.12", "srv02", "jurgens", "234", "mail phone", "東タワ", "x"} {
		if search.Match(search.Words(words), search.Tokens(text)) {
			t.Errorf("%q finds it", words)
		}
	}
}

func joined(parts []search.Part) string {
	var b strings.Builder
	for _, p := range parts {
		if p.Found {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestFoundWordsAreMarkedAsTheyAreWritten(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"Größe der Großen", "gross", "[Größ]e der [Groß]en"},
		{"Cafe\u0301 and café", "cafe", "[Cafe\u0301] and [café]"},
		{"See INC0001234", "1234", "See INC000[1234]"},
		{"on srv01.example.com now", "example.com", "on srv01.[example].[com] now"},
		{"at 10.0.0.12", "10.0.0.1", "at [10.0.0.1]2"},
		{"nothing here", "else", "nothing here"},
	} {
		if got := joined(search.Mark(c.text, search.Words(c.words))); got != c.want {
			t.Errorf("%q in %q: %s, want %s", c.words, c.text, got, c.want)
		}
	}
}

func TestASnippetShowsTheFirstFoundWordInItsSurroundings(t *testing.T) {
	text := strings.Repeat("filler words before\n", 20) + "then the printer jams " + strings.Repeat("and more words after ", 20)
	got := joined(search.Snippet(text, search.Words("print")))
	if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") || !strings.Contains(got, "then the [print]er jams") || len(got) > 260 || strings.Contains(got, "\n") {
		t.Errorf("%q", got)
	}
	if search.Snippet(text, search.Words("toner")) != nil {
		t.Error("a snippet without the word")
	}
	if got := joined(search.Snippet("short text", search.Words("short"))); got != "[short] text" {
		t.Errorf("%q", got)
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"srv01.example.com", "Größe ﷺ ⑴ ½ e\u0301", "東京タワーの電源 ไทย", "INC0001234", "a.b.c:d@e/f\\g&h_i-j", "..--..", "\xff\xfe", strings.Repeat("x", 300), strings.Repeat("ab.", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		tokens, words := search.Tokens(text), search.Words(text)
		for _, token := range tokens {
			if token == "" || len(token) > 64 || !utf8.ValidString(token) || strings.ContainsAny(token, " \"'=^%|!()*~\t\n\x00") || strings.ToLower(token) != token && strings.ContainsAny(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
				t.Fatalf("token %q", token)
			}
		}
		if unique := slices.Compact(slices.Sorted(slices.Values(tokens))); len(unique) != len(tokens) {
			t.Fatalf("a token stands twice: %q", tokens)
		}
		if len(tokens) < search.MostWords && !search.Match(words, tokens) {
			t.Fatalf("%q is not found by itself: words %q, tokens %q", text, words, tokens)
		}
		var whole strings.Builder
		for _, p := range search.Mark(text, words) {
			whole.WriteString(p.Text)
		}
		if whole.String() != text {
			t.Fatalf("marking changed %q to %q", text, whole.String())
		}
		search.Snippet(text, words)
	})
}
