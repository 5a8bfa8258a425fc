package people

import (
	"context"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

// mostListed is how many records a part of a page shows.
const mostListed = 8

// Slots are what the pages of teams and people tell beside their fields.
func Slots() []page.Slot {
	return []page.Slot{
		{Name: "team-queue", Place: page.Panel, On: page.OnType(Team.Name), Roles: Staff(), Load: queueOf},
		{Name: "team-members", Place: page.Aside, On: page.OnType(Team.Name), Load: membersOf},
		{Name: "person-mark", Place: page.Head, On: page.OnType(Person.Name), Roles: Staff(), Load: markOf},
		{Name: "person-tickets", Place: page.Panel, On: page.OnType(Person.Name), Roles: Staff(), Load: ticketsOf},
		{Name: "person-things", Place: page.Aside, On: page.OnType(Person.Name), Roles: Staff(), Load: thingsOf},
	}
}

// queueOf is what a team has to do: how much each of its people has, and what comes first.
func queueOf(ctx context.Context, r page.Reader, team *record.Record) (page.Blocks, error) {
	condition := `state is open and team = "` + team.ID() + `"`
	t, err := r.Figures(ctx, "incident", condition, "count", "assignee")
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	members, err := r.Find(ctx, Membership.Name, MemberTeam.Name()+` = "`+team.ID()+`"`, 100)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range members {
		ids = append(ids, Member.Of(m))
	}
	people, err := peopleOf(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		names[p.ID()] = p.Title()
	}
	bars, n := page.Bars{Drawn: page.Drawn{Label: r.Say("team.load")}}, 0.0
	for _, g := range t.Groups {
		count, _ := g.Number(0)
		n += count
		bar := page.Bar{Label: r.Say("team.nobody"), Value: count, Tone: page.Amber, Opens: page.ToList("incident", condition+" and assignee is empty", "")}
		if id := g.Keys[0].Text(); id != "" {
			bar = page.Bar{Label: names[id], Value: count, Opens: page.ToList("incident", condition+` and assignee = "`+id+`"`, "")}
		}
		bars.Items = append(bars.Items, bar)
	}
	load := page.Section{Title: r.Say("team.load"), Note: r.Say("team.open", "n", int(n)), Blocks: page.Blocks{bars},
		Explains: &page.Explanation{Window: r.Say("team.now"), Filter: condition, Formula: r.Say("team.load.formula"), N: int64(n), At: t.At}}
	listed, err := page.Sections(ctx, r, page.Listing{Title: r.Say("team.queue"), Type: "incident", Condition: condition, Order: "priority,-created_at", Most: mostListed, All: r.Say("team.all"), Empty: r.Say("team.idle")})
	return append(page.Blocks{load}, listed...), err
}

// peopleOf reads people by their ids, in one question.
func peopleOf(ctx context.Context, r page.Reader, ids []string) ([]*record.Record, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list := ""
	for i, id := range ids {
		if i > 0 {
			list += ", "
		}
		list += `"` + id + `"`
	}
	return r.List(ctx, Person.Name, "id in ("+list+")", "name", len(ids))
}

// membersOf lists who works in a team, and who of them is away.
func membersOf(ctx context.Context, r page.Reader, team *record.Record) (page.Blocks, error) {
	members, err := r.Find(ctx, Membership.Name, MemberTeam.Name()+` = "`+team.ID()+`"`, 100)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, m := range members {
		ids = append(ids, Member.Of(m))
	}
	rows, err := peopleOf(ctx, r, ids)
	if err != nil {
		return nil, err
	}
	list := page.Items{Empty: r.Say("team.empty")}
	for _, p := range rows {
		list.Items = append(list.Items, page.Item{Person: p.ID(), Title: p.Title(), Note: JobTitle.Of(p), Opens: page.ToRecord(Person.Name, p.ID())})
	}
	return page.Blocks{page.Section{Title: r.Say("team.members"), Note: r.Say("team.count", "n", len(rows)), Blocks: page.Blocks{list}}}, nil
}

// markOf says what to know before answering somebody: that they are a VIP, and what time it is there.
func markOf(_ context.Context, r page.Reader, p *record.Record) (page.Blocks, error) {
	var facts []page.Fact
	if VIP.Of(p) {
		facts = append(facts, page.Fact{Label: r.Say("person.vip"), Text: r.Say("person.vip.note"), Tone: page.Amber})
	}
	if zone, err := time.LoadLocation(Zone.Of(p)); err == nil && Zone.Of(p) != "" && zone.String() != r.Zone.String() {
		facts = append(facts, page.Fact{Label: r.Say("person.clock"), Text: r.Now().In(zone).Format("15:04")})
	}
	if len(facts) == 0 {
		return nil, nil
	}
	return page.Blocks{page.Facts{Items: facts}}, nil
}

func ticketsOf(ctx context.Context, r page.Reader, p *record.Record) (page.Blocks, error) {
	id := `"` + p.ID() + `"`
	return page.Sections(ctx, r,
		page.Listing{Title: r.Say("person.asked"), Type: "incident", Condition: "requester = " + id, Order: "-created_at", Most: mostListed, All: r.Say("team.all")},
		page.Listing{Title: r.Say("person.works"), Type: "incident", Condition: "state is open and assignee = " + id, Order: "priority,-created_at", Most: mostListed, All: r.Say("team.all")})
}

func thingsOf(ctx context.Context, r page.Reader, p *record.Record) (page.Blocks, error) {
	return page.Sections(ctx, r, page.Listing{Title: r.Say("person.devices"), Type: "configuration_item", Condition: `owner = "` + p.ID() + `"`, Order: "name", Most: mostListed, All: r.Say("team.all")})
}
