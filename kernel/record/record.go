// Package record holds the words in which Steward is written: type, field, kind, lifecycle, rule,
// action, ability, access, draft.
//
// Its one rule: no SQL, no HTTP, no practice, no input or output of its own. Rules read other
// records only through the Reader that the engine hands in.
package record

import "steward/kernel/value"

// Record is a stored record: its type and its values by slot.
type Record struct {
	Type   *Type
	Values []value.Value
}

// ID gives the record's id, 32 lower-case hex digits.
func (r *Record) ID() string { return r.Values[SlotID].Text() }

// Version gives the number of the record's version, from 1.
func (r *Record) Version() int64 { return r.Values[SlotVersion].Int() }

// ValueOf gives the value of a field; Empty when the field is of another type or was not loaded.
func (r *Record) ValueOf(d *Def) value.Value {
	if s := r.Type.Slot(d); s >= 0 && s < len(r.Values) {
		return r.Values[s]
	}
	return value.Value{}
}

// At gives the value in a slot.
func (r *Record) At(slot int) value.Value {
	if slot < 0 || slot >= len(r.Values) {
		return value.Value{}
	}
	return r.Values[slot]
}

// Named gives the value of the field with this name.
func (r *Record) Named(name string) value.Value { return r.At(r.Type.SlotNamed(name)) }

// Title gives the text that names the record to people.
func (r *Record) Title() string {
	d := r.Type.TitleDef()
	return d.Kind.Format(d, r.ValueOf(d))
}

// Number gives the human number, empty where the type has none.
func (r *Record) Number() string { return r.Named("number").Text() }

// State gives the key of the record's state, empty where the type has no lifecycle.
func (r *Record) State() string { return r.Named(StateName).Text() }
