package effort

import (
	"context"
	"time"

	"steward/kernel/page"
	"steward/kernel/record"
)

// mostShown is how many entries stand beside a record; the list has all.
const mostShown = 8

// Slots are what the ability shows beside records: the time that was spent, by whom, and how to write
// some down.
func Slots(staff []string) []page.Slot {
	return []page.Slot{{Name: "time", Place: page.Aside, On: page.OnAbility("effort"), Roles: staff, Load: panel}}
}

func panel(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	s := page.Section{Title: r.Say("effort.spent")}
	if spent := Spent.Of(row); spent > 0 {
		about := Subject.Name() + ` = "` + row.ID() + `"`
		s.Note = r.Say("effort.sum", "time", time.Duration(spent)*time.Minute)
		s.More = &page.Link{Label: r.Say("effort.all"), To: *page.ToList(EntryName, about, "-created_at")}
		entries, err := r.List(ctx, EntryName, about, "-created_at", mostShown)
		if err != nil {
			return nil, err
		}
		list := page.Items{}
		for _, e := range entries {
			list.Items = append(list.Items, page.Item{Person: Person.Of(e), Title: r.Say("effort.sum", "time", time.Duration(Minutes.Of(e))*time.Minute), Note: Note.Of(e),
				When: record.CreatedAt.Of(e), Opens: page.ToRecord(EntryName, e.ID())})
		}
		s.Blocks = page.Blocks{list}
	}
	s.Blocks = append(s.Blocks, page.Form{Folded: r.Say("action.log_time"), Ask: page.Ask{Fields: []string{Minutes.Name(), Note.Name(), WorkedOn.Name()},
		Do: page.Do{Label: r.Say("action.log_time"), Type: row.Type.Name, Record: row.ID(), Action: "log_time"}}})
	return page.Blocks{s}, nil
}
