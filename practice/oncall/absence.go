package oncall

import (
	"context"
	"slices"
	"time"

	"steward/ability/assignment"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of an absence.
var (
	Person     = record.Person("person").Required().Indexed()
	From       = record.Instant("from_at").Required().Indexed().Examples("2150-01-07T08:00:00Z")
	Until      = record.Instant("until_at").Required().Indexed().Examples("2150-01-11T17:00:00Z")
	Substitute = record.Person("substitute")
	Note       = record.Text("note")
)

// The states of an absence.
const (
	AbsencePlanned   = "planned"
	AbsenceCurrent   = "current"
	AbsenceOver      = "over"
	AbsenceCancelled = "cancelled"
)

var absenceStates = &record.Lifecycle{
	States: []record.State{
		{Key: AbsencePlanned, Category: record.StateNew, Colour: "grey"},
		{Key: AbsenceCurrent, Category: record.StateActive, Colour: "violet"},
		{Key: AbsenceOver, Category: record.StateClosed, Colour: "grey"},
		{Key: AbsenceCancelled, Category: record.StateCancelled, Colour: "grey"},
	},
	Moves: []record.Move{
		{Name: "begin", From: []string{AbsencePlanned}, To: AbsenceCurrent},
		{Name: "end", From: []string{AbsenceCurrent}, To: AbsenceOver},
		{Name: "cancel", From: []string{AbsencePlanned, AbsenceCurrent}, To: AbsenceCancelled},
	},
}

// Absence is that somebody is away, and who stands in for them.
var Absence = record.Type{Name: "absence", Title: Person, Icon: "calendar-range", States: absenceStates, Pages: record.Pages{Group: "people"},
	Fields: record.Columns{Person, From, Until, Substitute, Note},
	Rules: record.Rules{
		{On: record.Filling, Say: "who reports an absence for nobody else is away", Reads: record.Columns{From}, Sets: record.Columns{Person}, Do: oneself},
		{On: record.Checking, Say: "an absence ends after it begins, and ahead", Reads: record.Columns{From, Until}, Do: ahead},
		{On: record.Checking, Say: "nobody stands in for themselves", Reads: record.Columns{Person, Substitute}, Do: another},
		{On: record.Following, Say: "an absence begins and ends by itself", Reads: record.Columns{From, Until}, Do: plan},
		{On: record.Following, Say: "open work of whoever is away goes to the substitute, else back to the team", Reads: record.Columns{record.StateField}, Do: passOn},
	},
	Actions: record.Actions{{Name: "turn", Say: "begin or end the absence when it is due", When: "state is open", Roles: []string{record.OnlySystem},
		Sets: record.Columns{record.StateField}, Do: turn}},
	Access: record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read}, Rows: "state is open"},
		{Role: record.Everyone, Can: record.Everything(), Rows: "person = me"},
	},
	List:   record.Columns{Person, From, Until, Substitute, record.StateField},
	Orders: []string{"from_at"},
}

func oneself(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() && Person.Of(d) == "" {
		Person.Set(d, d.By)
	}
	return nil
}

func ahead(_ context.Context, d *record.Draft, _ record.Reader) error {
	until := Until.Of(d)
	switch {
	case !until.After(From.Of(d)):
		return fault.New(fault.Invalid, "absence", "ends-before-it-begins").On(Until.Name())
	case !until.After(d.HappenedAt):
		return fault.New(fault.Invalid, "absence", "in-the-past").On(Until.Name())
	}
	return nil
}

func another(_ context.Context, d *record.Draft, _ record.Reader) error {
	if s := Substitute.Of(d); s != "" && s == Person.Of(d) {
		return fault.New(fault.Invalid, "absence", "not-oneself").On(Substitute.Name())
	}
	return nil
}

func plan(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.Type.CategoryOf(d.State()).Open() && !d.Removing {
		d.Plan("turn", From.Of(d))
		d.Plan("turn", Until.Of(d))
	}
	return nil
}

func turn(_ context.Context, d *record.Draft, _ record.Reader) error {
	switch now := d.HappenedAt; {
	case d.State() == AbsencePlanned && !From.Of(d).After(now):
		d.SetState(AbsenceCurrent)
	case d.State() == AbsenceCurrent && !Until.Of(d).After(now):
		d.SetState(AbsenceOver)
	}
	return nil
}

// mostWork bounds how many records of one type are handed on at once.
const mostWork = 1000

// passOn hands on what is open of every type that is worked on by people.
func passOn(ctx context.Context, d *record.Draft, r record.Reader) error {
	if d.State() != AbsenceCurrent || d.Removing || d.Replays {
		return nil
	}
	all := r.System("hands work on")
	to, teams, err := presentSubstitute(ctx, all, Substitute.Of(d), d.HappenedAt)
	if err != nil {
		return err
	}
	for _, t := range d.Type.Catalogue().Types() {
		if !t.Ability("assignment") || t.States == nil {
			continue
		}
		rows, err := all.Find(ctx, t.Name, `assignee = "`+Person.Of(d)+`" and state is open`, mostWork)
		if err != nil {
			return err
		}
		for _, row := range rows {
			w := record.NewDraft(row.Type, row)
			assignment.InsteadOf.Set(w, Person.Of(d))
			assignment.Assignee.Clear(w)
			if slices.Contains(teams, assignment.Team.Of(row)) {
				assignment.Assignee.Set(w, to)
			}
			d.Follow(w)
		}
	}
	return nil
}

// presentSubstitute gives the substitute and their teams, unless they are away themselves.
func presentSubstitute(ctx context.Context, r record.Reader, person string, at time.Time) (string, []string, error) {
	if person == "" {
		return "", nil, nil
	}
	if away, err := awayAt(ctx, r, person, at); err != nil || away != nil {
		return "", nil, err
	}
	teams, err := people.TeamsOf(ctx, r, person)
	return person, teams, err
}

// awayAt gives the absence of a person at an instant, nil when they are there.
func awayAt(ctx context.Context, r record.Reader, person string, at time.Time) (*record.Record, error) {
	if _, ok := r.Type("absence"); !ok {
		return nil, nil
	}
	rows, err := r.Find(ctx, "absence", `person = "`+person+`" and state is open`, mostAbsences)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		if !From.Of(row).After(at) && Until.Of(row).After(at) {
			return row, nil
		}
	}
	return nil, nil
}

// mostAbsences bounds how many absences of one person are planned.
const mostAbsences = 100

// Away tells whether a person is away at an instant, and who of the team stands in: the substitute,
// where they are there and work in the team, else nobody.
func Away(ctx context.Context, r record.Reader, person, team string, at time.Time) (substitute string, away bool, err error) {
	absence, err := awayAt(ctx, r, person, at)
	if err != nil || absence == nil {
		return "", false, err
	}
	to, teams, err := presentSubstitute(ctx, r, Substitute.Of(absence), at)
	if err != nil || team != "" && !slices.Contains(teams, team) {
		return "", true, err
	}
	return to, true, nil
}
