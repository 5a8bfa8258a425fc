package record

import "steward/kernel/value"

type stateKind struct{ choiceKind }

// StateKind is a choice whose options are a lifecycle's states. Beside key and rank it stores
// whether the state is open, so that one index serves a list of open records in an order.
var StateKind Kind = stateKind{}

// OpenSuffix ends the name of the column that is 1 while the state is an open one, else 0.
const OpenSuffix = "__open"

func (k stateKind) Columns() []Storage {
	return append(k.choiceKind.Columns(), Storage{Suffix: OpenSuffix, Number: true, Derived: true})
}

func (k stateKind) Store(d *Def, v value.Value, dst []any) []any {
	return append(k.choiceKind.Store(d, v, dst), openness(d, v.Text()))
}

func openness(d *Def, key string) int64 {
	for i := range d.Options {
		if d.Options[i].Key == key && Category(d.Options[i].Category).Open() {
			return 1
		}
	}
	return 0
}
