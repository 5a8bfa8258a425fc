package service

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// mostListed is how many records a part of a service's page shows.
const mostListed = 8

// Slots are what a service's page tells beside its fields: how it is, what is known to be wrong, what
// it is made of.
func Slots() []page.Slot {
	on := page.OnType(Service.Name)
	return []page.Slot{
		{Name: "service-health", Place: page.Head, On: on, Roles: people.Staff(), Load: health},
		{Name: "service-work", Place: page.Panel, On: on, Roles: people.Staff(), Load: work},
		{Name: "service-parts", Place: page.Aside, On: on, Roles: people.Staff(), Load: parts},
	}
}

// health is the open incidents, those of the month and the promises met, each with its records.
func health(ctx context.Context, r page.Reader, of *record.Record) (page.Blocks, error) {
	here := ` and service = "` + of.ID() + `"`
	f := page.Figures{Label: r.Say("service.health")}
	for _, one := range []struct{ key, condition string }{{"service.open-now", "state is open" + here}, {"service.reported", "opened_at >= today-29d" + here}, {"service.urgent", "opened_at >= today-29d and priority <= 2" + here}} {
		t, err := r.Figures(ctx, "incident", one.condition, "count", "")
		if err != nil {
			return nil, err
		}
		n, _ := t.Groups[0].Number(0)
		f.Items = append(f.Items, page.Figure{Label: r.Say(one.key), Value: page.In(page.Count, n), Opens: page.ToList("incident", one.condition, ""),
			Explains: &page.Explanation{Window: r.Say(one.key), Filter: one.condition, Formula: "count", N: int64(n), At: t.At}})
	}
	if _, kept := r.Type("clock"); kept {
		kept, err := promises(ctx, r, of)
		if err != nil {
			return nil, err
		}
		f.Items = append(f.Items, kept)
	}
	return page.Blocks{f}, nil
}

// promises is the share of what was promised to customers that was met within thirty days.
func promises(ctx context.Context, r page.Reader, of *record.Record) (page.Figure, error) {
	condition := `kind = sla and excluded is empty and decided_at >= today-29d and service = "` + of.ID() + `"`
	f := page.Figure{Label: r.Say("service.promises"), Opens: page.ToList("clock", condition, "")}
	t, err := r.Figures(ctx, "clock", condition, "count", "outcome")
	if err != nil {
		return f, err
	}
	met, all := 0.0, 0.0
	for _, g := range t.Groups {
		n, _ := g.Number(0)
		all += n
		if g.Keys[0].Text() == "met" {
			met = n
		}
	}
	f.Explains = &page.Explanation{Window: r.Say("service.reported"), Filter: condition, Formula: r.Say("service.promises.formula"), N: int64(all), At: t.At}
	if all > 0 {
		f.Value = page.In(page.Percent, 100*met/all)
	}
	return f, nil
}

func work(ctx context.Context, r page.Reader, of *record.Record) (page.Blocks, error) {
	here := ` and service = "` + of.ID() + `"`
	return page.Sections(ctx, r,
		page.Listing{Title: r.Say("service.incidents"), Type: "incident", Condition: "state is open" + here, Order: "priority,-created_at", Most: mostListed, All: r.Say("service.all"), Empty: r.Say("service.no-incidents")},
		page.Listing{Title: r.Say("service.known-errors"), Type: "problem", Condition: "state is open" + here, Order: "priority,-created_at", Most: mostListed, All: r.Say("service.all")})
}

func parts(ctx context.Context, r page.Reader, of *record.Record) (page.Blocks, error) {
	return page.Sections(ctx, r,
		page.Listing{Title: r.Say("service.items"), Type: "configuration_item", Condition: `service = "` + of.ID() + `"`, Order: "name", Most: mostListed, All: r.Say("service.all")},
		page.Listing{Title: r.Say("service.agreements"), Type: "agreement", Most: mostListed, All: r.Say("service.all")})
}
