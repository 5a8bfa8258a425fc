package mail

import (
	"context"
	"encoding/json"
	"io"

	"steward/gateway/mail/letter"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/job"
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
	row, err := p.Engine.System("decides what becomes of a mail").Get(ctx, mailType, data.Mail)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	case row.State() != "taken":
		return nil
	}
	for try := 1; ; try++ {
		err = p.deliver(ctx, j, row)
		// Another mail came first with the same sender or content: decide anew, with it there.
		if try < 4 && (fault.Is(err, fault.Duplicate) || fault.Is(err, fault.Conflict)) {
			continue
		}
		break
	}
	if err == nil || ctx.Err() != nil {
		return err
	}
	if isRefusal(err) || j.Attempt >= patience {
		return p.quarantine(ctx, j, row, &verdict{state: quarantined, reason: "refused", detail: p.sentence(err)})
	}
	return err
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
func (p *Post) deliver(ctx context.Context, j *job.Job, row *record.Record) error {
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
	commands := append(v.also, engine.Command{Do: engine.Change, Type: mailType, ID: row.ID(), Values: v.marks()})
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
