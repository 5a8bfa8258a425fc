package mail

import (
	"context"
	"strconv"
	"time"

	"steward/kernel/engine"
	"steward/kernel/job"
	"steward/kernel/query"
	"steward/kernel/record"
)

const (
	// sweepEvery is how often what was left lying is looked for; lain is how long something lies
	// before it counts as left: longer than a job is tried; given is how long a notice is tried at all.
	sweepEvery = 10 * time.Minute
	lain       = 9 * time.Hour
	given      = 5 * 24 * time.Hour
	mostSwept  = 200
)

// sweep takes up again what waits though its job is dead: mails whose fate is not decided, and
// notices that no server took for hours. A notice that waited too long is given up, visibly.
func (p *Post) sweep(ctx context.Context, _ *job.Job) error {
	before := query.Compare{Path: []string{"updated_at"}, Op: query.Less, Values: []query.Literal{query.Quote(p.Engine.Now().Add(-lain).UTC().Format(time.RFC3339))}}
	mails, err := p.mails(ctx, mostSwept, query.AllOf(oneOf("state", "taken"), before))
	if err != nil {
		return err
	}
	for _, m := range mails {
		if err := p.again(ctx, processTopic, "mail", m); err != nil {
			return err
		}
	}
	page, err := p.Engine.List(ctx, p.system(), engine.Ask{Type: noticeType, Also: query.AllOf(oneOf("mail", "waiting"), before), Order: "created_at", Limit: mostSwept, Background: true})
	if err != nil {
		return err
	}
	for _, n := range page.Records {
		if p.Engine.Now().Sub(time.UnixMicro(n.At(record.SlotCreatedAt).Int())) > given {
			if _, err := p.Engine.ChangeOne(ctx, p.system(), noticeType, n.ID(), 0, map[string]any{"mail": "failed", "mail_error": p.Words.Say("en", "letter.given-up", nil)}); err != nil {
				return err
			}
			continue
		}
		if err := p.again(ctx, sendTopic, "notice", n); err != nil {
			return err
		}
	}
	return nil
}

// again adds the job once more, once in the time that a job is tried.
func (p *Post) again(ctx context.Context, topic, name string, row *record.Record) error {
	slot := strconv.FormatInt(p.Engine.Now().Unix()/int64(lain.Seconds()), 10)
	return p.Engine.AddJob(ctx, topic, row.ID()+"/"+slot, map[string]any{name: row.ID()})
}
