package load

import (
	"context"

	"steward/gateway/sheet"
	"steward/kernel/engine"
	"steward/kernel/record"
)

// A shipment is the cases of one transaction on their way.
type shipment struct {
	cases    []parcel
	parts    []engine.Part
	outcomes []engine.Outcome
	err      error
	done     chan struct{}
}

// A parcel is one case: what is done for it, and what was there already.
type parcel struct {
	sheet.Case
	part   int  // its place among the parts, -1 where nothing is to do
	skip   int  // events that were there before
	exists bool // the record was there before
}

// send makes the parts of the cases and hands them to the engine; it waits while enough are on
// their way.
func (l *loader) send(ctx context.Context, cases []sheet.Case) error {
	known, err := l.known(ctx, cases)
	if err != nil {
		return err
	}
	if err := l.names.resolve(ctx, l, cases); err != nil {
		return err
	}
	if err := l.plain.keepNumbers(ctx, l, cases); err != nil {
		return err
	}
	s := &shipment{done: make(chan struct{})}
	if l.options.DryRun {
		s.parts = l.names.promised(cases)
	}
	for i := range cases {
		l.pack(s, &cases[i], known[cases[i].Key])
	}
	for len(l.waiting) >= inFlight {
		if err := l.receive(); err != nil {
			return err
		}
	}
	l.waiting = append(l.waiting, s)
	go func() {
		defer close(s.done)
		if len(s.parts) > 0 {
			s.outcomes, s.err = l.engine.DoEach(ctx, l.options.Actor, engine.Options{Batch: l.batch, Preview: l.options.DryRun}, s.parts...)
		}
	}()
	return nil
}

// receive takes the oldest shipment's outcomes into the report.
func (l *loader) receive() error {
	s := l.waiting[0]
	l.waiting = l.waiting[1:]
	<-s.done
	if s.err != nil {
		return s.err
	}
	for i := range s.cases {
		l.account(s, &s.cases[i])
	}
	l.tell()
	return nil
}

// drain waits for what is on its way, when the load ends early.
func (l *loader) drain() {
	for _, s := range l.waiting {
		<-s.done
	}
}

func (l *loader) account(s *shipment, c *parcel) {
	d := &l.report.Done
	l.casesDone++
	l.eventsDone += len(c.Events)
	d.Unchanged += c.skip
	if c.part < 0 {
		if c.exists {
			d.There++
		} else {
			d.RefusedCases++
			d.Refused += len(c.Events) - c.skip
		}
		return
	}
	out := s.outcomes[c.part]
	count := len(s.parts[c.part].Commands)
	switch {
	case out.Err != nil:
		d.RefusedCases++
		d.Refused += count
		l.refuse(out.Err, c, c.skip+out.At)
		return
	case !c.exists:
		d.Created++
	case out.Changed > 0:
		d.Continued++
	default:
		d.There++
	}
	d.Changed += out.Changed
	d.Unchanged += count - out.Changed
}

// command makes the command of one event.
func (l *loader) command(c *sheet.Case, i int, create bool) (engine.Command, error) {
	e := &c.Events[i]
	out := engine.Command{Do: engine.Change, Type: l.report.Mapping.Type, HappenedAt: e.HappenedAt, Note: e.Note,
		Replay: &engine.Replay{Fields: l.told}, Values: make(map[string]any, len(e.Values))}
	if create {
		out.Do = engine.Create
		if l.plain != nil && record.IsID(c.Key) {
			out.ID = c.Key
		}
	}
	if e.Actor != nil {
		as, err := l.names.id(e.Actor)
		if err != nil {
			return out, err
		}
		out.As = as
	}
	for j := range e.Values {
		v := &e.Values[j]
		switch {
		case v.Text == "" && create:
		case v.Reference != nil && v.Text != "":
			id, err := l.names.id(v)
			if err != nil {
				return out, err
			}
			out.Values[v.Field] = id
		case l.plain != nil:
			out.Values[v.Field] = bare(v.Text)
		default:
			out.Values[v.Field] = v.Text
		}
	}
	return out, nil
}
