package mail

import (
	"context"
	"encoding/json"
	"net/mail"
	"strconv"

	gomail "github.com/wneessen/go-mail"

	"steward/gateway/mail/letter"
	"steward/kernel/fault"
	"steward/kernel/job"
	"steward/kernel/record"
)

// tooLarge puts a mail of which only the head is kept aside, and lets a person who wrote it know, once.
func (p *Post) tooLarge(ctx context.Context, j *job.Job, row *record.Record, l *letter.Letter, size int64) error {
	if l.Nature == letter.ByPerson && l.From.Address != "" && len(l.Houses) == 0 {
		if err := p.Engine.AddJob(ctx, largeTopic, row.ID(), map[string]any{"mail": row.ID()}); err != nil {
			return err
		}
	}
	detail := p.Words.Say("en", "letter.large.detail", map[string]any{"size": megabytes(size), "most": megabytes(p.Largest)})
	return p.quarantine(ctx, j, row, &verdict{letter: l, state: quarantined, reason: "too_large", detail: detail})
}

func megabytes(bytes int64) string { return strconv.FormatInt((bytes+1<<20-1)>>20, 10) }

// refuseLarge tells whoever wrote a mail that it was too large.
func (p *Post) refuseLarge(ctx context.Context, j *job.Job) error {
	var data struct {
		Mail string `json:"mail"`
	}
	if err := json.Unmarshal(j.Data, &data); err != nil {
		return job.Dead(fault.Wrap("mail.large", err))
	}
	all := p.Engine.System("tells that a mail was too large")
	row, err := all.Get(ctx, mailType, data.Mail)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	box, err := all.Get(ctx, mailboxType, row.Named("mailbox").Text())
	if err != nil || box.Named("smtp_host").IsEmpty() {
		return err
	}
	return p.lines.send(ctx, p, box, p.refusal(box, row))
}

func (p *Post) refusal(box, row *record.Record) *gomail.Msg {
	lang, own := box.Named("newcomers_language").Text(), box.Named("address").Text()
	args := map[string]any{"subject": row.Title(), "address": own, "size": megabytes(row.Named("size").Int()), "most": megabytes(p.Largest)}
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	m.FromMailAddress(&mail.Address{Name: box.Title(), Address: own})
	m.EnvelopeFromMailAddress(&mail.Address{Address: own})
	m.ToMailAddress(&mail.Address{Name: row.Named("from_name").Text(), Address: row.Named("from_address").Text()})
	m.Subject(p.Words.Say(lang, "letter.large.subject", args))
	m.SetMessageIDWithValue("large." + row.ID() + "@" + helo(box))
	if id := row.Named("message_id").Text(); id != "" {
		m.SetGenHeaderPreformatted(gomail.HeaderInReplyTo, "<"+id+">")
	}
	m.SetGenHeader("Auto-Submitted", "auto-replied")
	m.SetGenHeader(letter.HouseHeader, box.ID())
	m.SetBodyString(gomail.TypeTextPlain, p.Words.Say(lang, "letter.large.text", args))
	return m
}
