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

// topics are the pages of help, in the order in which people need them.
var topics = []string{"ask", "inbox", "phone", "cockpit"}

// Guide is the page of help, by topic or by words.
var Guide = page.Page{Path: "guide", Title: "guide.title", Icon: "book-open", Group: page.Personal, Asks: []string{"topic", "q"}, Load: load}

// Pages lists the pages of the practice.
func Pages() []page.Page { return []page.Page{Guide} }

func load(_ context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	words := strings.ToLower(strings.TrimSpace(p["q"]))
	out := page.Blocks{page.Find{Label: r.Say("guide.find"), Placeholder: r.Say("guide.find"), Button: r.Say("guide.find"), Words: p["q"], To: *page.ToPage("guide", nil), Param: "q"}}
	var list page.Items
	shown := ""
	for _, topic := range topics {
		text, err := read(r.Language, topic)
		if err != nil {
			return nil, err
		}
		if words != "" && !strings.Contains(strings.ToLower(text), words) {
			continue
		}
		title, rest := parted(text)
		list.Items = append(list.Items, page.Item{Icon: "book-open", Title: title, Opens: page.ToPage("guide", page.Params{"topic": topic})})
		if topic == p["topic"] || shown == "" && (p["topic"] == "" || words != "") {
			shown = topic
			out = append(out[:1], page.Section{Title: title, Width: page.TwoThirds, Blocks: page.Blocks{page.Text{Markdown: rest}}})
		}
	}
	list.Empty = r.Say("guide.nothing")
	return append(out, page.Section{Title: r.Say("guide.topics"), Width: page.Third, Blocks: page.Blocks{list}}), nil
}

// read gives a topic in a language, else in English.
func read(language, topic string) (string, error) {
	base, _, _ := strings.Cut(language, "-")
	text, err := fs.ReadFile(docs.Help, "help/"+base+"/"+topic+".md")
	if err != nil {
		text, err = fs.ReadFile(docs.Help, "help/en/"+topic+".md")
	}
	return string(text), err
}

// parted gives the title, which is the first line, and the rest.
func parted(text string) (title, rest string) {
	title, rest, _ = strings.Cut(text, "\n")
	return strings.TrimPrefix(title, "# "), rest
}
