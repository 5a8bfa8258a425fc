package load

import (
	"errors"

	"steward/gateway/sheet/problem"
	"steward/kernel/fault"
)

// problems tells in the words of a report why the engine refused a case.
func (l *loader) problems(err error) []*problem.Problem {
	var p *problem.Problem
	if errors.As(err, &p) {
		again := *p
		return []*problem.Problem{&again}
	}
	var out []*problem.Problem
	for _, f := range fault.All(err) {
		out = append(out, &problem.Problem{Code: "refused", Field: f.Field, Detail: l.options.Words.Refusal(l.options.Language, f)})
	}
	return out
}
