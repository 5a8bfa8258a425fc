package clock

import (
	"context"
	"slices"
	"time"

	"steward/calc/clock"
	"steward/kernel/page"
	"steward/kernel/record"
)

// Slots are what the ability shows on the pages of records: the promises as one bar.
func (w Work) Slots() []page.Slot {
	return []page.Slot{{Name: "clocks", Place: page.Head, On: page.OnAbility("clock"), Load: w.bar}}
}

// seen is a clock as somebody looks at it now.
type seen struct {
	row     *record.Record
	events  []Event
	state   clock.State
	promise *Promise // nil where the target no longer holds
}

// look replays a clock up to now.
func (b *Book) look(row *record.Record, now time.Time) (*seen, error) {
	events, err := decode(Events.Of(row))
	if err != nil {
		return nil, err
	}
	state, err := b.Replay(events, now)
	if err != nil {
		return nil, err
	}
	return &seen{row, events, state, b.byID[targetOf(events)]}, nil
}

// seenOf gives the clocks of a record that the viewer may see, the oldest first.
func (w Work) seenOf(ctx context.Context, r page.Reader, id string) ([]*seen, *Book, error) {
	book, err := w.Book(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	rows, err := r.List(ctx, TypeName, `subject = "`+id+`"`, "id", mostClocks)
	if err != nil {
		return nil, nil, err
	}
	out := make([]*seen, 0, len(rows))
	for _, row := range rows {
		if Events.Of(row) == nil {
			continue // made by hand
		}
		s, err := book.look(row, r.Now())
		if err != nil {
			return nil, nil, err
		}
		out = append(out, s)
	}
	return out, book, nil
}

const mostClocks = 200

// bar shows the latest clock of each promise to the customer side by side.
func (w Work) bar(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	all, _, err := w.seenOf(ctx, r, row.ID())
	if err != nil {
		return nil, err
	}
	var out page.Clocks
	for _, measure := range measures {
		for _, s := range slices.Backward(all) {
			if Kind.Of(s.row) == SLA && Measure.Of(s.row) == measure && s.state.Phase != clock.Cancelled {
				out.Items = append(out.Items, s.show(r))
				break
			}
		}
	}
	if len(out.Items) == 0 {
		return nil, nil
	}
	return page.Blocks{out}, nil
}

// Shares from which on a clock stands at risk, in percent.
const riskFrom = 75

func (s *seen) share() int {
	if s.state.Target.Duration <= 0 {
		return 100
	}
	return int(min(100, 100*s.state.Elapsed/s.state.Target.Duration))
}

// show gives a clock as a bar: what is left of it, or how it ended.
func (s *seen) show(r page.Reader) page.Clock {
	c := page.Clock{Name: r.Say("clock.measure." + Measure.Of(s.row)), Share: s.share(), Due: s.state.Due, Bound: r.Say("clocks.of", "time", s.state.Target.Duration),
		Opens: page.ToPage(whyPath, page.Params{"clock": s.row.ID()})}
	left := s.state.Remaining
	switch {
	case s.state.Phase == clock.Stopped && s.state.Outcome == clock.Met:
		c.Standing, c.Text = "met", r.Say("clocks.met", "time", s.state.Elapsed)
	case s.state.Phase == clock.Stopped:
		c.Standing, c.Text = "over", r.Say("clocks.missed", "time", -left)
	case s.state.Phase == clock.Cancelled:
		c.Standing, c.Text = "held", r.Say("clock.phase.cancelled")
	case s.state.Outcome == clock.Breached && left < 0:
		c.Standing, c.Text = "over", r.Say("clocks.late", "time", -left)
	case s.state.Phase == clock.Paused:
		c.Standing, c.Text = "held", r.Say("clocks.held", "time", left)
		c.Bound = s.reason(r, PausedFor.Of(s.row))
	case c.Share >= riskFrom:
		c.Standing, c.Text = "risk", r.Say("clocks.left", "time", left)
	default:
		c.Standing, c.Text = "ok", r.Say("clocks.left", "time", left)
	}
	if s.state.Phase == clock.Running && c.Standing != "over" {
		c.Bound = r.Say("clocks.by", "at", s.state.Due)
	}
	return c
}

// reason puts into words why a clock was moved: in those of the record's type where it is what the
// record waits for.
func (s *seen) reason(r page.Reader, why string) string {
	if why == "" {
		return ""
	}
	if known := r.Say("clocks.why." + why); known != "clocks.why."+why {
		return known
	}
	return r.Say(Subject.Of(s.row).Type + ".pending_reason." + why)
}
