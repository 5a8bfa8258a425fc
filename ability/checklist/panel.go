package checklist

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
)

// mostShown is how many tasks stand beside a record; the list has all.
const mostShown = 50

// Slots are what the ability shows beside records: their tasks, to tick off where they stand, and how
// to add some.
func Slots(staff []string) []page.Slot {
	return []page.Slot{{Name: "tasks", Place: page.Aside, On: page.OnAbility("checklist"), Roles: staff, Load: panel}}
}

func panel(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	s := page.Section{Title: r.Say("task.plural")}
	if n := Count.Of(row); n > 0 {
		s.Note = r.Say("task.done-of", "done", n-Open.Of(row), "all", n)
		tasks, err := r.List(ctx, TaskName, Subject.Name()+` = "`+row.ID()+`"`, "id", mostShown)
		if err != nil {
			return nil, err
		}
		list := page.Items{}
		for _, t := range tasks {
			list.Items = append(list.Items, line(r, t))
		}
		s.Blocks = page.Blocks{list}
	}
	if row.Type.CategoryOf(row.State()).Open() {
		s.Blocks = append(s.Blocks,
			page.Form{Folded: r.Say("task.add"), Ask: page.Ask{Fields: []string{Title.Name(), Assignee.Name(), Due.Name()}, Do: page.Do{Label: r.Say("task.add"), Type: row.Type.Name, Record: row.ID(), Action: "add_task"}}},
			page.Form{Folded: r.Say("task.add-list"), Ask: page.Ask{Fields: []string{list.Name(), lines.Name()}, Do: page.Do{Label: r.Say("task.add-list"), Type: row.Type.Name, Record: row.ID(), Action: "add_checklist"}}})
	}
	if len(s.Blocks) == 0 {
		return nil, nil
	}
	return page.Blocks{s}, nil
}

// line is one task with what can be done to it.
func line(r page.Reader, t *record.Record) page.Item {
	i := page.Item{Title: t.Title(), Person: Assignee.Of(t), Opens: page.ToRecord(TaskName, t.ID())}
	do := page.Do{Label: r.Say("task.action.finish"), Type: TaskName, Record: t.ID(), Action: "finish"}
	due, dated := Due.Get(t)
	switch {
	case Done.Of(t):
		i.Badge, i.Person, i.When = &page.Badge{Label: r.Say("task.done"), Tone: page.Green, Icon: "check"}, DoneBy.Of(t), DoneAt.Of(t)
		do.Label, do.Action = r.Say("task.action.reopen"), "reopen"
	case dated && due.Before(r.Now()):
		i.When, i.Badge = due, &page.Badge{Label: r.Say("task.late"), Tone: page.Red}
	case dated:
		i.When = due
	}
	i.Do = []page.Do{do}
	return i
}
