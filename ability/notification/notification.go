// Package notification is the ability of records to tell people what happened to them.
//
// Its one rule: a notice is written with what it tells of, in one transaction, and never to whoever
// did it. Gateways only carry notices on.
package notification

import (
	"context"
	"slices"

	"steward/ability/conversation"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Told says who is told what happens to the records of a type. A zero field stands for nobody.
type Told struct {
	Asks     record.Field[string]   // who asked
	Works    record.Field[string]   // who works on it
	Watchers record.Field[[]string] // who follows it
}

// OfRecords gives a type its notices: received, answered, resolved, assigned. Further ones are
// written by rules of the type with Tell.
func OfRecords(t Told) record.Ability {
	return record.Ability{Name: "notification", Types: []*record.Type{&NoticeType, &PreferenceType}, Rules: record.Rules{
		{On: record.Following, Say: "who asked by mail, or had somebody ask for them, hears that it was received", Reads: record.Columns{record.CreatedAt}, Do: t.received},
		{On: record.Following, Say: "who asked, who follows and who works on it hear what is said to them", Reads: record.Columns{conversation.Count}, Do: t.answered},
		{On: record.Following, Say: "who asked and who follows hear that it is resolved", Reads: record.Columns{record.StateField}, Do: t.resolved},
		{On: record.Following, Say: "whoever gets work hears of it", Reads: t.works(), Do: t.assigned},
	}}
}

// News is one thing to tell: to whom, of which kind, and the message that says it, if one does.
type News struct {
	Kind    string
	To      []string
	Message string
	// Also tells the one who did it too: what they did elsewhere has arrived.
	Also bool
}

// Tell writes a notice to each person, once, but not to whoever did it. It is called by rules and
// actions with the draft of the record that the notice is about.
func Tell(d *record.Draft, r record.Reader, n News) error {
	t, ok := r.Type(NoticeType.Name)
	if !ok {
		return fault.New(fault.Internal, "notification.tell", "no-such-type", "type", NoticeType.Name)
	}
	if d.Replays {
		return nil
	}
	told := map[string]bool{"": true}
	if !n.Also {
		told[d.By] = true
	}
	for _, person := range n.To {
		if told[person] {
			continue
		}
		told[person] = true
		notice := record.NewDraft(t, nil)
		Person.Set(notice, person)
		Kind.Set(notice, n.Kind)
		Subject.Set(notice, record.Subject{Type: d.Type.Name, ID: d.ID()})
		Message.Set(notice, n.Message)
		By.Set(notice, d.By)
		d.Follow(notice)
	}
	return nil
}

func (t Told) received(_ context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() || ended(d) {
		return nil
	}
	return Tell(d, r, News{Kind: Received, To: t.asking(d), Also: r.Actor().Gateway == "mail"})
}

// answered tells of words to everybody but of notes to the one who works on it only, and whoever is
// named that they are. A word with
// which the record is resolved is told as that.
func (t Told) answered(_ context.Context, d *record.Draft, r record.Reader) error {
	for _, m := range said(d) {
		named := conversation.Mentions.Of(m)
		if err := Tell(d, r, News{Kind: Mentioned, To: named, Message: m.ID()}); err != nil {
			return err
		}
		to := one(d, t.Works)
		if conversation.Visibility.Of(m) == conversation.Public {
			to = append(to, t.outside(d)...)
		}
		to = slices.DeleteFunc(to, func(id string) bool { return slices.Contains(named, id) })
		if resolves(d) {
			to = slices.DeleteFunc(to, func(id string) bool { return slices.Contains(t.outside(d), id) })
		}
		if err := Tell(d, r, News{Kind: Answered, To: to, Message: m.ID()}); err != nil {
			return err
		}
	}
	return nil
}

func (t Told) resolved(_ context.Context, d *record.Draft, r record.Reader) error {
	if !resolves(d) {
		return nil
	}
	n := News{Kind: Resolved, To: t.outside(d)}
	for _, m := range said(d) {
		if conversation.Visibility.Of(m) == conversation.Public {
			n.Message = m.ID()
		}
	}
	return Tell(d, r, n)
}

func (t Told) assigned(_ context.Context, d *record.Draft, r record.Reader) error {
	if t.Works.Definition() == nil || !d.Changed(t.Works) || ended(d) {
		return nil
	}
	return Tell(d, r, News{Kind: Assigned, To: one(d, t.Works)})
}

func (t Told) asking(d *record.Draft) []string { return one(d, t.Asks) }

// outside is who asked and who follows.
func (t Told) outside(d *record.Draft) []string {
	to := t.asking(d)
	if t.Watchers.Definition() != nil {
		to = append(to, t.Watchers.Of(d)...)
	}
	return to
}

func (t Told) works() record.Columns {
	if t.Works.Definition() == nil {
		return nil
	}
	return record.Columns{t.Works}
}

func one(d *record.Draft, f record.Field[string]) []string {
	if f.Definition() == nil || f.Of(d) == "" {
		return nil
	}
	return []string{f.Of(d)}
}

// said lists the messages that are written with the draft.
func said(d *record.Draft) []*record.Draft {
	var out []*record.Draft
	for _, f := range d.Followers() {
		if f.Type.Name == conversation.TypeName && f.IsNew() {
			out = append(out, f)
		}
	}
	return out
}

func resolves(d *record.Draft) bool {
	_, moved := d.Moved()
	return (moved || d.IsNew()) && d.Type.CategoryOf(d.State()) == record.StateResolved
}

func ended(d *record.Draft) bool {
	return d.Type.States != nil && !d.Type.CategoryOf(d.State()).Open()
}
