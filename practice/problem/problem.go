// Package problem finds and removes the causes of incidents.
//
// Its one rule: a problem is closed only when its incidents stopped or the risk was accepted.
package problem

import (
	"steward/ability/assignment"
	"steward/ability/attachment"
	"steward/ability/checklist"
	"steward/ability/conversation"
	"steward/ability/effort"
	"steward/ability/link"
	"steward/ability/notification"
	"steward/ability/watch"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a problem.
var (
	Title       = record.Text("title").Required().Searched()
	Description = record.LongText("description").Searched()
	Impact      = record.Choice("impact", "high", "medium", "low").Required().Default("medium")
	Urgency     = record.Choice("urgency", "high", "medium", "low").Required().Default("medium")
	Priority    = record.Number("priority").Computed().Indexed()
	Category    = record.Ref("category", "category").Indexed()
	Service     = record.Ref("service", "service").Indexed()
	CI          = record.Ref("ci", "configuration_item").Indexed()
	OpenedBy    = record.Person("opened_by").Computed()
	Detection   = record.Choice("detection", "reactive", "proactive").Required().Default("reactive")

	RootCause  = record.LongText("root_cause").Searched()
	Workaround = record.LongText("workaround").Searched()
	// Published lets everybody who asks for help read the title and the workaround.
	Published  = record.YesNo("published").Default(false).Indexed()
	KnownError = record.YesNo("known_error").Computed().Indexed()
	Acceptance = record.Choice("acceptance", "cost", "risk")
	AcceptedBy = record.Person("accepted_by")
	ReviewDate = record.Date("review_date").Indexed()
	ClosedAt   = record.Instant("closed_at").Computed()

	ExternalKey = record.Text("external_key").Unique().Filtered()
	Source      = record.Structured("source")
)

// Problem is a cause, or potential cause, of one or more incidents.
var Problem = record.Type{Name: "problem", Number: "PRB", Title: Title, Keys: record.Columns{ExternalKey}, Icon: "search-check",
	Fields: record.Columns{Title, Description, Impact, Urgency, Priority, Category, Service, CI, OpenedBy, Detection, RootCause, Workaround, Published,
		KnownError, Acceptance, AcceptedBy, ReviewDate, ClosedAt, ExternalKey, Source},
	Has: record.Abilities{assignment.ToTeam(work), conversation.Thread(talk), attachment.Files(people.Staff()...),
		link.Between(people.Staff()...), watch.ByPeople(),
		checklist.Of(people.Staff()...), effort.Of(people.Staff(), []string{people.Manager}),
		notification.OfRecords(notification.Told{Works: assignment.Assignee, Watchers: watch.Watchers})},
	States: lifecycle,
	Rules:  rules,
	Access: record.Access{
		{Role: people.Administrator, Can: append(record.Everything(), record.Replay)},
		{Role: people.Manager, Can: append(record.Everything(), record.Replay)},
		{Role: people.Agent, Can: []record.Operation{record.Read, record.Create, record.Change}},
		{Role: people.Requester, Can: []record.Operation{record.Read}, Rows: "published = yes and state is open",
			Fields: []string{record.NumberField.Name(), Title.Name(), Workaround.Name(), Service.Name(), Published.Name(), record.StateName, record.UpdatedAt.Name()}},
	},
	List:   record.Columns{Priority, Title, KnownError, assignment.Team, assignment.Assignee},
	Orders: []string{"-created_at", "priority,-created_at", "-updated_at"},
	Pages:  record.Pages{Group: "desk", Queue: true, Priority: Priority, Assignee: assignment.Assignee, Team: assignment.Team, Service: Service},
}

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Problem} }
