// Package servicelevel keeps what is promised: calendars of working time, agreements and their
// targets.
//
// Its one rule: for every record and every measure at most one target of a kind of agreement holds,
// the one with the most specific filter; two that could both hold are refused when they are written.
package servicelevel

import (
	"steward/kernel/record"
	"steward/practice/people"
)

// Types lists what the practice keeps.
func Types() []*record.Type {
	return []*record.Type{&CalendarType, &DayType, &AgreementType, &TargetType, &StepType}
}

// The names of the types.
const (
	calendarName  = "calendar"
	dayName       = "calendar_day"
	agreementName = "agreement"
	targetName    = "target"
	stepName      = "escalation_step"
)

// access: managers and administrators keep what is promised, agents read it.
func access() record.Access {
	return record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read}},
	}
}

// remeasure is the rule that open work is measured again when what is promised changes.
func remeasure(say string) record.Rule {
	return record.Rule{On: record.Following, Say: say, Do: askAgain}
}
