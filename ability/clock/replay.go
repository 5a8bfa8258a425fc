package clock

import (
	"context"
	"time"

	"steward/calc/worktime"
	"steward/kernel/record"
)

// ReplayAction is the action by which a clock is put where its events say it stands.
const ReplayAction = "replay"

// stood are the fields that follow from a clock's events.
var stood = record.Columns{Phase, StartedAt, Elapsed, Promised, RunsOut, EndedAt, PausedSince, PausedFor, Outcome, DecidedAt, Next, NextAt}

func (w Work) replay() record.Action {
	return record.Action{Name: ReplayAction, Say: "puts the clock where its events say that it stands", Roles: []string{record.OnlySystem}, Sets: stood,
		Do: func(ctx context.Context, d *record.Draft, r record.Reader) error {
			book, err := w.Book(ctx, r)
			if err != nil {
				return err
			}
			return book.replayInto(d, r.Now())
		}}
}

// replayInto writes into the draft of a clock where its events say that it stands now; what elapsed is
// that of the last event, as it is kept.
func (b *Book) replayInto(d *record.Draft, now time.Time) error {
	c, err := b.Read(d.Old)
	if err != nil || len(c.events) == 0 {
		return err
	}
	elapsed := c.state.Elapsed
	if c.going() {
		if c.state, err = b.Replay(c.events, now); err != nil {
			return err
		}
	}
	c.stand(d)
	Elapsed.Set(d, elapsed)
	b.planNext(d, c.state)
	return nil
}

// Astray tells whether a stored clock stands elsewhere than its events say.
func (b *Book) Astray(row *record.Record, now time.Time) (bool, error) {
	d := record.NewDraft(row.Type, row)
	if err := b.replayInto(d, now); err != nil {
		return false, err
	}
	return len(d.ChangedSlots()) > 0, nil
}

// Calendar gives the calendar by which the resolution of a record is promised to the customer; nil
// where nothing is.
func (w Work) Calendar(ctx context.Context, d *record.Draft, r record.Reader) (*worktime.Calendar, error) {
	book, err := w.Book(ctx, r)
	if err != nil {
		return nil, err
	}
	if p := book.best(d.Type.Name, stream{SLA, Resolution}, w.moment(ctx, d, r).After); p != nil {
		return p.Calendar, nil
	}
	return nil, nil
}
