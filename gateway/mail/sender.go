package mail

import (
	"context"
	"slices"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// machine stops what nobody wrote: answers of machines, and what says that a mail of ours was not
// delivered.
func (p *Post) machine(ctx context.Context, _ *record.Record, boxes []*record.Record, v *verdict) error {
	switch v.letter.Nature {
	case letter.AutoReply:
		return v.end(stopped, "auto_reply")
	case letter.Bounce:
		return p.bounced(ctx, boxes, v)
	}
	return nil
}

// bounced notes at the notice that it did not arrive, and tells those who work on the record.
func (p *Post) bounced(ctx context.Context, boxes []*record.Record, v *verdict) error {
	v.detail = cut(v.letter.Why, 2000)
	for _, id := range append(slices.Clone(v.letter.Failed), thread(v.letter)...) {
		t, ok := tokenOfID(id, boxes)
		if !ok || !t.holds {
			continue
		}
		if _, err := p.named(ctx, t, v); err != nil {
			return err
		}
		if v.notice != nil && v.notice.Named("mail").Text() == "sent" {
			why := v.letter.Why
			if why == "" {
				why = v.letter.Subject
			}
			v.also = append(v.also, engine.Command{Do: engine.Change, Type: noticeType, ID: v.notice.ID(), Values: map[string]any{"mail": "failed", "mail_error": cut(why, 2000)}})
			if note, ok := p.undelivered(ctx, v, why); ok {
				v.also = append(v.also, note)
			}
		}
		break
	}
	return v.end(stopped, "bounce")
}

// undelivered is a note at the record that somebody did not get an answer, unless it is the one who
// would be told of the note.
func (p *Post) undelivered(ctx context.Context, v *verdict, why string) (engine.Command, bool) {
	if v.about == nil {
		return engine.Command{}, false
	}
	person := v.notice.Named("person").Text()
	if t := v.about.Type; t.Pages.Assignee != nil && v.about.ValueOf(t.Pages.Assignee.Definition()).Text() == person {
		return engine.Command{}, false
	}
	if _, ok := v.about.Type.Action(noteAction); !ok {
		return engine.Command{}, false
	}
	name := person
	if row, err := p.Engine.System("names who did not get a mail").Get(ctx, personType, person); err == nil {
		name = row.Title() + " <" + row.Named("email").Text() + ">"
	}
	text := p.Words.Say("en", "letter.undelivered", map[string]any{"who": name, "why": why})
	return engine.Command{Do: engine.Act, Type: v.about.Type.Name, ID: v.about.ID(), Action: noteAction, Values: map[string]any{bodyField: text, "channel": gatewayName}}, true
}

// from finds who sent the mail, and decides about those whom nobody knows.
func (p *Post) from(ctx context.Context, row *record.Record, _ []*record.Record, v *verdict) error {
	address := v.letter.From.Address
	if v.box == nil || address == "" {
		return v.end(quarantined, "no_sender")
	}
	person, err := p.Engine.System("finds who sent a mail").Get(ctx, personType, address)
	switch {
	case fault.Is(err, fault.NotFound):
		return p.stranger(ctx, row, v)
	case err != nil:
		return err
	}
	v.sender, err = p.Actor(ctx, person.ID())
	if fault.Is(err, fault.Unauthenticated) {
		return v.end(quarantined, "inactive_sender")
	}
	if err != nil {
		return err
	}
	v.sender.Gateway = gatewayName
	return p.tooMany(ctx, row, v)
}

// stranger is a sender whom nobody knows: made a person, or put before one.
func (p *Post) stranger(ctx context.Context, row *record.Record, v *verdict) error {
	if v.box.Named("unknown_sender").Text() != "create" && !row.Named(releasedField).Yes() {
		return v.end(quarantined, "unknown_sender")
	}
	v.newcomer = true
	v.sender = record.Actor{Person: engine.NewID(), Name: nameOfSender(v.letter), Roles: []string{p.Newcomer, record.Everyone}, Organisation: v.box.Named("newcomers_organisation").Text(),
		House: p.Engine.House(), Zone: p.Engine.Zone(), Language: v.box.Named("newcomers_language").Text(), Gateway: gatewayName}
	return p.tooMany(ctx, row, v)
}

func nameOfSender(l *letter.Letter) string {
	if l.From.Name != "" {
		return cut(l.From.Name, 200)
	}
	return cut(l.From.Address, 200)
}

// tooMany stops a sender who begins one new record after another: a loop that says nothing of itself.
func (p *Post) tooMany(ctx context.Context, row *record.Record, v *verdict) error {
	if v.about != nil || row.Named(releasedField).Yes() {
		return nil
	}
	since := query.Compare{Path: []string{"created_at"}, Op: query.AtLeast, Values: []query.Literal{query.Quote(p.Engine.Now().Add(-newWithin).UTC().Format("2006-01-02T15:04:05Z"))}}
	n, err := p.Engine.CountUpTo(ctx, p.system(), engine.Ask{Type: mailType, Also: query.AllOf(oneOf("from_address", v.letter.From.Address), oneOf("state", delivered), since), Background: true}, mostNew)
	if err != nil || n < mostNew || row.Named("reason").Text() != "" {
		return err
	}
	return v.end(quarantined, "too_many")
}

// mayGo tells whether the sender sees the record that the mail answers; who does not is added to it
// or waits, as the mailbox says.
func (p *Post) mayGo(ctx context.Context, _ *record.Record, _ []*record.Record, v *verdict) error {
	if v.about == nil {
		return nil
	}
	if !v.newcomer {
		_, err := p.Engine.As(v.sender).Get(ctx, v.about.Type.Name, v.about.ID())
		if !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	watchers, follows := v.about.Type.Field("watchers")
	if v.box.Named("others_reply").Text() != "join" || !follows {
		return v.end(quarantined, "not_theirs")
	}
	v.joins = !v.about.ValueOf(watchers).Has(v.sender.Person)
	return nil
}

// staff tells whether the sender is one of those who work on the record, and not the one who asks.
func (v *verdict) staff() bool {
	t := v.about.Type
	note, ok := t.Action(noteAction)
	if !ok || !slices.ContainsFunc(note.Roles, v.sender.Is) {
		return false
	}
	return t.Pages.Requester == nil || v.about.ValueOf(t.Pages.Requester.Definition()).Text() != v.sender.Person
}

// action is what the mail does: staff speak to the requester only where they answer what the
// requester could read; anything else stays among staff.
func (p *Post) action(ctx context.Context, v *verdict) (string, error) {
	if !v.staff() {
		return replyAction, nil
	}
	if v.notice == nil || v.notice.Named("message") == (value.Value{}) {
		return noteAction, nil
	}
	m, err := p.Engine.System("sees whether a message that is answered was public").Get(ctx, messageType, v.notice.Named("message").Text())
	if err != nil || m.Named("visibility").Text() != "public" {
		return noteAction, err
	}
	return replyAction, nil
}
