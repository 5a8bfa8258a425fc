package record

import "steward/kernel/value"

// StateName is the name of the field that holds a record's state.
const StateName = "state"

// StateField stands for the state of whichever type it is used with: in what a rule reads and sets,
// and in lists of columns.
var StateField = NewField(&Def{Name: StateName, Kind: StateKind, Indexed: true, Required: true}, value.Value.Text, value.Exact)

// Category groups states by what they mean for work, so that pages, clocks and figures need not
// know a type's own states.
type Category string

// The categories.
const (
	StateNew       Category = "new"
	StateActive    Category = "active"
	StateWaiting   Category = "waiting"
	StateResolved  Category = "resolved"
	StateClosed    Category = "closed"
	StateCancelled Category = "cancelled"
	StateMerged    Category = "merged"
)

// Open tells whether work is still to be done in states of this category.
func (c Category) Open() bool {
	return c == StateNew || c == StateActive || c == StateWaiting
}

// Lifecycle is a state machine as data. The first state is where a record begins.
type Lifecycle struct {
	States []State
	Moves  []Move
}

// State is one state and what it asks of the record while it is in it.
type State struct {
	Key      string
	Category Category
	Colour   string
	Asks     Columns // must have a value
	Locks    bool    // nothing may change but by a move out
}

// Move is one way from state to state.
type Move struct {
	Name  string // the verb: "resolve"; several moves may share it
	From  []string
	To    string
	Asks  Columns  // shown and asked when the move is made
	Roles []string // who may; everybody who may change the record when empty
}

// On finds a state by key.
func (l *Lifecycle) On(key string) (State, bool) {
	for _, s := range l.States {
		if s.Key == key {
			return s, true
		}
	}
	return State{}, false
}

// Between finds the move from one state to another.
func (l *Lifecycle) Between(from, to string) (Move, bool) {
	for _, m := range l.Moves {
		if m.To == to && m.starts(from) {
			return m, true
		}
	}
	return Move{}, false
}

// Out lists the moves that leave a state.
func (l *Lifecycle) Out(from string) []Move {
	var out []Move
	for _, m := range l.Moves {
		if m.starts(from) {
			out = append(out, m)
		}
	}
	return out
}

func (m Move) starts(from string) bool {
	for _, f := range m.From {
		if f == from {
			return true
		}
	}
	return false
}

// field makes the definition of the state field.
func (l *Lifecycle) field() *Def {
	d := &Def{Name: StateName, Kind: StateKind, Indexed: true, Required: true}
	for _, s := range l.States {
		d.Options = append(d.Options, Option{Key: s.Key, Colour: s.Colour, Category: string(s.Category)})
	}
	return d
}

// CategoryOf gives the category of a state of the type; empty for types without lifecycle.
func (t *Type) CategoryOf(state string) Category {
	if t.States == nil {
		return ""
	}
	s, _ := t.States.On(state)
	return s.Category
}
