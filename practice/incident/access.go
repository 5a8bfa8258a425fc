package incident

import (
	"steward/ability/watch"
	"steward/kernel/record"
	"steward/practice/people"
)

// involved is the rows that somebody has to do with, whatever their role: what a confidential
// incident is limited to, beside managers.
const involved = "team = my-teams or assignee = me or requester = me or " + watch.Rows

// access: staff work on every incident but a confidential one that they have nothing to do with,
// administrators no less. Who asked, and who watches, reads without what is among staff.
func access() record.Access {
	staff := "confidential = no or " + involved
	own := "requester = me or " + watch.Rows
	return record.Access{
		{Role: people.Administrator, Can: []record.Operation{record.Read, record.Create, record.Change, record.Remove}, Rows: staff},
		{Role: people.Administrator, Can: []record.Operation{record.Replay}},
		{Role: people.Manager, Can: append(record.Everything(), record.Replay)},
		{Role: people.Agent, Can: []record.Operation{record.Read, record.Change}, Rows: staff},
		{Role: people.Agent, Can: []record.Operation{record.Create}},
		{Role: people.Requester, Can: []record.Operation{record.Read}, Rows: own,
			But: []string{PriorityReason.Name(), Cause.Name(), Source.Name(), ExternalKey.Name(), Confidential.Name()}},
		{Role: people.Requester, Can: []record.Operation{record.Create}, Rows: "requester = me",
			Fields: []string{Title.Name(), Description.Name(), Urgency.Name(), Service.Name(), CI.Name(), Category.Name(), Subcategory.Name(), Location.Name(), Requester.Name()}},
	}
}
