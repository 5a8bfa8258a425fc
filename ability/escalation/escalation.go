// Package escalation is the ability of records to be carried to another team (functional) or to
// those who lead (hierarchical).
//
// Its one rule: an escalation is an event with its time and its reason; it is never taken back.
package escalation

import (
	"context"
	"slices"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/ability/watch"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// TypeName is the name of the record type.
const TypeName = "manual_escalation"

// The kinds.
const (
	Functional   = "functional"
	Hierarchical = "hierarchical"
)

// Fields of an escalation.
var (
	Subject  = record.AnyRef("subject").Required().Indexed()
	Kind     = record.Choice("kind", Functional, Hierarchical).Required().Indexed()
	Reason   = record.Text("reason").Required().Max(500)
	FromTeam = record.Ref("from_team", "team")
	ToTeam   = record.Ref("to_team", "team").Indexed()
	To       = record.Person("to_person").Indexed()
	By       = record.Person("by")
	At       = record.Instant("escalated_at").Required().Indexed()
)

// Count is how often a record was escalated to those who lead.
var Count = record.Number("escalation_count").Computed().Default(0).Indexed()

// Inputs of the actions.
var (
	team  = record.Ref("team", "team").Required()
	chief = record.Person("person")
)

// Way says how a type is escalated.
type Way struct {
	Staff []string
	// Lead names who leads, for a record: empty when nobody does.
	Lead func(ctx context.Context, r record.Reader, d *record.Draft) (string, error)
}

// Of gives a type its escalations.
func Of(w Way) record.Ability {
	return record.Ability{Name: "escalation", Panel: "escalations", Fields: record.Columns{Count}, Types: []*record.Type{escalations(w.Staff)},
		Actions: record.Actions{
			{Name: "escalate_team", Say: "hand the record to another team, with the reason", When: "state is open", Roles: w.Staff, Takes: record.Columns{team, Reason},
				Sets: record.Columns{assignment.Team, assignment.Assignee}, Do: functional},
			{Name: "escalate_lead", Say: "call those who lead, with the reason", When: "state is open", Roles: w.Staff, Takes: record.Columns{chief, Reason},
				Sets: record.Columns{Count, watch.Watchers}, Do: w.hierarchical},
		}}
}

func escalations(staff []string) *record.Type {
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: Subject.Name()})
	}
	return &record.Type{Name: TypeName, Title: Reason, Icon: "arrow-up-right", Access: access,
		Fields: record.Columns{Subject, Kind, Reason, FromTeam, ToTeam, To, By, At},
		List:   record.Columns{At, Kind, Reason, FromTeam, ToTeam, To, By, Subject}}
}

func event(d *record.Draft, r record.Reader, kind string) (*record.Draft, error) {
	t, ok := r.Type(TypeName)
	if !ok {
		return nil, fault.New(fault.Internal, "escalation", "no-such-type", "type", TypeName)
	}
	e := record.NewDraft(t, nil)
	reason, _ := record.Given(d, Reason)
	Subject.Set(e, record.Subject{Type: d.Type.Name, ID: d.ID()})
	Kind.Set(e, kind)
	Reason.Set(e, reason)
	By.Set(e, d.By)
	At.Set(e, d.HappenedAt)
	d.Follow(e)
	return e, nil
}

func functional(ctx context.Context, d *record.Draft, r record.Reader) error {
	to, _ := record.Given(d, team)
	if to == assignment.Team.Of(d) {
		return fault.New(fault.Invalid, d.Type.Name+".escalate_team", "has-it-already").On(team.Name())
	}
	e, err := event(d, r, Functional)
	if err != nil {
		return err
	}
	FromTeam.Set(e, assignment.Team.Of(d))
	ToTeam.Set(e, to)
	assignment.Team.Set(d, to)
	assignment.Assignee.Clear(d)
	return said(ctx, d, r, "team", to)
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
	To.Set(e, to)
	Count.Set(d, Count.Of(d)+1)
	if !slices.Contains(watch.Watchers.Of(d), to) {
		watch.Watchers.Set(d, append(slices.Clone(watch.Watchers.Of(d)), to))
	}
	return said(ctx, d, r, "person", to)
}

// said notes the reason in the conversation, where those who work on the record read it.
func said(ctx context.Context, d *record.Draft, r record.Reader, typeName, id string) error {
	row, err := r.System("names to whom it was escalated").Get(ctx, typeName, id)
	if err != nil {
		return err
	}
	reason, _ := record.Given(d, Reason)
	body := r.Wording(r.Actor().Language, "escalation.said", map[string]any{"to": row.Title(), "reason": reason})
	return conversation.Say(d, r, conversation.Word{By: d.By, Side: conversation.Agent, Visibility: conversation.Internal, Body: body, Channel: "page"})
}
