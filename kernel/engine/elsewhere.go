package engine

import (
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Replay marks a command that repeats what happened in another system. Real histories contain moves
// that our lifecycle does not list and fields that our rules would have asked for; they are recorded
// as they were. Kinds, required fields, references, uniqueness and access hold; lifecycle and
// checking rules do not. Only an actor of the import gateway with the permission record.Replay may.
type Replay struct {
	// Fields are those that the history itself tells, beside the ones that the command gives: rules
	// do not compute them.
	Fields []string

	passed []*record.Draft // what the part has told of the record so far
	more   bool            // the next command of the part is of the same record
}

// ImportGateway is the gateway of those who may repeat what happened elsewhere.
const ImportGateway = "import"

// OutsideLifecycle is the message key that history shows for a replayed move that the lifecycle does
// not list.
const OutsideLifecycle = "replayed-outside-lifecycle"

// mayReplay asks whether the actor may repeat another system's history in this type.
func (p *preparation) mayReplay(t *record.Type, c *Command) error {
	if c.Replay == nil {
		return nil
	}
	if p.actor.Gateway != ImportGateway || (!p.actor.System && len(p.book.of(p.actor, t.Name, record.Replay)) == 0) {
		return fault.New(fault.Forbidden, t.Name+".replay", "forbidden", "operation", string(record.Replay), "type", t.Name)
	}
	return nil
}

// fix lets what the history tells stand: its state, what the command gives, what it names.
func (c *Replay) fix(d *record.Draft, given map[string]any) {
	d.Replays, d.Passed, d.More = true, c.passed, c.more
	d.Fix(d.Type.SlotNamed(record.StateName))
	told := func(name string) {
		if slot := d.Type.SlotNamed(name); slot > record.SlotUpdatedBy {
			d.Fix(slot)
		}
	}
	for name := range given {
		told(name)
	}
	for _, name := range c.Fields {
		told(name)
	}
}

// told tells whether a replayed history itself gives the field.
func (c *Command) told(name string, slot int) bool {
	if c.Replay == nil || slot <= record.SlotUpdatedBy {
		return false
	}
	_, given := c.Values[name]
	return given || slices.Contains(c.Replay.Fields, name)
}

// tells whether a replayed event says something even where it changes nothing.
func (c *Command) tells() bool { return c.Replay != nil && c.Note != "" }

// reason is what the history shows beside the change.
func (c *Command) reason(a record.Actor) string {
	if c.Note != "" {
		return c.Note
	}
	return a.Reason
}

// recorded notes a replayed move that the lifecycle does not list.
func recorded(d *record.Draft) {
	if from, moved := moveOf(d); moved && d.Type.States != nil && d.Because() == "" {
		if _, listed := d.Type.States.Between(from, d.State()); !listed {
			d.SetBecause(OutsideLifecycle)
		}
	}
}
