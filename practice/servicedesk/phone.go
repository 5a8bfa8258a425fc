package servicedesk

import (
	"context"
	"strings"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

// mostHints is how many similar or own incidents are shown during a call.
const mostHints = 5

// callFields are asked during a call, in the order in which a call goes.
var callFields = []string{"requester", "title", "service", "category", "urgency", "resolution"}

// loadPhone is the form of a call: written down and, where it was solved on the phone, solved in the
// same save.
func loadPhone(_ context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	values := map[string]string{"channel": "phone"}
	for _, name := range []string{"requester", "title", "service"} {
		if p[name] != "" {
			values[name] = p[name]
		}
	}
	return page.Blocks{page.Section{Title: r.Say("phone.call"), Note: r.Say("phone.note"), Width: page.TwoThirds, Blocks: page.Blocks{
		page.Form{Ask: page.Ask{Do: page.Do{Label: r.Say("phone.log"), Type: incidents, Values: values}, Fields: callFields, Hint: r.Say("phone.caller"), Hinted: true, Autofocus: true,
			Other: []page.Do{{Label: r.Say("phone.solved"), Values: map[string]string{"state": "resolved", "resolution_code": "fixed"}}}}}}},
		page.Section{Title: r.Say("phone.how"), Width: page.Third, Blocks: page.Blocks{page.Text{Markdown: r.Say("phone.help"), Quiet: true}}}}, nil
}

// whileTalking shows who calls and what they called about before, and what was reported alike.
func whileTalking(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	var out page.Blocks
	if record.IsID(p["requester"]) {
		caller, err := theCaller(ctx, r, p["requester"])
		if err != nil {
			return nil, err
		}
		out = append(out, caller)
	}
	words := strings.TrimSpace(p["title"])
	if len([]rune(words)) < 4 {
		return out, nil
	}
	alike, err := r.Search(ctx, incidents, words, mostHints)
	if err != nil {
		return nil, err
	}
	list := page.Items{}
	for _, i := range alike {
		list.Items = append(list.Items, hint(i))
	}
	known, err := workarounds(ctx, r, words)
	if err != nil {
		return nil, err
	}
	if list.Items = append(known, list.Items...); len(list.Items) == 0 {
		return out, nil
	}
	return append(out, page.Section{Title: r.Say("phone.alike"), Blocks: page.Blocks{list}}), nil
}

func hint(i *record.Record) page.Item {
	return page.Item{State: &page.State{Type: incidents, Key: i.State()}, Number: i.Number(), Title: i.Title(), When: time.UnixMicro(i.Named("opened_at").Int()), Opens: page.ToRecord(incidents, i.Number())}
}

// workarounds are known errors that may help the caller at once.
func workarounds(ctx context.Context, r page.Reader, words string) ([]page.Item, error) {
	rows, err := r.Search(ctx, problems, words, mostHints)
	if err != nil {
		return nil, err
	}
	var out []page.Item
	for _, p := range rows {
		if text := p.Named("workaround").Text(); text != "" {
			out = append(out, page.Item{Icon: "lightbulb", Tone: page.Amber, Number: p.Number(), Title: p.Title(), Note: text, Opens: page.ToRecord(problems, p.Number())})
		}
	}
	return out, nil
}

// theCaller says who calls, and lists what they have open.
func theCaller(ctx context.Context, r page.Reader, id string) (page.Block, error) {
	who, err := r.Get(ctx, persons, id)
	if err != nil {
		return nil, err
	}
	rows, err := r.List(ctx, incidents, `requester = "`+id+`" and state is open`, "-created_at", mostHints)
	if err != nil {
		return nil, err
	}
	s := page.Section{Title: who.Title(), Note: r.Say("phone.open", "n", len(rows))}
	if who.Named("vip").Yes() {
		s.Badge = &page.Badge{Label: r.Say("phone.vip"), Tone: page.Amber}
	}
	list := page.Items{Empty: r.Say("phone.nothing")}
	for _, i := range rows {
		list.Items = append(list.Items, hint(i))
	}
	s.Blocks = page.Blocks{list}
	return s, nil
}
