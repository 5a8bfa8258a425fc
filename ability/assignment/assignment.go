// Package assignment is the ability of records to be worked on by a team and a person.
//
// Its one rule: whoever a record is assigned to can be found in the team that it is assigned to.
package assignment

import (
	"context"
	"slices"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// The fields that the ability gives a type.
var (
	Team     = record.Ref("team", "team").Indexed()
	Assignee = record.Person("assignee").Indexed()
	// InsteadOf is whose work it is while they are away.
	InsteadOf = record.Person("instead_of").Computed()
	// Moves counts how often the team changed after the first assignment (domain: bounce count).
	Moves = record.Number("reassignment_count").Computed().Default(0)
)

// Work says how a type is assigned.
type Work struct {
	// Unassigned and Assigned are the states between which assigning somebody moves a record; both
	// empty where assigning moves nothing.
	Unassigned, Assigned string
	// Teams gives the ids of the teams of a person, the one to choose first.
	Teams func(ctx context.Context, r record.Reader, person string) ([]string, error)
	// Away tells whether a person is away at an instant, and who of the team stands in for them, if
	// somebody does. Nil where nobody keeps absences.
	Away func(ctx context.Context, r record.Reader, person, team string, at time.Time) (substitute string, away bool, err error)
}

// ToTeam gives a type a team and an assignee.
func ToTeam(w Work) record.Ability {
	return record.Ability{Name: "assignment", Fields: record.Columns{Team, Assignee, InsteadOf, Moves}, Panel: "assignment", Rules: record.Rules{
		{On: record.Filling, Say: "team and assignee belong together, and work for somebody who is away goes to who stands in, else to the team", Reads: record.Columns{Team, Assignee},
			Sets: record.Columns{Team, Assignee, InsteadOf}, Do: w.together},
		{On: record.Filling, Say: "assigning somebody takes the record out of the new ones", Reads: record.Columns{Assignee}, Sets: record.Columns{record.StateField}, Do: w.assigned},
		record.Formula("every change of the team after the first assignment is counted", Moves, counted, Team),
		{On: record.Checking, Say: "the assignee is a member of the team", Reads: record.Columns{Team, Assignee}, Do: w.member},
	}}
}

// together lets the team follow a new assignee, and takes the assignee away when the record goes to
// a team of which they are no member. Somebody who takes work themselves is there, whatever is written.
func (w Work) together(ctx context.Context, d *record.Draft, r record.Reader) error {
	if d.Replays {
		return nil
	}
	if err := w.follows(ctx, d, r); err != nil {
		return err
	}
	assignee := Assignee.Of(d)
	if d.Changed(Assignee) && !d.Changed(InsteadOf) {
		InsteadOf.Clear(d)
	}
	if w.Away == nil || assignee == "" || assignee == d.By || !d.Changed(Assignee) {
		return nil
	}
	to, away, err := w.Away(ctx, r.System("asks who is there"), assignee, Team.Of(d), d.HappenedAt)
	if err != nil || !away {
		return err
	}
	InsteadOf.Set(d, assignee)
	Assignee.Clear(d)
	if to != "" {
		Assignee.Set(d, to)
	}
	return nil
}

func (w Work) follows(ctx context.Context, d *record.Draft, r record.Reader) error {
	assignee := Assignee.Of(d)
	if assignee == "" {
		return nil
	}
	teams, err := w.Teams(ctx, r.System("looks up memberships"), assignee)
	if err != nil || slices.Contains(teams, Team.Of(d)) {
		return err
	}
	switch {
	case d.Changed(Team) && Team.Of(d) != "" && !d.Changed(Assignee):
		Assignee.Clear(d)
	case !d.Changed(Team) && len(teams) > 0, Team.Of(d) == "" && len(teams) > 0:
		Team.Set(d, teams[0])
	}
	return nil
}

func (w Work) assigned(_ context.Context, d *record.Draft, _ record.Reader) error {
	if w.Unassigned != "" && d.State() == w.Unassigned && d.Changed(Assignee) && Assignee.Of(d) != "" {
		d.SetState(w.Assigned)
	}
	return nil
}

// counted adds one when a team takes over from another.
func counted(d *record.Draft) int64 {
	n := Moves.Of(d)
	if !d.IsNew() && !d.Before(Team).IsEmpty() && d.Changed(Team) {
		n++
	}
	return n
}

func (w Work) member(ctx context.Context, d *record.Draft, r record.Reader) error {
	assignee, team := Assignee.Of(d), Team.Of(d)
	if assignee == "" || team == "" {
		return nil
	}
	teams, err := w.Teams(ctx, r.System("looks up memberships"), assignee)
	if err != nil || slices.Contains(teams, team) {
		return err
	}
	return fault.New(fault.Invalid, d.Type.Name, "not-a-member").On(Assignee.Name())
}
