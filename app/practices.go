package app

import (
	"slices"

	"steward/ability/checklist"
	"steward/ability/effort"
	"steward/ability/escalation"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/administration"
	"steward/practice/communication"
	"steward/practice/configuration"
	"steward/practice/guide"
	"steward/practice/incident"
	"steward/practice/measurement"
	"steward/practice/oncall"
	"steward/practice/people"
	"steward/practice/problem"
	"steward/practice/service"
	"steward/practice/servicedesk"
	"steward/practice/servicelevel"
	"steward/practice/workspace"
)

// declared lists the record types of all practices. To take a practice out, delete its line.
func declared() []*record.Type {
	return slices.Concat(
		people.Types(),
		people.SignInTypes(),
		administration.Types(),
		workspace.Types(),
		service.Types(),
		servicelevel.Types(),
		configuration.Types(),
		oncall.Types(),
		incident.Types(),
		problem.Types(),
		communication.Types(),
	)
}

// pages lists the pages that practices bring beside those of their types, in the order of the
// navigation.
func pages() []page.Page {
	return slices.Concat(
		servicedesk.Pages(),
		incident.Pages(),
		measurement.Pages(),
		guide.Pages(),
		servicelevel.Pages(),
	)
}

// slots lists what practices and abilities add to the pages of records, in the order in which it stands.
func slots() []page.Slot {
	return slices.Concat(
		incident.Slots(),
		communication.Slots(),
		checklist.Slots(people.Staff()),
		effort.Slots(people.Staff()),
		escalation.Slots(people.Staff()),
		servicelevel.Slots(),
		service.Slots(),
		people.Slots(),
		configuration.Slots(),
		problem.Slots(),
	)
}
