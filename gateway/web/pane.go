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
	if mayChange {
		p.Actions = []view.Action{{Name: "edit", Label: l.Say("page.edit"), Icon: "pencil", Href: kind.Path(l.t, row) + "/edit", Get: true}}
	}
	for _, d := range l.shown(l.t) {
		f := l.recordField(row, d, false)
		if !f.Value.Empty {
			p.Fields = append(p.Fields, f)
		}
	}
	p.Step = l.step(row.ID())
	return p, nil
}

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
