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
	section.Blocks = page.Blocks{a.otherCalendars(), a.otherPromises(), a.otherPauses()}
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
		calendar = ""
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

const longest = 5 * 365 * 24 * time.Hour

func (a *account) with(name, value string) page.Params {
	out := page.Params{"clock": a.s.row.ID()}
	for _, n := range []string{"calendar", "within", "pauses"} {
		if v := a.params[n]; v != "" {
			out[n] = v
		}
	}
	delete(out, name)
	if value != "" {
		out[name] = value
	}
	return out
}

func (a *account) otherCalendars() page.Choice {
	c := page.Choice{Label: a.Say("clocks.other-calendar"), Links: []page.Link{{Label: a.Say("clocks.as-agreed"), Current: a.params["calendar"] == "", To: *page.ToPage(whyPath, a.with("calendar", ""))}}}
	ids := make([]string, 0, len(a.book.names))
	for id := range a.book.names {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(x, y string) int { return strings.Compare(a.book.names[x], a.book.names[y]) })
	for _, id := range ids {
		c.Links = append(c.Links, page.Link{Label: a.book.names[id], Current: a.params["calendar"] == id, To: *page.ToPage(whyPath, a.with("calendar", id))})
	}
	return c
}

// otherPromises are the lengths that are offered; the address takes any.
func (a *account) otherPromises() page.Choice {
	c := page.Choice{Label: a.Say("clocks.other-promise"), Links: []page.Link{{Label: a.Say("clocks.as-agreed"), Current: a.params["within"] == "", To: *page.ToPage(whyPath, a.with("within", ""))}}}
	for _, within := range []string{"1h", "4h", "8h", "24h", "48h"} {
		c.Links = append(c.Links, page.Link{Label: within, Current: a.params["within"] == within, To: *page.ToPage(whyPath, a.with("within", within))})
	}
	return c
}

func (a *account) otherPauses() page.Choice {
	none := a.params["pauses"] == "none"
	return page.Choice{Label: a.Say("clocks.pauses"), Links: []page.Link{
		{Label: a.Say("clocks.as-it-was"), Current: !none, To: *page.ToPage(whyPath, a.with("pauses", ""))},
		{Label: a.Say("clocks.without-pauses"), Current: none, To: *page.ToPage(whyPath, a.with("pauses", "none"))}}}
}
