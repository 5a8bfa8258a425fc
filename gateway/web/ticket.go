package web

import (
	"slices"

	"github.com/a-h/templ"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/page"
	"steward/kernel/query"
	"steward/kernel/record"
)

// The abilities that the designed pages have places for.
const (
	talks   = "conversation"
	links   = "link"
	watches = "watch"
	files   = "attachment"
)

// abilityType gives the record type that an ability brings along.
func (v *visit) abilityType(t *record.Type, ability string) (*record.Type, bool) {
	for _, a := range t.Has {
		if a.Name == ability && len(a.Types) > 0 {
			return v.Engine.Catalogue().Type(a.Types[0].Name)
		}
	}
	return nil, false
}

// showTicket shows a record that people talk about.
func (v *visit) showTicket(t *record.Type, row *record.Record, past *view.Past) error {
	mayChange, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Change, row)
	if err != nil {
		return err
	}
	mayChange = mayChange && past == nil
	mayWrite := mayChange && !locked(t, row)
	if done, err := v.propertyMenu(t, row, mayWrite); done {
		return err
	}
	k := view.Ticket{ID: row.ID(), Type: t.Name, Version: row.Version(), Number: row.Number(), Title: row.Title(), Past: past, Bar: v.recordBar(t, row),
		Requester: v.personIn(row, t.Pages.Requester), When: v.MomentOf(row.At(record.SlotCreatedAt).Int())}
	if c := t.Pages.Channel; c != nil {
		if channel := v.cell(row, c.Definition()); !channel.Empty {
			k.Channel = v.Say("talk.channel", "channel", channel.Text)
		}
	}
	if past == nil {
		if err := v.ticketActions(t, row, mayChange, &k); err != nil {
			return err
		}
	}
	if err := v.ticketBody(t, row, &k); err != nil {
		return err
	}
	k.Properties, k.Side = v.properties(t, row, mayChange, mayWrite), v.longTexts(t, row, mayWrite)
	if k.Related, err = v.related(t, row); err != nil {
		return err
	}
	if k.Person, err = v.personCard(row, t.Pages.Requester); err != nil {
		return err
	}
	v.watching(t, row, &k, past == nil)
	if past == nil {
		filled, err := v.slots(row)
		if err != nil {
			return err
		}
		k.Head, k.Foot = filled[page.Head], filled[page.Panel]
		if aside := filled[page.Aside]; aside != nil {
			k.Side = templ.Join(aside, k.Side)
		}
	}
	return v.show(titleOf(row), view.TicketPage(k), nil)
}

// ticketBody is the conversation, or the history in its place.
func (v *visit) ticketBody(t *record.Type, row *record.Record, k *view.Ticket) error {
	shown := v.query.Get("view")
	for _, name := range []string{"", "public", "internal", "history"} {
		at := v.here().without("before").with("view", name)
		k.Views = append(k.Views, view.Link{Label: v.Say("talk." + either(name, "all")), Href: at.String(), Current: name == shown})
	}
	if shown == "history" {
		h, err := v.historyModel(t, row)
		if err != nil {
			return err
		}
		k.Body = view.HistoryView(*h)
		return nil
	}
	if err := v.entries(t, row, shown, k); err != nil {
		return err
	}
	if k.Past == nil {
		k.Composer = v.composer(t, row)
	}
	if k.Composer == nil || !v.worksOn(t) {
		return nil
	}
	kept, err := v.draftsOf(row)
	if err != nil {
		return err
	}
	v.compose(row, kept, k.Composer)
	v.company(t, row, kept, &k.Bar, k.Composer)
	return nil
}

// ticketActions puts the moves that end the work first, all others into the menu.
func (v *visit) ticketActions(t *record.Type, row *record.Record, mayChange bool, k *view.Ticket) error {
	if mayChange {
		for _, a := range v.moves(t, row) {
			if m, ok := moveNamed(t, row, a.Name); ok && t.CategoryOf(m.To) == record.StateResolved && len(k.Bar.Actions) == 0 {
				a.Icon = "check"
				k.Bar.Actions = append(k.Bar.Actions, a)
				continue
			}
			k.Bar.More = append(k.Bar.More, a)
		}
	}
	if mayChange && !locked(t, row) {
		k.Bar.Actions = append(k.Bar.Actions, view.Action{Name: "edit", Label: v.Say("page.edit"), Icon: "pencil", Href: kind.Path(t, row) + "/edit", Get: true})
	}
	return v.actions(t, row, mayChange, &k.Bar)
}

// locked tells whether nothing may change in the record's state but by a move.
func locked(t *record.Type, row *record.Record) bool {
	if t.States == nil {
		return false
	}
	s, _ := t.States.On(row.State())
	return s.Locks
}

// longTexts are the long texts beside the one that was asked.
func (v *visit) longTexts(t *record.Type, row *record.Record, mayWrite bool) templ.Component {
	var out []templ.Component
	for _, d := range v.shown(t) {
		f := v.recordField(row, d, mayWrite)
		if f.Value.Kind != view.KindLong && f.Value.Kind != view.KindLanguages && f.Value.Kind != view.KindLanguagesLong || f.Value.Empty || d == askingField(t) {
			continue
		}
		out = append(out, view.PanelView(view.Panel{Title: f.Label, Edit: f.Edit, Fields: []view.Field{{Name: f.Name, Value: f.Value, Wide: true}}}))
	}
	return templ.Join(out...)
}

func moveNamed(t *record.Type, row *record.Record, name string) (record.Move, bool) {
	for _, m := range t.States.Out(row.State()) {
		if m.Name == name {
			return m, true
		}
	}
	return record.Move{}, false
}

// watching shows who follows the record and offers to do so.
func (v *visit) watching(t *record.Type, row *record.Record, k *view.Ticket, now bool) {
	if !t.Ability(watches) {
		return
	}
	for _, a := range t.Has {
		if a.Name != watches || len(a.Fields) == 0 {
			continue
		}
		ids := row.ValueOf(a.Fields[0].Definition()).Members()
		for _, id := range ids {
			k.Watching = append(k.Watching, v.Person(id))
		}
		name := "watch"
		if slices.Contains(ids, v.actor.Person) {
			name = "unwatch"
		}
		if _, ok := t.Action(name); ok && now && v.actor.Person != "" {
			k.Watch = &view.Action{Name: name, Label: v.Action(t, name), Icon: "eye", Href: kind.Path(t, row) + "/act/" + name}
		}
	}
}

// refersTo is the condition that a field that may lead anywhere leads to the record.
func refersTo(name string, row *record.Record) query.Node {
	return query.Compare{Path: []string{name}, Op: query.Equal, Values: []query.Literal{query.Quote(row.ID())}}
}
