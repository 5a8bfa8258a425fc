package record

import (
	"time"

	"steward/kernel/value"
)

// Draft is a record about to be written: the stored values and the new ones. A field is unset (the
// stored value stands), empty, or set.
type Draft struct {
	Type *Type
	// Old is the stored record, nil when the draft creates one.
	Old *Record
	// Removing says that the draft removes the record.
	Removing bool
	// Input holds what an action was given, by the names of the fields it Takes.
	Input map[string]value.Value
	// HappenedAt is when it happens: now, or in an import when it happened. Rules take their times
	// from here, never from the clock.
	HappenedAt time.Time
	// By is the id of the person who does it; empty for the system.
	By string
	// Replays says that the draft repeats what happened elsewhere: nobody is told, nothing is undone.
	Replays bool
	// Passed are the drafts of the events that a replayed history has told of the record before this
	// one, in the same write; More says that it tells another one. What is worked out of a whole
	// history may wait for its last event.
	Passed []*Draft
	More   bool

	values    []value.Value
	set       []bool
	fixed     []bool
	followers []*Draft
	effects   []Effect
	because   string
	foreign   []string
}

// Effect is something to do outside after the commit: a line of the outbox.
type Effect struct {
	Topic string         // such as "mail"; a job of this name takes it
	Data  map[string]any // plain JSON values
	// At is when it is due; at once where it is zero.
	At time.Time
	// Waiting is a key: it is not added again while one with this key waits.
	Waiting string
}

// NewDraft makes an empty draft of a type; old is nil for a new record.
func NewDraft(t *Type, old *Record) *Draft {
	return &Draft{Type: t, Old: old, values: make([]value.Value, len(t.defs)), set: make([]bool, len(t.defs))}
}

// ValueOf gives the new value where one is set, else the stored one.
func (d *Draft) ValueOf(f *Def) value.Value {
	s := d.Type.Slot(f)
	if s < 0 {
		return value.Value{}
	}
	return d.At(s)
}

// At gives the value in a slot as it will be after the write.
func (d *Draft) At(slot int) value.Value {
	if slot < 0 || slot >= len(d.values) {
		return value.Value{}
	}
	if d.set[slot] {
		return d.values[slot]
	}
	if d.Old != nil {
		return d.Old.At(slot)
	}
	return value.Value{}
}

// SetValue writes a field. Setting the stored value again leaves the field unset. A field of
// another type is remembered as a programming fault, which the engine reports.
func (d *Draft) SetValue(f *Def, v value.Value) {
	s := d.Type.Slot(f)
	if s < 0 {
		d.foreign = append(d.foreign, f.Name)
		return
	}
	d.SetAt(s, v)
}

// SetAt writes the value in a slot, unless it is fixed.
func (d *Draft) SetAt(slot int, v value.Value) {
	if d.fixed != nil && d.fixed[slot] {
		return
	}
	if d.Old != nil && d.Old.At(slot).Equal(v) {
		d.set[slot], d.values[slot] = false, value.Value{}
		return
	}
	d.values[slot], d.set[slot] = v, true
}

// Fix lets the value in a slot stand as it is, whatever rules set later.
func (d *Draft) Fix(slot int) {
	if slot < 0 {
		return
	}
	if d.fixed == nil {
		d.fixed = make([]bool, len(d.values))
	}
	d.fixed[slot] = true
}

// Changed tells whether the field will differ from what is stored. For a new record that is every
// field with a value.
func (d *Draft) Changed(f Column) bool { return d.ChangedAt(d.Type.Slot(f.Definition())) }

// ChangedAt is Changed by slot.
func (d *Draft) ChangedAt(slot int) bool {
	if slot < 0 || !d.set[slot] {
		return false
	}
	return d.Old != nil || !d.values[slot].IsEmpty()
}

// ChangedSlots lists the slots that will differ, in order.
func (d *Draft) ChangedSlots() []int {
	var out []int
	for s := range d.set {
		if d.ChangedAt(s) {
			out = append(out, s)
		}
	}
	return out
}

// IsNew tells whether the draft creates a record.
func (d *Draft) IsNew() bool { return d.Old == nil }

// ID gives the id of the record, of a new one once the engine has given it.
func (d *Draft) ID() string { return d.At(SlotID).Text() }

// Before gives the stored value of a field, Empty for a new record.
func (d *Draft) Before(f Column) value.Value {
	if d.Old == nil {
		return value.Value{}
	}
	return d.Old.ValueOf(f.Definition())
}

// State gives the key of the state after the write.
func (d *Draft) State() string { return d.At(d.Type.SlotNamed(StateName)).Text() }

// SetState moves the record. The engine refuses a move that the lifecycle does not list.
func (d *Draft) SetState(key string) {
	if s := d.Type.SlotNamed(StateName); s >= 0 {
		d.SetAt(s, value.Exact(key))
	}
}

// Moved tells whether the write changes the state, and from where.
func (d *Draft) Moved() (from string, moved bool) {
	s := d.Type.SlotNamed(StateName)
	if s < 0 || !d.ChangedAt(s) || d.Old == nil {
		return "", false
	}
	return d.Old.At(s).Text(), true
}

// Follow adds a draft that is written in the same transaction, as the system because of the rule.
func (d *Draft) Follow(f *Draft) { d.followers = append(d.followers, f) }

// Send adds a line to the outbox, done after the commit.
func (d *Draft) Send(topic string, data map[string]any) {
	d.effects = append(d.effects, Effect{Topic: topic, Data: data})
}

// SendLater adds a line to the outbox that is due at a time of its own, or at most once at a time.
func (d *Draft) SendLater(e Effect) { d.effects = append(d.effects, e) }

// ActTopic is the topic of what is planned on a record: see [Draft.Plan].
const ActTopic = "record.act"

// Plan lets the system run an action of the record at a time. It is not run where the action's
// condition no longer holds then; the action itself tells whether it is still called for.
func (d *Draft) Plan(action string, at time.Time) {
	d.SendLater(Effect{Topic: ActTopic, At: at, Data: map[string]any{"type": d.Type.Name, "id": d.ID(), "action": action}})
}

// Followers lists the drafts that rules added.
func (d *Draft) Followers() []*Draft { return d.followers }

// Effects lists the outbox lines that rules added.
func (d *Draft) Effects() []Effect { return d.effects }

// Because gives the sentence of the rule that made this draft, empty for a person's own.
func (d *Draft) Because() string { return d.because }

// SetBecause is called by the engine on followers.
func (d *Draft) SetBecause(say string) { d.because = say }

// Foreign lists fields of other types that somebody tried to set: a programming fault.
func (d *Draft) Foreign() []string { return d.foreign }

// Record gives the draft's values as a record, as it will be stored.
func (d *Draft) Record() *Record {
	values := make([]value.Value, len(d.values))
	for s := range values {
		values[s] = d.At(s)
	}
	return &Record{Type: d.Type, Values: values}
}
