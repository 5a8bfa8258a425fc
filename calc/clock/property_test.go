package clock_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"steward/calc/clock"
	"steward/calc/worktime"
)

// someHistory is any events at all, in order of time but not of sense.
func someHistory(t *rapid.T, start time.Time, kinds []clock.Kind, targets []clock.Target) (list []clock.Event) {
	at := start
	for range rapid.IntRange(0, 14).Draw(t, "events") {
		at = at.Add(time.Duration(rapid.IntRange(0, 20*3600).Draw(t, "seconds later")) * time.Second)
		e := clock.Event{At: at, Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		switch e.Kind {
		case clock.Pause, clock.Resume:
			e.Condition = rapid.SampledFrom([]string{"user", "supplier"}).Draw(t, "condition")
		case clock.Retarget:
			e.Target = &targets[rapid.IntRange(0, len(targets)-1).Draw(t, "target")]
		}
		list = append(list, e)
	}
	return list
}

var (
	anyKind = []clock.Kind{clock.Start, clock.Start, clock.Pause, clock.Pause, clock.Resume, clock.Resume, clock.Stop,
		clock.Reset, clock.Reopen, clock.Reopen, clock.Retarget, clock.Cancel}
	pausing = []clock.Kind{clock.Pause, clock.Resume}
)

func someRules(t *rapid.T) clock.Rules {
	return clock.Rules{
		Reopening:   rapid.SampledFrom([]clock.Reopening{clock.Continue, clock.Restart, clock.CountThrough}).Draw(t, "reopening"),
		Retargeting: rapid.SampledFrom([]clock.Retargeting{clock.Retroactive, clock.FromChange, clock.Proportional}).Draw(t, "retargeting"),
		Levels:      []int{50, 75, 100},
	}
}

func replayed(t *rapid.T, target clock.Target, events []clock.Event, rules clock.Rules, now time.Time) clock.State {
	state, err := clock.Replay(target, events, rules, now)
	if err != nil {
		t.Fatal(err)
	}
	return state
}

// byDefinition is elapsed as the rule says it: from start to now, less the pauses merged.
func byDefinition(c *worktime.Calendar, start time.Time, events []clock.Event, now time.Time) time.Duration {
	sum := c.Between(start, now)
	held := map[string]bool{}
	var since time.Time
	for _, e := range events {
		before := len(held)
		if e.Kind == clock.Pause {
			held[e.Condition] = true
		} else {
			delete(held, e.Condition)
		}
		if before == 0 && len(held) > 0 {
			since = e.At
		}
		if before > 0 && len(held) == 0 {
			sum -= c.Between(since, e.At)
		}
	}
	if len(held) > 0 {
		sum -= c.Between(since, now)
	}
	return sum
}

func TestElapsedIsWhatTheRuleSays(t *testing.T) {
	target := clock.Target{Duration: 20 * time.Hour, Calendar: calendar(t, "08:00-17:30")}
	start := on(t, "8 07:00")
	rapid.Check(t, func(t *rapid.T) {
		history := someHistory(t, start, pausing, nil)
		now := start
		if len(history) > 0 {
			now = history[len(history)-1].At
		}
		now = now.Add(time.Duration(rapid.IntRange(0, 90000).Draw(t, "later")) * time.Second)
		state := replayed(t, target, append([]clock.Event{{At: start, Kind: clock.Start}}, history...), clock.Rules{}, now)
		if want := byDefinition(target.Calendar, start, history, now); state.Elapsed != want {
			t.Fatalf("%v elapsed, want %v", state.Elapsed, want)
		}
		if state.Phase != clock.Running || state.Outcome == clock.Breached {
			return
		}
		if at := replayed(t, target, append([]clock.Event{{At: start, Kind: clock.Start}}, history...), clock.Rules{}, state.Due); at.Outcome != clock.Undecided || at.Elapsed != target.Duration {
			t.Fatalf("at the due instant %v: %q, %v elapsed", state.Due, at.Outcome, at.Elapsed)
		}
		after := state.Due.Add(time.Second)
		if late := replayed(t, target, append([]clock.Event{{At: start, Kind: clock.Start}}, history...), clock.Rules{}, after); late.Outcome != clock.Breached {
			t.Fatalf("a second after the due instant %v: %q", state.Due, late.Outcome)
		}
	})
}

func TestAnyHistoryReplaysTheSameAndInOrder(t *testing.T) {
	office, night := calendar(t, "09:00-17:00"), calendar(t, "18:00-24:00")
	targets := []clock.Target{
		{Name: "normal", Duration: 6 * time.Hour, Calendar: office},
		{Name: "quick", Duration: time.Hour, Calendar: office},
		{Name: "night", Duration: 3 * time.Hour, Calendar: night},
	}
	rapid.Check(t, func(t *rapid.T) {
		rules := someRules(t)
		history := someHistory(t, time.Date(2026, 6, 8, 7, 0, 0, 0, time.UTC), anyKind, targets)
		end := time.Date(2026, 6, 25, 0, 0, 0, 0, time.UTC)
		now := time.Date(2026, 6, 8, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 16*24*3600).Draw(t, "now")) * time.Second)
		asOf := replayed(t, targets[0], history, rules, now)
		known := slices.DeleteFunc(slices.Clone(history), func(e clock.Event) bool { return e.At.After(now) })
		if again := replayed(t, targets[0], known, rules, now); !reflect.DeepEqual(again, asOf) {
			t.Fatalf("what comes later changed the past: %+v, %+v", asOf, again)
		}
		final := replayed(t, targets[0], history, rules, end)
		checkState(t, asOf)
		checkState(t, final)
		if len(asOf.Steps) > len(final.Steps) || len(asOf.Earlier) > len(final.Earlier) {
			t.Fatalf("something was forgotten: %+v, then %+v", asOf, final)
		}
	})
}

func checkState(t *rapid.T, s clock.State) {
	for i, step := range s.Steps {
		if i > 0 && step.At.Before(s.Steps[i-1].At) {
			t.Fatalf("step %d at %v comes after one at %v", i, step.At, s.Steps[i-1].At)
		}
	}
	for _, run := range append(slices.Clone(s.Earlier), s.Run) {
		if run.Elapsed < 0 {
			t.Fatalf("less than nothing elapsed: %+v", run)
		}
		if (run.Outcome == clock.Breached) != (len(run.Breaches) > 0) {
			t.Fatalf("%q with breaches %+v", run.Outcome, run.Breaches)
		}
		for _, b := range run.Breaches {
			if b.At.Before(b.Due) {
				t.Fatalf("missed %v before it was due %v", b.At, b.Due)
			}
		}
	}
	if s.Phase == clock.Running && s.Due.IsZero() {
		t.Fatalf("running without a due date: %+v", s)
	}
	for i := 1; i < len(s.Levels); i++ {
		earlier, later := s.Levels[i-1], s.Levels[i]
		if later.Passed && !earlier.Passed || !later.At.IsZero() && later.At.Before(earlier.At) {
			t.Fatalf("levels out of order: %+v", s.Levels)
		}
	}
}
