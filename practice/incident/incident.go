// Package incident restores service: interruptions reported, assigned, worked on, resolved.
//
// Its one rule: an incident moves only along its lifecycle, and what a state asks for is there.
package incident

import (
	"slices"

	"steward/ability/assignment"
	"steward/ability/attachment"
	"steward/ability/checklist"
	"steward/ability/clock"
	"steward/ability/conversation"
	"steward/ability/effort"
	"steward/ability/escalation"
	"steward/ability/link"
	"steward/ability/notification"
	"steward/ability/watch"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of an incident.
var (
	Title       = record.Text("title").Required().Searched()
	Description = record.LongText("description").Searched()
	Impact      = record.Choice("impact", "high", "medium", "low").Required().Default("low")
	Urgency     = record.Choice("urgency", "high", "medium", "low").Required().Default("medium")
	Priority    = record.Number("priority").Computed().Indexed()
	Category    = record.Ref("category", "category").Filtered()
	Subcategory = record.Ref("subcategory", "category")
	Channel     = record.Choice("channel", "page", "phone", "mail", "api", "import", "alert", "chat")
	Requester   = record.Person("requester").Indexed()
	OpenedBy    = record.Person("opened_by").Computed()
	OpenedAt    = record.Instant("opened_at").Indexed()
	Service     = record.Ref("service", "service").Filtered()
	CI          = record.Ref("ci", "configuration_item").Filtered()
	Location    = record.Ref("location", "location")

	Confidential     = record.YesNo("confidential").Default(false)
	PriorityOverride = record.Choice("priority_override", "1", "2", "3", "4", "5")
	PriorityReason   = record.Text("priority_reason")

	PendingReason  = record.Choice("pending_reason", "customer", "supplier", "change", "problem", "date")
	PendingUntil   = record.Instant("pending_until")
	ResolutionCode = record.Choice("resolution_code", "fixed", "workaround", "no_fault", "duplicate", "user_error", "supplier", "not_needed", "no_answer")
	Resolution     = record.LongText("resolution").Searched()
	Cause          = record.AnyRef("cause")
	MergedInto     = record.Ref("merged_into", "incident")

	ReopenCount = record.Number("reopen_count").Computed().Default(0)
	ResolvedAt  = record.Instant("resolved_at").Computed().Indexed()
	ClosedAt    = record.Instant("closed_at").Computed()
	CancelledAt = record.Instant("cancelled_at").Computed()
	ExternalKey = record.Text("external_key").Unique().Filtered()
	Source      = record.Structured("source")
)

// told is who hears what happens to an incident.
var told = notification.Told{Asks: Requester, Works: assignment.Assignee, Watchers: watch.Watchers}

// Incident is an unplanned interruption of a service or a loss of its quality.
var Incident = record.Type{Name: name, Number: "INC", Title: Title, Keys: record.Columns{ExternalKey}, Icon: "circle-alert",
	Fields: record.Columns{Title, Description, Requester, Channel, Service, CI, Category, Subcategory, Location, Impact, Urgency, Priority,
		PriorityOverride, PriorityReason, Confidential, PendingReason, PendingUntil, ResolutionCode, Resolution, Cause, MergedInto,
		OpenedBy, OpenedAt, ReopenCount, ResolvedAt, TimeToResolve, ClosedAt, CancelledAt, ExternalKey, Source,
		NextStep, NextStepAt, Reminders, FirstHandler, ResolvedBy, FirstContact},
	Has: record.Abilities{assignment.ToTeam(work), conversation.Thread(talk), attachment.Files(people.Staff()...),
		link.Between(people.Staff()...), watch.ByPeople(),
		checklist.Of(people.Staff()...), effort.Of(people.Staff(), keepers), escalation.Of(escalation.Way{Staff: people.Staff(), Lead: leads}), notification.OfRecords(told), promised.Kept()},
	States:   lifecycle,
	Rules:    slices.Concat(origins, urgencies, waits, leadTimes, steps, measures, ends, promised.Rules()),
	Actions:  record.Actions{confirm, object, withdraw, step, absorb, duplicateOf, split, replyAll, resolveChildren, identify, blame},
	Starts:   record.Starts{phone, takeNext},
	Access:   access(),
	Personal: []record.Personal{{Of: Requester, Fields: record.Columns{Title, Description}}},
	List:     record.Columns{Priority, Title, Requester, assignment.Team, assignment.Assignee},
	Orders:   []string{"-created_at", "priority,-created_at", "-updated_at", "due"},
	Pages: record.Pages{Group: "desk", Queue: true, Priority: Priority, Requester: Requester, Assignee: assignment.Assignee, Team: assignment.Team,
		Service: Service, Channel: Channel, Due: clock.Due},
}

// keepers may correct the time of others.
var keepers = []string{people.Manager}

// name is the name of the type.
const name = "incident"

// Types lists what the practice keeps.
func Types() []*record.Type {
	incident := Incident
	incident.Questions = append(newAdviser().questions(), knownErrors)
	return []*record.Type{&incident, &CategoryType, &PolicyType}
}
