// Package escalation is the ability of records to be carried further: to another team (functional), to
// those who lead (hierarchical), or to whom an agreement names when a promise is used up.
//
// Its one rule: an escalation is an event with its time and what caused it; it is never taken back.
package escalation

import (
	"context"
	"slices"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/ability/notification"
	"steward/ability/watch"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Count is how often a record was escalated to those who lead.
var Count = record.Number("escalation_count").Computed().Default(0)

// Inputs of the actions.
var (
	team  = record.Ref("team", "team").Required()
	chief = record.Person("person")
	why   = record.Text("reason").Required().Max(500)
)

// Way says how a type is escalated.
type Way struct {
	Staff []string
	// Lead names who leads, for a record: empty when nobody does.
	Lead func(ctx context.Context, r record.Reader, d *record.Draft) (string, error)
}

// Of gives a type its escalations.
func Of(w Way) record.Ability {
	return record.Ability{Name: "escalation", Panel: "escalations", Fields: record.Columns{Count}, Types: []*record.Type{Type(w.Staff), former()},
		Actions: record.Actions{
			{Name: "escalate_team", Say: "hand the record to another team, with the reason", When: "state is open", Roles: w.Staff, Takes: record.Columns{team, why},
				Sets: record.Columns{assignment.Team, assignment.Assignee}, Do: functional},
			{Name: "escalate_lead", Say: "call those who lead, with the reason", When: "state is open", Roles: w.Staff, Takes: record.Columns{chief, why},
				Sets: record.Columns{Count, watch.Watchers}, Do: w.hierarchical},
		}}
}

func functional(ctx context.Context, d *record.Draft, r record.Reader) error {
	to, _ := record.Given(d, team)
	if to == assignment.Team.Of(d) {
		return fault.New(fault.Invalid, d.Type.Name+".escalate_team", "has-it-already").On(team.Name())
	}
	members, err := Members(ctx, r, to)
	if err != nil {
		return err
	}
	e, err := event(d, r, Functional)
	if err != nil {
		return err
	}
	FromTeam.Set(e, assignment.Team.Of(d))
	ToTeam.Set(e, to)
	assignment.Team.Set(d, to)
	assignment.Assignee.Clear(d)
	return said(ctx, d, r, "team", to, members)
}

func (w Way) hierarchical(ctx context.Context, d *record.Draft, r record.Reader) error {
	to, given := record.Given(d, chief)
	if !given {
		var err error
		if to, err = w.Lead(ctx, r.System("looks up who leads"), d); err != nil {
			return err
		}
	}
	if to == "" {
		return fault.New(fault.Invalid, d.Type.Name+".escalate_lead", "nobody-leads").On(chief.Name())
	}
	other, err := r.As(ctx, to)
	if err == nil {
		_, err = other.Get(ctx, d.Type.Name, d.ID())
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Unauthenticated) {
		return fault.New(fault.Invalid, d.Type.Name+".escalate_lead", "may-not-see-it").On(chief.Name())
	}
	if err != nil {
		return err
	}
	e, err := event(d, r, Hierarchical)
	if err != nil {
		return err
	}
	Told.Set(e, []string{to})
	Count.Set(d, Count.Of(d)+1)
	if !slices.Contains(watch.Watchers.Of(d), to) {
		watch.Watchers.Set(d, append(slices.Clone(watch.Watchers.Of(d)), to))
	}
	return said(ctx, d, r, "person", to, []string{to})
}

// event writes down that somebody escalated the record.
func event(d *record.Draft, r record.Reader, kind string) (*record.Draft, error) {
	e, err := New(r, record.Subject{Type: d.Type.Name, ID: d.ID()}, ByPerson)
	if err != nil {
		return nil, err
	}
	reason, _ := record.Given(d, why)
	Kind.Set(e, kind)
	Reason.Set(e, reason)
	By.Set(e, d.By)
	At.Set(e, d.HappenedAt)
	d.Follow(e)
	return e, nil
}

// said notes the reason in the conversation, where those who work on the record read it, and tells
// those to whom it now is.
func said(ctx context.Context, d *record.Draft, r record.Reader, typeName, id string, to []string) error {
	row, err := r.System("names to whom it was escalated").Get(ctx, typeName, id)
	if err != nil {
		return err
	}
	reason, _ := record.Given(d, why)
	body := r.Wording(r.Actor().Language, "escalation.said", map[string]any{"to": row.Title(), "reason": reason})
	if err := conversation.Say(d, r, conversation.Word{By: d.By, Side: conversation.Agent, Visibility: conversation.Internal, Body: body, Channel: "page"}); err != nil {
		return err
	}
	note := d.Followers()[len(d.Followers())-1]
	return notification.Tell(d, r, notification.News{Kind: notification.Escalated, To: to, Message: note.ID()})
}

// mostMembers bounds how many people of a team are told.
const mostMembers = 500

// Members lists who is told when a team is.
func Members(ctx context.Context, r record.Reader, team string) ([]string, error) {
	if team == "" {
		return nil, nil
	}
	rows, err := r.System("tells a team of an escalation").Find(ctx, "membership", `team = "`+team+`"`, mostMembers)
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = row.Named("person").Text()
	}
	return out, err
}
