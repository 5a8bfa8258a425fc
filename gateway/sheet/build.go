package sheet

import (
	"fmt"
	"time"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/problem"
	"steward/gateway/sheet/table"
)

// A builder makes a case of its rows, which come in the order of events.
type builder struct {
	binding *mapping.Binding
	report  *Report
	slots   []slot
	current []string // text of each slot after the event built last
	trial   []*problem.Problem
}

// A slot is one field that an event may set.
type slot struct {
	field     string
	reference *mapping.Reference
	json      bool
}

// A moment is one row of a case with its time and the state after it.
type moment struct {
	row    table.Row
	at     time.Time
	change mapping.Change
	state  string
}

func newBuilder(binding *mapping.Binding, report *Report) *builder {
	b := &builder{binding: binding, report: report}
	for i := range binding.Fields {
		b.slots = append(b.slots, slot{field: binding.Fields[i].Name, reference: binding.Fields[i].Reference})
	}
	if binding.State != nil {
		b.slots = append(b.slots, slot{field: "state"})
		for _, name := range binding.State.Driven {
			b.slots = append(b.slots, slot{field: name})
		}
	}
	if binding.Rest != nil {
		b.slots = append(b.slots, slot{field: binding.Rest.Field, json: true})
	}
	b.current = make([]string, len(b.slots))
	return b
}

func (b *builder) stateSlot() int { return len(b.binding.Fields) }
func (b *builder) restSlot() int  { return len(b.slots) - 1 }

// build makes the case, or refuses it. Where the mapping refuses single rows, the
// rest of the case is built without them.
func (b *builder) build(key string, rows []table.Row) (Case, bool) {
	line := firstLine(rows)
	rows = b.unique(key, rows)
	for {
		b.trial = b.trial[:0]
		c, states, bad := b.attempt(key, rows)
		if len(bad) == 0 {
			b.keepTrial()
			c.Line = line
			c.seal()
			b.report.planned(c, len(rows), states)
			return c, true
		}
		if !b.binding.RefuseRow || len(bad) == len(rows) {
			b.refuseCase(key, rows, bad)
			return Case{Key: key}, false
		}
		rows = b.without(rows, bad)
	}
}

func firstLine(rows []table.Row) int {
	line := rows[0].Line
	for _, row := range rows {
		line = min(line, row.Line)
	}
	return line
}

// unique leaves one row to a key where each row is a record.
func (b *builder) unique(key string, rows []table.Row) []table.Row {
	if b.binding.Kind == mapping.Events || len(rows) == 1 {
		return rows
	}
	keep := 0
	for i, row := range rows {
		if row.Line < rows[keep].Line {
			keep = i
		}
	}
	for i, row := range rows {
		if i != keep {
			b.report.refuseRow(&problem.Problem{Code: "key-repeated", Value: problem.Shorten(key), Detail: fmt.Sprint(rows[keep].Line)}, row.Line)
		}
	}
	return rows[keep : keep+1]
}

// wrong remembers a problem of a row; it counts once the case is decided. The
// opening and the first event read the same row, so the same problem may come twice.
func (b *builder) wrong(row table.Row, p *problem.Problem) {
	if p == nil {
		return
	}
	p.Line = row.Line
	for _, other := range b.trial {
		if *other == *p {
			return
		}
	}
	b.trial = append(b.trial, p)
}

func (b *builder) keepTrial() {
	for _, p := range b.trial {
		b.report.add(p, p.Line)
	}
}

// badLines are the lines that a problem of this attempt refuses.
func (b *builder) badLines() map[int]bool {
	var bad map[int]bool
	for _, p := range b.trial {
		if !p.Taken {
			if bad == nil {
				bad = map[int]bool{}
			}
			bad[p.Line] = true
		}
	}
	return bad
}

func (b *builder) refuseCase(key string, rows []table.Row, bad map[int]bool) {
	b.keepTrial()
	b.report.Cases.Refused++
	b.report.Rows.Refused += len(rows)
	cause := 0
	for line := range bad {
		if cause == 0 || line < cause {
			cause = line
		}
	}
	for _, row := range rows {
		if !bad[row.Line] {
			b.report.add(&problem.Problem{Code: "case-refused", Value: problem.Shorten(key), Detail: fmt.Sprint(cause)}, row.Line)
		}
	}
}

func (b *builder) without(rows []table.Row, bad map[int]bool) []table.Row {
	var good []table.Row
	for _, row := range rows {
		if !bad[row.Line] {
			good = append(good, row)
		}
	}
	for _, p := range b.trial {
		if !p.Taken {
			b.report.add(p, p.Line)
		}
	}
	b.report.Rows.Refused += len(bad)
	return good
}

// attempt builds the case from these rows and tells which lines refuse it.
func (b *builder) attempt(key string, rows []table.Row) (c Case, states []string, bad map[int]bool) {
	moments := b.moments(rows)
	if bad := b.badLines(); bad != nil {
		return c, nil, bad
	}
	clear(b.current)
	c = Case{Key: key, Events: make([]Event, 0, len(rows)+1)}
	if opening, there := b.opening(moments[0]); there {
		c.Events = append(c.Events, opening)
		states = append(states, b.state())
	}
	starts := b.starts(moments)
	for i := range moments {
		c.Events = append(c.Events, b.event(moments, i, starts))
		states = append(states, moments[i].state)
	}
	return c, states, b.badLines()
}

// moments reads time and state of each row.
func (b *builder) moments(rows []table.Row) []moment {
	list := make([]moment, len(rows))
	state := ""
	if b.binding.State != nil {
		state = b.binding.State.Initial
	}
	for i, row := range rows {
		at, wrong := b.binding.RowTime(row.Fields)
		if wrong == nil && at.IsZero() && b.binding.Kind == mapping.Events {
			wrong = b.binding.TimeMissing()
		}
		b.wrong(row, wrong)
		change, wrong := b.binding.RowChange(row.Fields)
		b.wrong(row, wrong)
		if !change.Keep {
			state = change.State
		}
		list[i] = moment{row: row, at: at, change: change, state: state}
		if i > 0 && !at.IsZero() && at.Before(list[i-1].at) {
			b.wrong(row, &problem.Problem{Code: "time-goes-back", Detail: list[i-1].at.Format(time.RFC3339), Taken: true})
		}
	}
	return list
}
