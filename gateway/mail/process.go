package mail

import (
	"context"
	"encoding/json"
	"io"
	"slices"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/job"
	"steward/kernel/query"
	"steward/kernel/record"
)

// patience is how often a mail that breaks something is tried before it waits in quarantine.
const patience = 5

// process decides what becomes of a mail that is kept, and lets it happen, in one transaction with
// the end of the job.
func (p *Post) process(ctx context.Context, j *job.Job) error {
	var data struct {
		Mail string `json:"mail"`
	}
	if err := json.Unmarshal(j.Data, &data); err != nil {
		return job.Dead(fault.Wrap("mail.process", err))
	}
	return p.settle(ctx, j, data.Mail, 0)
}

// mostBehind bounds how many mails that wait themselves are settled before one that answers them.
const mostBehind = 50

// settle decides about one mail. What it answers is settled first where that waits too, for mails that
// came together are looked at side by side; its own job then finds it settled.
func (p *Post) settle(ctx context.Context, j *job.Job, id string, behind int) error {
	for try := 1; ; try++ {
		row, err := p.Engine.System("decides what becomes of a mail").Get(ctx, mailType, id)
		switch {
		case fault.Is(err, fault.NotFound):
			return nil
		case err != nil:
			return err
		case row.State() != "taken":
			return nil
		}
		err = p.deliver(ctx, j, row, behind)
		// Another mail came first with the same sender or content, or somebody else settled this one:
		// decide anew, with that there.
		if try < 4 && (fault.Is(err, fault.Duplicate) || fault.Is(err, fault.Conflict)) {
			continue
		}
		if err == nil || ctx.Err() != nil {
			return err
		}
		if isRefusal(err) || j != nil && j.Attempt >= patience {
			return p.quarantine(ctx, j, row, &verdict{state: quarantined, reason: "refused", detail: p.sentence(err)})
		}
		return err
	}
}

// isRefusal tells that the mail itself is to blame, so that trying again would not help.
func isRefusal(err error) bool {
	for _, kind := range []fault.Kind{fault.Invalid, fault.Forbidden, fault.NotFound, fault.Duplicate, fault.TooLarge} {
		if fault.Is(err, kind) {
			return true
		}
	}
	return false
}

// deliver reads the mail and does what follows from it.
func (p *Post) deliver(ctx context.Context, j *job.Job, row *record.Record, behind int) error {
	raw, err := p.raw(ctx, row)
	if err != nil {
		return err
	}
	l, err := letter.Read(raw)
	if err != nil {
		return p.quarantine(ctx, j, row, &verdict{state: quarantined, reason: "unreadable", detail: err.Error()})
	}
	if size := row.Named("size").Int(); size > p.Largest {
		return p.tooLarge(ctx, j, row, l, size)
	}
	if err := p.before(ctx, l, behind); err != nil {
		return err
	}
	v, err := p.decide(ctx, row, l)
	if err != nil {
		return err
	}
	if v.state != delivered {
		return p.quarantine(ctx, j, row, v)
	}
	commands, err := p.commands(ctx, row, v)
	if err != nil {
		return err
	}
	_, err = p.Engine.Do(ctx, p.system(), engine.Options{Ends: j}, commands...)
	return err
}

// before settles the mails that a mail answers and that wait still.
func (p *Post) before(ctx context.Context, l *letter.Letter, behind int) error {
	ids := slices.DeleteFunc(thread(l), func(id string) bool { return id == l.MessageID })
	if behind >= mostBehind || len(ids) == 0 {
		return nil
	}
	waiting, err := p.mails(ctx, mostEarlier, query.AllOf(oneOf("message_id", ids...), oneOf("state", "taken")))
	if err != nil {
		return err
	}
	for _, m := range slices.Backward(waiting) { // the oldest first
		if err := p.settle(ctx, nil, m.ID(), behind+1); err != nil {
			p.Log.Warn("a mail that is answered cannot be settled yet", "mail", m.ID(), "error", err)
		}
	}
	return nil
}

// raw reads the content of a mail that is kept.
func (p *Post) raw(ctx context.Context, row *record.Record) ([]byte, error) {
	files, err := p.Engine.System("reads a raw mail").Find(ctx, attachmentType, `subject = "`+row.ID()+`"`, 1)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fault.New(fault.Unavailable, "mail.raw", "file-missing")
	}
	content, err := p.Engine.Content(ctx, p.system(), attachmentType, files[0].ID())
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(content)
}

// quarantine writes why nothing becomes of a mail for now.
func (p *Post) quarantine(ctx context.Context, j *job.Job, row *record.Record, v *verdict) error {
	commands := append(v.also, engine.Command{Do: engine.Change, Type: mailType, ID: row.ID(), Base: row.Version(), Strict: true, Values: v.marks()})
	_, err := p.Engine.Do(ctx, p.system(), engine.Options{Ends: j}, commands...)
	return err
}

// sentence says in the words of the house's language what was refused.
func (p *Post) sentence(err error) string {
	out := ""
	for _, f := range fault.All(err) {
		if out != "" {
			out += " "
		}
		if f.Field != "" {
			out += f.Field + ": "
		}
		out += p.Words.Refusal("en", f)
	}
	if out == "" {
		out = err.Error()
	}
	return cut(out, 2000)
}

func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
