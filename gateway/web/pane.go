package web

import (
	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// pane opens a record beside the list; nothing where it is not there or not visible.
func (l *listing) pane(id string) (*view.Pane, error) {
	row, err := l.Engine.As(l.actor).Get(l.r.Context(), l.t.Name, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if err := l.prepareRecord(row); err != nil {
		return nil, err
	}
	return l.paneModel(row)
}

func (l *listing) paneModel(row *record.Record) (*view.Pane, error) {
	p := &view.Pane{ID: row.ID(), Type: l.t.Name, Number: row.Number(), Version: row.Version(), Href: kind.Path(l.t, row), Close: l.at.without("sel").String(), Title: row.Title()}
	if l.t.States != nil {
		s := l.State(l.t, row.State())
		p.State = &s
	}
	mayChange, err := l.Engine.MayWith(l.r.Context(), l.actor, record.Change, row)
	if err != nil {
		return nil, err
	}
	if mayChange && !locked(l.t, row) {
		p.Actions = []view.Action{{Name: "edit", Label: l.Say("page.edit"), Icon: "pencil", Href: kind.Path(l.t, row) + "/edit", Get: true}}
	}
	p.Step = l.step(row.ID())
	if l.t.Ability(talks) && l.t.States != nil {
		return p, l.paneTalk(row, p)
	}
	for _, d := range l.shown(l.t) {
		if f := l.recordField(row, d, false); !f.Value.Empty {
			p.Fields = append(p.Fields, f)
		}
	}
	return p, nil
}

// paneTalk shows what is said about the record: facts, the newest words, and the one who asked.
func (l *listing) paneTalk(row *record.Record, p *view.Pane) error {
	for _, d := range definitions(l.t.Pages.Shown()) {
		if d == columnDef(l.t.Pages.Requester) || d == columnDef(l.t.Pages.Channel) {
			continue
		}
		if cell := l.cell(row, d); !cell.Empty {
			p.Facts = append(p.Facts, cell)
		}
	}
	var k view.Ticket
	if err := l.entries(l.t, row, "", &k); err != nil {
		return err
	}
	p.Thread = k.Entries[max(0, len(k.Entries)-paneEntries):]
	var err error
	if p.Person, err = l.personCard(row, l.t.Pages.Requester); err != nil {
		return err
	}
	if l.composer(l.t, row) != nil {
		p.Reply = &view.Link{Label: l.Say("talk.reply-all"), Href: kind.Path(l.t, row) + "#composer-text"}
		if p.Person != nil {
			p.Reply.Label = l.Say("talk.reply", "name", p.Person.Person.Name)
		}
	}
	return nil
}

// paneEntries is how many entries of a conversation the pane shows.
const paneEntries = 12

// step leads to the neighbours of the open row on the same page of the list.
func (l *listing) step(id string) *view.Step {
	if l.page == nil {
		return nil
	}
	for i, r := range l.page.Records {
		if r.ID() != id {
			continue
		}
		s := &view.Step{Text: l.Say("page.step", "at", i+1, "of", len(l.page.Records))}
		if i > 0 {
			s.Previous = l.at.with("sel", l.page.Records[i-1].ID()).String()
		}
		if i+1 < len(l.page.Records) {
			s.Next = l.at.with("sel", l.page.Records[i+1].ID()).String()
		}
		return s
	}
	return nil
}
