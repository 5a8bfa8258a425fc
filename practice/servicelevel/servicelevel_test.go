package servicelevel_test

import (
	"testing"
	"time"

	"steward/ability/clock"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/practice/servicelevel"
	"steward/test/world"
)

type house struct {
	*world.World
	t        *testing.T
	manager  record.Actor
	standard *record.Record
	office   *record.Record
}

func open(t *testing.T) *house {
	t.Helper()
	w := &house{World: world.New(t), t: t}
	w.manager = w.As(w.Person("Max", "manager"))
	w.standard = w.Find(w.manager, "agreement", "")[0]
	w.office = w.Find(w.manager, "calendar", `name = "Office hours"`)[0]
	return w
}

func (w *house) refused(typeName, field, key string, values map[string]any) {
	w.t.Helper()
	w.Refused(w.Try(w.manager, world.Creation(typeName, values)), field, key)
}

func (w *house) target(values map[string]any) map[string]any {
	out := map[string]any{"agreement": w.standard.ID(), "measure": "resolution", "within": "4h", "calendar": w.office.ID()}
	for k, v := range values {
		out[k] = v
	}
	return out
}

// TestACalendarHasWorkingTime: hours that nobody works are refused, and what cannot be read is named.
func TestACalendarHasWorkingTime(t *testing.T) {
	w := open(t)
	w.refused("calendar", "monday", "no-working-time", map[string]any{"name": "Never", "zone": "UTC"})
	w.refused("calendar", "monday", "no-working-time", map[string]any{"name": "Lunch", "zone": "UTC", "monday": "12:00-13:00", "breaks": "11:00-14:00"})
	w.refused("calendar", "friday", "not-hours", map[string]any{"name": "Night", "zone": "UTC", "friday": "22:00-06:00"})
	w.refused("calendar", "zone", "not-a-zone", map[string]any{"name": "Moon", "zone": "Moon/Tranquility", "monday": "09:00-17:00"})
}

// TestADayLeavesItsCalendarSomeWorkingTime, a day is a date or a rule that finds one, and the hours of
// a day are hours of a clock.
func TestADayLeavesItsCalendarSomeWorkingTime(t *testing.T) {
	w := open(t)
	once := w.Make(w.manager, "calendar", map[string]any{"name": "Sundays", "zone": "UTC", "sunday": "09:00-10:00"})
	day := func(values map[string]any) map[string]any {
		values["calendar"], values["name"] = once.ID(), "Closed"
		return values
	}
	w.refused("calendar_day", "day", "not-a-day-rule", day(map[string]any{"day": "32nd of May"}))
	w.refused("calendar_day", "open", "not-hours", day(map[string]any{"day": "12-24", "open": "nine to five"}))
	for m := range 12 {
		for _, nth := range []string{"first", "second", "third", "fourth", "fifth"} {
			month := time.Month(m + 1).String()
			values := day(map[string]any{"day": nth + " sunday of " + month})
			if m == 11 && nth == "fifth" {
				w.refused("calendar_day", "open", "no-working-time", values)
				continue
			}
			w.Make(w.manager, "calendar_day", values)
		}
	}
}

// TestATargetPromisesSomeTime, a target is named by what it promises, a target is for records that
// have clocks, and the conditions of a target fit its records.
func TestATargetPromisesSomeTime(t *testing.T) {
	w := open(t)
	w.refused("target", "within", "no-time", w.target(map[string]any{"within": "0s", "filter": "priority = 5"}))
	w.refused("target", "record_type", "no-clocks", w.target(map[string]any{"record_type": "team"}))
	w.refused("target", "pauses", "not-a-condition", w.target(map[string]any{"filter": "priority = 5", "pauses": "weather = bad"}))
	r := w.Make(w.manager, "target", w.target(map[string]any{"filter": "priority = 5"}))
	if r.Title() != "resolution: priority = 5" {
		t.Fatal(r.Title())
	}
}

// TestNoTwoTargetsOfAKindHoldEqually: the more specific filter holds, and a tie is refused when it is
// written.
func TestNoTwoTargetsOfAKindHoldEqually(t *testing.T) {
	w := open(t)
	w.refused("target", "filter", "target-tie", w.target(map[string]any{"filter": "priority = 2"}))
	w.refused("target", "filter", "target-tie", w.target(map[string]any{"filter": "impact = high"})) // priority 1 may be of high impact
	mail := w.Make(w.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	w.Make(w.manager, "target", w.target(map[string]any{"filter": "priority = 2 and service = Mail", "within": "2h"}))
	w.Make(w.manager, "target", w.target(map[string]any{"filter": ""})) // for all that nothing else is promised for
	promised := func(values map[string]any) time.Duration {
		values["title"], values["requester"] = "It is broken", w.manager.Person
		r := w.Make(w.manager, "incident", values)
		return clock.Promised.Of(w.Find(w.manager, "clock", `subject = "`+r.ID()+`" and measure = resolution`)[0])
	}
	if d := promised(map[string]any{"impact": "high", "urgency": "medium"}); d != 8*time.Hour {
		t.Errorf("priority 2 within %v", d)
	}
	if d := promised(map[string]any{"impact": "high", "urgency": "medium", "service": mail}); d != 2*time.Hour {
		t.Errorf("priority 2 of the mail service within %v", d)
	}
	if d := promised(map[string]any{"impact": "low", "urgency": "low"}); d != 4*time.Hour {
		t.Errorf("priority 5 within %v", d)
	}
}

// TestAStepLiesBetween1And1000Percent of what was promised: a step lies between 1 and 1000 percent.
func TestAStepLiesBetween1And1000Percent(t *testing.T) {
	w := open(t)
	w.refused("escalation_step", "percent", "not-a-percentage", map[string]any{"agreement": w.standard.ID(), "percent": "0"})
}

// TestOpenWorkIsMeasuredAgain when its calendar changes: open work is measured again when its calendar
// changes, open work is measured again when a day of its calendar changes, open work is measured again
// when an agreement changes, open work is measured again when a step changes, and open work is
// measured again when a target changes.
func TestOpenWorkIsMeasuredAgain(t *testing.T) {
	w := open(t)
	r := w.Make(w.manager, "incident", map[string]any{"title": "No mail", "requester": w.manager.Person, "channel": "phone", "impact": "high", "urgency": "medium"})
	due := func() string {
		if err := w.Runner().Handlers[servicelevel.MeasureTopic](t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		return clock.Due.Of(w.Look(r)).Format("Mon 15:04")
	}
	if d := due(); d != "Mon 17:00" {
		t.Fatal(d)
	}
	w.Change(w.manager, w.office, map[string]any{"monday": "10:00-18:00"})
	if d := due(); d != "Mon 18:00" {
		t.Fatalf("after the calendar changed due %s", d)
	}
	w.Make(w.manager, "calendar_day", map[string]any{"calendar": w.office.ID(), "name": "Fire drill", "day": "2026-03-02"})
	if d := due(); d != "Tue 17:00" {
		t.Fatalf("after a day was closed due %s", d)
	}
	w.Change(w.manager, w.Find(w.manager, "target", `measure = resolution and filter = "priority = 2"`)[0], map[string]any{"within": "4h"})
	if d := due(); d != "Tue 13:00" {
		t.Fatalf("after the target changed due %s", d)
	}
	w.Change(w.manager, w.standard, map[string]any{"active": false})
	if d := due(); !clock.Due.Of(w.Look(r)).IsZero() {
		t.Fatalf("without an agreement due %s", d)
	}
	w.Make(w.manager, "escalation_step", map[string]any{"agreement": w.standard.ID(), "percent": "50", "tell": []string{"assignee"}})
	if jobs, err := w.Engine.Jobs(t.Context(), w.SystemActor(), jobsOf(servicelevel.MeasureTopic)); err != nil || len(jobs) != 1 {
		t.Fatalf("%d jobs wait, %v", len(jobs), err)
	}
	if _, err := w.Engine.Do(t.Context(), w.manager, engine.Options{}, world.ChangeOf(r, map[string]any{"title": "No mail at all"})); err != nil {
		t.Fatal(err)
	}
}

func jobsOf(topic string) store.JobAsk { return store.JobAsk{Topic: topic, State: store.JobWaiting} }
