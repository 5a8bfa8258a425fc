package clock_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"steward/calc/clock"
)

func TestTheExplanationTellsEveryStep(t *testing.T) {
	office := calendar(t, "09:00-17:00")
	target := clock.Target{Name: "normal", Duration: 4 * time.Hour, Calendar: office}
	targets := map[string]clock.Target{"quick": {Name: "quick", Duration: 2 * time.Hour, Calendar: office}}
	state, err := clock.Replay(target, events(t, targets,
		"8 09:00 start",
		"8 10:00 pause user",
		"8 10:30 pause user",
		"8 11:00 resume user",
		"8 13:00 retarget quick",
		"8 14:00 stop",
	), clock.Rules{Levels: []int{50, 100, 150}}, on(t, "8 17:00"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range state.Steps {
		got = append(got, fmt.Sprintf("%s %s ignored:%t %s %s %s: %s, %v of %s, due %s",
			shown(s.At), s.Kind, s.Ignored, s.By, s.Reason, s.Condition, s.Phase, s.Elapsed, s.Target.Name, shown(s.Due)))
	}
	want := []string{
		"8 09:00 start ignored:false ann because : running, 0s of normal, due 8 13:00",
		"8 10:00 pause ignored:false ann because user: paused, 1h0m0s of normal, due none",
		"8 10:30 pause ignored:true ann because user: paused, 1h0m0s of normal, due none",
		"8 11:00 resume ignored:false ann because user: running, 1h0m0s of normal, due 8 14:00",
		"8 13:00 retarget ignored:false ann because : running, 3h0m0s of quick, due 8 12:00",
		"8 13:00 breach ignored:false   : running, 3h0m0s of quick, due 8 12:00",
		"8 14:00 stop ignored:false ann because : stopped, 4h0m0s of quick, due 8 12:00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the explanation is\n%q, want\n%q", got, want)
	}
	for i, at := range []string{"8 09:00", "8 12:00", "8 13:00"} {
		if i > 0 && !(shown(state.Levels[i].At) == at && state.Levels[i].Passed) {
			t.Errorf("level %d was reached %s, want %s", state.Levels[i].Percent, shown(state.Levels[i].At), at)
		}
	}
}

func TestHoldsKeepWhoAndWhy(t *testing.T) {
	target := clock.Target{Name: "normal", Duration: 4 * time.Hour, Calendar: calendar(t, "09:00-17:00")}
	state, err := clock.Replay(target, []clock.Event{
		{At: on(t, "8 09:00"), Kind: clock.Start},
		{At: on(t, "8 16:00"), Kind: clock.Pause, Condition: "waiting", By: "ann", Reason: "asked for a picture"},
		{At: on(t, "9 10:00"), Kind: clock.Resume, Condition: "waiting", By: "bob"},
		{At: on(t, "9 10:30"), Kind: clock.Pause, Condition: "supplier", By: "ann", Reason: "part ordered"},
	}, clock.Rules{}, on(t, "9 11:00"))
	if err != nil {
		t.Fatal(err)
	}
	want := []clock.Hold{
		{Condition: "waiting", From: on(t, "8 16:00"), To: on(t, "9 10:00"), By: "ann", Reason: "asked for a picture", EndedBy: "bob", Working: 2 * time.Hour},
		{Condition: "supplier", From: on(t, "9 10:30"), By: "ann", Reason: "part ordered", Working: 30 * time.Minute},
	}
	if !slices.Equal(state.Holds, want) {
		t.Errorf("holds %+v, want %+v", state.Holds, want)
	}
}

func TestEarlierRunsKeepTheirOutcome(t *testing.T) {
	target := clock.Target{Name: "normal", Duration: 4 * time.Hour, Calendar: calendar(t, "09:00-17:00")}
	state, err := clock.Replay(target, events(t, nil,
		"8 09:00 start", "8 10:00 stop", // answered
		"8 11:00 start", "8 16:00 stop", // answered late
		"9 09:00 start", "9 10:00 pause user", "9 11:00 reset", // begun again
	), clock.Rules{}, on(t, "9 12:00"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, run := range append(state.Earlier, state.Run) {
		got = append(got, fmt.Sprintf("%s to %s: %v, %q, %d holds, due %s", shown(run.Started), shown(run.Ended), run.Elapsed, run.Outcome, len(run.Holds), shown(run.Due)))
	}
	want := []string{
		`8 09:00 to 8 10:00: 1h0m0s, "met", 0 holds, due 8 13:00`,
		`8 11:00 to 8 16:00: 5h0m0s, "breached", 0 holds, due 8 15:00`,
		`9 09:00 to 9 11:00: 1h0m0s, "", 1 holds, due none`,
		`9 11:00 to none: 0s, "", 1 holds, due none`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("runs\n%q, want\n%q", got, want)
	}
	if missed := state.Earlier[1].Breaches; len(missed) != 1 || shown(missed[0].Due) != "8 15:00" || missed[0].At != missed[0].Due {
		t.Errorf("breaches %+v", missed)
	}
}

// What if the same ticket had been promised within two hours, or by a team that works at night?
func TestWhatIf(t *testing.T) {
	happened := events(t, nil, "8 09:00 start", "8 10:00 pause user", "8 11:00 resume user", "8 12:30 stop")
	for _, c := range []struct {
		promise time.Duration
		open    string
		want    clock.Outcome
	}{{4 * time.Hour, "09:00-17:00", clock.Met}, {2 * time.Hour, "09:00-17:00", clock.Breached}, {2 * time.Hour, "12:00-20:00", clock.Met}} {
		target := clock.Target{Duration: c.promise, Calendar: calendar(t, c.open)}
		state, err := clock.Replay(target, happened, clock.Rules{}, on(t, "9 09:00"))
		if err != nil || state.Outcome != c.want {
			t.Errorf("%v within %s: %q %v, want %q", c.promise, c.open, state.Outcome, err, c.want)
		}
	}
}
