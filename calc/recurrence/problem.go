package recurrence

import (
	"errors"
	"fmt"
)

// ErrRule is behind every [RuleError].
var ErrRule = errors.New("not a recurrence rule")

// Problem is a stable key for what is wrong with a part of a rule.
type Problem string

// The problems of a rule.
const (
	TooLong          Problem = "too-long"
	NoFrequency      Problem = "no-frequency"
	UnknownFrequency Problem = "unknown-frequency"
	UnknownPart      Problem = "unknown-part"
	UnsupportedPart  Problem = "unsupported-part"
	Malformed        Problem = "malformed"
	Twice            Problem = "twice"
	NotANumber       Problem = "not-a-number"
	OutOfRange       Problem = "out-of-range"
	UnknownWeekday   Problem = "unknown-weekday"
	NotADate         Problem = "not-a-date"
	UnknownZone      Problem = "unknown-zone"
	CountAndUntil    Problem = "count-and-until"
	WrongFrequency   Problem = "wrong-frequency"
	NthNeedsMonth    Problem = "nth-needs-month"
	PositionAlone    Problem = "position-alone"
)

var waysOut = map[Problem]string{
	TooLong:          "shorten the rule to 1000 characters",
	NoFrequency:      "begin with FREQ=, such as FREQ=WEEKLY",
	UnknownFrequency: "choose YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY or MINUTELY",
	UnknownPart:      "leave it out, or check its spelling",
	UnsupportedPart:  "leave it out; the seconds are those of the start",
	Malformed:        "write each part as NAME=VALUE and put ; between them",
	Twice:            "keep one of the two",
	NotANumber:       "write whole numbers with commas between them",
	OutOfRange:       "use a number that exists there",
	UnknownWeekday:   "use MO, TU, WE, TH, FR, SA or SU, with a number such as -1FR where it is the last",
	NotADate:         "write a day as 20261231, a time on the wall as 20261231T235959, or an instant in UTC as 20261231T225959Z",
	UnknownZone:      "name a zone of the IANA database, such as TZID=Europe/Berlin",
	CountAndUntil:    "keep either COUNT or UNTIL",
	WrongFrequency:   "it has no meaning with this FREQ; leave it out or change FREQ",
	NthNeedsMonth:    "leave the number out, or use FREQ=MONTHLY or FREQ=YEARLY without BYWEEKNO",
	PositionAlone:    "add what it picks from, such as BYDAY=MO,TU,WE,TH,FR",
}

// RuleError says which part of a rule cannot be understood, why, and what to do.
type RuleError struct {
	Part    string // such as BYDAY; empty for the rule as a whole
	Value   string
	Problem Problem
}

func (e *RuleError) Error() string {
	what := e.Part
	if e.Value != "" {
		what += "=" + e.Value
	}
	if what == "" {
		return fmt.Sprintf("%v: %s: %s", ErrRule, e.Problem, waysOut[e.Problem])
	}
	return fmt.Sprintf("%v: %q: %s: %s", ErrRule, what, e.Problem, waysOut[e.Problem])
}

func (e *RuleError) Unwrap() error { return ErrRule }
