package incident

import (
	"context"
	"slices"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/kernel/record"
)

// What is measured of an incident. How often it went from team to team is assignment.Moves.
var (
	FirstHandler = record.Person("first_handler").Computed()
	ResolvedBy   = record.Person("resolved_by").Computed().Filtered()
	FirstContact = record.YesNo("first_contact").Computed()
)

var measures = record.Rules{
	{On: record.Filling, Say: "a call that was written down counts as answered", Reads: record.Columns{record.CreatedAt}, Sets: record.Columns{conversation.RespondedAt}, Do: answered},
	{On: record.Filling, Say: "whoever works on it first is remembered", Reads: record.Columns{assignment.Assignee, record.StateField}, Sets: record.Columns{FirstHandler}, Do: handledFirst},
	{On: record.Filling, Say: "whoever resolves it is remembered until it is reopened", Reads: record.Columns{record.StateField}, Sets: record.Columns{ResolvedBy}, Do: resolvedBy},
	record.Formula("first contact: resolved by the first handler, without a question back, never given on, never reopened", FirstContact, firstContact,
		record.StateField, ResolutionCode, FirstHandler, ResolvedBy, assignment.Assignee, assignment.Moves, ReopenCount, conversation.AgentCount, conversation.RequesterCount),
}

func handledFirst(_ context.Context, d *record.Draft, _ record.Reader) error {
	if FirstHandler.Of(d) != "" {
		return nil
	}
	switch {
	case assignment.Assignee.Of(d) != "":
		FirstHandler.Set(d, assignment.Assignee.Of(d))
	case d.State() == StateResolved && d.By != Requester.Of(d):
		FirstHandler.Set(d, d.By)
	}
	return nil
}

func resolvedBy(_ context.Context, d *record.Draft, _ record.Reader) error {
	switch {
	case d.State() == StateResolved:
		ResolvedBy.Set(d, d.By)
	case d.State() != StateClosed:
		ResolvedBy.Clear(d)
	}
	return nil
}

// notSolved are the codes of resolutions at which nobody was helped: they count in no share of first
// contacts.
var notSolved = []string{"duplicate", "no_answer", "not_needed"}

// firstContact follows domain 2.1. A merged incident is none: it is not resolved.
func firstContact(d *record.Draft) bool {
	who := ResolvedBy.Of(d)
	a := assignment.Assignee.Of(d)
	return (d.State() == StateResolved || d.State() == StateClosed) && !slices.Contains(notSolved, ResolutionCode.Of(d)) &&
		who != "" && who == FirstHandler.Of(d) && (a == "" || a == who) && assignment.Moves.Of(d) == 0 && ReopenCount.Of(d) == 0 &&
		conversation.AgentCount.Of(d) <= 1 && conversation.RequesterCount.Of(d) == 0
}
