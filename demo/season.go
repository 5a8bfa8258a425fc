package demo

import (
	"context"
	"fmt"
	"sort"
	"strings"
	"time"

	"steward/kernel/engine"
)

// season makes the incidents of a year, in the order in which they were reported.
func (b *Builder) season(ctx context.Context, n int) error {
	reported := make([]time.Time, n)
	for i := range reported {
		reported[i] = b.moment()
		if i%40 == 0 {
			reported[i] = b.now.Add(-b.minutes(5, 9*60)) // today's, so that the queue has something of every state
		}
	}
	sort.Slice(reported, func(i, j int) bool { return reported[i].Before(reported[j]) })
	var commands []engine.Command
	for i, at := range reported {
		commands = append(commands, b.incident(at)...)
		if len(commands) >= 150 || i == n-1 {
			if err := b.do(ctx, commands); err != nil {
				return err
			}
			commands = commands[:0]
			b.progress(i+1, n)
		}
	}
	return nil
}

// seasons say how much comes in a month: quiet in summer and at the end of the year, much in January
// and when the year is closed.
var seasons = [13]float64{0, 1.15, 1, 1.05, .95, .9, .85, .65, .6, 1, 1.05, 1.1, .7}

// moment gives a time of the year: more on Mondays, in the mornings and at month's end, few at night.
func (b *Builder) moment() time.Time {
	for {
		at := b.now.Add(-time.Duration(b.random.Float64() * 365 * 24 * float64(time.Hour)))
		keep := seasons[at.Month()] / 1.6
		switch d := at.Weekday(); {
		case d == time.Saturday || d == time.Sunday:
			keep *= 0.12
		case d != time.Monday:
			keep *= 0.75
		}
		switch h := at.Hour(); {
		case h < 6 || h > 18:
			keep *= 0.06
		case h > 10:
			keep *= 0.7
		}
		if at.AddDate(0, 0, 4).Month() != at.Month() {
			keep *= 1.35
		}
		if b.random.Float64() < keep {
			return at.Truncate(time.Minute)
		}
	}
}

// lately is how far back work may still lie open.
const lately = 24 * 24 * time.Hour

// slower is by how much work took longer before the teams changed their ways, five weeks ago.
func (b *Builder) slower(at time.Time) float64 {
	if b.now.Sub(at) > 35*24*time.Hour {
		return 1.7
	}
	return 1
}

// incident makes one incident with what became of it up to now.
func (b *Builder) incident(at time.Time) []engine.Command {
	s := b.service()
	c := s.Cases[b.pick(len(s.Cases))]
	who := b.people[22+b.pick(len(b.people)-22)]
	values := map[string]any{"title": b.fill(c.T), "description": b.fill(c.D), "requester": who.ID, "service": b.serviceIDs[s.Name],
		"category": b.categories[s.Category], "impact": b.level(s.Criticality), "urgency": one(b, []string{"high", "medium", "medium", "low"}),
		"channel": one(b, []string{"page", "page", "phone", "mail"}), "location": b.locations[who.Location]}
	if b.pick(3) == 0 {
		values["ci"] = one(b, b.items[s.Name])
	}
	id := engine.NewID()
	out := []engine.Command{{Do: engine.Create, Type: "incident", ID: id, HappenedAt: at, As: who.ID, Values: values}}
	return append(out, b.course(id, s, c, who, at)...)
}

// course is what agents did with an incident: assign, start, ask, wait, resolve, close, as far as
// time has gone.
func (b *Builder) course(id string, s service, c story, who person, at time.Time) []engine.Command {
	team := s.Team
	if b.pick(10) < 3 {
		team = "Service Desk" // solved where it came in
	}
	agent, desk := one(b, b.agents[team]), one(b, b.agents["Service Desk"])
	k := &course{id: id, at: at, now: b.now}
	slow := time.Duration(float64(time.Duration(1+b.pick(5))*time.Hour) * b.slower(at))
	if b.pick(4) == 0 {
		k.change(desk, b.minutes(4, 40), map[string]any{"team": b.teams["Service Desk"], "assignee": desk.ID, "state": "assigned"})
	}
	k.change(desk, b.minutes(3, 90), map[string]any{"team": b.teams[team], "assignee": agent.ID, "state": "in_progress"})
	switch b.pick(6) {
	case 0, 1:
		k.say(agent, b.minutes(10, 120), "reply", one(b, b.talk.Questions))
		k.change(agent, time.Minute, map[string]any{"state": "pending", "pending_reason": "customer"})
		k.say(who, slow*2, "reply", one(b, b.talk.Answers))
	case 2:
		k.say(agent, b.minutes(10, 120), "note", one(b, b.talk.Notes))
		k.change(agent, time.Minute, map[string]any{"state": "pending", "pending_reason": "supplier"})
		k.change(agent, slow*3, map[string]any{"state": "in_progress", "pending_reason": ""})
	}
	if b.now.Sub(at) < lately && b.pick(20) == 0 {
		return k.commands // forgotten ones exist everywhere, until somebody looks
	}
	text := b.fill(c.R)
	solved := map[string]any{"state": "resolved", "resolution_code": c.C, "resolution": text, "cause": map[string]any{"type": "service", "id": b.serviceIDs[s.Name]}}
	k.change(agent, slow+b.minutes(5, 400), solved)
	if b.pick(18) == 0 {
		k.change(agent, b.minutes(60, 900), map[string]any{"state": "in_progress"})
		k.change(agent, slow, solved)
	}
	k.change(agent, 5*24*time.Hour, map[string]any{"state": "closed"})
	return k.commands
}

// course collects what happened to one incident, and ends with the present.
type course struct {
	id       string
	at, now  time.Time
	commands []engine.Command
	over     bool
}

func (k *course) add(by person, after time.Duration, c engine.Command) {
	if k.at = k.at.Add(after); k.over || k.at.After(k.now) {
		k.over = true
		return
	}
	c.Type, c.ID, c.HappenedAt, c.As = "incident", k.id, k.at, by.ID
	k.commands = append(k.commands, c)
}

func (k *course) change(by person, after time.Duration, values map[string]any) {
	k.add(by, after, engine.Command{Do: engine.Change, Values: values})
}

func (k *course) say(by person, after time.Duration, action, body string) {
	k.add(by, after, engine.Command{Do: engine.Act, Action: action, Values: map[string]any{"body": body}})
}

func (b *Builder) minutes(from, to int) time.Duration {
	return time.Duration(from+b.pick(to-from)) * time.Minute
}

func (b *Builder) service() service {
	all := 0
	for _, s := range b.services {
		all += s.Weight
	}
	n := b.pick(all)
	for _, s := range b.services {
		if n -= s.Weight; n < 0 {
			return s
		}
	}
	return b.services[0]
}

func (b *Builder) level(criticality string) string {
	if criticality == "high" {
		return one(b, []string{"high", "medium", "medium", "low"})
	}
	return one(b, []string{"medium", "low", "low", "low"})
}

// fill puts believable particulars into a text.
func (b *Builder) fill(text string) string {
	return strings.NewReplacer("{n}", fmt.Sprint(2+b.pick(9)), "{loc}", one(b, b.org.Locations).Name,
		"{p}", one(b, b.org.First)+" "+one(b, b.org.Last), "{x}", one(b, []string{"Claims", "Month end", "Tenders 2026", "Customs", "Offers", "Ramp planning"})).Replace(text)
}
