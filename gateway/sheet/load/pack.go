package load

import (
	"context"

	"steward/gateway/sheet"
	"steward/gateway/sheet/problem"
	"steward/kernel/engine"
)

// known asks what earlier imports did of the cases.
func (l *loader) known(ctx context.Context, cases []sheet.Case) (map[string]engine.Known, error) {
	keys := make([]string, len(cases))
	for i := range cases {
		keys[i] = cases[i].Key
	}
	return l.engine.Origins(ctx, l.report.Mapping.Type, keys)
}

// pack makes the part of a case: all of it, or where an earlier import did the beginning, the rest.
func (l *loader) pack(s *shipment, c *sheet.Case, before engine.Known) {
	p := parcel{Case: *c, part: -1}
	defer func() { s.cases = append(s.cases, p) }()
	if before.Record != "" && !before.Gone {
		if p.skip = done(c, before.Digest); p.skip == 0 {
			l.report.Add(&problem.Problem{Code: "history-differs", Value: problem.Shorten(c.Key), Line: c.Line})
			return
		}
		p.exists = true
		if p.skip == len(c.Events) {
			return
		}
	}
	part := engine.Part{Origin: &engine.Origin{Type: l.report.Mapping.Type, Key: c.Key, Digest: c.Events[len(c.Events)-1].Digest, Before: before.Digest}}
	for i := p.skip; i < len(c.Events); i++ {
		command, err := l.command(c, i, !p.exists && i == 0)
		if err != nil {
			l.refuse(err, &p, i)
			p.exists = false
			return
		}
		if p.exists && i == p.skip {
			command.ID = before.Record
		}
		part.Commands = append(part.Commands, command)
	}
	p.part = len(s.parts)
	s.parts = append(s.parts, part)
}

// done tells how many events an earlier import did, none where its history was another one.
func done(c *sheet.Case, digest string) int {
	for i := len(c.Events) - 1; i >= 0; i-- {
		if c.Events[i].Digest == digest {
			return i + 1
		}
	}
	return 0
}

// refuse notes in the report why a case was not taken, at the event that was refused.
func (l *loader) refuse(err error, c *parcel, event int) {
	for _, p := range l.problems(err) {
		if p.Line = c.Line; event < len(c.Events) {
			p.Line = c.Events[event].Line
		}
		if p.Value == "" {
			p.Value = problem.Shorten(c.Key)
		}
		l.report.Add(p)
	}
}
