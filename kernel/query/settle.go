package query

import (
	"time"

	"steward/calc/walltime"
)

// Settle writes what depends on when and where it is read as dates and instants with the zone's
// offset, so that the condition means the same tomorrow: "opened_at = today" becomes
// "opened_at >= 2026-03-29T00:00:00+01:00 and opened_at < 2026-03-30T00:00:00+02:00". For figures
// that are kept, and to show a person what a word stood for.
func Settle(n Node, s Schema, env Env) (Node, error) {
	if _, err := Bind(n, s, env); err != nil {
		return nil, err
	}
	return (&binder{env: env, out: &Condition{schema: s}}).settled(n), nil
}

// settled takes a tree that binds.
func (b *binder) settled(n Node) Node {
	switch n := n.(type) {
	case And:
		return AllOf(b.settledAll(n.Parts)...)
	case Or:
		return AnyOf(b.settledAll(n.Parts)...)
	case Not:
		return Not{Part: b.settled(n.Part)}
	case Compare:
		return b.settledCompare(n)
	}
	return n
}

func (b *binder) settledAll(parts []Node) []Node {
	out := make([]Node, len(parts))
	for i, p := range parts {
		out[i] = b.settled(p)
	}
	return out
}

func (b *binder) settledCompare(c Compare) Node {
	_, _, f, err := resolve(b.out.schema, c.Path, c.Place)
	if err != nil || f.Class != Date && f.Class != Instant || len(c.Values) == 0 {
		return c
	}
	op, not := positive(c.Op)
	var parts []Node
	for _, l := range c.Values {
		p, ok := b.meant(f, l)
		if !ok || p.next().Year > 9999 {
			return c // what follows cannot be written
		}
		parts = append(parts, b.settledTime(f, c.Path, op, p))
	}
	n := AnyOf(parts...)
	if not {
		return Not{Part: n}
	}
	return n
}

// settledTime writes one comparison with a period by its first day or instant and the first after it.
func (b *binder) settledTime(f Field, path []string, op Op, p period) Node {
	from, next, single := b.ends(f, p)
	one := func(op Op, text string) Node { return Compare{Path: path, Op: op, Values: []Literal{{Text: text}}} }
	if single {
		if op == In || op == Is {
			op = Equal
		}
		return one(op, from)
	}
	switch op {
	case Less, AtLeast:
		return one(op, from)
	case AtMost:
		return one(Less, next)
	case More:
		return one(AtLeast, next)
	}
	return AllOf(one(AtLeast, from), one(Less, next))
}

// ends writes the beginning of a period and of what follows it; single where a comparison with the
// beginning says it all.
func (b *binder) ends(f Field, p period) (from, next string, single bool) {
	if f.Class == Date {
		s := b.span(f, p)
		write := func(days int64) string { return walltime.FromDays(int(days)).String() }
		return write(s.from), write(s.to + 1), s.from == s.to
	}
	write := func(t time.Time) string { return t.In(b.zone()).Format(time.RFC3339Nano) }
	if p.exact {
		return write(p.at), "", true
	}
	return write(p.first.Start(b.zone())), write(p.next().Start(b.zone())), false
}
