package incident

import (
	"context"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

var (
	// caller is the requester as the phone form takes it: somebody is always on the line.
	caller = record.Person("requester").Required()
	// presses is the urgency, for which a call has the default.
	presses = record.Choice("urgency", "high", "medium", "low")
)

// phoneTakes is what is written down during a call: who, one line, and what solved it.
var phoneTakes = record.Columns{caller, Title, Description, Service, CI, Category, Subcategory, Location, presses, assignment.Team, assignment.Assignee,
	ResolutionCode, Resolution, Cause}

// phone writes a call down. With a resolution it is solved in the same save.
var phone = record.Start{Name: "phone", Say: "write down a call; with a resolution it is solved in the same save", Roles: people.Staff(), Takes: phoneTakes, Do: answerCall}

func answerCall(_ context.Context, d *record.Draft, _ record.Reader) (*record.Draft, error) {
	for _, c := range phoneTakes {
		if v := d.Input[c.Definition().Name]; !v.IsEmpty() {
			d.SetAt(d.Type.SlotNamed(c.Definition().Name), v)
		}
	}
	Channel.Set(d, "phone")
	if Resolution.Of(d) == "" && ResolutionCode.Of(d) == "" {
		return d, nil
	}
	if ResolutionCode.Of(d) == "" {
		ResolutionCode.Set(d, "fixed")
	}
	d.SetState(StateResolved)
	return d, nil
}

// takeNext gives whoever asks the work that comes next in their teams. Of two who ask at once one
// finds it changed, and looks again.
var takeNext = record.Start{Name: "take_next", Say: "take what comes next in your teams: by due time, then priority, then age", Roles: people.Staff(), Do: comesNext}

// nobodys is the condition of work that anybody in its team may take.
const nobodys = "state in (new, assigned, in_progress) and assignee is empty and team = my-teams"

func comesNext(ctx context.Context, d *record.Draft, r record.Reader) (*record.Draft, error) {
	order := Priority.Name() + "," + record.CreatedAt.Name()
	if due := d.Type.Pages.Due; due != nil {
		order = due.Definition().Name + "," + order
	}
	for {
		rows, err := r.Ordered(ctx, d.Type.Name, nobodys, order, 1)
		if err != nil {
			return nil, err
		}
		if len(rows) == 0 {
			return nil, fault.New(fault.NotFound, "incident.take_next", "nothing-to-take")
		}
		// The whole record, with what the actor may not read; somebody may have taken it meanwhile.
		row, err := r.System("takes what the actor found").Get(ctx, d.Type.Name, rows[0].ID())
		if err != nil {
			return nil, err
		}
		if row.Version() == rows[0].Version() {
			taken := record.NewDraft(row.Type, row)
			assignment.Assignee.Set(taken, d.By)
			taken.SetState(StateInProgress)
			return taken, nil
		}
	}
}

// answered: who writes a call down has spoken to the caller (domain 4.3).
func answered(_ context.Context, d *record.Draft, r record.Reader) error {
	if d.IsNew() && Channel.Of(d) == "phone" && d.By != "" && d.By != Requester.Of(d) {
		conversation.RespondedAt.Set(d, d.HappenedAt)
	}
	return nil
}
