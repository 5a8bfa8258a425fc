package engine

import (
	"context"
	"errors"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// Part is commands that are stored together or not at all, beside the other parts of a call. A
// command without an id, other than Create, means the record of the command before it.
type Part struct {
	Commands []Command
	// Origin notes how far the part repeats another system's history; nil where it does not.
	Origin *Origin
}

// Origin is a case of another system: its own key there and a digest of its history up to the end of
// the part. Before is the digest that was found, empty where the case was not known.
type Origin struct{ Type, Key, Digest, Before string }

// Outcome is what became of one part.
type Outcome struct {
	Record  *record.Record // of the last command
	Changed int            // the commands that made a version
	Err     error          // why the part was refused; nothing of it is stored
	At      int            // the command that was refused, the first where the whole part is to blame
}

// DoEach runs parts in one transaction. A part that is refused is left out; the others are stored.
// The error is one that concerns all of them. Options.Key and Options.Ends do not apply.
func (e *Engine) DoEach(ctx context.Context, actor record.Actor, o Options, parts ...Part) ([]Outcome, error) {
	for try := 1; ; try++ {
		p := e.prepare(actor, o)
		p.spare = creations(parts)
		outcomes, err := p.parts(ctx, parts)
		if err != nil || o.Preview {
			return outcomes, err
		}
		err = e.commit(ctx, actor, o, p, nil)
		switch {
		case err == nil:
			return outcomes, nil
		case fault.Is(err, fault.Conflict) && try < prepareTries:
			continue
		case !refused(err):
			return nil, err
		case len(parts) > 1:
			return e.doHalves(ctx, actor, o, parts)
		}
		return []Outcome{{Err: err}}, nil
	}
}

// doHalves finds the part that the database refused.
func (e *Engine) doHalves(ctx context.Context, actor record.Actor, o Options, parts []Part) ([]Outcome, error) {
	middle := len(parts) / 2
	left, err := e.DoEach(ctx, actor, o, parts[:middle]...)
	if err != nil {
		return nil, err
	}
	right, err := e.DoEach(ctx, actor, o, parts[middle:]...)
	return append(left, right...), err
}

func creations(parts []Part) int64 {
	var n int64
	for _, part := range parts {
		for i := range part.Commands {
			if part.Commands[i].Do == Create {
				n++
			}
		}
	}
	return n
}

func (p *preparation) parts(ctx context.Context, parts []Part) ([]Outcome, error) {
	outcomes := make([]Outcome, len(parts))
	for i := range parts {
		mark := p.mark()
		out, err := p.part(ctx, &parts[i])
		if err != nil {
			return nil, err
		}
		if out.Err != nil {
			p.back(mark)
		}
		outcomes[i] = out
	}
	return outcomes, nil
}

// part prepares the commands of a part up to the first that is refused.
func (p *preparation) part(ctx context.Context, part *Part) (Outcome, error) {
	var out Outcome
	var passed []*record.Draft
	for i := range part.Commands {
		c := part.Commands[i]
		if !c.goesOn() {
			passed = nil
		} else if out.Record != nil {
			c.ID = out.Record.ID()
		}
		if c.Replay != nil {
			c.Replay = &Replay{Fields: c.Replay.Fields, passed: passed, more: i+1 < len(part.Commands) && part.Commands[i+1].goesOn()}
		}
		r, err := p.one(ctx, &c)
		if refused(err) {
			return Outcome{Err: err, At: i}, nil
		}
		if err != nil {
			return out, err
		}
		if out.Record = r.Record; r.Changed {
			out.Changed++
		}
		passed = append(passed, r.Draft)
	}
	if o := part.Origin; o != nil && out.Record != nil {
		p.write.Origins = append(p.write.Origins, store.Origin{Type: o.Type, Key: o.Key, Record: out.Record.ID(), Digest: o.Digest, Batch: p.options.Batch, At: p.now, Before: o.Before})
	}
	var err error
	out.Record, err = p.reader.shown(ctx, out.Record)
	return out, err
}

// goesOn tells whether a command of a part means the record of the command before it.
func (c *Command) goesOn() bool { return c.ID == "" && c.Do != Create }

// refused tells whether an error says what is wrong with a command, rather than that something broke.
func refused(err error) bool {
	var one *fault.Fault
	var several fault.List
	return errors.As(err, &one) || errors.As(err, &several)
}

// mark is how far a write had come before a part.
type mark struct{ changes, lines, regrants, needs, seen int }

func (p *preparation) mark() mark {
	return mark{len(p.write.Changes), len(p.write.Lines), len(p.write.Regrants), len(p.write.Needs), len(p.seen)}
}

// sight is what later commands of a write saw of a record before it was changed again.
type sight struct {
	key   string
	row   *record.Record
	there bool
}

// see lets later commands see a record as it will be, nil when it will be gone.
func (p *preparation) see(key string, row *record.Record) {
	before, there := p.reader.overlay[key]
	p.seen = append(p.seen, sight{key, before, there})
	p.reader.overlay[key] = row
	p.reader.pending.note(key)
}

// back takes a refused part out of the write.
func (p *preparation) back(to mark) {
	p.write.Changes, p.write.Lines, p.write.Regrants = p.write.Changes[:to.changes], p.write.Lines[:to.lines], p.write.Regrants[:to.regrants]
	p.write.Needs = p.write.Needs[:to.needs]
	for i := len(p.seen) - 1; i >= to.seen; i-- {
		if s := p.seen[i]; s.there {
			p.reader.overlay[s.key] = s.row
		} else {
			delete(p.reader.overlay, s.key)
		}
	}
	p.seen = p.seen[:to.seen]
}
