package pages_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"steward/app"
	"steward/demo"
	"steward/gateway/signin"
	"steward/kernel/word"
)

// mostOfAShape is how many pages of one shape are read: the same address but for ids and questions.
const mostOfAShape = 2

// parts are the questions of an address that lead to another part of a page.
var parts = []string{"view", "tab", "report", "kind", "show"}

// Whoever reads German finds no English on any page that can be reached by links: no text of the
// English catalogues, no name of a field, and no bare key.
func TestNoEnglishIsLeftInGermanPages(t *testing.T) {
	s, b := startDemo(t)
	ada, err := s.Engine.System("the test looks").Get(t.Context(), "person", "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.ChangeOne(t.Context(), s.Engine.SystemActor("test"), "person", ada.ID(), 0, map[string]any{"language": "de"}); err != nil {
		t.Fatal(err)
	}
	english := englishTexts(t, s)
	said := spokenByPeople(t, s)
	told := map[string]bool{}
	pages := b.crawl("/", func() {
		for _, text := range visible(b.page) {
			if !said[text] && !told[text] && (english.has(text) || bareKey.MatchString(text) && !strings.HasSuffix(text, ".example")) {
				told[text] = true
				t.Errorf("%s: %q", b.at.RequestURI(), text)
			}
		}
	})
	if pages < 80 {
		t.Fatalf("only %d pages were reached", pages)
	}
}

// bareKey is a key of a catalogue that nobody wrote words for.
var bareKey = regexp.MustCompile(`^[a-z]+(_[a-z]+)*(\.[a-z_0-9-]+)+$`)

// startDemo opens a small demo organisation and signs its administrator in.
func startDemo(t *testing.T) (*app.System, *browser) {
	t.Helper()
	s, err := app.Open(t.Context(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := demo.Build(t.Context(), s.Engine, 1, 20, func(int, int) {}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Gate.MakeAdministrator(t.Context(), signin.FirstAdministrator{Name: "Ada Lovelace", Email: "ada@example.com", Password: password}); err != nil {
		t.Fatal(err)
	}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	b := visitor(t, h)
	b.signIn("ada@example.com")
	return s, b
}

// crawl visits what links lead to, a few pages of each shape, and says how many it visited.
func (b *browser) crawl(from string, look func()) int {
	b.t.Helper()
	shapes, seen, waiting, visited := map[string]int{}, map[string]bool{}, []string{from}, 0
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		b.send(http.MethodGet, next, nil)
		if b.status != http.StatusOK {
			b.t.Errorf("GET %s: %d", next, b.status)
			continue
		}
		visited++
		look()
		for _, a := range find(b.page, func(n *html.Node) bool { return n.Data == "a" && strings.HasPrefix(attribute(n, "href"), "/") }) {
			href, _, _ := strings.Cut(attribute(a, "href"), "#")
			shape := shapeOf(href)
			if shape == "" || seen[href] || shapes[shape] >= mostOfAShape {
				continue
			}
			seen[href] = true
			shapes[shape]++
			waiting = append(waiting, href)
		}
	}
	return visited
}

var anyID = regexp.MustCompile(`[0-9a-f]{32}|[A-Z]{2,5}\d{7}`)

// shapeOf is an address without ids and values; empty where it is no page.
func shapeOf(href string) string {
	u, err := url.Parse(href)
	if err != nil || strings.HasPrefix(u.Path, "/files/") || strings.HasPrefix(u.Path, "/assets/") || strings.HasPrefix(u.Path, "/api/") {
		return ""
	}
	shape := anyID.ReplaceAllString(u.Path, "*")
	for _, name := range parts {
		if u.Query().Has(name) {
			return shape + "?" + name + "=" + u.Query().Get(name)
		}
	}
	return shape
}

// visible are the texts of a page, those included that only a screen reader says.
func visible(page *html.Node) []string {
	var out []string
	for n := range page.Descendants() {
		switch {
		case n.Type == html.TextNode && n.Parent.Data != "script" && n.Parent.Data != "code":
			out = append(out, strings.Join(strings.Fields(n.Data), " "))
		case n.Type == html.ElementNode:
			for _, name := range []string{"title", "aria-label", "placeholder", "alt", "data-confirm"} {
				out = append(out, attribute(n, name))
			}
		}
	}
	return out
}

// texts are sentences of a language, with and without places to fill.
type texts struct {
	plain    map[string]bool
	patterns []*regexp.Regexp
}

func (x *texts) has(text string) bool {
	if x.plain[text] {
		return true
	}
	for _, p := range x.patterns {
		if p.MatchString(text) {
			return true
		}
	}
	return false
}

var filled = regexp.MustCompile(`\{[^}]*\}`)

// add takes a text that differs in German.
func (x *texts) add(english, german string) {
	if english == german || len(english) < 3 {
		return
	}
	if !filled.MatchString(english) {
		x.plain[english] = true
		return
	}
	if words := strings.Fields(filled.ReplaceAllString(english, " ")); len(words) < 2 {
		return
	}
	pattern := "^"
	for i, part := range filled.Split(english, -1) {
		if i > 0 {
			pattern += ".+"
		}
		pattern += regexp.QuoteMeta(part)
	}
	x.patterns = append(x.patterns, regexp.MustCompile(pattern+"$"))
}

// englishTexts are the texts of all catalogues, and the plain names of what is declared.
func englishTexts(t *testing.T, s *app.System) *texts {
	t.Helper()
	x := &texts{plain: map[string]bool{}}
	german := map[string]bool{"English": true} // a language is named in its own words
	for _, key := range s.Words.Keys("de") {
		text, _ := s.Words.Lookup("de", key)
		german[text] = true
	}
	en, de := fixedWords(t, "en"), fixedWords(t, "de")
	for _, text := range de {
		german[text] = true
	}
	for _, key := range s.Words.Keys("en") {
		en, _ := s.Words.Lookup("en", key)
		de, _ := s.Words.Lookup("de", key)
		if !german[en] {
			x.add(en, de)
		}
	}
	for key, text := range en {
		if !german[text] {
			x.add(text, de[key])
		}
	}
	for _, of := range s.Engine.Catalogue().Types() {
		for _, d := range of.Defs() {
			names := []string{d.Name}
			for _, o := range d.Options {
				names = append(names, o.Key)
			}
			for _, name := range names {
				if plain := word.Plain(name); !german[plain] {
					x.add(plain, "")
				}
			}
		}
	}
	return x
}

// fixedWords are the words of the templates; of plural forms the usual one.
func fixedWords(t *testing.T, language string) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("../../gateway/web/view/words/" + language + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for key, text := range all {
		switch text := text.(type) {
		case string:
			out[key] = text
		case map[string]any:
			out[key], _ = text["other"].(string)
		}
	}
	return out
}

// spokenByPeople are the texts in records, which stand in the language in which they were written.
func spokenByPeople(t *testing.T, s *app.System) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	reader := s.Engine.System("the test looks")
	for _, of := range s.Engine.Catalogue().Types() {
		rows, err := reader.Find(t.Context(), of.Name, "", 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, d := range of.Defs() {
				if d.Kind.Name() == "text" || d.Kind.Name() == "long_text" {
					out[strings.Join(strings.Fields(row.ValueOf(d).Text()), " ")] = true
				}
			}
			out[row.Number()+" "+row.Title()] = true
		}
	}
	return out
}
