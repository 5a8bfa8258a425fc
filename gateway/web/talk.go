package web

import (
	"net/http"
	"slices"
	"sort"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// talkRows is how many messages a page of a conversation shows.
const talkRows = 50

// The fields of a message, the actions that write one, and their inputs, as the ability declares
// them.
const (
	aboutField, visibilityField, authorField, bodyField, sentField = "subject", "visibility", "author", "body", "sent_at"
	quotedField                                                    = "quoted"
	replyAction, noteAction, moveInput                             = "reply", "note", "move_to"
	internal                                                       = "internal"
)

// entries fills the conversation: what was asked, messages and events in the order in which they
// happened.
func (v *visit) entries(t *record.Type, row *record.Record, shown string, k *view.Ticket) error {
	messages, more, err := v.messages(t, row, shown)
	if err != nil {
		return err
	}
	var events []event
	if shown == "" {
		if events, err = v.events(t, row); err != nil {
			return err
		}
	}
	for _, m := range messages {
		v.Names.WantRecord(m, nil)
	}
	if err := v.loadNames(); err != nil {
		return err
	}
	var all []timed
	if first, ok := v.asking(t, row); ok && !more && shown != internal {
		all = append(all, first)
	}
	for _, m := range messages {
		all = append(all, v.message(t, row, m))
	}
	oldest := int64(0)
	if more {
		oldest = messages[0].Named(sentField).Int()
		k.Earlier = &view.Link{Label: v.Say("talk.earlier"), Href: v.here().with("before", number(oldest)).String()}
	}
	for _, e := range events {
		if e.at >= oldest {
			all = append(all, timed{e.at, v.eventEntry(e)})
		}
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].at < all[j].at })
	for _, one := range all {
		k.Entries = append(k.Entries, one.entry)
	}
	return nil
}

type timed struct {
	at    int64
	entry view.Entry
}

// messages gives the newest messages that the reader may see, the oldest of them first.
func (v *visit) messages(t *record.Type, row *record.Record, shown string) (list []*record.Record, more bool, err error) {
	of, ok := v.abilityType(t, talks)
	if !ok || !v.may(of, record.Read) {
		return nil, false, nil
	}
	also := []query.Node{refersTo(aboutField, row)}
	if shown != "" {
		also = append(also, query.Compare{Path: []string{visibilityField}, Op: query.Equal, Values: []query.Literal{{Text: shown}}})
	}
	if before := v.query.Get("before"); before != "" {
		also = append(also, v.earlierThan(before))
	}
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: of.Name, Also: query.AllOf(also...), Order: "-" + sentField, Limit: talkRows})
	if err != nil {
		return nil, false, err
	}
	slices.Reverse(page.Records)
	return page.Records, page.Next != "", nil
}

// message draws one message: the requester's, one's own side's, or an internal note.
func (v *visit) message(t *record.Type, row, m *record.Record) timed {
	author := m.Named(authorField).Text()
	at := m.Named(sentField).Int()
	e := view.Entry{ID: m.ID(), Kind: "own", By: v.who(author), When: v.MomentOf(at), HTML: v.naming(m, markdown(m.Named(bodyField).Text()))}
	switch {
	case m.Named(visibilityField).Text() == internal:
		e.Kind = internal
	case t.Pages.Requester != nil && author == row.ValueOf(t.Pages.Requester.Definition()).Text():
		e.Kind, e.Role = "public", v.Say("talk.requester")
	}
	if quoted := m.Named(quotedField).Text(); quoted != "" {
		e.Quoted = markdown(quoted)
	}
	if d, ok := m.Type.Field("files"); ok {
		e.Files = kind.Cell(v.Reader, field(m.Type, d), m.ValueOf(d)).Files
	}
	return timed{at, e}
}

// asking is the first word: the long text with which the record was opened.
func (v *visit) asking(t *record.Type, row *record.Record) (timed, bool) {
	d := askingField(t)
	if d == nil || row.ValueOf(d).IsEmpty() || !v.Engine.MayField(v.actor, t, record.Read, d.Name) {
		return timed{}, false
	}
	at := row.At(record.SlotCreatedAt).Int()
	by := row.At(record.SlotCreatedBy).Text()
	if t.Pages.Requester != nil && !row.ValueOf(t.Pages.Requester.Definition()).IsEmpty() {
		by = row.ValueOf(t.Pages.Requester.Definition()).Text()
	}
	return timed{at - 1, view.Entry{ID: "first", Kind: "public", By: v.who(by), Role: v.Say("talk.requester"), When: v.MomentOf(at), HTML: markdown(row.ValueOf(d).Text())}}, true
}

// askingField is the type's first long text.
func askingField(t *record.Type) *record.Def {
	for _, c := range t.Fields {
		if d := c.Definition(); d.Kind == record.LongKind {
			return d
		}
	}
	return nil
}

// composer offers what the person may say.
func (v *visit) composer(t *record.Type, row *record.Record) *view.Composer {
	c := &view.Composer{Action: kind.Path(t, row) + "/say", Mode: "public", Preview: "/preview", Draft: "say-" + row.ID(),
		MayPublic: v.mayAct(t, replyAction), MayInternal: v.mayAct(t, noteAction)}
	if !c.MayPublic && !c.MayInternal {
		return nil
	}
	if who := v.personIn(row, t.Pages.Requester); who.Name != "" {
		c.To = v.Say("talk.to", "name", who.Name)
	}
	if again := v.saying; again != nil {
		c.Text, c.Mode, c.Error = again.Text, again.Mode, again.Error
	}
	c.Sends = []view.Option{{Value: "", Label: v.Say("talk.send")}}
	if !c.MayInternal {
		return c
	}
	c.Suggest = kind.Path(t, row) + "/suggest"
	for _, m := range t.States.Out(row.State()) {
		if v.holdsOneOf(m.Roles) && len(v.missing(t, row, m)) == 0 {
			c.Sends = append(c.Sends, view.Option{Value: m.To, Label: v.Say("talk.send-and", "move", v.Move(t, m.Name))})
		}
	}
	return c
}

func (v *visit) mayAct(t *record.Type, name string) bool {
	a, ok := t.Action(name)
	return ok && (v.holdsOneOf(a.Roles) || slices.Contains(a.Roles, record.Everyone))
}

// say adds a message to the conversation.
func say(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	p := v.posted()
	action := replyAction
	if p.Get("mode") == internal {
		action = noteAction
	}
	input := map[string]any{bodyField: p.Get("text")}
	if to := p.Get("then"); to != "" {
		input[moveInput] = to
	}
	commands, err := v.uploads(t, row, p.Get("mode"), input)
	if err != nil {
		return err
	}
	sent, err := v.sent(row)
	if err != nil {
		return err
	}
	commands = append(append(commands, sent...), engine.Command{Do: engine.Act, Type: t.Name, ID: row.ID(), Action: action, Values: input})
	if _, err = v.Engine.Do(v.r.Context(), v.actor, engine.Options{}, commands...); err == nil {
		return v.seeOther(kind.Path(t, row))
	}
	refused, ok := asForm(err)
	if !ok {
		return err
	}
	return v.sayAgain(t, row, refused)
}

// sayAgain shows the page with what was typed and why it was refused.
func (v *visit) sayAgain(t *record.Type, row *record.Record, refused fault.List) error {
	v.saying = &view.Composer{Text: v.posted().Get("text"), Mode: either(v.posted().Get("mode"), "public"), Error: v.sentences(t, refused)}
	v.status = http.StatusUnprocessableEntity
	if err := v.prepareRecord(row); err != nil {
		return err
	}
	return v.showTicket(t, row, nil)
}
