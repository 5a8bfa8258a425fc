package app

import (
	"slices"

	"steward/kernel/record"
	"steward/practice/incident"
	"steward/practice/people"
)

// declared lists the record types of all practices. To take a practice out, delete its line.
func declared() []*record.Type {
	return slices.Concat(
		people.Types(),
		people.SignInTypes(),
		incident.Types(),
	)
}
