package clock

import (
	"slices"
	"strings"
	"time"

	"steward/calc/clock"
	"steward/kernel/page"
	"steward/kernel/record"
)

// whatIf replays the same events with another calendar, another promise or without the pauses.
func (a *account) whatIf() (*page.Section, error) {
	events, changed, err := a.supposed()
	if err != nil {
		return nil, err
	}
	section := &page.Section{Title: a.Say("clocks.what-if"), Note: a.Say("clocks.what-if.note")}
	section.Blocks = page.Blocks{page.Query{Label: a.Say("clocks.what-if"), Button: a.Say("clocks.replay"), To: *page.ToPage(whyPath, page.Params{"clock": a.s.row.ID()}),
		Items: []page.Question{a.otherCalendars(), a.otherPromise(), a.otherPauses()}}}
	if !changed {
		return section, nil
	}
	state, err := a.book.Replay(events, a.Now())
	if err != nil {
		return nil, err
	}
	key := "clocks.verdict.running"
	switch {
	case state.Outcome == clock.Breached && state.Phase == clock.Stopped:
		key = "clocks.verdict.breached"
	case state.Outcome == clock.Breached:
		key = "clocks.verdict.late"
	case state.Outcome == clock.Met:
		key = "clocks.verdict.met"
	case state.Phase == clock.Paused:
		key = "clocks.verdict.paused"
	}
	over := max(state.Elapsed-state.Target.Duration, state.Target.Duration-state.Elapsed)
	terms := (&Clock{events: events}).terms()
	text := a.Say("clocks.then") + " " + a.Say(key, "promised", state.Target.Duration, "used", state.Elapsed, "over", over, "calendar", a.book.names[terms.Calendar], "held", held(state), "why", "")
	if !state.Due.IsZero() {
		text += " " + a.Say("clocks.then-due", "at", state.Due)
	}
	tone := page.Green
	if state.Outcome == clock.Breached {
		tone = page.Red
	}
	section.Blocks = append(section.Blocks, page.Notice{Icon: "clock", Title: text, Tone: tone})
	return section, nil
}

// supposed gives the events as they would have been, and whether anything differs.
func (a *account) supposed() (events []Event, changed bool, err error) {
	within, calendar := time.Duration(0), a.params["calendar"]
	if given := a.params["within"]; given != "" {
		d := Promised.Definition()
		v, err := d.Kind.Parse(d, given, record.Input{})
		if err != nil {
			return nil, false, err
		}
		within = time.Duration(v.Int()) * time.Second
	}
	if a.book.calendars[calendar] == nil {
		calendar = a.book.calendarNamed(calendar)
	}
	for _, e := range a.s.events {
		if a.params["pauses"] == "none" && (e.Do == clock.Pause || e.Do == clock.Resume) {
			changed = true
			continue
		}
		if e.Terms != nil {
			t := *e.Terms
			if within > 0 && within <= longest {
				t.Seconds, changed = int64(within/time.Second), true
			}
			if calendar != "" {
				t.Calendar, changed = calendar, true
			}
			e.Terms = &t
		}
		events = append(events, e)
	}
	return events, changed, nil
}

// calendarNamed gives the id of the calendar with a name; empty where there is none.
func (b *Book) calendarNamed(name string) string {
	for id, n := range b.names {
		if n == name {
			return id
		}
	}
	return ""
}

const longest = 5 * 365 * 24 * time.Hour

func (a *account) otherCalendars() page.Question {
	q := page.Question{Label: a.Say("clocks.other-calendar"), Param: "calendar", Value: a.params["calendar"], Options: []page.Option{{Label: a.Say("clocks.as-agreed")}}}
	ids := make([]string, 0, len(a.book.names))
	for id := range a.book.names {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int { return strings.Compare(a.book.names[x], a.book.names[y]) })
	for _, id := range ids {
		q.Options = append(q.Options, page.Option{Value: id, Label: a.book.names[id]})
	}
	return q
}

func (a *account) otherPromise() page.Question {
	return page.Question{Label: a.Say("clocks.other-promise"), Param: "within", Value: a.params["within"], Hint: a.Say("clocks.other-promise.hint")}
}

func (a *account) otherPauses() page.Question {
	return page.Question{Label: a.Say("clocks.pauses"), Param: "pauses", Value: a.params["pauses"],
		Options: []page.Option{{Label: a.Say("clocks.as-it-was")}, {Value: "none", Label: a.Say("clocks.without-pauses")}}}
}
