package mail

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	gomail "github.com/wneessen/go-mail"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/job"
	"steward/kernel/query"
	"steward/kernel/record"
)

// send mails one notice. If the program dies between the server's answer and the record of it, the
// same mail goes again, with the same Message-ID.
func (p *Post) send(ctx context.Context, j *job.Job) error {
	var data struct {
		Notice string `json:"notice"`
	}
	if err := json.Unmarshal(j.Data, &data); err != nil {
		return job.Dead(fault.Wrap("mail.send", err))
	}
	notice, err := p.Engine.System("mails a notice").Get(ctx, noticeType, data.Notice)
	if fault.Is(err, fault.NotFound) || err == nil && notice.Named("mail").Text() != "waiting" {
		return nil
	}
	if err != nil {
		return err
	}
	values, err := p.sendNotice(ctx, notice)
	if err != nil {
		return err
	}
	_, err = p.Engine.Do(ctx, p.system(), engine.Options{Ends: j}, engine.Command{Do: engine.Change, Type: noticeType, ID: notice.ID(), Values: values})
	return err
}

// sendNotice sends and says what is to be written at the notice.
func (p *Post) sendNotice(ctx context.Context, notice *record.Record) (map[string]any, error) {
	off := map[string]any{"mail": "off"}
	to, person, err := p.recipient(ctx, notice)
	if err != nil || person == nil {
		return off, err
	}
	about, err := p.readable(ctx, to, notice)
	if err != nil || about == nil {
		return off, err
	}
	box, origin, err := p.outbox(ctx, notice, about)
	if err != nil || box == nil || origin.silent {
		return off, err
	}
	m, err := p.compose(ctx, letterTo{notice: notice, about: about, box: box, origin: origin, actor: to, person: person})
	if err != nil {
		return nil, err
	}
	err = p.lines.send(ctx, p, box, m)
	var refused *gomail.SendError
	if errors.As(err, &refused) && !refused.IsTemp() && refused.ErrorCode() >= 500 {
		p.report(ctx, box, sending, nil)
		return map[string]any{"mail": "failed", "mail_error": cut(err.Error(), 2000)}, nil
	}
	p.report(ctx, box, sending, err)
	if err != nil {
		return nil, err
	}
	return map[string]any{"mail": "sent", "mailed_at": p.Engine.Now().UTC().Format(time.RFC3339), "mail_error": nil}, nil
}

// recipient gives the person as they are now; none when they may no longer sign in or have no address.
func (p *Post) recipient(ctx context.Context, notice *record.Record) (record.Actor, *record.Record, error) {
	all := p.Engine.System("reads to whom a notice goes")
	row, err := all.Get(ctx, personType, notice.Named("person").Text())
	if fault.Is(err, fault.NotFound) || err == nil && row.Named("email").IsEmpty() {
		return record.Actor{}, nil, nil
	}
	if err != nil {
		return record.Actor{}, nil, err
	}
	a, err := p.Actor(ctx, row.ID())
	if fault.Is(err, fault.Unauthenticated) {
		return record.Actor{}, nil, nil
	}
	a.Gateway = gatewayName
	return a, row, err
}

// readable gives the record as the recipient sees it; none when they do not.
func (p *Post) readable(ctx context.Context, to record.Actor, notice *record.Record) (*record.Record, error) {
	_, typeName := notice.Named("subject").Second()
	row, err := p.Engine.As(to).Get(ctx, typeName, notice.Named("subject").Text())
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	return row, err
}

// origin is what came in by mail about a record.
type origin struct {
	answers []string // Message-IDs, the newest first
	theirs  string   // the newest of the recipient
	silent  bool     // it was a machine that asked: nothing is confirmed
}

// outbox chooses the mailbox from which a notice goes: the one by which the record came, else the one
// of its team, else the first that can send.
func (p *Post) outbox(ctx context.Context, notice, about *record.Record) (*record.Record, origin, error) {
	var o origin
	mails, err := p.mails(ctx, 10, query.AllOf(oneOf("about", about.ID()), oneOf("state", delivered)))
	if err != nil {
		return nil, o, err
	}
	boxes, err := p.boxes(ctx)
	if err != nil {
		return nil, o, err
	}
	by := map[string]int{} // preference by mailbox
	for _, m := range mails {
		by[m.Named("mailbox").Text()] = 3
		if id := m.Named("message_id").Text(); id != "" {
			o.answers = append(o.answers, id)
			if o.theirs == "" && m.Named("sender").Text() == notice.Named("person").Text() {
				o.theirs = id
			}
		}
		o.silent = o.silent || m.Named("automatic").Yes() && notice.Named("kind").Text() == "received"
	}
	var best *record.Record
	rank := -1
	for _, b := range boxes {
		if !b.Named("active").Yes() || b.Named("smtp_host").IsEmpty() {
			continue
		}
		n := by[b.ID()]
		if team := b.Named("team").Text(); n == 0 && team != "" && team == about.Named("team").Text() {
			n = 2
		}
		if n == 0 && b.Named("health").Text() != "failing" {
			n = 1
		}
		if n > rank {
			best, rank = b, n
		}
	}
	return best, o, nil
}
