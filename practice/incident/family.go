package incident

import (
	"context"

	"steward/ability/conversation"
	"steward/ability/link"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// What a parent can do for its children: never without being asked.
var (
	replyAll = record.Action{Name: "reply_all", Say: "answer everybody who asked in this incident and in its open children", Roles: people.Staff(),
		Takes: record.Columns{conversation.Body}, Do: answersAll}
	resolveChildren = record.Action{Name: "resolve_children", Say: "resolve the open children with the code, the text and the cause of this one", When: "state in (resolved, closed)",
		Roles: people.Staff(), Do: resolvesChildren}
)

// Children gives the open children of an incident that the reader sees.
func Children(ctx context.Context, r record.Reader, id string) ([]*record.Record, error) {
	ends, err := link.Ends(ctx, r.System("looks up the children"), record.Subject{Type: name, ID: id}, link.ParentOf, link.From)
	if err != nil {
		return nil, err
	}
	var out []*record.Record
	for _, e := range ends {
		if e.Type != name {
			continue
		}
		row, err := r.Get(ctx, e.Type, e.ID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if row.Type.CategoryOf(row.State()).Open() {
			out = append(out, row)
		}
	}
	return out, nil
}

func answersAll(ctx context.Context, d *record.Draft, r record.Reader) error {
	body, _ := record.Given(d, conversation.Body)
	children, err := Children(ctx, r, d.ID())
	if err != nil {
		return err
	}
	if len(children) == 0 {
		return fault.New(fault.Invalid, "incident.reply_all", "no-children")
	}
	word := conversation.Word{By: d.By, Side: conversation.Agent, Visibility: conversation.Public, Body: body, Channel: "page"}
	for _, row := range children {
		c := record.NewDraft(row.Type, row)
		c.HappenedAt, c.By = d.HappenedAt, d.By
		if err := conversation.Say(c, r, word); err != nil {
			return err
		}
		d.Follow(c)
	}
	return conversation.Say(d, r, word)
}

func resolvesChildren(ctx context.Context, d *record.Draft, r record.Reader) error {
	children, err := Children(ctx, r, d.ID())
	if err != nil {
		return err
	}
	if len(children) == 0 {
		return fault.New(fault.Invalid, "incident.resolve_children", "no-children")
	}
	for _, row := range children {
		c := record.NewDraft(row.Type, row)
		c.SetState(StateResolved)
		ResolutionCode.Set(c, ResolutionCode.Of(d))
		Resolution.Set(c, Resolution.Of(d))
		Cause.Set(c, Cause.Of(d))
		d.Follow(c)
	}
	return nil
}
