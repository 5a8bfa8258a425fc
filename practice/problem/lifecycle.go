package problem

import "steward/kernel/record"

// lifecycle leads through identification, problem control and error control. Known error is a mark,
// not a state.
var lifecycle = &record.Lifecycle{
	States: []record.State{
		{Key: "new", Category: record.StateNew, Colour: "grey"},
		{Key: "prioritized", Category: record.StateActive, Colour: "blue"},
		{Key: "analysing", Category: record.StateActive, Colour: "blue"},
		{Key: "analysed", Category: record.StateActive, Colour: "blue", Asks: record.Columns{RootCause}},
		{Key: "error_control", Category: record.StateActive, Colour: "amber", Asks: record.Columns{RootCause}},
		{Key: "fix_verified", Category: record.StateResolved, Colour: "green"},
		{Key: "closed", Category: record.StateClosed, Colour: "grey", Locks: true},
		{Key: "deferred", Category: record.StateWaiting, Colour: "violet", Asks: record.Columns{ReviewDate}},
		{Key: "cancelled", Category: record.StateCancelled, Colour: "grey"},
	},
	Moves: []record.Move{
		{Name: "prioritize", From: []string{"new", "deferred"}, To: "prioritized", Asks: record.Columns{Impact, Urgency}},
		{Name: "analyse", From: []string{"prioritized", "analysed", "error_control", "deferred"}, To: "analysing"},
		{Name: "explain", From: []string{"analysing", "deferred"}, To: "analysed", Asks: record.Columns{RootCause, Workaround}},
		{Name: "control", From: []string{"analysed", "fix_verified", "deferred"}, To: "error_control", Asks: record.Columns{Acceptance, AcceptedBy}},
		{Name: "verify", From: []string{"error_control"}, To: "fix_verified"},
		{Name: "close", From: []string{"fix_verified", "error_control"}, To: "closed", Asks: record.Columns{Acceptance, AcceptedBy}},
		{Name: "defer", From: []string{"new", "prioritized", "analysing", "analysed", "error_control"}, To: "deferred", Asks: record.Columns{ReviewDate}},
		{Name: "cancel", From: []string{"new", "prioritized", "analysing", "analysed", "deferred"}, To: "cancelled"},
	},
}
