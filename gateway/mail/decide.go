package mail

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// What can become of a mail.
const (
	delivered   = "delivered"
	quarantined = "quarantined"
	stopped     = "stopped"
	duplicate   = "duplicate"
)

// verdict is what becomes of a mail, and why.
type verdict struct {
	letter         *letter.Letter
	state          string
	reason, detail string
	box            *record.Record
	about          *record.Record // the record that it belongs to, nil for a new one
	notice         *record.Record // the notice that it answers, where it says so
	joins          bool           // the sender is added to those who follow
	sender         record.Actor
	newcomer       bool   // the sender is made a person
	opened         string // id of the record that it opens
	also           []engine.Command
}

// Loops are stopped by what mails say of themselves; a sender that says nothing is stopped after so
// many mails that begin something new.
const (
	mostNew     = 50
	newWithin   = 10 * time.Minute
	mostEarlier = 40 // Message-IDs of a thread that are looked up
)

// releasedField says that a person wants a new record made of a mail.
const releasedField = "released"

// decide finds out who sent a mail, what it belongs to, and whether it may go there.
func (p *Post) decide(ctx context.Context, row *record.Record, l *letter.Letter) (*verdict, error) {
	v := &verdict{letter: l, state: delivered}
	boxes, err := p.boxes(ctx)
	if err != nil {
		return nil, err
	}
	for _, b := range boxes {
		if b.ID() == row.Named("mailbox").Text() {
			v.box = b
		}
	}
	steps := []func(context.Context, *record.Record, []*record.Record, *verdict) error{p.repeated, p.goesRound, p.belongs, p.machine, p.from, p.mayGo}
	if row.Named(releasedField).Yes() { // a person has decided what it is
		steps = steps[:1:1]
		steps = append(steps, p.from)
	}
	for _, step := range steps {
		if err := step(ctx, row, boxes, v); err != nil || v.state != delivered {
			return v, err
		}
	}
	return v, nil
}

func (v *verdict) end(state, reason string) error {
	v.state, v.reason = state, reason
	return nil
}

// fingerprint tells a mail from all others by its Message-ID and what it says, whatever servers wrote
// above it on its way.
func fingerprint(l *letter.Letter) string {
	h := sha256.New()
	said := []string{l.MessageID, l.From.Address, l.Subject, l.Text}
	if l.MessageID == "" { // two mails with the same words are the same only where they were written at once
		said = append(said, l.Date.String(), strings.Join(l.To, " "))
	}
	for _, s := range said {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	for _, f := range l.Files {
		h.Write(f.Content)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// repeated finds the same mail that came before, by another mailbox or again.
func (p *Post) repeated(ctx context.Context, row *record.Record, _ []*record.Record, v *verdict) error {
	found, err := p.mails(ctx, 1, oneOf("letter", fingerprint(v.letter)))
	if err != nil || len(found) == 0 || found[0].ID() == row.ID() {
		return err
	}
	v.about, err = p.subject(ctx, found[0])
	if err != nil {
		return err
	}
	return v.end(duplicate, "same_elsewhere")
}

// goesRound finds mails of our own.
func (p *Post) goesRound(_ context.Context, _ *record.Record, boxes []*record.Record, v *verdict) error {
	for _, b := range boxes {
		if slices.Contains(v.letter.Houses, b.ID()) || b.Named("address").Text() == v.letter.From.Address {
			return v.end(stopped, "loop")
		}
	}
	return nil
}

// belongs finds the record: by a signed address, by a signed Message-ID, or by a mail that belongs
// to it already.
func (p *Post) belongs(ctx context.Context, _ *record.Record, boxes []*record.Record, v *verdict) error {
	forged := false
	try := func(t token, ok bool) (bool, error) {
		if !ok || !t.holds {
			forged = forged || ok
			return false, nil
		}
		return p.named(ctx, t, v)
	}
	for _, to := range v.letter.To {
		if found, err := try(tokenOfAddress(to, boxes)); found || err != nil {
			return p.noticed(ctx, boxes, v, err)
		}
	}
	earlier := thread(v.letter)
	for _, id := range earlier {
		if found, err := try(tokenOfID(id, boxes)); found || err != nil {
			return err
		}
	}
	if found, err := p.earlierMail(ctx, earlier, v); found || err != nil {
		return err
	}
	if forged {
		return v.end(quarantined, "forged")
	}
	return nil
}

// noticed finds the notice that is answered when the record is known by the address.
func (p *Post) noticed(ctx context.Context, boxes []*record.Record, v *verdict, err error) error {
	for _, id := range thread(v.letter) {
		if t, ok := tokenOfID(id, boxes); ok && t.holds && err == nil && v.notice == nil {
			v.notice, err = p.noticeOf(ctx, t)
		}
	}
	return err
}

// thread lists the mails that a mail answers, the nearest first.
func thread(l *letter.Letter) []string {
	refs := slices.Clone(l.References)
	slices.Reverse(refs)
	out := slices.Clone(l.InReplyTo)
	for _, id := range refs {
		if !slices.Contains(out, id) && len(out) < mostEarlier {
			out = append(out, id)
		}
	}
	return out
}

// named finds the record that a token names.
func (p *Post) named(ctx context.Context, t token, v *verdict) (bool, error) {
	all := p.Engine.System("finds the record that a mail answers")
	for _, of := range p.Engine.Catalogue().Types() {
		if _, talks := of.Action(replyAction); !talks {
			continue
		}
		row, err := all.Get(ctx, of.Name, t.key())
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return false, err
		}
		v.about = row
		v.notice, err = p.noticeOf(ctx, t)
		return true, err
	}
	return false, nil
}

func (p *Post) noticeOf(ctx context.Context, t token) (*record.Record, error) {
	if t.notice == "" {
		return nil, nil
	}
	row, err := p.Engine.System("finds the notice that a mail answers").Get(ctx, noticeType, t.notice)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return row, err
}

// earlierMail finds the record by a mail that became part of it.
func (p *Post) earlierMail(ctx context.Context, ids []string, v *verdict) (bool, error) {
	if len(ids) == 0 {
		return false, nil
	}
	found, err := p.mails(ctx, mostEarlier, query.AllOf(oneOf("message_id", ids...), oneOf("state", delivered)))
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		for _, m := range found {
			if m.Named("message_id").Text() == id {
				v.about, err = p.subject(ctx, m)
				return v.about != nil, err
			}
		}
	}
	return false, nil
}

// subject gives the record that a mail became part of.
func (p *Post) subject(ctx context.Context, mail *record.Record) (*record.Record, error) {
	id := mail.Named("about").Text()
	_, typeName := mail.Named("about").Second()
	if id == "" {
		return nil, nil
	}
	row, err := p.Engine.System("finds the record that a mail became part of").Get(ctx, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return row, err
}

// mails finds mails as the system sees them.
func (p *Post) mails(ctx context.Context, limit int, where query.Node) ([]*record.Record, error) {
	page, err := p.Engine.List(ctx, p.system(), engine.Ask{Type: mailType, Also: where, Order: "-created_at", Limit: limit, Background: true})
	if err != nil {
		return nil, err
	}
	return page.Records, nil
}

// oneOf is the condition that a field holds one of the texts, whatever stands in them.
func oneOf(field string, texts ...string) query.Node {
	if len(texts) == 1 {
		return query.Compare{Path: []string{field}, Op: query.Equal, Values: []query.Literal{query.Quote(texts[0])}}
	}
	in := query.Compare{Path: []string{field}, Op: query.In}
	for _, t := range texts {
		in.Values = append(in.Values, query.Quote(t))
	}
	return in
}
