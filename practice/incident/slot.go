package incident

import (
	"context"

	"steward/ability/conversation"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/kernel/value"
	"steward/practice/people"
)

// Slots are what the practice shows beside an incident to those who work on it.
func Slots() []page.Slot {
	on := page.OnType(name)
	return append(promised.Slots(), []page.Slot{
		{Name: "incident-known-errors", Place: page.Panel, On: on, Roles: people.Staff(), Load: offers},
		{Name: "incident-family", Place: page.Panel, On: on, Roles: people.Staff(), Load: family},
	}...)
}

// answers asks a question of the type about an incident that is open.
func answers(ctx context.Context, r page.Reader, row *record.Record, question string) ([]record.Finding, error) {
	q, ok := row.Type.Question(question)
	if !ok || !row.Type.CategoryOf(row.State()).Open() {
		return nil, nil
	}
	d := record.NewDraft(row.Type, nil)
	d.Input = map[string]value.Value{about.Name(): about.Value(row.ID())}
	return q.Ask(ctx, d, r.Source)
}

// offers shows published workarounds that may help, to be put into the answer.
func offers(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	found, err := answers(ctx, r, row, knownErrors.Name)
	if err != nil {
		return nil, err
	}
	var out page.Blocks
	for _, f := range found {
		out = append(out, page.Offer{Icon: "lightbulb", Title: f.Number + " " + f.Title, Text: f.Text, Insert: f.Text, Label: r.Say("incident.insert"),
			Opens: page.ToRecord(f.Subject.Type, f.Subject.ID),
			Do: []page.Do{{Label: r.Say("incident.action.caused_by"), Type: name, Record: row.ID(), Action: blame.Name,
				Values: map[string]string{theProblem.Name(): f.Subject.ID}}}})
	}
	return out, nil
}

// family shows what was merged into the incident, and offers to resolve its children with it.
func family(ctx context.Context, r page.Reader, row *record.Record) (page.Blocks, error) {
	var out page.Blocks
	merged, err := r.Ordered(ctx, name, MergedInto.Name()+` = "`+row.ID()+`"`, record.CreatedAt.Name(), mostLike*10)
	if err != nil {
		return nil, err
	}
	if len(merged) > 0 {
		items := page.Items{}
		for _, m := range merged {
			items.Items = append(items.Items, page.Item{Number: m.Number(), Title: m.Title(), Person: Requester.Of(m), Opens: page.ToRecord(name, m.ID())})
		}
		out = append(out, page.Section{Title: r.Say("incident.merged-here"), Blocks: page.Blocks{items}})
		said, err := saidThere(ctx, r, merged)
		if err != nil {
			return nil, err
		}
		out = append(out, said...)
	}
	if s := row.State(); s != StateResolved && s != StateClosed {
		return out, nil
	}
	children, err := Children(ctx, r.Source, row.ID())
	if err != nil || len(children) == 0 {
		return out, err
	}
	return append(out, page.Notice{Icon: "git-merge", Title: r.Say("incident.children-open", "n", len(children)),
		Do: []page.Do{{Label: r.Say("incident.action.resolve_children"), Type: name, Record: row.ID(), Action: resolveChildren.Name}}}), nil
}

// mostHeard is of how many merged incidents the words are shown, mostWords how many of each.
const mostHeard, mostWords = 5, 10

// saidThere shows what was reported and said in merged incidents, where the work goes on.
func saidThere(ctx context.Context, r page.Reader, merged []*record.Record) (page.Blocks, error) {
	var out page.Blocks
	for _, m := range merged[:min(mostHeard, len(merged))] {
		items := page.Items{}
		if text := Description.Of(m); text != "" {
			items.Items = append(items.Items, page.Item{Person: Requester.Of(m), Title: m.Title(), Quote: text, When: OpenedAt.Of(m), Opens: page.ToRecord(name, m.ID())})
		}
		words, err := r.List(ctx, conversation.TypeName, conversation.Subject.Name()+` = "`+m.ID()+`"`, "sent_at", mostWords)
		if err != nil {
			return nil, err
		}
		for _, w := range words {
			i := page.Item{Person: conversation.Author.Of(w), Title: w.Title(), When: conversation.SentAt.Of(w)}
			if conversation.Visibility.Of(w) == conversation.Internal {
				i.Badge = &page.Badge{Label: r.Say("message.visibility.internal"), Tone: page.Amber}
			}
			items.Items = append(items.Items, i)
		}
		if len(items.Items) > 0 {
			out = append(out, page.Section{Title: r.Say("incident.said-there", "number", m.Number()), Blocks: page.Blocks{items}})
		}
	}
	return out, nil
}
