package escalation

import (
	"steward/kernel/fault"
	"steward/kernel/record"
)

// TypeName is the name of the record type.
const TypeName = "escalation"

// What escalates a record.
const (
	ByClock  = "clock"  // a promise was used up by a share that an agreement names
	ByPerson = "person" // somebody who works on it
)

// The kinds of a person's escalation.
const (
	Functional   = "functional"
	Hierarchical = "hierarchical"
)

// Fields of an escalation.
var (
	Subject = record.AnyRef("subject").Required().Indexed()
	Origin  = record.Choice("origin", ByClock, ByPerson).Default(ByClock).Indexed()
	At      = record.Instant("reached_at").Required().Indexed()
	// Told and ToTeam are whom it concerns: who was told, the team that was told or has the work now.
	Told   = record.Refs("told", "person")
	ToTeam = record.Ref("told_team", "team").Indexed()

	// Of a person's.
	Kind     = record.Choice("kind", Functional, Hierarchical)
	Reason   = record.Text("reason").Max(500)
	FromTeam = record.Ref("from_team", "team")
	By       = record.Person("by")

	// Of a clock's: which, what it measures, the share in percent that was used up, and when it runs out.
	OfClock = record.Ref("clock", "clock").Indexed()
	Measure = record.Choice("measure", "response", "update", "workaround", "resolution")
	Percent = record.Number("percent")
	RunsOut = record.Instant("runs_out_at")
)

// Type declares the type: a fact that is read by the staff who read its subject.
func Type(staff []string) *record.Type {
	return &record.Type{Name: TypeName, Icon: "megaphone", Access: readBy(staff),
		Fields: record.Columns{Subject, Origin, OfClock, Measure, Percent, At, RunsOut, Told, ToTeam, Kind, Reason, FromTeam, By},
		Orders: []string{"-reached_at"},
		List:   record.Columns{At, Subject, Origin, Kind, Measure, Percent, Reason, Told, ToTeam}}
}

func readBy(staff []string) record.Access {
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: Subject.Name()})
	}
	return access
}

// New begins an escalation of a record.
func New(r record.Reader, subject record.Subject, origin string) (*record.Draft, error) {
	t, ok := r.Type(TypeName)
	if !ok {
		return nil, fault.New(fault.Internal, "escalation", "no-such-type", "type", TypeName)
	}
	e := record.NewDraft(t, nil)
	Subject.Set(e, subject)
	Origin.Set(e, origin)
	return e, nil
}
