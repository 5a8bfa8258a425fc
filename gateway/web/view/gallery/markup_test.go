package gallery_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"steward/gateway/web/view"
	"steward/gateway/web/view/gallery"
	"steward/gateway/web/view/words"
)

var playedAt = time.Date(2026, 11, 23, 10, 56, 0, 0, time.UTC)

// rendered is every view as HTML, by name.
func rendered(t *testing.T) map[string]string {
	t.Helper()
	english, err := words.In("en")
	if err != nil {
		t.Fatal(err)
	}
	ctx := view.With(context.Background(), view.Setting{Words: english, Token: "token"})
	pages := map[string]string{}
	for _, p := range gallery.Pages(playedAt) {
		var out bytes.Buffer
		if err := p.Body.Render(ctx, &out); err != nil {
			t.Fatalf("%s: %v", p.Name, err)
		}
		pages[p.Name] = out.String()
	}
	return pages
}

func each(t *testing.T, check func(t *testing.T, root *html.Node)) {
	for name, page := range rendered(t) {
		t.Run(name, func(t *testing.T) {
			root, err := html.Parse(strings.NewReader(page))
			if err != nil {
				t.Fatal(err)
			}
			check(t, root)
		})
	}
}

func elements(root *html.Node) []*html.Node {
	var list []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, name string) string {
	v, _ := attribute(n, name)
	return v
}

// The content security policy lets no style and no script stand inside a page.
func TestNothingStandsInline(t *testing.T) {
	each(t, func(t *testing.T, root *html.Node) {
		for _, n := range elements(root) {
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
				if strings.HasPrefix(strings.TrimSpace(strings.ToLower(a.Val)), "javascript:") {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
			inside := n.FirstChild != nil && strings.TrimSpace(n.FirstChild.Data) != ""
			if n.Data == "style" || (n.Data == "script" && inside) {
				t.Errorf("<%s> with content", n.Data)
			}
		}
	})
}

// Every id stands once, and every reference to an id finds it.
func TestIDsAreUniqueAndFound(t *testing.T) {
	references := []string{"for", "aria-labelledby", "aria-controls", "aria-describedby", "list"}
	each(t, func(t *testing.T, root *html.Node) {
		seen := map[string]bool{}
		for _, n := range elements(root) {
			if id, given := attribute(n, "id"); given {
				if id == "" || seen[id] {
					t.Errorf("id %q is empty or stands twice", id)
				}
				seen[id] = true
			}
		}
		for _, n := range elements(root) {
			for _, name := range references {
				for id := range strings.FieldsSeq(value(n, name)) {
					if !seen[id] {
						t.Errorf("<%s %s=%q> finds nothing", n.Data, name, id)
					}
				}
			}
		}
	})
}

// Every control has words: a label, or a name of its own.
func TestEveryControlHasWords(t *testing.T) {
	each(t, func(t *testing.T, root *html.Node) {
		labelled := map[string]bool{}
		for _, n := range elements(root) {
			if n.Data == "label" && text(n) != "" {
				labelled[value(n, "for")] = true
			}
		}
		for _, n := range elements(root) {
			switch n.Data {
			case "input", "select", "textarea":
				if kind := value(n, "type"); kind != "hidden" && value(n, "aria-label") == "" && !labelled[value(n, "id")] && !insideLabel(n) {
					t.Errorf("<%s type=%q name=%q> has no label", n.Data, kind, value(n, "name"))
				}
			case "button", "a", "summary":
				if text(n) == "" && value(n, "aria-label") == "" {
					t.Errorf("<%s class=%q> says nothing", n.Data, value(n, "class"))
				}
			}
		}
	})
}

// text is the text inside a node, with the words of its drawings.
func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		} else if d.Type == html.ElementNode {
			out.WriteString(value(d, "aria-label"))
		}
	}
	return strings.TrimSpace(out.String())
}

func insideLabel(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.Data == "label" && text(p) != "" {
			return true
		}
	}
	return false
}

// A page has one first heading, and no heading skips a level on the way down.
func TestHeadingsStepDown(t *testing.T) {
	each(t, func(t *testing.T, root *html.Node) {
		first, last := 0, 0
		for _, n := range elements(root) {
			if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
				continue
			}
			level := int(n.Data[1] - '0')
			if level == 1 {
				first++
			}
			if last > 0 && level > last+1 {
				t.Errorf("h%d after h%d: %s", level, last, text(n))
			}
			last = level
		}
		if first != 1 {
			t.Errorf("%d first headings", first)
		}
	})
}

// Every form that writes carries the token that proves where it comes from.
func TestEveryWritingFormCarriesTheToken(t *testing.T) {
	each(t, func(t *testing.T, root *html.Node) {
		for _, n := range elements(root) {
			if n.Data != "form" || value(n, "method") != "post" {
				continue
			}
			if !slices.ContainsFunc(elements(n), func(e *html.Node) bool { return value(e, "name") == "_token" }) {
				t.Errorf("form to %s has no token", value(n, "action"))
			}
		}
	})
}

// A browser repairs wrong nesting in silence and then shows something else, so nothing may need a repair.
func TestNestingNeedsNoRepair(t *testing.T) {
	blocks := strings.Fields("address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 header hr main nav ol p pre section table ul")
	never := map[string][]string{"p": blocks, "a": {"a", "button", "input", "select", "textarea", "summary"}, "button": {"a", "button", "input", "select"}, "form": {"form"}, "summary": {"a", "button", "input", "select"}}
	for name, page := range rendered(t) {
		var open []string
		for tokens := html.NewTokenizer(strings.NewReader(page)); ; {
			kind := tokens.Next()
			if kind == html.ErrorToken {
				break
			}
			tag, _ := tokens.TagName()
			element := string(tag)
			switch kind {
			case html.StartTagToken:
				for _, outer := range open {
					if slices.Contains(never[outer], element) {
						t.Errorf("%s: <%s> inside <%s>, below %v", name, element, outer, open[max(0, len(open)-4):])
					}
				}
				if !slices.Contains(strings.Fields("input link meta br hr img"), element) {
					open = append(open, element)
				}
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != element {
					t.Fatalf("%s: </%s> closes %v", name, element, open[max(0, len(open)-4):])
				}
				open = open[:len(open)-1]
			}
		}
	}
}

// No template says anything in English by itself: with words that show their keys, no letter is left over that the
// made-up data did not bring.
func TestTemplatesHaveNoWordsOfTheirOwn(t *testing.T) {
	ctx := view.With(context.Background(), view.Setting{Words: silent{}})
	var out bytes.Buffer
	empty := view.Page(view.Shell{New: make([]view.Link, 2), Palette: "/p", User: view.UserMenu{Theme: "/t", Density: "/d", SignOut: view.Action{Href: "/o"}}},
		view.ListPage(view.List{Bulk: &view.Bulk{All: "0"}, Previous: "/", Next: "/", Filter: view.Filter{Save: &view.SaveView{MayShare: true}}}))
	if err := empty.Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	allowed := strings.Fields("· Steward Ctrl K C J F X ↵ ? S A R N Z . / @ Esc ↑ ↓ ⇥ 0")
	for n := range root.Descendants() {
		if n.Type != html.TextNode {
			continue
		}
		for word := range strings.FieldsSeq(n.Data) {
			if !slices.Contains(allowed, word) {
				t.Errorf("%q stands in a template", strings.TrimSpace(n.Data))
			}
		}
	}
}

// silent has no words at all.
type silent struct{}

func (silent) T(string, ...any) string { return "" }
