package escalation

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
)

// mostShown is how many escalations stand beside a record; the list has all.
const mostShown = 10

// breach is the share from which on a promise is broken, in percent.
const breach = 100

// Slots are what the ability shows beside records: what was escalated, and how to escalate.
func Slots(staff []string) []page.Slot {
	return []page.Slot{{Name: "escalations", Place: page.Aside, On: page.OnAbility("escalation"), Roles: staff, Load: panel}}
}

func panel(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	rows, err := r.List(ctx, TypeName, Subject.Name()+` = "`+row.ID()+`"`, "-reached_at", mostShown)
	if err != nil {
		return nil, err
	}
	items := page.Items{}
	for _, e := range rows {
		items.Items = append(items.Items, line(r, e))
	}
	var out page.Blocks
	if len(items.Items) > 0 {
		out = append(out, items)
	}
	if row.Type.CategoryOf(row.State()).Open() {
		for _, way := range []struct{ action, field string }{{"escalate_lead", chief.Name()}, {"escalate_team", team.Name()}} {
			out = append(out, page.Form{Folded: r.Say("action." + way.action), Ask: page.Ask{Fields: []string{why.Name(), way.field},
				Do: page.Do{Label: r.Say("escalation.do"), Type: row.Type.Name, Record: row.ID(), Action: way.action}}})
		}
	}
	if len(out) == 0 {
		return nil, nil
	}
	return page.Blocks{page.Section{Title: r.Say("escalation.plural"), Blocks: out}}, nil
}

func line(r page.Reader, e *record.Record) page.Item {
	i := page.Item{Icon: "megaphone", Tone: page.Amber, When: At.Of(e), Opens: page.ToRecord(TypeName, e.ID())}
	if Origin.Of(e) == ByPerson {
		i.Icon, i.Person, i.Title, i.Quote = "", By.Of(e), r.Say("escalation.kind."+Kind.Of(e)), Reason.Of(e)
		return i
	}
	if Percent.Of(e) >= breach {
		i.Tone = page.Red
	}
	i.Title = r.Say("clocks.escalated", "measure", r.Say("clock.measure."+Measure.Of(e)), "percent", Percent.Of(e))
	return i
}
