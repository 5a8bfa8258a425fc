package incident

import (
	"steward/ability/assignment"
	"steward/kernel/record"
)

// The states of an incident.
const (
	StateNew        = "new"
	StateAssigned   = "assigned"
	StateInProgress = "in_progress"
	StatePending    = "pending"
	StateResolved   = "resolved"
	StateClosed     = "closed"
	StateCancelled  = "cancelled"
	StateMerged     = "merged"
)

var open = []string{StateNew, StateAssigned, StateInProgress, StatePending}

// lifecycle is the table of moves of an incident: what stands here may happen, nothing else. That an
// assigned one is assigned to somebody else, and a pending one waits for another reason, moves
// nothing.
var lifecycle = &record.Lifecycle{
	States: []record.State{
		{Key: StateNew, Category: record.StateNew, Colour: "grey"},
		{Key: StateAssigned, Category: record.StateActive, Colour: "blue"},
		{Key: StateInProgress, Category: record.StateActive, Colour: "blue"},
		{Key: StatePending, Category: record.StateWaiting, Colour: "violet", Asks: record.Columns{PendingReason}},
		{Key: StateResolved, Category: record.StateResolved, Colour: "green", Asks: record.Columns{ResolutionCode, Resolution}},
		{Key: StateClosed, Category: record.StateClosed, Colour: "grey", Locks: true},
		{Key: StateCancelled, Category: record.StateCancelled, Colour: "grey"},
		{Key: StateMerged, Category: record.StateMerged, Colour: "grey", Locks: true, Asks: record.Columns{MergedInto}},
	},
	Moves: []record.Move{
		{Name: "assign", From: []string{StateNew, StateInProgress, StatePending}, To: StateAssigned, Asks: record.Columns{assignment.Team, assignment.Assignee}},
		{Name: "start", From: []string{StateNew, StateAssigned, StatePending}, To: StateInProgress},
		{Name: "wait", From: []string{StateNew, StateAssigned, StateInProgress}, To: StatePending, Asks: record.Columns{PendingReason, PendingUntil}},
		{Name: "resolve", From: open, To: StateResolved, Asks: record.Columns{ResolutionCode, Resolution, Cause}},
		{Name: "reopen", From: []string{StateResolved}, To: StateInProgress},
		{Name: "close", From: []string{StateResolved}, To: StateClosed},
		{Name: "cancel", From: open, To: StateCancelled},
		{Name: "restore", From: []string{StateCancelled}, To: StateInProgress},
		{Name: "merge", From: open, To: StateMerged, Asks: record.Columns{MergedInto}},
		{Name: "unmerge", From: []string{StateMerged}, To: StateInProgress},
		{Name: "unmerge", From: []string{StateMerged}, To: StateNew},
		{Name: "unmerge", From: []string{StateMerged}, To: StateAssigned},
		{Name: "unmerge", From: []string{StateMerged}, To: StatePending},
	},
}
