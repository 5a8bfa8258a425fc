package configuration

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// mostListed is how many records a part of an item's page shows.
const mostListed = 8

// Slots are what an item's page tells beside its fields: what is wrong with it, and what fails with it.
func Slots() []page.Slot {
	on := page.OnType(Item.Name)
	return []page.Slot{
		{Name: "item-work", Place: page.Panel, On: on, Roles: people.Staff(), Load: work},
		{Name: "item-impact", Place: page.Aside, On: on, Roles: people.Staff(), Load: impact},
	}
}

func work(ctx context.Context, r page.Reader, of *record.Record) (page.Blocks, error) {
	return page.Sections(ctx, r,
		page.Listing{Title: r.Say("configuration_item.incidents"), Type: "incident", Condition: `ci = "` + of.ID() + `"`, Order: "-created_at", Most: mostListed, All: r.Say("configuration_item.all"), Empty: r.Say("configuration_item.quiet")},
		page.Listing{Title: r.Say("configuration_item.problems"), Type: "problem", Condition: `ci = "` + of.ID() + `"`, Order: "-created_at", Most: mostListed, All: r.Say("configuration_item.all")})
}

// impact lists what fails when the item fails, the nearest first.
func impact(ctx context.Context, r page.Reader, of *record.Record) (page.Blocks, error) {
	reached, more, err := Impact(ctx, r, of.ID())
	if err != nil || len(reached) == 0 {
		return nil, err
	}
	ids := ""
	for i, a := range reached[:min(mostListed, len(reached))] {
		if i > 0 {
			ids += ", "
		}
		ids += `"` + a.Item + `"`
	}
	rows, err := r.Find(ctx, Item.Name, "id in ("+ids+")", mostListed)
	if err != nil {
		return nil, err
	}
	note := r.Say("configuration_item.reach", "n", len(reached))
	if more {
		note = r.Say("configuration_item.reach.more", "n", len(reached))
	}
	return page.Blocks{page.Section{Title: r.Say("configuration_item.impact"), Note: note, Blocks: page.Blocks{page.Items{Items: page.ItemsOf(rows)}}}}, nil
}
