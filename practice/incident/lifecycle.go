package incident

import (
	"steward/ability/assignment"
	"steward/kernel/record"
)

// lifecycle is the table of moves of an incident: what stands here may happen, nothing else.
var lifecycle = &record.Lifecycle{
	States: []record.State{
		{Key: "new", Category: record.StateNew, Colour: "grey"},
		{Key: "assigned", Category: record.StateActive, Colour: "blue"},
		{Key: "in_progress", Category: record.StateActive, Colour: "blue"},
		{Key: "pending", Category: record.StateWaiting, Colour: "violet", Asks: record.Columns{PendingReason}},
		{Key: "resolved", Category: record.StateResolved, Colour: "green", Asks: record.Columns{ResolutionCode, Resolution}},
		{Key: "closed", Category: record.StateClosed, Colour: "grey", Locks: true},
		{Key: "cancelled", Category: record.StateCancelled, Colour: "grey"},
		{Key: "merged", Category: record.StateMerged, Colour: "grey", Locks: true, Asks: record.Columns{MergedInto}},
	},
	Moves: []record.Move{
		{Name: "assign", From: []string{"new", "in_progress", "pending"}, To: "assigned", Asks: record.Columns{assignment.Team, assignment.Assignee}},
		{Name: "start", From: []string{"new", "assigned", "pending"}, To: "in_progress"},
		{Name: "wait", From: []string{"new", "assigned", "in_progress"}, To: "pending", Asks: record.Columns{PendingReason, PendingUntil}},
		{Name: "resolve", From: []string{"new", "assigned", "in_progress", "pending"}, To: "resolved", Asks: record.Columns{ResolutionCode, Resolution, Cause}},
		{Name: "reopen", From: []string{"resolved"}, To: "in_progress"},
		{Name: "close", From: []string{"resolved"}, To: "closed"},
		{Name: "cancel", From: []string{"new", "assigned", "in_progress", "pending"}, To: "cancelled"},
		{Name: "restore", From: []string{"cancelled"}, To: "in_progress"},
		{Name: "merge", From: []string{"new", "assigned", "in_progress", "pending"}, To: "merged", Asks: record.Columns{MergedInto}},
	},
}
