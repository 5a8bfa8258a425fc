// Package assignment is the ability of records to be worked on by a team and a person.
//
// Its one rule: whoever a record is assigned to can be found in the team that it is assigned to.
package assignment

import "steward/kernel/record"

// The fields that the ability gives a type.
var (
	Team     = record.Ref("team", "team").Indexed()
	Assignee = record.Person("assignee").Indexed()
	// Moves counts how often the team changed after the first assignment.
	Moves = record.Number("reassignment_count").Computed().Default(0)
)

// ToTeam gives a type a team and an assignee.
func ToTeam() record.Ability {
	return record.Ability{Name: "assignment", Fields: record.Columns{Team, Assignee, Moves}, Panel: "assignment"}
}
