package sheet

import (
	"steward/gateway/sheet/mapping"
)

// opening makes the event that brings the record into being before its first row.
func (b *builder) opening(first moment) (Event, bool) {
	created, wrong := b.binding.RowCreated(first.row.Fields)
	b.wrong(first.row, wrong)
	if created.IsZero() || first.at.IsZero() || !created.Before(first.at) {
		return Event{}, false
	}
	e := Event{HappenedAt: created, Opening: true, Line: first.row.Line}
	creator, wrong := b.binding.RowCreator(first.row.Fields)
	b.wrong(first.row, wrong)
	if creator != "" {
		e.Actor = &Value{Text: creator, Reference: b.binding.Created.Actor.Reference}
	}
	for i := range b.binding.Fields {
		if when := b.binding.Fields[i].When.Moment; when == mapping.Every || when == mapping.First {
			b.setField(&e, i, first)
		}
	}
	if b.binding.State != nil {
		state := b.binding.Created.State
		if state == "" {
			state = first.state
		}
		b.set(&e, b.stateSlot(), state)
	}
	return e, true
}

// state is the state after the event built last.
func (b *builder) state() string {
	if b.binding.State == nil {
		return ""
	}
	return b.current[b.stateSlot()]
}

// event makes the event of one row: what it changes against what stood before.
func (b *builder) event(moments []moment, i int, starts []int) Event {
	m := moments[i]
	e := Event{HappenedAt: m.at, Line: m.row.Line}
	if e.HappenedAt.IsZero() {
		created, wrong := b.binding.RowCreated(m.row.Fields)
		b.wrong(m.row, wrong)
		e.HappenedAt = created
	}
	for f := range b.binding.Fields {
		if taken(b.binding.Fields[f].When, i, len(moments), m.state, starts[f]) {
			b.setField(&e, f, m)
		}
	}
	b.setState(&e, m)
	b.setRest(&e, m, i, len(moments))
	b.tell(&e, m)
	return e
}

// taken says whether a field is taken at the event i of n.
func taken(when mapping.When, i, n int, state string, start int) bool {
	switch when.Moment {
	case mapping.First:
		return i == 0
	case mapping.Last:
		return i == n-1
	case mapping.In:
		return when.States[state]
	case mapping.End:
		return i >= start
	}
	return true
}

// starts gives, for each field that is taken at the end, the event from which on
// the case stays in its states; behind the last event where it does not end there.
func (b *builder) starts(moments []moment) []int {
	starts := make([]int, len(b.binding.Fields))
	for f := range b.binding.Fields {
		when := b.binding.Fields[f].When
		if when.Moment != mapping.End {
			continue
		}
		starts[f] = len(moments)
		for starts[f] > 0 && when.States[moments[starts[f]-1].state] {
			starts[f]--
		}
	}
	return starts
}

func (b *builder) setField(e *Event, f int, m moment) {
	text, keep, wrong := b.binding.RowField(f, m.row.Fields)
	b.wrong(m.row, wrong)
	if !keep && (wrong == nil || wrong.Taken) {
		b.set(e, f, text)
	}
}

func (b *builder) setState(e *Event, m moment) {
	if b.binding.State == nil {
		return
	}
	b.set(e, b.stateSlot(), m.state)
	if m.change.Keep {
		return
	}
	for i, name := range b.binding.State.Driven {
		b.set(e, b.stateSlot()+1+i, m.change.With[name])
	}
}

func (b *builder) setRest(e *Event, m moment, i, n int) {
	if b.binding.Rest != nil && taken(b.binding.Rest.When, i, n, "", 0) {
		b.set(e, b.restSlot(), b.binding.RowRest(m.row.Fields))
	}
}

// tell adds who did it and what it says in words.
func (b *builder) tell(e *Event, m moment) {
	actor, wrong := b.binding.RowActor(m.row.Fields)
	b.wrong(m.row, wrong)
	if actor != "" {
		e.Actor = &Value{Text: actor, Reference: b.binding.Actor.Reference}
	}
	note, wrong := b.binding.RowNote(m.row.Fields)
	b.wrong(m.row, wrong)
	if e.Note = note; e.Note == "" {
		e.Note = m.change.Note
	}
}

// set puts a value into the event where it differs from what stood before.
func (b *builder) set(e *Event, place int, text string) {
	if b.current[place] == text {
		return
	}
	b.current[place] = text
	s := b.slots[place]
	e.Values = append(e.Values, Value{Field: s.field, Text: text, Reference: s.reference, JSON: s.json})
}
