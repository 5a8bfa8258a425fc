package clock

import (
	"encoding/json"
	"fmt"
	"time"

	"steward/calc/clock"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Event is something that moved a clock, as it is written down.
type Event struct {
	At time.Time  `json:"at"`
	Do clock.Kind `json:"do"`
	By string     `json:"by,omitempty"` // id of the person; empty for the system
	// Why is the reason: what a pause waits for, or the key of one of the reasons below.
	Why string `json:"why,omitempty"`
	// Terms are what is promised from then on, of a start and a retarget.
	Terms *Terms `json:"terms,omitempty"`
}

// Terms are what was promised: a target as it was then.
type Terms struct {
	Target   string `json:"target"`
	Calendar string `json:"calendar"`
	Seconds  int64  `json:"seconds"`
}

// Reasons of events, beside those for which a record waits.
const (
	whyHandedOver  = "handed-over"
	whyNoAgreement = "no-agreement"
	whyReset       = "reset"
	whyAnswered    = "answered-at-creation"
	whyEnded       = "cancelled"
)

func encode(events []Event) (value.Value, error) {
	raw, err := json.Marshal(events)
	if err != nil {
		return value.Value{}, fmt.Errorf("clock.events: %w", err)
	}
	d := Events.Definition()
	return d.Kind.Parse(d, string(raw), record.Input{})
}

func decode(raw json.RawMessage) (events []Event, err error) {
	if len(raw) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(raw, &events); err != nil {
		return nil, fmt.Errorf("clock.events: %w", err)
	}
	return events, nil
}

// history turns events into what the mathematics replays, with the calendars as they are now.
func (b *Book) history(events []Event) (first clock.Target, list []clock.Event, err error) {
	list = make([]clock.Event, len(events))
	for i, e := range events {
		list[i] = clock.Event{At: e.At, Kind: e.Do, By: e.By, Reason: e.Why}
		if e.Do == clock.Pause || e.Do == clock.Resume {
			list[i].Condition = e.Why
		}
		if e.Terms == nil {
			continue
		}
		t, err := b.target(*e.Terms)
		if err != nil {
			return first, nil, err
		}
		if e.Do == clock.Retarget {
			list[i].Target = &t
		}
		if i == 0 {
			first = t
		}
	}
	return first, list, nil
}

func (b *Book) target(t Terms) (clock.Target, error) {
	c := b.calendars[t.Calendar]
	if c == nil {
		return clock.Target{}, fmt.Errorf("clock: there is no calendar %q", t.Calendar)
	}
	name := t.Target
	if p := b.byID[t.Target]; p != nil {
		name = p.Name
	}
	return clock.Target{Name: name, Duration: time.Duration(t.Seconds) * time.Second, Calendar: c}, nil
}

// rules are those of the target that a clock has now.
func (b *Book) rules(target string) clock.Rules {
	if p := b.byID[target]; p != nil {
		return p.Rules
	}
	return clock.Rules{Levels: []int{breachLevel}}
}

// Replay gives where a clock stands at an instant, from its events alone.
func (b *Book) Replay(events []Event, now time.Time) (clock.State, error) {
	first, list, err := b.history(events)
	if err != nil {
		return clock.State{}, err
	}
	return clock.Replay(first, list, b.rules(targetOf(events)), now)
}

// targetOf is the target that the events end with.
func targetOf(events []Event) string {
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Terms != nil {
			return events[i].Terms.Target
		}
	}
	return ""
}
