package servicedesk

import (
	"context"
	"strings"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

const (
	// mostOwn is how many of the own requests are shown, mostTiles how many services can be chosen.
	mostOwn, mostTiles = 8, 5
	// mostNews is how many workarounds are told without being asked.
	mostNews = 2
	// mostFound is how many things a question finds.
	mostFound = 6
	// quoteLength is how much of a question is quoted, in characters.
	quoteLength = 400
)

// loadHelp shows what somebody who asks for help needs: one question, what is known to be broken, and
// their own requests with what they are asked.
func loadHelp(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	h := &help{Reader: r, ctx: ctx, asked: strings.TrimSpace(p["q"])}
	out := page.Blocks{h.greeting(), page.Find{Label: r.Say("help.find"), Placeholder: r.Say("help.placeholder"), Button: r.Say("help.button"), Words: h.asked, To: *page.ToPage("help", nil), Param: "q"}}
	news, err := h.news()
	if err != nil {
		return nil, err
	}
	out = append(out, news...)
	left, err := h.left(p)
	if err != nil {
		return nil, err
	}
	own, err := h.own()
	if err != nil {
		return nil, err
	}
	return append(out, page.Section{Bare: true, Width: page.TwoThirds, Blocks: left}, own), nil
}

type help struct {
	page.Reader
	ctx   context.Context
	asked string
}

func (h *help) greeting() page.Block {
	first, _, _ := strings.Cut(h.Actor().Name, " ")
	part := "evening"
	switch hour := h.Now().In(h.Zone).Hour(); {
	case hour >= 4 && hour < 12:
		part = "morning"
	case hour >= 12 && hour < 18:
		part = "afternoon"
	}
	return page.Heading{Text: h.Say("help.good-"+part, "name", first), Accent: h.Say("help.what")}
}

// news are the workarounds that were published for what is broken now.
func (h *help) news() (page.Blocks, error) {
	rows, err := h.List(h.ctx, problems, "published = yes and state is open", "-updated_at", mostNews)
	if err != nil {
		return nil, err
	}
	var out page.Blocks
	for _, p := range rows {
		out = append(out, page.Notice{Title: p.Title(), Text: p.Named("workaround").Text(), Tone: page.Amber, When: time.UnixMicro(p.At(record.SlotUpdatedAt).Int())})
	}
	return out, nil
}

// left is what was found for a question and the form to report, or what can be asked for.
func (h *help) left(p page.Params) (page.Blocks, error) {
	if h.asked == "" && p["report"] == "" && p["service"] == "" {
		tiles, err := h.tiles()
		return page.Blocks{page.Section{Bare: true, Title: h.Say("help.request"), Blocks: page.Blocks{tiles}}}, err
	}
	var out page.Blocks
	if h.asked != "" {
		found, err := h.found(h.asked)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			out = append(out, page.Section{Title: h.Say("help.found"), Blocks: page.Blocks{page.Items{Items: found}}})
		}
	}
	values := map[string]string{"title": h.asked}
	if given := p["title"]; given != "" {
		values["title"] = given
	}
	if record.IsID(p["service"]) {
		values["service"] = p["service"]
	}
	return append(out, page.Section{Title: h.Say("help.report"), Note: h.Say("help.report.note"), Blocks: page.Blocks{
		page.Form{Ask: page.Ask{Do: page.Do{Label: h.Say("help.send"), Type: incidents, Values: values}, Fields: []string{"title", "description", "service", "urgency"},
			Hint: h.Say("help.title.hint"), Hinted: true, Autofocus: true}}}}), nil
}

// tiles are the services for which help can be asked, after the one for everything.
func (h *help) tiles() (page.Block, error) {
	rows, err := h.List(h.ctx, services, "state = live", "name", mostTiles)
	if err != nil {
		return nil, err
	}
	t := page.Tiles{Items: []page.Tile{{Icon: "circle-alert", Tone: page.Red, Title: h.Say("help.broken"), Note: h.Say("help.broken.note"), To: *page.ToPage("help", page.Params{"report": "1"})}}}
	tones := []page.Tone{page.Blue, page.Amber, page.Violet, page.Teal, page.Green}
	for i, s := range rows {
		note := s.Named("hours").Text()
		if note == "" {
			note = h.Say("help.service.note")
		}
		t.Items = append(t.Items, page.Tile{Icon: "layers", Tone: tones[i%len(tones)], Title: s.Title(), Note: note, To: *page.ToPage("help", page.Params{"service": s.ID()})})
	}
	return t, nil
}

// found is what is known about some words: published workarounds, and the own requests.
func (h *help) found(words string) ([]page.Item, error) {
	var out []page.Item
	known, err := h.Search(h.ctx, problems, words, mostFound)
	if err != nil {
		return nil, err
	}
	for _, p := range known {
		out = append(out, page.Item{Icon: "lightbulb", Tone: page.Amber, Title: p.Title(), Note: p.Named("workaround").Text()})
	}
	rows, err := h.Search(h.ctx, incidents, words, mostFound)
	if err != nil {
		return nil, err
	}
	for _, i := range rows {
		out = append(out, page.Item{State: &page.State{Type: incidents, Key: i.State()}, Number: i.Number(), Title: i.Title(), Opens: page.ToRecord(incidents, i.Number())})
	}
	return out[:min(mostFound, len(out))], nil
}

// whileAsking shows what is known already while somebody writes.
func whileAsking(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	words := strings.TrimSpace(p["title"])
	if len([]rune(words)) < 4 {
		return nil, nil
	}
	h := &help{Reader: r, ctx: ctx}
	found, err := h.found(words)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return page.Blocks{page.Section{Title: r.Say("help.known"), Blocks: page.Blocks{page.Items{Items: found}}}}, nil
}
