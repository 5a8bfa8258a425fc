package servicedesk

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

// own lists the viewer's own requests: first those with a question to them, then what is to be
// confirmed, then the others.
func (h *help) own() (page.Block, error) {
	mine := "requester = me and (state is open or state is resolved)"
	rows, err := h.List(h.ctx, incidents, mine, "-created_at", 50)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(rows, func(a, b *record.Record) int { return cmp.Compare(turn(a), turn(b)) })
	list := page.Items{Cards: true, Empty: h.Say("help.none")}
	for _, r := range rows[:min(mostOwn, len(rows))] {
		item, err := h.request(r)
		if err != nil {
			return nil, err
		}
		list.Items = append(list.Items, item)
	}
	return page.Section{Bare: true, Width: page.Third, Title: h.Say("help.yours"),
		More: &page.Link{Label: h.Say("help.all"), To: *page.ToList(incidents, "requester = me", "-created_at")}, Blocks: page.Blocks{list}}, nil
}

// turn is whose turn it is: 0 when the requester is asked, 1 when they may confirm, 2 when they wait.
func turn(r *record.Record) int {
	switch {
	case asksBack(r):
		return 0
	case r.Type.CategoryOf(r.State()) == record.StateResolved:
		return 1
	}
	return 2
}

// asksBack tells whether the work waits for a word of the requester.
func asksBack(r *record.Record) bool {
	return r.Type.CategoryOf(r.State()) == record.StateWaiting && r.Named("pending_reason").Text() == "customer"
}

// request shows one request with what its requester can do about it.
func (h *help) request(r *record.Record) (page.Item, error) {
	i := page.Item{Number: r.Number(), Title: r.Title(), Opens: page.ToRecord(incidents, r.Number()), Person: r.Named("assignee").Text(), When: time.UnixMicro(r.Named("opened_at").Int())}
	switch turn(r) {
	case 0:
		said, by, err := h.lastWord(r)
		if err != nil {
			return i, err
		}
		i.Badge, i.Quote = &page.Badge{Label: h.Say("help.question"), Tone: "accent", Icon: "message-square"}, said
		if by != "" {
			i.Person = by
		}
		i.Ask = &page.Ask{Do: page.Do{Label: h.Say("help.answer"), Type: incidents, Record: r.ID(), Action: "reply"}, Fields: []string{"body"}, Hint: h.Say("help.answer.hint")}
	case 1:
		i.Badge, i.Note = &page.Badge{Label: h.Say("help.solved"), Tone: page.Green, Icon: "check"}, clipped(r.Named("resolution").Text())
		i.Do = []page.Do{{Label: h.Say("help.confirm"), Icon: "check", Type: incidents, Record: r.ID(), Action: "confirm"},
			{Label: h.Say("help.object"), To: &page.To{Type: incidents, Record: r.Number() + "/act/object"}}}
	default:
		i.Badge = &page.Badge{Label: h.Say("help.state." + string(r.Type.CategoryOf(r.State()))), Tone: map[record.Category]page.Tone{record.StateActive: page.Blue, record.StateWaiting: page.Violet}[r.Type.CategoryOf(r.State())]}
		i.Note = h.expected(r)
	}
	return i, nil
}

// expected says until when somebody is promised an answer or a solution, where that is known.
func (h *help) expected(r *record.Record) string {
	due := r.Named("due")
	if due.IsEmpty() {
		return ""
	}
	return h.Say("help.expected", "time", time.UnixMicro(due.Int()))
}

// lastWord is the last public word of those who help, and whose it is.
func (h *help) lastWord(r *record.Record) (text, by string, err error) {
	said, err := h.List(h.ctx, messages, `subject = "`+r.ID()+`" and visibility = public`, "-sent_at", 5)
	if err != nil {
		return "", "", err
	}
	for _, m := range said {
		if author := m.Named("author").Text(); author != h.Actor().Person {
			return clipped(m.Named("body").Text()), author, nil
		}
	}
	return "", "", nil
}

func clipped(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) <= quoteLength {
		return string(runes)
	}
	return string(runes[:quoteLength-1]) + "…"
}
