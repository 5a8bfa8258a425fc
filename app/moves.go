package app

import (
	"steward/ability/escalation"
	"steward/kernel/record"
)

// moves lists the data moves of all practices in the order of their numbers. A new one goes to the
// end; none is ever changed or taken out.
func moves() []record.DataMove {
	return []record.DataMove{escalation.Move(2)}
}
