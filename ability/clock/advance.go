package clock

import (
	"slices"
	"time"

	"steward/calc/clock"
	"steward/kernel/query"
	"steward/kernel/record"
)

// Moment is what happened to a subject: what it was before and is after.
type Moment struct {
	Type string
	// At is when it happened, Opened when the subject was opened, New whether this made it.
	At, Opened time.Time
	New        bool
	By         string
	// Before is nil where nothing was there, or where nothing changed but the agreements.
	Before, After query.Row
	State         record.Category
	Why           string // what the subject waits for, in the words of its type
	Team          string
}

func (m *Moment) open() bool { return m.State.Open() }

// gone tells whether the subject was given up: then nothing is kept or broken any more.
func (m *Moment) gone() bool {
	return m.State == record.StateCancelled || m.State == record.StateMerged
}

// Clock is one clock with its events.
type Clock struct {
	Row    *record.Record // as stored; nil for a new one
	Kind   string
	Team   string
	events []Event
	// measure is what it measures; state where it stands after the last event.
	measure string
	state   clock.State
	moved   bool
	stirred bool          // moved by the last moment
	seen    *record.Draft // its subject when it last went or moved
}

func (c *Clock) going() bool {
	return c.state.Phase == clock.Running || c.state.Phase == clock.Paused
}

// last is the last event.
func (c *Clock) last() Event { return c.events[len(c.events)-1] }

// heldFor is what a pause that lasts waits for.
func (c *Clock) heldFor() string {
	for i := len(c.events) - 1; i >= 0; i-- {
		switch c.events[i].Do {
		case clock.Pause:
			return c.events[i].Why
		case clock.Resume, clock.Stop, clock.Start:
			return ""
		}
	}
	return ""
}

// terms are what the clock was last promised.
func (c *Clock) terms() Terms {
	for i := len(c.events) - 1; i >= 0; i-- {
		if t := c.events[i].Terms; t != nil {
			return *t
		}
	}
	return Terms{}
}

// taking moves the clocks of one stream.
type taking struct {
	book *Book
	m    *Moment
	best *Promise
	err  error
}

// Advance gives the clocks of a subject after a moment: the given ones moved, and new ones behind.
func (b *Book) Advance(m *Moment, clocks []*Clock) ([]*Clock, error) {
	streams := b.streams(m.Type)
	for _, c := range clocks {
		if s := (stream{c.Kind, c.measure}); !slices.Contains(streams, s) {
			streams = append(streams, s)
		}
	}
	for _, s := range streams {
		t := &taking{book: b, m: m, best: b.best(m.Type, s, m.After)}
		if made := t.step(s, latest(clocks, s)); made != nil {
			clocks = append(clocks, made)
		}
		if t.err != nil {
			return nil, t.err
		}
	}
	return clocks, nil
}

func latest(clocks []*Clock, s stream) *Clock {
	for i := len(clocks) - 1; i >= 0; i-- {
		if clocks[i].Kind == s.kind && clocks[i].measure == s.measure {
			return clocks[i]
		}
	}
	return nil
}

// step moves the latest clock of a stream, and gives a new one where one begins.
func (t *taking) step(s stream, last *Clock) *Clock {
	switch {
	case last == nil || last.state.Phase == clock.Cancelled:
		return t.maybeBegin(s, last)
	case last.going():
		return t.move(s, last)
	case t.best != nil && !t.stops():
		return t.again(s, last)
	}
	return nil
}

// move is for a clock that goes.
func (t *taking) move(s stream, c *Clock) *Clock {
	switch {
	case t.m.gone():
		t.add(c, Event{Do: clock.Cancel, Why: whyEnded})
		return nil
	case s.kind == OLA && c.Team != t.m.Team:
		t.add(c, Event{Do: clock.Stop, Why: whyHandedOver})
		return t.maybeBegin(s, c)
	case t.best == nil:
		t.add(c, Event{Do: clock.Cancel, Why: whyNoAgreement})
		return nil
	case holds(t.best.Resets, t.m.After, false) && !holds(t.best.Resets, t.m.Before, false):
		t.add(c, Event{Do: clock.Cancel, Why: whyReset})
		return t.begin(s, t.m.At)
	}
	t.retarget(c)
	t.hold(c)
	if t.stops() {
		t.add(c, Event{Do: clock.Stop})
	}
	return nil
}

// retarget puts what is promised now over a clock.
func (t *taking) retarget(c *Clock) {
	if terms := t.best.terms(); c.terms() != terms {
		t.add(c, Event{Do: clock.Retarget, Terms: &terms})
	}
}

// hold pauses and resumes, each with its reason.
func (t *taking) hold(c *Clock) {
	wanted, is := "", c.heldFor()
	if holds(t.best.Pauses, t.m.After, false) {
		if wanted = t.m.Why; wanted == "" {
			wanted = "waiting"
		}
	}
	if is == wanted {
		return
	}
	if is != "" {
		t.add(c, Event{Do: clock.Resume, Why: is})
	}
	if wanted != "" {
		t.add(c, Event{Do: clock.Pause, Why: wanted})
	}
}

func (t *taking) stops() bool {
	return !t.m.open() || holds(t.best.Stops, t.m.After, false)
}

func (t *taking) starts() bool { return holds(t.best.Starts, t.m.After, true) }

// again is for a clock that was stopped, once what stopped it no longer holds.
func (t *taking) again(s stream, c *Clock) *Clock {
	switch {
	case !t.starts():
		return nil
	case s.kind == OLA && (c.Team != t.m.Team || c.last().Why == whyHandedOver):
		return t.maybeBegin(s, c)
	case t.best.Rules.Reopening == clock.Restart:
		return t.begin(s, t.m.At)
	}
	t.add(c, Event{Do: clock.Reopen})
	t.retarget(c)
	t.hold(c)
	return nil
}

// maybeBegin begins a clock where none goes. What was cancelled goes on where it was, so that nobody
// gains time by sending a record through a priority without a promise.
func (t *taking) maybeBegin(s stream, before *Clock) *Clock {
	if t.best == nil || t.m.gone() || !t.starts() || s.kind == OLA && t.m.Team == "" || t.stops() && !t.m.New {
		return nil
	}
	if before != nil && before.state.Phase == clock.Cancelled && before.last().Why != whyReset {
		return t.revive(before)
	}
	at := t.m.At
	if t.m.New || before == nil && t.best.Starts == nil && s.kind != OLA {
		at = t.m.Opened
	}
	return t.begin(s, at)
}

func (t *taking) begin(s stream, at time.Time) *Clock {
	c := &Clock{Kind: s.kind, measure: s.measure}
	if s.kind == OLA {
		c.Team = t.m.Team
	}
	terms := t.best.terms()
	t.addAt(c, at, Event{Do: clock.Start, Terms: &terms})
	t.hold(c)
	switch {
	case t.m.New && t.m.open() && t.stops():
		t.addAt(c, at, Event{Do: clock.Stop, Why: whyAnswered})
	case t.stops():
		t.add(c, Event{Do: clock.Stop})
	}
	return c
}

func (t *taking) revive(before *Clock) *Clock {
	c := &Clock{Kind: before.Kind, Team: before.Team, measure: before.measure}
	cancelled := before.last()
	c.events = slices.Clone(before.events[:len(before.events)-1])
	if before.heldFor() == "" && cancelled.Why == whyEnded {
		t.addAt(c, cancelled.At, Event{Do: clock.Pause, Why: whyEnded})
	}
	t.retarget(c)
	t.hold(c)
	c.moved, c.stirred = true, true
	if at := t.m.At; t.err == nil {
		if c.last().At.After(at) {
			at = c.last().At
		}
		c.state, t.err = t.book.Replay(c.events, at)
	}
	return c
}

func (t *taking) add(c *Clock, e Event) { t.addAt(c, t.m.At, e) }

// addAt writes an event down; a time before the last one counts as that of the last.
func (t *taking) addAt(c *Clock, at time.Time, e Event) {
	if t.err != nil {
		return
	}
	e.At, e.By = at.UTC(), t.m.By
	if len(c.events) > 0 && c.last().At.After(e.At) {
		e.At = c.last().At
	}
	c.events, c.moved, c.stirred = append(c.events, e), true, true
	c.state, t.err = t.book.Replay(c.events, e.At)
}
