// Package incident restores service: interruptions reported, assigned, worked on, resolved.
//
// Its one rule: an incident moves only along its lifecycle, and what a state asks for is there.
package incident

import (
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of an incident.
var (
	Title       = record.Text("title").Required().Searched()
	Description = record.LongText("description")
	Impact      = record.Choice("impact", "high", "medium", "low").Required().Default("low")
	Urgency     = record.Choice("urgency", "high", "medium", "low").Required().Default("medium")
	Priority    = record.Number("priority").Computed().Indexed()
	Requester   = record.Ref("requester", "person").Indexed()
	Team        = record.Ref("team", "team").Indexed()
	Assignee    = record.Ref("assignee", "person").Indexed()
)

var levels = map[string]int64{"high": 1, "medium": 2, "low": 3}

// priority is impact + urgency - 1, from 1 to 5.
func priority(d *record.Draft) int64 { return levels[Impact.Of(d)] + levels[Urgency.Of(d)] - 1 }

// Incident is an unplanned interruption of a service or a loss of its quality.
var Incident = record.Type{Name: "incident", Number: "INC", Title: Title, Icon: "circle-alert",
	Fields: record.Columns{Title, Description, Impact, Urgency, Priority, Requester, Team, Assignee},
	States: lifecycle,
	Rules:  record.Rules{record.Formula("priority follows impact and urgency", Priority, priority, Impact, Urgency)},
	Access: record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read, record.Create, record.Change}},
		{Role: people.Requester, Can: []record.Operation{record.Read}, Rows: "requester = me"},
		{Role: people.Requester, Can: []record.Operation{record.Create}, Fields: []string{"title", "description", "urgency"}},
	},
	List: record.Columns{Priority, Title, Requester, Team, Assignee},
}

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Incident} }

var lifecycle = &record.Lifecycle{
	States: []record.State{
		{Key: "new", Category: record.StateNew, Colour: "grey"},
		{Key: "assigned", Category: record.StateActive, Colour: "blue"},
		{Key: "in_progress", Category: record.StateActive, Colour: "blue"},
		{Key: "pending", Category: record.StateWaiting, Colour: "violet"},
		{Key: "resolved", Category: record.StateResolved, Colour: "green"},
		{Key: "closed", Category: record.StateClosed, Colour: "grey", Locks: true},
		{Key: "cancelled", Category: record.StateCancelled, Colour: "grey"},
		{Key: "merged", Category: record.StateMerged, Colour: "grey", Locks: true},
	},
	Moves: []record.Move{
		{Name: "assign", From: []string{"new", "in_progress", "pending"}, To: "assigned"},
		{Name: "start", From: []string{"new", "assigned", "pending"}, To: "in_progress"},
		{Name: "wait", From: []string{"new", "assigned", "in_progress"}, To: "pending"},
		{Name: "resolve", From: []string{"new", "assigned", "in_progress", "pending"}, To: "resolved"},
		{Name: "reopen", From: []string{"resolved", "cancelled"}, To: "in_progress"},
		{Name: "close", From: []string{"resolved"}, To: "closed"},
		{Name: "cancel", From: []string{"new", "assigned", "in_progress", "pending"}, To: "cancelled"},
	},
}
