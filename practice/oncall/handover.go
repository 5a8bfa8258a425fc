package oncall

import (
	"context"
	"slices"

	"steward/ability/assignment"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a hand-over.
var (
	Giver       = record.Person("giver").Computed().Indexed()
	Team        = record.Ref("team", "team").Required().Indexed()
	Scope       = record.Choice("scope", "mine", "team").Required().Default("mine") // whose open work it is
	Receiver    = record.Person("receiver").Indexed()
	Summary     = record.LongText("note").Required()
	Work        = record.Refs("work", "incident").Computed()
	Passes      = record.YesNo("passes_on").Default(false)
	ConfirmedAt = record.Instant("confirmed_at").Computed()
	ConfirmedBy = record.Person("confirmed_by").Computed()
)

var handoverStates = &record.Lifecycle{
	States: []record.State{
		{Key: "offered", Category: record.StateWaiting, Colour: "violet"},
		{Key: "confirmed", Category: record.StateClosed, Colour: "green", Locks: true},
		{Key: "withdrawn", Category: record.StateCancelled, Colour: "grey", Locks: true},
	},
	Moves: []record.Move{
		{Name: "confirm", From: []string{"offered"}, To: "confirmed"},
		{Name: "withdraw", From: []string{"offered"}, To: "withdrawn"},
	},
}

// Handover is the end of a shift: a note, with the open work of a person or a team, that who comes
// next confirms.
var Handover = record.Type{Name: "shift_handover", Number: "SHO", Title: record.NumberField, Icon: "repeat", States: handoverStates, Pages: record.Pages{Group: "desk"},
	Fields: record.Columns{Giver, Team, Scope, Receiver, Summary, Passes, Work, ConfirmedAt, ConfirmedBy},
	Rules: record.Rules{
		{On: record.Filling, Say: "whoever writes a hand-over gives it", Reads: record.Columns{record.CreatedBy}, Sets: record.Columns{Giver}, Do: gives},
		{On: record.Filling, Say: "a hand-over holds the open work of the giver, or of the whole team", Reads: record.Columns{Team, Scope, Giver}, Sets: record.Columns{Work}, Do: gathers},
		{On: record.Filling, Say: "who confirms a hand-over, and when, is kept", Reads: record.Columns{record.StateField}, Sets: record.Columns{ConfirmedAt, ConfirmedBy}, Do: confirmed},
		{On: record.Checking, Say: "nobody hands over to themselves", Reads: record.Columns{Receiver}, Do: toAnother},
		{On: record.Checking, Say: "a hand-over is confirmed by whoever receives it, or by one of the team", Reads: record.Columns{record.StateField}, Do: byReceiver},
		{On: record.Following, Say: "work that a hand-over passes on is then done by whoever confirmed it", Reads: record.Columns{record.StateField}, Do: passes},
	},
	Access: record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read, record.Create, record.Change}},
	},
	List:   record.Columns{record.CreatedAt, Giver, Receiver, Team, record.StateField, ConfirmedBy},
	Orders: []string{"-created_at"},
}

func gives(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() && Giver.Of(d) == "" {
		Giver.Set(d, d.By)
	}
	return nil
}

// gathers reads as the giver: a confidential incident that they do not see is not handed over.
func gathers(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() && d.State() != "offered" {
		return nil
	}
	whose := `assignee = "` + Giver.Of(d) + `"`
	if Scope.Of(d) == "team" {
		whose = `team = "` + Team.Of(d) + `"`
	}
	rows, err := r.Ordered(ctx, "incident", whose+" and state is open", "priority,created_at", mostWork)
	if err != nil {
		return err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID()
	}
	Work.Set(d, ids)
	return nil
}

func confirmed(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.State() == "confirmed" {
		ConfirmedAt.Set(d, d.HappenedAt)
		ConfirmedBy.Set(d, d.By)
	}
	return nil
}

func toAnother(_ context.Context, d *record.Draft, _ record.Reader) error {
	if to := Receiver.Of(d); to != "" && to == Giver.Of(d) {
		return fault.New(fault.Invalid, "shift_handover", "not-oneself").On(Receiver.Name())
	}
	return nil
}

func byReceiver(_ context.Context, d *record.Draft, r record.Reader) error {
	a := r.Actor()
	if _, moved := d.Moved(); !moved || d.State() != "confirmed" || a.System {
		return nil
	}
	to := Receiver.Of(d)
	if to == a.Person || to == "" && a.Person != Giver.Of(d) && slices.Contains(a.Teams, Team.Of(d)) {
		return nil
	}
	return fault.New(fault.Forbidden, "shift_handover.confirm", "not-the-receiver").On(record.StateName)
}

// passes gives the giver's work to whoever confirmed, where they work in its team; work of others in
// the team stays with them.
func passes(ctx context.Context, d *record.Draft, r record.Reader) error {
	if _, moved := d.Moved(); !moved || d.State() != "confirmed" || !Passes.Of(d) || d.Replays {
		return nil
	}
	all := r.System("hands work over")
	teams, err := people.TeamsOf(ctx, all, ConfirmedBy.Of(d))
	if err != nil {
		return err
	}
	for _, id := range Work.Of(d) {
		row, err := all.Get(ctx, "incident", id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if assignment.Assignee.Of(row) != Giver.Of(d) || !row.Type.CategoryOf(row.State()).Open() || !slices.Contains(teams, assignment.Team.Of(row)) {
			continue
		}
		w := record.NewDraft(row.Type, row)
		assignment.Assignee.Set(w, ConfirmedBy.Of(d))
		d.Follow(w)
	}
	return nil
}
