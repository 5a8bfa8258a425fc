// Package service keeps what IT delivers: services, whom they depend on, who answers for them.
//
// Its one rule: a service is live only while somebody owns it and a team supports it.
package service

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of a service.
var (
	Name        = record.Text("name").Required().Unique().Searched()
	Description = record.LongText("description")
	Outcome     = record.LongText("outcome") // the business outcome that it serves
	Owner       = record.Person("owner").Indexed()
	Team        = record.Ref("team", "team").Indexed() // who supports it
	Criticality = record.Choice("criticality", "high", "medium", "low").Required().Default("medium")
	Hours       = record.Text("hours")
	Continuity  = record.Choice("continuity", "critical", "important", "normal", "none")
	CostCentre  = record.Text("cost_centre")

	From      = record.Ref("service", "service").Required().Indexed()
	DependsOn = record.Ref("depends_on", "service").Required().Indexed()
	note      = record.LongText("note")
	pair      = record.Text("pair").Computed().Unique()
)

// Service is a means of enabling outcomes that people want, without them owning its costs and risks.
var Service = record.Type{Name: "service", Number: "SVC", Title: Name, Keys: record.Columns{Name}, Icon: "layers",
	Fields: record.Columns{Name, Description, Outcome, Owner, Team, Criticality, Hours, Continuity, CostCentre},
	States: stages,
	Access: access(),
	List:   record.Columns{Name, Criticality, Owner, Team},
	Pages:  record.Pages{Group: "estate"},
}

// Dependency says that one service needs another.
var Dependency = record.Type{Name: "service_dependency", Plural: "service_dependencies", Icon: "waypoints",
	Fields: record.Columns{From, DependsOn, note, pair},
	Rules: record.Rules{
		record.Formula("a service depends on another once", pair,
			func(d *record.Draft) string { return From.Of(d) + "/" + DependsOn.Of(d) }, From, DependsOn),
		{On: record.Checking, Say: "a service does not depend on itself", Reads: record.Columns{From, DependsOn}, Do: notItself},
	},
	Access: dependencyAccess(),
	List:   record.Columns{From, DependsOn, note},
}

func notItself(_ context.Context, d *record.Draft, _ record.Reader) error {
	if From.Of(d) == DependsOn.Of(d) {
		return fault.New(fault.Invalid, "service_dependency", "not-oneself").On(DependsOn.Name())
	}
	return nil
}

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Service, &Dependency} }

// access: what a service costs and how it would go on after a disaster is for those who run it.
func access() record.Access {
	return record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read}},
		{Role: people.Requester, Can: []record.Operation{record.Read}, Rows: "state = live",
			Fields: []string{record.NumberField.Name(), Name.Name(), Description.Name(), Hours.Name(), record.StateName}},
	}
}

// dependencyAccess: how services hang together is for those who run them.
func dependencyAccess() record.Access { return access()[:3] }

var stages = &record.Lifecycle{
	States: []record.State{
		{Key: "pipeline", Category: record.StateNew, Colour: "blue"},
		{Key: "live", Category: record.StateActive, Colour: "green", Asks: record.Columns{Owner, Team}},
		{Key: "retired", Category: record.StateClosed, Colour: "grey"},
	},
	Moves: []record.Move{
		{Name: "launch", From: []string{"pipeline", "retired"}, To: "live", Asks: record.Columns{Owner, Team}},
		{Name: "retire", From: []string{"pipeline", "live"}, To: "retired"},
	},
}
