package servicedesk

import (
	"context"
	"fmt"
	"strings"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

const (
	// mostNotices is how many notices the inbox shows, mostTurns how many of the own incidents.
	mostNotices, mostTurns = 40, 12
	// mostUnread is where the counter stops.
	mostUnread = 100
)

// shows are the kinds that can be looked at alone.
var shows = []string{"", "assigned", "mentioned", "answered", "all"}

var kindIcons = map[string]string{"assigned": "user-check", "mentioned": "quote", "answered": "message-square", "resolved": "check", "escalated": "triangle-alert", "reminded": "clock", "due": "clock", "failing": "zap"}

var kindTones = map[string]page.Tone{"assigned": page.Blue, "mentioned": page.Violet, "answered": page.Teal, "escalated": page.Red, "reminded": page.Amber, "due": page.Amber, "failing": page.Red, "resolved": page.Green}

// unread counts the notices that somebody has not seen.
func unread(ctx context.Context, r page.Reader) (int64, error) {
	return r.CountUpTo(ctx, notices, "person = me and read_at is empty", mostUnread)
}

// loadInbox shows what came since somebody last looked, and where it is their turn.
func loadInbox(ctx context.Context, r page.Reader, p page.Params) (page.Blocks, error) {
	show := p["show"]
	choice := page.Choice{Label: r.Say("inbox.show")}
	for _, s := range shows {
		params := page.Params{}
		if s != "" {
			params["show"] = s
		}
		choice.Links = append(choice.Links, page.Link{Label: r.Say("inbox.show." + orUnread(s)), Current: s == show, To: *page.ToPage("inbox", params)})
	}
	condition := "person = me"
	switch show {
	case "":
		condition += " and read_at is empty"
	case "assigned", "mentioned", "answered":
		condition += " and kind = " + show
	}
	rows, err := r.List(ctx, notices, condition, "-created_at", mostNotices)
	if err != nil {
		return nil, err
	}
	items, err := noticeItems(ctx, r, rows)
	if err != nil {
		return nil, err
	}
	news := page.Section{Title: r.Say("inbox.news"), Width: page.TwoThirds, Do: allSeen(r, rows), Blocks: page.Blocks{page.Items{Items: items, Empty: r.Say("inbox.empty." + orUnread(show))}}}
	turns, err := myTurn(ctx, r)
	if err != nil {
		return nil, err
	}
	return page.Blocks{choice, news, turns}, nil
}

// allSeen offers to have seen everything that is new among what is shown.
func allSeen(r page.Reader, rows []*record.Record) []page.Do {
	var ids []string
	for _, n := range rows {
		if n.Named("read_at").IsEmpty() {
			ids = append(ids, n.ID())
		}
	}
	if len(ids) < 2 {
		return nil
	}
	return []page.Do{{Label: r.Say("inbox.all-seen"), Icon: "check-check", Type: notices, Records: ids, Action: "mark_read"}}
}

func orUnread(show string) string {
	if show == "" {
		return "unread"
	}
	return show
}

// noticeItems names what notices are about, each type in one question.
func noticeItems(ctx context.Context, r page.Reader, rows []*record.Record) ([]page.Item, error) {
	wanted := map[string][]string{}
	for _, n := range rows {
		id, of := subjectOf(n)
		wanted[of] = append(wanted[of], `"`+id+`"`)
	}
	about := map[string]*record.Record{}
	for of, ids := range wanted {
		if _, ok := r.Type(of); !ok {
			continue
		}
		found, err := r.Find(ctx, of, "id in ("+strings.Join(ids, ", ")+")", len(ids))
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			about[f.ID()] = f
		}
	}
	var out []page.Item
	for _, n := range rows {
		id, of := subjectOf(n)
		if row := about[id]; row != nil {
			out = append(out, noticeItem(r, n, of, row))
		}
	}
	return out, nil
}

func subjectOf(n *record.Record) (id, typeName string) {
	_, typeName = n.Named("subject").Second()
	return n.Named("subject").Text(), typeName
}

func noticeItem(r page.Reader, n *record.Record, of string, about *record.Record) page.Item {
	kind := n.Named("kind").Text()
	i := page.Item{Icon: kindIcons[kind], Tone: kindTones[kind], Person: n.Named("caused_by").Text(), Title: about.Title(), Number: about.Number(),
		Note: r.Say("inbox.kind." + kind), When: time.UnixMicro(n.At(record.SlotCreatedAt).Int()), Opens: page.ToRecord(of, about.ID())}
	action, label := "mark_unread", "inbox.keep"
	if i.Unread = n.Named("read_at").IsEmpty(); i.Unread {
		action, label = "mark_read", "inbox.seen"
	}
	i.Do = []page.Do{{Label: r.Say(label), Type: notices, Record: n.ID(), Action: action}}
	return i
}

// myTurn are the own open incidents in which the requester had the last word.
func myTurn(ctx context.Context, r page.Reader) (page.Block, error) {
	condition := "assignee = me and state is open and last_word_by = requester"
	rows, err := r.List(ctx, incidents, condition, "priority,-created_at", mostTurns)
	if err != nil {
		return nil, err
	}
	list := page.Items{Empty: r.Say("inbox.turn.none")}
	for _, row := range rows {
		list.Items = append(list.Items, page.Item{State: &page.State{Type: incidents, Key: row.State()}, Number: row.Number(), Title: row.Title(),
			When: time.UnixMicro(row.Named("last_message_at").Int()), Opens: page.ToRecord(incidents, row.Number())})
	}
	return page.Section{Title: r.Say("inbox.turn"), Note: fmt.Sprint(len(rows)), Width: page.Third, More: &page.Link{Label: r.Say("inbox.mine"), To: *page.ToList(incidents, "assignee = me and state is open", "priority,-created_at")},
		Blocks: page.Blocks{list}}, nil
}
