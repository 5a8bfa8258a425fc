// Package clock tells where a service level promise stands, from what has happened to it.
//
// Its one rule: the state follows from the recorded events alone, by replaying them. The same events with
// another calendar, target or set of rules answer "what if", and with an earlier now, "as of".
package clock

import (
	"errors"
	"time"

	"steward/calc/worktime"
)

// What can be wrong with the input of a replay.
var (
	// ErrTarget marks a promise without a calendar or without a duration above zero.
	ErrTarget = errors.New("not a target")
	// ErrEvent marks an event of no known kind.
	ErrEvent = errors.New("not a clock event")
	// ErrOrder marks an event that comes before the one ahead of it in the list.
	ErrOrder = errors.New("events out of order")
	// ErrRules marks an unknown rule or a level outside 1 to 1000 percent.
	ErrRules = errors.New("not clock rules")
)

// Target is what is promised: so much working time of a calendar.
type Target struct {
	Name     string // of the agreement; explanations repeat it
	Duration time.Duration
	Calendar *worktime.Calendar
}

// Kind is what happens to a clock.
type Kind string

// The kinds of event.
const (
	Start    Kind = "start"    // begins a run; if the run before was stopped or cancelled, a new one
	Pause    Kind = "pause"    // a condition of Event.Condition begins to hold the clock
	Resume   Kind = "resume"   // that condition ends; the clock runs when no other holds it
	Stop     Kind = "stop"     // what was promised is done
	Reset    Kind = "reset"    // the run ends undecided, and a new one begins at once
	Reopen   Kind = "reopen"   // what was done is not done after all; see [Reopening]
	Retarget Kind = "retarget" // another agreement holds, or none; see [Retargeting]
	Cancel   Kind = "cancel"   // the promise no longer holds
)

// Breach appears in steps only: it is no event but found by the replay.
const Breach Kind = "breach"

// Event is something recorded that moves a clock. An event that makes no sense where it comes, such as a
// second stop, changes nothing and is shown as ignored among the steps.
type Event struct {
	At        time.Time
	Kind      Kind
	By        string  // who, or which rule
	Reason    string  // as recorded
	Condition string  // of Pause and Resume; conditions overlap freely
	Target    *Target // of Retarget; nil when no agreement matches, which cancels
}

// Reopening says what a reopened clock counts.
type Reopening string

// The ways to reopen.
const (
	Continue     Reopening = ""              // the time while stopped does not count
	Restart      Reopening = "restart"       // a new run begins
	CountThrough Reopening = "count-through" // as if it had never been stopped
)

// Retargeting says how a change of target treats the time already spent.
type Retargeting string

// The ways to change the target.
const (
	Retroactive  Retargeting = ""             // all of it counts, by the new calendar
	FromChange   Retargeting = "from-change"  // none of it counts
	Proportional Retargeting = "proportional" // the share spent of the old target is spent of the new one
)

// Rules are the choices of an agreement.
type Rules struct {
	Reopening   Reopening
	Retargeting Retargeting
	Levels      []int // percent of the target at which something is to happen
}

// Phase is where a clock stands.
type Phase string

// The phases.
const (
	NotStarted Phase = "not-started"
	Running    Phase = "running"
	Paused     Phase = "paused"
	Stopped    Phase = "stopped"
	Cancelled  Phase = "cancelled"
)

// Outcome is how a run ended. A running clock that is late is breached already.
type Outcome string

// The outcomes.
const (
	Undecided Outcome = ""
	Met       Outcome = "met"
	Breached  Outcome = "breached"
)

// State is where a clock stands at an instant: its present run, the runs before it, and how it came there.
type State struct {
	Run
	Phase Phase
	// Remaining is the target less what has elapsed; negative when late.
	Remaining time.Duration
	Levels    []Level
	Earlier   []Run
	Steps     []Step
}

// Run is one measurement, from a start to a stop.
type Run struct {
	Target   Target // the one that holds, or held at the end
	Started  time.Time
	Ended    time.Time     // zero while it goes on
	Elapsed  time.Duration // working time spent, pauses taken off
	Due      time.Time     // when the target is or was used up; zero while a pause leaves it open
	Outcome  Outcome
	Breaches []Lateness // one for each target that was missed; once recorded they stay
	Holds    []Hold     // the pauses, in the order in which they ended
}

// Lateness is a target that was missed.
type Lateness struct {
	Target Target    // as it was then
	Due    time.Time // when the target was used up
	At     time.Time // since when it counts as missed: Due, or the event that made Due lie in the past
}

// Hold is one pause: a condition that held the clock.
type Hold struct {
	Condition string
	From      time.Time
	To        time.Time // zero while it lasts
	By        string    // who began it, and why
	Reason    string
	EndedBy   string
	Working   time.Duration // working time that fell into it; holds that overlap share it
}

// Level is a percentage of the target.
type Level struct {
	Percent int
	At      time.Time // zero while nobody can know it
	Passed  bool
}

// Step is one line of the explanation: an event or a breach, and where the clock stood just after.
type Step struct {
	At        time.Time
	Kind      Kind
	Ignored   bool // the event made no sense here
	By        string
	Reason    string
	Condition string
	Target    Target
	Phase     Phase
	Elapsed   time.Duration
	Remaining time.Duration
	Due       time.Time
}
