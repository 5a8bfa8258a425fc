package clock_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"steward/calc/clock"
	"steward/calc/walltime"
	"steward/calc/worktime"
)

func calendar(t testing.TB, open string) *worktime.Calendar {
	t.Helper()
	hours, err := worktime.ParseHours(open)
	if err != nil {
		t.Fatal(err)
	}
	c, err := worktime.New(worktime.Definition{Zone: "Europe/Berlin", Week: worktime.Weekdays(hours)}, walltime.Date{Year: 2026, Month: 1, Day: 1})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// on is a time of day in June 2026, in Berlin: "8 09:30" is Monday the 8th.
func on(t testing.TB, text string) time.Time {
	t.Helper()
	day, hands, _ := strings.Cut(text, " ")
	w, err := walltime.ParseDateTime(fmt.Sprintf("2026-06-%02sT%s", day, hands))
	if err != nil {
		t.Fatal(err)
	}
	berlin, _ := walltime.Zone("Europe/Berlin")
	return w.In(berlin, walltime.Shift)
}

func shown(at time.Time) string {
	if at.IsZero() {
		return "none"
	}
	berlin, _ := walltime.Zone("Europe/Berlin")
	return at.In(berlin).Format("2 15:04")
}

// events reads lines such as "8 09:00 pause waiting for user", the third word being the kind.
func events(t testing.TB, targets map[string]clock.Target, lines ...string) (list []clock.Event) {
	t.Helper()
	for _, line := range lines {
		word := strings.Fields(line)
		e := clock.Event{At: on(t, word[0]+" "+word[1]), Kind: clock.Kind(word[2]), By: "ann", Reason: "because"}
		if len(word) > 3 {
			e.Condition = word[3]
		}
		if target, ok := targets[e.Condition]; ok && e.Kind == clock.Retarget {
			e.Target, e.Condition = &target, ""
		}
		list = append(list, e)
	}
	return list
}

type story struct {
	name    string
	rules   clock.Rules
	happens []string
	now     string
	phase   clock.Phase
	outcome clock.Outcome
	elapsed time.Duration
	due     string
}

// The office is open from 9 to 17; what is promised takes 4 hours of that, "quick" only 2, "slow" 8, and
// "always" 4 hours round the clock.
var stories = []story{
	{name: "nothing has happened", now: "8 10:00", phase: clock.NotStarted, due: "none"},
	{name: "an hour in", happens: []string{"8 09:00 start"}, now: "8 10:00", phase: clock.Running, elapsed: time.Hour, due: "8 13:00"},
	{name: "it starts when the office opens", happens: []string{"7 20:00 start"}, now: "8 10:00", phase: clock.Running, elapsed: time.Hour, due: "8 13:00"},
	{name: "done in time", happens: []string{"8 09:00 start", "8 12:00 stop"}, now: "9 10:00", phase: clock.Stopped, outcome: clock.Met, elapsed: 3 * time.Hour, due: "8 13:00"},
	{name: "equal is met", happens: []string{"8 09:00 start", "8 13:00 stop"}, now: "9 10:00", phase: clock.Stopped, outcome: clock.Met, elapsed: 4 * time.Hour, due: "8 13:00"},
	{name: "a second late", happens: []string{"8 09:00 start", "8 13:00:01 stop"}, now: "9 10:00", phase: clock.Stopped, outcome: clock.Breached, elapsed: 4*time.Hour + time.Second, due: "8 13:00"},
	{name: "late and still running", happens: []string{"8 09:00 start"}, now: "8 14:00", phase: clock.Running, outcome: clock.Breached, elapsed: 5 * time.Hour, due: "8 13:00"},
	{name: "at the due instant it is not late", happens: []string{"8 09:00 start"}, now: "8 13:00", phase: clock.Running, elapsed: 4 * time.Hour, due: "8 13:00"},
	{name: "due at the close, done in the evening", happens: []string{"8 13:00 start", "8 20:00 stop"}, now: "9 10:00", phase: clock.Stopped, outcome: clock.Breached, elapsed: 4 * time.Hour, due: "8 17:00"},
	{name: "while paused nobody knows the due date", happens: []string{"8 09:00 start", "8 10:00 pause user"}, now: "8 15:00", phase: clock.Paused, elapsed: time.Hour, due: "none"},
	{name: "a pause moves the due date", happens: []string{"8 09:00 start", "8 10:00 pause user", "8 12:00 resume user"}, now: "8 13:00", phase: clock.Running, elapsed: 2 * time.Hour, due: "8 15:00"},
	{name: "a pause over the night moves it by working time", happens: []string{"8 16:00 start", "8 18:00 pause user", "9 08:00 resume user"}, now: "9 09:00", phase: clock.Running, elapsed: time.Hour, due: "9 12:00"},
	{name: "conditions that overlap count once", happens: []string{"8 09:00 start", "8 10:00 pause user", "8 11:00 pause supplier", "8 12:00 resume user", "8 13:00 resume supplier"}, now: "8 14:00", phase: clock.Running, elapsed: 2 * time.Hour, due: "8 16:00"},
	{name: "one condition still holds", happens: []string{"8 09:00 start", "8 10:00 pause user", "8 11:00 pause supplier", "8 12:00 resume user"}, now: "8 14:00", phase: clock.Paused, elapsed: time.Hour, due: "none"},
	{name: "done while paused", happens: []string{"8 09:00 start", "8 10:00 pause user", "9 12:00 stop"}, now: "9 14:00", phase: clock.Stopped, outcome: clock.Met, elapsed: time.Hour, due: "none"},
	{name: "created in a pausing state", happens: []string{"8 09:00 start", "8 09:00 pause user"}, now: "8 14:00", phase: clock.Paused, elapsed: 0, due: "none"},
	{name: "paused before it started", happens: []string{"8 08:00 pause user", "8 09:00 start", "8 10:00 resume user"}, now: "8 11:00", phase: clock.Running, elapsed: time.Hour, due: "8 14:00"},
	{name: "answered at creation", happens: []string{"8 09:00 start", "8 09:00 stop"}, now: "8 11:00", phase: clock.Stopped, outcome: clock.Met, elapsed: 0, due: "8 13:00"},
	{name: "reopened", happens: []string{"8 09:00 start", "8 11:00 stop", "8 15:00 reopen"}, now: "8 16:00", phase: clock.Running, elapsed: 3 * time.Hour, due: "8 17:00"},
	{name: "reopened, then done", happens: []string{"8 09:00 start", "8 11:00 stop", "8 15:00 reopen", "8 16:30 stop"}, now: "8 17:00", phase: clock.Stopped, outcome: clock.Met, elapsed: 210 * time.Minute, due: "8 17:00"},
	{name: "reopened and started over", rules: clock.Rules{Reopening: clock.Restart}, happens: []string{"8 09:00 start", "8 11:00 stop", "8 15:00 reopen"}, now: "8 16:00", phase: clock.Running, elapsed: time.Hour, due: "9 11:00"},
	{name: "reopened and counted through", rules: clock.Rules{Reopening: clock.CountThrough}, happens: []string{"8 09:00 start", "8 11:00 stop", "8 12:00 reopen"}, now: "8 12:30", phase: clock.Running, elapsed: 210 * time.Minute, due: "8 13:00"},
	{name: "counted through beyond the due date", rules: clock.Rules{Reopening: clock.CountThrough}, happens: []string{"8 09:00 start", "8 11:00 stop", "8 15:00 reopen"}, now: "8 15:00", phase: clock.Running, outcome: clock.Breached, elapsed: 6 * time.Hour, due: "8 13:00"},
	{name: "reopened after it was late", happens: []string{"8 09:00 start", "8 14:00 stop", "8 15:00 reopen", "8 16:00 stop"}, now: "8 17:00", phase: clock.Stopped, outcome: clock.Breached, elapsed: 6 * time.Hour, due: "8 13:00"},
	{name: "reset", happens: []string{"8 09:00 start", "8 12:00 reset"}, now: "8 13:00", phase: clock.Running, elapsed: time.Hour, due: "8 16:00"},
	{name: "reset while paused", happens: []string{"8 09:00 start", "8 10:00 pause user", "8 12:00 reset", "8 13:00 resume user"}, now: "8 14:00", phase: clock.Running, elapsed: time.Hour, due: "8 17:00"},
	{name: "the next question of the customer", happens: []string{"8 09:00 start", "8 10:00 stop", "9 09:00 start", "9 09:30 start"}, now: "9 10:00", phase: clock.Running, elapsed: time.Hour, due: "9 13:00"},
	{name: "cancelled", happens: []string{"8 09:00 start", "8 10:00 cancel"}, now: "9 10:00", phase: clock.Cancelled, elapsed: time.Hour, due: "8 13:00"},
	{name: "no agreement matches any more", happens: []string{"8 09:00 start", "8 10:00 retarget"}, now: "9 10:00", phase: clock.Cancelled, elapsed: time.Hour, due: "8 13:00"},
	{name: "more urgent, all time counts", happens: []string{"8 09:00 start", "8 10:00 retarget quick"}, now: "8 10:30", phase: clock.Running, elapsed: 90 * time.Minute, due: "8 11:00"},
	{name: "more urgent and already late", happens: []string{"8 09:00 start", "8 12:00 retarget quick"}, now: "8 12:00", phase: clock.Running, outcome: clock.Breached, elapsed: 3 * time.Hour, due: "8 11:00"},
	{name: "less urgent after it was late", happens: []string{"8 09:00 start", "8 14:00 retarget slow", "8 15:00 stop"}, now: "9 09:00", phase: clock.Stopped, outcome: clock.Breached, elapsed: 6 * time.Hour, due: "8 17:00"},
	{name: "another calendar, all time counts by it", happens: []string{"8 16:00 start", "8 17:00 retarget always"}, now: "8 19:00", phase: clock.Running, elapsed: 3 * time.Hour, due: "8 20:00"},
	{name: "more urgent, from now on", rules: clock.Rules{Retargeting: clock.FromChange}, happens: []string{"8 09:00 start", "8 12:00 retarget quick"}, now: "8 13:00", phase: clock.Running, elapsed: time.Hour, due: "8 14:00"},
	{name: "more urgent, the share spent stays spent", rules: clock.Rules{Retargeting: clock.Proportional}, happens: []string{"8 09:00 start", "8 11:00 retarget quick"}, now: "8 11:30", phase: clock.Running, elapsed: 90 * time.Minute, due: "8 12:00"},
	{name: "changed while paused, from now on", rules: clock.Rules{Retargeting: clock.FromChange}, happens: []string{"8 09:00 start", "8 10:00 pause user", "8 11:00 retarget quick", "8 12:00 resume user"}, now: "8 13:00", phase: clock.Running, elapsed: time.Hour, due: "8 14:00"},
	{name: "changed while done, reopened", happens: []string{"8 09:00 start", "8 10:00 stop", "8 11:00 retarget quick", "8 12:00 reopen"}, now: "8 12:30", phase: clock.Running, elapsed: 90 * time.Minute, due: "8 13:00"},
	{name: "changed while done", happens: []string{"8 09:00 start", "8 12:00 stop", "8 13:00 retarget quick"}, now: "8 14:00", phase: clock.Stopped, outcome: clock.Met, elapsed: 3 * time.Hour, due: "8 13:00"},
	{name: "as it was at noon", happens: []string{"8 09:00 start", "8 13:00 stop"}, now: "8 12:00", phase: clock.Running, elapsed: 3 * time.Hour, due: "8 13:00"},
	{name: "what makes no sense changes nothing", happens: []string{"8 08:00 stop", "8 09:00 start", "8 09:30 resume user", "8 09:40 reopen", "8 10:00 stop", "8 11:00 stop", "8 11:30 pause user", "8 11:40 reset"}, now: "8 12:00", phase: clock.Stopped, outcome: clock.Met, elapsed: time.Hour, due: "8 13:00"},
}

func TestStories(t *testing.T) {
	office := calendar(t, "09:00-17:00")
	target := clock.Target{Name: "normal", Duration: 4 * time.Hour, Calendar: office}
	targets := map[string]clock.Target{
		"quick":  {Name: "quick", Duration: 2 * time.Hour, Calendar: office},
		"slow":   {Name: "slow", Duration: 8 * time.Hour, Calendar: office},
		"always": {Name: "always", Duration: 4 * time.Hour, Calendar: calendar(t, "00:00-24:00")},
	}
	for _, s := range stories {
		state, err := clock.Replay(target, events(t, targets, s.happens...), s.rules, on(t, s.now))
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if state.Phase != s.phase || state.Outcome != s.outcome || state.Elapsed != s.elapsed || shown(state.Due) != s.due {
			t.Errorf("%s: %s, %q, %v elapsed, due %s; want %s, %q, %v elapsed, due %s", s.name,
				state.Phase, state.Outcome, state.Elapsed, shown(state.Due), s.phase, s.outcome, s.elapsed, s.due)
		}
		if state.Remaining != state.Target.Duration-s.elapsed {
			t.Errorf("%s: %v remaining", s.name, state.Remaining)
		}
	}
}

func TestRefusals(t *testing.T) {
	office := calendar(t, "09:00-17:00")
	good := clock.Target{Name: "normal", Duration: time.Hour, Calendar: office}
	now := on(t, "8 12:00")
	for name, c := range map[string]struct {
		target clock.Target
		events []clock.Event
		rules  clock.Rules
		want   error
	}{
		"no calendar":        {target: clock.Target{Duration: time.Hour}, want: clock.ErrTarget},
		"no time":            {target: clock.Target{Calendar: office}, want: clock.ErrTarget},
		"a bad later target": {target: good, events: []clock.Event{{At: now, Kind: clock.Retarget, Target: &clock.Target{}}}, want: clock.ErrTarget},
		"an unknown kind":    {target: good, events: []clock.Event{{At: now, Kind: "explode"}}, want: clock.ErrEvent},
		"a breach by hand":   {target: good, events: []clock.Event{{At: now, Kind: clock.Breach}}, want: clock.ErrEvent},
		"backwards":          {target: good, events: events(t, nil, "8 10:00 start", "8 09:00 stop"), want: clock.ErrOrder},
		"an unknown rule":    {target: good, rules: clock.Rules{Reopening: "never"}, want: clock.ErrRules},
		"another":            {target: good, rules: clock.Rules{Retargeting: "never"}, want: clock.ErrRules},
		"a level of zero":    {target: good, rules: clock.Rules{Levels: []int{0}}, want: clock.ErrRules},
		"for ever":           {target: clock.Target{Duration: 1 << 62, Calendar: office}, events: events(t, nil, "8 09:00 start"), want: worktime.ErrBeyond},
	} {
		if _, err := clock.Replay(c.target, c.events, c.rules, now); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}
