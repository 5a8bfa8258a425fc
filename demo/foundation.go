package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"steward/kernel/engine"
)

// foundation makes what was there before the first incident.
func (b *Builder) foundation(ctx context.Context) error {
	var commands []engine.Command
	at := b.now.AddDate(0, 0, -400)
	own := create(&commands, "organisation", at, map[string]any{"name": b.org.Name, "kind": "own", "website": "https://" + b.org.Domain})
	for _, s := range b.org.Suppliers {
		create(&commands, "organisation", at, map[string]any{"name": s, "kind": "supplier"})
	}
	for _, l := range b.org.Locations {
		b.locations[l.Name] = create(&commands, "location", at, map[string]any{"name": l.Name, "zone": l.Zone})
	}
	for _, d := range b.org.Departments {
		b.departments[d.Name] = create(&commands, "department", at, map[string]any{"name": d.Name, "cost_centre": d.CostCentre, "organisation": own})
	}
	for _, s := range b.services {
		if b.categories[s.Category] == "" {
			b.categories[s.Category] = create(&commands, "category", at, map[string]any{"name": s.Category})
		}
	}
	if err := b.do(ctx, commands); err != nil {
		return err
	}
	if err := b.everybody(ctx, own, at); err != nil {
		return err
	}
	if err := b.cannedReplies(ctx, at); err != nil {
		return err
	}
	return b.things(ctx, at)
}

// cannedReplies makes the texts that are sent again and again.
func (b *Builder) cannedReplies(ctx context.Context, at time.Time) error {
	var commands []engine.Command
	for _, c := range b.talk.Canned {
		values := map[string]any{"name": c.Name, "shortcut": c.Shortcut, "text": c.Text}
		if c.Team != "" {
			values["team"] = b.teams[c.Team]
		}
		create(&commands, "canned_reply", at, values)
	}
	return b.do(ctx, commands)
}

// everybody makes the people, the teams and who works where.
func (b *Builder) everybody(ctx context.Context, own string, at time.Time) error {
	var commands []engine.Command
	roles, err := b.roleIDs(ctx)
	if err != nil {
		return err
	}
	for i := range b.org.First {
		department := b.org.Departments[i%len(b.org.Departments)].Name
		if i < 22 {
			department = "IT"
		}
		p := b.newPerson(i, department)
		role := "requester"
		switch {
		case i == 0:
			role = "administrator"
		case i == 1:
			role = "manager"
		case i < 22:
			role = "agent"
		}
		values := map[string]any{"name": p.Name, "email": p.Email, "department": b.departments[department], "organisation": own,
			"location": b.locations[p.Location], "job_title": one(b, b.org.Titles[department]), "roles": []string{roles[role], roles["requester"]},
			"phone": fmt.Sprintf("+31 10 555 %04d", 100+i), "vip": i > 22 && i%13 == 0}
		p.ID = create(&commands, "person", at, values)
		b.people = append(b.people, p)
	}
	next := 2
	for _, t := range b.org.Teams {
		members := b.people[next : next+t.Members]
		if next += t.Members; next > 22 {
			members = b.people[22-t.Members : 22]
		}
		b.agents[t.Name] = members
		id := create(&commands, "team", at, map[string]any{"name": t.Name, "lead": members[0].ID, "email": address(t.Name) + "@" + b.org.Domain})
		b.teams[t.Name] = id
		for _, m := range members {
			create(&commands, "membership", at, map[string]any{"person": m.ID, "team": id})
		}
	}
	return b.do(ctx, commands)
}

func (b *Builder) newPerson(i int, department string) person {
	first, last := b.org.First[i], b.org.Last[i]
	return person{Name: first + " " + last, Email: address(first+"."+last) + "@" + b.org.Domain, Department: department, Location: one(b, b.org.Locations).Name}
}

func address(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, " ", "-"))
}

func (b *Builder) roleIDs(ctx context.Context) (map[string]string, error) {
	roles, err := b.engine.System("the demo gives roles to its people").Find(ctx, "role", "", 50)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, r := range roles {
		out[r.Named("key").Text()] = r.ID()
	}
	return out, nil
}

var itemClasses = []struct{ class, suffix string }{{"application", "app"}, {"database", "db"}, {"virtual_machine", "vm"}, {"network_device", "net"}}

// things makes the services and the configuration items that carry them.
func (b *Builder) things(ctx context.Context, at time.Time) error {
	var commands []engine.Command
	for _, s := range b.services {
		owner := b.agents[s.Team][0]
		id := create(&commands, "service", at, map[string]any{"name": s.Name, "criticality": s.Criticality, "outcome": s.Outcome, "owner": owner.ID, "team": b.teams[s.Team]})
		b.serviceIDs[s.Name] = id
		commands = append(commands, engine.Command{Do: engine.Change, Type: "service", ID: id, HappenedAt: at.Add(time.Hour), Values: map[string]any{"state": "live"}})
		var former string
		for n, c := range itemClasses {
			name := fmt.Sprintf("%s-%s%02d", shortName(s.Name), c.suffix, n+1)
			item := create(&commands, "configuration_item", at, map[string]any{"name": name, "class": c.class, "service": id, "environment": "production",
				"owner": owner.ID, "team": b.teams[s.Team], "location": b.locations[one(b, b.org.Locations).Name]})
			commands = append(commands, engine.Command{Do: engine.Change, Type: "configuration_item", ID: item, HappenedAt: at.Add(time.Hour), Values: map[string]any{"state": "live"}})
			if former != "" {
				create(&commands, "relation", at, map[string]any{"from_item": former, "kind": "depends_on", "to_item": item})
			}
			former = item
			b.items[s.Name] = append(b.items[s.Name], item)
		}
	}
	return b.do(ctx, commands)
}

func shortName(service string) string {
	word, _, _ := strings.Cut(strings.ToLower(service), " ")
	return strings.ReplaceAll(word, "-", "")
}

// signIns gives one person for each role to try the product as.
func (b *Builder) signIns(context.Context) ([]Credential, error) {
	of := func(role string, p person) Credential {
		return Credential{Role: role, Name: p.Name, Email: p.Email, Person: p.ID}
	}
	return []Credential{of("manager", b.people[1]), of("agent", b.agents["Service Desk"][0]), of("requester", b.people[30]), of("administrator", b.people[0])}, nil
}
