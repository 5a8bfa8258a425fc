package clock

import (
	"context"
	"time"

	"steward/calc/clock"
	"steward/kernel/record"
)

// write puts events and what follows from them into the draft of a clock.
func (c *Clock) write(f *record.Draft, book *Book) error {
	events, err := encode(c.events)
	if err != nil {
		return err
	}
	f.SetValue(Events.Definition(), events)
	Target.Set(f, c.terms().Target)
	Kind.Set(f, c.Kind)
	Measure.Set(f, c.measure)
	c.stand(f)
	book.planNext(f, c.state)
	return nil
}

// stand writes where the clock stands.
func (c *Clock) stand(f *record.Draft) {
	s := c.state
	Phase.Set(f, string(s.Phase))
	StartedAt.Set(f, s.Started)
	Elapsed.Set(f, s.Elapsed)
	Promised.Set(f, s.Target.Duration)
	setOrClear(f, RunsOut, s.Due)
	setOrClear(f, EndedAt, s.Ended)
	setOrClear(f, PausedSince, c.pausedSince())
	setText(f, PausedFor, c.heldFor())
	setText(f, Outcome, string(s.Outcome))
	setOrClear(f, DecidedAt, decided(s))
}

// decided is when the outcome stood (domain 4.6): a clock counts once, when it stopped met or when
// it first ran out, whichever came first.
func decided(s clock.State) time.Time {
	switch {
	case len(s.Breaches) > 0:
		return s.Breaches[0].At
	case s.Outcome == clock.Met:
		return s.Ended
	}
	return time.Time{}
}

func (c *Clock) pausedSince() time.Time {
	if c.state.Phase != clock.Paused {
		return time.Time{}
	}
	for i := len(c.state.Holds) - 1; i >= 0; i-- {
		if c.state.Holds[i].To.IsZero() {
			return c.state.Holds[i].From
		}
	}
	return time.Time{}
}

func setOrClear(f *record.Draft, field record.Field[time.Time], at time.Time) {
	if at.IsZero() {
		field.Clear(f)
		return
	}
	field.Set(f, at)
}

func setText(f *record.Draft, field record.Field[string], text string) {
	if text == "" {
		field.Clear(f)
		return
	}
	field.Set(f, text)
}

// setAside remembers who took a clock out of the reports.
func setAside(_ context.Context, d *record.Draft, _ record.Reader) error {
	if Excluded.Of(d) == "" {
		ExcludedBy.Clear(d)
	} else if d.Changed(Excluded) {
		ExcludedBy.Set(d, d.By)
	}
	return nil
}
