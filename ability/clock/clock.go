// Package clock is the ability of records to be promised: within how much working time somebody
// answers, tells the next word, finds a way around and restores.
//
// Its one rule: a clock is a function of the events written down in it. Whatever starts, pauses,
// stops or moves a clock is an event with its author, and replaying the events gives the clock.
package clock

import (
	"steward/kernel/record"
)

// The fields that the ability gives a type.
var (
	// Due is the next instant at which a promise to the customer runs out; empty while none runs.
	Due = record.Instant("due").Computed().Indexed()
	// DueFor says which promise that is.
	DueFor = record.Choice("due_for", measures...).Computed()
)

// The kinds of agreement.
const (
	SLA          = "sla"          // promised to the customer
	OLA          = "ola"          // promised by one team to another, for each time it has the work
	Underpinning = "underpinning" // promised by a supplier
)

// What is promised.
const (
	Response   = "response"   // the first answer of a person
	Update     = "update"     // the next word after one of the customer's
	Workaround = "workaround" // a way around
	Resolution = "resolution" // restored
)

var (
	kinds    = []string{SLA, OLA, Underpinning}
	measures = []string{Response, Update, Workaround, Resolution}
)

// The phases of a clock, as package calc/clock names them.
const (
	Running   = "running"
	Paused    = "paused"
	Stopped   = "stopped"
	Cancelled = "cancelled"
)

// The outcomes of a clock.
const (
	Met      = "met"
	Breached = "breached"
)

// TypeName is the name of the record type of clocks.
const TypeName = "clock"

// Fields of a clock. What it measured is written by rules alone; a person may only set one aside.
var (
	Subject = record.AnyRef("subject").Required().Indexed()
	Target  = record.Ref("target", "target").Computed()
	Kind    = record.Choice("kind", kinds...).Computed()
	Measure = record.Choice("measure", measures...).Computed()
	Phase   = record.Choice("phase", Running, Paused, Stopped, Cancelled).Computed()

	StartedAt   = record.Instant("started_at").Computed().Indexed()
	RunsOut     = record.Instant("runs_out_at").Computed() // empty while a pause leaves it open
	EndedAt     = record.Instant("ended_at").Computed()
	PausedSince = record.Instant("paused_since").Computed()
	PausedFor   = record.Text("paused_for").Computed() // the reason, while it is paused
	// Elapsed is the working time up to the last event, pauses taken off.
	Elapsed  = record.Duration("elapsed").Computed()
	Promised = record.Duration("promised").Computed()
	Outcome  = record.Choice("outcome", Met, Breached).Computed()
	// DecidedAt is when the outcome stood: the stop that met, or the instant at which it ran out.
	DecidedAt = record.Instant("decided_at").Computed().Indexed()
	// Level is the highest share of the promise in percent that has been passed and told.
	Level  = record.Number("level").Computed()
	NextAt = record.Instant("next_at").Computed().Filtered() // when the next level is reached
	Next   = record.Number("next_level").Computed()
	Events = record.Structured("events").Computed().Max(eventsMax)

	// Team, Service, Category and Priority are the subject's as they were at the last event; of a
	// team's own clock, the team whose it is.
	Team     = record.Ref("team", "team").Computed()
	Service  = record.Ref("service", "service").Computed()
	Category = record.Ref("category", "category").Computed()
	Priority = record.Number("priority").Computed()

	// Excluded says why the clock counts in no report, such as a flood.
	Excluded   = record.Text("excluded")
	ExcludedBy = record.Person("excluded_by").Computed()
)

const eventsMax = 1 << 20 // characters

// clocks declares the type. Clocks are read by the readers of their subjects: what is promised to
// the customer by all of them, what teams and suppliers promise by staff.
func (w Work) clocks() *record.Type {
	read := []record.Operation{record.Read}
	access := record.Access{{Role: record.Everyone, Can: read, Via: Subject.Name(), Rows: "kind = " + SLA}}
	for _, role := range w.Staff {
		access = append(access, record.Permission{Role: role, Can: read, Via: Subject.Name()})
	}
	for _, role := range w.Excluding {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Change}, Fields: []string{Excluded.Name()}})
	}
	return &record.Type{Name: TypeName, Icon: "timer", Access: access,
		Fields: record.Columns{Subject, Target, Kind, Measure, Phase, StartedAt, RunsOut, EndedAt, PausedSince, PausedFor, Elapsed, Promised, Outcome, DecidedAt,
			Level, NextAt, Next, Team, Service, Category, Priority, Excluded, ExcludedBy, Events},
		Rules: record.Rules{
			{On: record.Filling, Say: "who sets a clock aside is remembered", Reads: record.Columns{Excluded}, Sets: record.Columns{ExcludedBy}, Do: setAside},
			{On: record.Following, Say: "a clock plans when it reaches its next level", Reads: record.Columns{NextAt}, Do: plan},
		},
		Actions: record.Actions{w.passLevel(), w.replay()},
		Orders:  []string{"-started_at"}, Unindexed: record.Columns{record.CreatedAt, record.UpdatedAt},
		List: record.Columns{Subject, Kind, Measure, Phase, RunsOut, Elapsed, Promised, Outcome, DecidedAt}}
}
