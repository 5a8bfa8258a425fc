// Package guide shows the help of the product inside the product.
//
// Its one rule: everybody reads it in their language; a topic without words in a language is shown in
// English.
package guide

import (
	"context"
	"embed"
	"io/fs"
	"strings"

	"steward/docs"
	"steward/kernel/page"
)

// Words holds the texts of the practice, by language.
//
//go:embed words/*.json
var Words embed.FS

// topic is a chapter, and the pages that it explains: by the beginnings of their addresses, or by the end.
type topic struct {
	name     string
	explains []string
	end      string
}

// topics are the chapters, in the order in which people need them. Of several that explain an address
// the one with the longest beginning of it does.
var topics = []topic{
	{name: "ask", explains: []string{"/p/help"}},
	{name: "queue", explains: []string{"/queue"}},
	{name: "ticket", explains: []string{"/t/incidents/"}},
	{name: "inbox", explains: []string{"/p/inbox"}},
	{name: "phone", explains: []string{"/p/phone"}},
	{name: "problems", explains: []string{"/t/problems/", "/t/problems"}},
	{name: "promises", explains: []string{"/p/clock", "/p/service-levels", "/p/working-time", "/t/calendars", "/t/agreements", "/t/targets", "/t/clocks"}},
	{name: "cockpit", explains: []string{"/p/cockpit"}},
	{name: "lists", explains: []string{"/t/", "/search"}},
	{name: "administer", explains: []string{"/admin", "/t/roles", "/t/permissions", "/t/custom_fields", "/t/mailboxes", "/t/mails"}},
	{name: "privacy", end: "/redact"},
}

// Guide is the help, by chapter, by the page from which the reader came, or by words.
var Guide = page.Page{Path: "guide", Title: "guide.title", Icon: "book-open", Guides: true, Asks: []string{"topic", "at", "q"}, Load: load}

// Pages lists the pages of the practice.
func Pages() []page.Page { return []page.Page{Guide} }

func load(_ context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	words := strings.ToLower(strings.TrimSpace(p["q"]))
	out := page.Blocks{page.Find{Label: r.Say("guide.find"), Placeholder: r.Say("guide.find"), Button: r.Say("guide.find"), Words: p["q"], To: *page.ToPage("guide", nil), Param: "q"}}
	var list page.Items
	shown, wanted := "", either(p["topic"], explaining(p["at"]))
	for _, t := range topics {
		topic := t.name
		text, err := read(r.Language, topic)
		if err != nil {
			return nil, err
		}
		if words != "" && !strings.Contains(strings.ToLower(text), words) {
			continue
		}
		title, rest := parted(text)
		list.Items = append(list.Items, page.Item{Icon: "book-open", Title: title, Opens: page.ToPage("guide", page.Params{"topic": topic})})
		if topic == wanted || shown == "" && (wanted == "" || words != "") {
			shown = topic
			out = append(out[:1], page.Section{Title: title, Width: page.TwoThirds, Blocks: page.Blocks{page.Text{Markdown: rest}}})
		}
	}
	list.Empty = r.Say("guide.nothing")
	return append(out, page.Section{Title: r.Say("guide.topics"), Width: page.Third, Blocks: page.Blocks{list}}), nil
}

// explaining is the chapter that explains the page at an address; empty where none does.
func explaining(at string) string {
	found, longest := "", 0
	for _, t := range topics {
		if t.end != "" && strings.HasSuffix(at, t.end) {
			return t.name
		}
		for _, begin := range t.explains {
			if len(begin) > longest && strings.HasPrefix(at, begin) {
				found, longest = t.name, len(begin)
			}
		}
	}
	return found
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// read gives a topic in a language, else in English.
func read(language, topic string) (string, error) {
	base, _, _ := strings.Cut(language, "-")
	text, err := fs.ReadFile(docs.Use, "use/"+base+"/"+topic+".md")
	if err != nil {
		text, err = fs.ReadFile(docs.Use, "use/en/"+topic+".md")
	}
	return string(text), err
}

// parted gives the title, which is the first line, and the rest.
func parted(text string) (title, rest string) {
	title, rest, _ = strings.Cut(text, "\n")
	return strings.TrimPrefix(title, "# "), rest
}
