package clock

import (
	"fmt"
	"time"
)

// Replay goes through the events, which must rise in time, up to and including now.
//
// A run is breached iff it stops, or goes on, after its due instant, both in whole seconds: at the due
// instant itself it is met. Outside working hours the due instant stays where it was, at the close.
func Replay(target Target, events []Event, rules Rules, now time.Time) (State, error) {
	if err := check(target, events, rules); err != nil {
		return State{}, err
	}
	r := &replay{rules: rules, phase: NotStarted, steps: make([]Step, 0, len(events)+1)}
	r.run.Target = target
	for _, e := range events {
		if e.At.After(now) {
			break
		}
		r.take(e)
	}
	r.judge(now)
	return r.state(now), r.err
}

func check(target Target, events []Event, rules Rules) error {
	if err := target.check(); err != nil {
		return err
	}
	for i, e := range events {
		if !e.Kind.known() {
			return fmt.Errorf("%w: event %d is %q", ErrEvent, i+1, e.Kind)
		}
		if i > 0 && e.At.Before(events[i-1].At) {
			return fmt.Errorf("%w: event %d, %s at %v", ErrOrder, i+1, e.Kind, e.At)
		}
		if e.Target != nil {
			if err := e.Target.check(); err != nil {
				return fmt.Errorf("event %d: %w", i+1, err)
			}
		}
	}
	return rules.check()
}

func (t Target) check() error {
	if t.Calendar == nil || t.Duration <= 0 {
		return fmt.Errorf("%w: %q needs a calendar and a duration above zero", ErrTarget, t.Name)
	}
	return nil
}

func (k Kind) known() bool {
	switch k {
	case Start, Pause, Resume, Stop, Reset, Reopen, Retarget, Cancel:
		return true
	}
	return false
}

func (rules Rules) check() error {
	for _, percent := range rules.Levels {
		if percent < 1 || percent > 1000 {
			return fmt.Errorf("%w: level %d, levels are 1 to 1000 percent", ErrRules, percent)
		}
	}
	switch rules.Reopening {
	case Continue, Restart, CountThrough:
	default:
		return fmt.Errorf("%w: reopening %q", ErrRules, rules.Reopening)
	}
	switch rules.Retargeting {
	case Retroactive, FromChange, Proportional:
	default:
		return fmt.Errorf("%w: retargeting %q", ErrRules, rules.Retargeting)
	}
	return nil
}
