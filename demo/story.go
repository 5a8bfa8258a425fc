package demo

import (
	"context"
	"fmt"
	"time"

	"steward/kernel/engine"
)

// stories are what everybody in the organisation remembers of the year: an outage, a printer that is
// never well, a supplier who takes his time, and what was found to be behind them.
func (b *Builder) stories(ctx context.Context) error {
	for _, tell := range []func() []engine.Command{b.outage, b.printer, b.supplier, b.client} {
		if err := b.do(ctx, tell()); err != nil {
			return err
		}
	}
	return nil
}

// at gives a moment so many days before now, at an hour of the morning or afternoon.
func (b *Builder) at(days, hour, minute int) time.Time {
	d := b.now.AddDate(0, 0, -days)
	return time.Date(d.Year(), d.Month(), d.Day(), hour, minute, 0, 0, time.UTC)
}

// reported adds an incident of a service by somebody, and gives its id.
func (b *Builder) reported(out *[]engine.Command, who person, at time.Time, values map[string]any) string {
	id := engine.NewID()
	values["requester"], values["location"] = who.ID, b.locations[who.Location]
	*out = append(*out, engine.Command{Do: engine.Create, Type: "incident", ID: id, HappenedAt: at, As: who.ID, Values: values})
	return id
}

// problem adds a problem that is analysed with its workaround, and links its incidents to it.
func (b *Builder) problem(out *[]engine.Command, by person, at time.Time, values map[string]any, incidents []string) string {
	id := engine.NewID()
	*out = append(*out, engine.Command{Do: engine.Create, Type: "problem", ID: id, HappenedAt: at, As: by.ID, Values: values})
	for _, i := range incidents {
		*out = append(*out, engine.Command{Do: engine.Create, Type: "link", HappenedAt: at.Add(time.Minute), As: by.ID,
			Values: map[string]any{"from_record": "incident/" + i, "kind": "caused_by", "to_record": "problem/" + id}})
	}
	return id
}

func (b *Builder) moved(out *[]engine.Command, id string, by person, at time.Time, values map[string]any) {
	*out = append(*out, engine.Command{Do: engine.Change, Type: "problem", ID: id, HappenedAt: at, As: by.ID, Values: values})
}

// solve resolves an incident and closes it.
func (b *Builder) solve(out *[]engine.Command, id string, by person, team string, from time.Time, after time.Duration, service, code, text string) {
	k := &course{id: id, at: from, now: b.now}
	k.change(by, 6*time.Minute, map[string]any{"team": b.teams[team], "assignee": by.ID, "state": "in_progress"})
	k.change(by, after, map[string]any{"state": "resolved", "resolution_code": code, "resolution": text, "cause": map[string]any{"type": "service", "id": b.serviceIDs[service]}})
	k.change(by, 5*24*time.Hour, map[string]any{"state": "closed"})
	*out = append(*out, k.commands...)
}

// outage: the mail gateway stood still for a morning, and everybody told the desk.
func (b *Builder) outage() []engine.Command {
	const service = "Email and Calendar"
	var out []engine.Command
	var ids []string
	who := b.agents["Applications"][0]
	for i := range 14 {
		at := b.at(16, 8, 5+4*i)
		values := map[string]any{"title": "No mail since this morning", "description": "Nothing comes in and nothing goes out.", "service": b.serviceIDs[service], "category": b.categories["Communication"],
			"impact": "medium", "urgency": "high", "channel": "phone"}
		if i == 0 {
			values["title"], values["impact"], values["channel"] = "Mail gateway stands still", "high", "page"
		}
		id := b.reported(&out, b.people[22+i], at, values)
		b.solve(&out, id, who, "Applications", at, time.Duration(200-4*i)*time.Minute, service, "fixed", "The mail gateway was started again after its disk was emptied.")
		ids = append(ids, id)
	}
	found := b.at(15, 10, 0)
	p := b.problem(&out, who, found, map[string]any{"title": "Mail gateway stops when its log fills the disk", "impact": "high", "urgency": "high", "service": b.serviceIDs[service],
		"category": b.categories["Communication"], "team": b.teams["Applications"], "assignee": who.ID}, ids)
	b.moved(&out, p, who, found.Add(time.Hour), map[string]any{"state": "prioritized"})
	b.moved(&out, p, who, found.Add(2*time.Hour), map[string]any{"state": "analysing"})
	b.moved(&out, p, who, found.Add(26*time.Hour), map[string]any{"state": "analysed", "root_cause": "The log of the gateway is not rotated; it filled the disk within nine weeks.",
		"workaround": "Empty /var/log/gateway by hand when the disk is 80 % full; takes two minutes."})
	b.moved(&out, p, who, found.Add(50*time.Hour), map[string]any{"state": "error_control"})
	return out
}

// printer: one printer jams all the time, and somebody tells the desk each time.
func (b *Builder) printer() []engine.Command {
	const service = "Printing"
	var out []engine.Command
	var ids []string
	who, loud := b.agents["Workplace"][0], b.people[33]
	item := b.items[service][0]
	for week := 18; week > 0; week-- {
		at := b.at(week*7-2, 9, 10+b.pick(40))
		id := b.reported(&out, loud, at, map[string]any{"title": "Label printer at gate 4 jams again", "description": "It jams every second label. Third time this week.", "service": b.serviceIDs[service],
			"category": b.categories["Printing"], "ci": item, "impact": "medium", "urgency": "medium", "channel": "phone"})
		b.solve(&out, id, who, "Workplace", at, b.minutes(50, 200), service, "workaround", "Roller cleaned, ten labels printed.")
		ids = append(ids, id)
	}
	at := b.at(20, 14, 0)
	p := b.problem(&out, who, at, map[string]any{"title": "Label printer at gate 4 jams every week", "impact": "medium", "urgency": "medium", "service": b.serviceIDs[service], "ci": item,
		"category": b.categories["Printing"], "team": b.teams["Workplace"], "assignee": who.ID, "detection": "proactive"}, ids)
	b.moved(&out, p, who, at.Add(time.Hour), map[string]any{"state": "prioritized"})
	b.moved(&out, p, who, at.Add(3*time.Hour), map[string]any{"state": "analysing"})
	return out
}

// supplier: what waits for the network supplier waits long.
func (b *Builder) supplier() []engine.Command {
	const service = "Wi-Fi"
	var out []engine.Command
	for i := range 9 {
		at := b.at(12+i*23, 10, 15)
		who, agent := one(b, b.people[22:]), one(b, b.agents["Network"])
		id := b.reported(&out, who, at, map[string]any{"title": fmt.Sprintf("No Wi-Fi in hall %d", 1+i), "description": "The hand scanners find no network in the whole hall.", "service": b.serviceIDs[service],
			"category": b.categories["Network"], "impact": "medium", "urgency": "high", "channel": "phone"})
		k := &course{id: id, at: at, now: b.now}
		k.change(agent, 12*time.Minute, map[string]any{"team": b.teams["Network"], "assignee": agent.ID, "state": "in_progress"})
		k.say(agent, 30*time.Minute, "note", "Access point is dead. Northline Networks sends another one; they say two days and mean six.")
		k.change(agent, time.Minute, map[string]any{"state": "pending", "pending_reason": "supplier"})
		k.change(agent, time.Duration(5+b.pick(3))*24*time.Hour, map[string]any{"state": "in_progress", "pending_reason": ""})
		k.change(agent, 2*time.Hour, map[string]any{"state": "resolved", "resolution_code": "supplier", "resolution": "Access point replaced by the supplier.", "cause": map[string]any{"type": "service", "id": b.serviceIDs[service]}})
		k.change(agent, 5*24*time.Hour, map[string]any{"state": "closed"})
		out = append(out, k.commands...)
	}
	return out
}

// complaints are what people say about one and the same fault.
var complaints = []string{"VPN drops every few minutes", "Thrown out of the VPN again and again", "Remote access breaks off in every call", "VPN asks me to sign in all the time",
	"Home office: connection is lost every four minutes", "VPN unusable since the update", "ERP session ends whenever the VPN drops", "VPN reconnects all the time", "Cannot work from home, VPN keeps falling"}

// client: the new VPN client drops the line. The workaround is published; one of those who asked has a
// question to answer, the first are helped, the latest wait.
func (b *Builder) client() []engine.Command {
	const service = "VPN and Remote Access"
	var out []engine.Command
	var ids []string
	agent, asker := b.agents["Network"][0], b.people[30]
	for i := range 9 {
		at := b.now.Add(-time.Duration(27-3*i)*time.Hour + b.minutes(0, 50))
		who := b.people[25+i]
		id := b.reported(&out, who, at, map[string]any{"title": complaints[i], "description": "The VPN disconnects every three to five minutes since the client update.", "service": b.serviceIDs[service],
			"category": b.categories["Network"], "impact": "low", "urgency": "high", "channel": "page"})
		ids = append(ids, id)
		if i > 6 && who.ID != asker.ID {
			continue
		}
		k := &course{id: id, at: at, now: b.now}
		k.change(agent, 9*time.Minute, map[string]any{"team": b.teams["Network"], "assignee": agent.ID, "state": "in_progress"})
		if who.ID != asker.ID {
			k.say(agent, 14*time.Minute, "reply", "Thank you for telling us. The new client is at fault; please choose 5.2.1 in the Software Center until the supplier has mended it.")
			if i < 4 {
				k.change(agent, 3*time.Hour, map[string]any{"state": "resolved", "resolution_code": "workaround", "resolution": "Client set back to 5.2.1.", "cause": map[string]any{"type": "service", "id": b.serviceIDs[service]}})
			}
			out = append(out, k.commands...)
			continue
		}
		k.say(agent, 5*time.Minute, "reply", "Are you on the office Wi-Fi or at home?")
		k.say(agent, time.Minute, "note", "@"+b.agents["Service Desk"][0].Name+" if more of these come in, please link them to the problem instead of passing them on.")
		k.change(agent, time.Minute, map[string]any{"state": "pending", "pending_reason": "customer"})
		out = append(out, k.commands...)
	}
	at := b.now.Add(-20 * time.Hour)
	p := b.problem(&out, agent, at, map[string]any{"title": "VPN client 5.3 renegotiates every four minutes", "impact": "medium", "urgency": "high", "service": b.serviceIDs[service],
		"category": b.categories["Network"], "team": b.teams["Network"], "assignee": agent.ID}, ids[:5])
	b.moved(&out, p, agent, at.Add(time.Hour), map[string]any{"state": "prioritized"})
	b.moved(&out, p, agent, at.Add(2*time.Hour), map[string]any{"state": "analysing"})
	b.moved(&out, p, agent, at.Add(6*time.Hour), map[string]any{"state": "analysed", "root_cause": "The new client renegotiates its key too early; the gateway then drops the line.",
		"workaround": "Open the Software Center, choose VPN client 5.2.1 and restart. It takes about five minutes.", "published": true})
	return out
}
