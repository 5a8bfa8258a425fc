package web

import (
	"encoding/json"
	"errors"
	"slices"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// show shows the form, and where something is to be changed, what would happen to each record.
func (b *bulky) show(status int, refused fault.List) error {
	title := b.Say("bulk.title", "count", len(b.rows))
	m := view.BulkEdit{Title: title, Back: local(b.p.Get("back")), Bar: view.Bar{Crumbs: []view.Link{{Label: b.Plural(b.types[0]), Href: local(b.p.Get("back"))}, {Label: title}}}}
	if b.verb == engine.Change {
		if err := b.form(&m.Form); err != nil {
			return err
		}
	}
	if b.verb == engine.Remove || len(b.values) > 0 {
		if err := b.preview(&m); err != nil {
			return err
		}
	}
	b.blame(&m.Form, b.types[0], refused)
	return b.showWith(status, title, view.BulkEditPage(m), nil)
}

func (b *bulky) form(f *view.Form) error {
	f.Action, f.Submit, f.Cancel = "/bulk", b.Say("bulk.preview"), local(b.p.Get("back"))
	f.Hidden = append(b.chosen(b.rows), view.Pair{Name: "action", Value: "edit"})
	given := b.p
	if b.p.Get("action") == "take" {
		given = map[string][]string{b.types[0].Pages.Assignee.Definition().Name: {b.actor.Person}}
	}
	defs := b.fields()
	for _, d := range defs {
		b.Names.WantPosted(d, given)
	}
	if err := b.loadNames(); err != nil {
		return err
	}
	s := view.Section{Hint: b.Say("bulk.hint")}
	if len(b.types) == 1 && b.types[0].States != nil {
		s.Inputs = append(s.Inputs, b.stateInput())
	}
	clears := view.Input{Kind: view.KindChoices, Name: "clear", Label: b.Say("bulk.clear"), Values: b.p["clear"]}
	for _, d := range defs {
		of := field(b.types[0], d)
		in := kind.Posted(b.Reader, of, given)
		in.Required, in.Radio, in.Half = false, false, true
		if in.Kind == view.KindBool {
			in.Kind, in.Value = view.KindChoice, given.Get(d.Name)
			in.Options = []view.Option{{Value: "true", Label: b.Say("yes")}, {Value: "false", Label: b.Say("no")}}
		}
		if slices.Contains(wide, in.Kind) {
			in.Half = false
		}
		s.Inputs = append(s.Inputs, in)
		if !d.Required {
			clears.Options = append(clears.Options, view.Option{Value: d.Name, Label: in.Label})
		}
	}
	f.Sections = []view.Section{s, {Inputs: []view.Input{clears}}}
	return nil
}

func (b *bulky) stateInput() view.Input {
	t := b.types[0]
	in := view.Input{Kind: view.KindChoice, Name: record.StateName, Label: b.Label(field(t, stateDef(t))), Value: b.p.Get(record.StateName), Half: true}
	for _, s := range t.States.States {
		in.Options = append(in.Options, view.Option{Value: s.Key, Label: b.State(t, s.Key).Label})
	}
	return in
}

// chosen are the hidden fields that name the records.
func (b *bulky) chosen(rows []*record.Record) []view.Pair {
	out := []view.Pair{{Name: "back", Value: local(b.p.Get("back"))}}
	for _, t := range b.types {
		out = append(out, view.Pair{Name: "type", Value: t.Name})
	}
	for _, r := range rows {
		out = append(out, view.Pair{Name: "id", Value: r.ID()})
	}
	return out
}

// preview runs the change for each record without writing it.
func (b *bulky) preview(m *view.BulkEdit) error {
	var fine []*record.Record
	var refused, changed []view.BulkRow
	for _, row := range b.rows {
		shown := view.BulkRow{Number: row.Number(), Title: row.Title(), Href: kind.Path(row.Type, row)}
		results, err := b.Engine.Do(b.r.Context(), b.actor, engine.Options{Preview: true}, b.command(row))
		var list fault.List
		var one *fault.Fault
		switch {
		case err == nil:
			fine = append(fine, row)
			if shown.Changes, err = b.wouldChange(row, results[0]); err != nil {
				return err
			}
			changed = append(changed, shown)
		case errors.As(err, &list), errors.As(err, &one):
			shown.Refused = b.sentences(row.Type, fault.All(err))
			refused = append(refused, shown)
		default:
			return err
		}
	}
	all := append(refused, changed...)
	m.Rows = all[:min(len(all), bulkShown)]
	if rest := len(all) - len(m.Rows); rest > 0 {
		m.More = b.Say("bulk.more", "count", rest)
	}
	m.Facts = []view.Badge{{Label: b.Say("bulk.will", "count", len(fine)), Tone: "green"}}
	if len(refused) > 0 {
		m.Facts = append(m.Facts, view.Badge{Label: b.Say("bulk.refused", "count", len(refused)), Tone: "red"})
	}
	return b.offer(m, fine)
}

// offer adds the button that does it.
func (b *bulky) offer(m *view.BulkEdit, fine []*record.Record) error {
	if len(fine) == 0 {
		return nil
	}
	raw, err := json.Marshal(b.values)
	if err != nil {
		return err
	}
	m.Apply = &view.Action{Name: "apply", Label: b.Say("bulk.apply", "count", len(fine)), Href: "/bulk/apply", Primary: true, Danger: b.verb == engine.Remove,
		Hidden: append(b.chosen(fine), view.Pair{Name: "verb", Value: string(b.verb)}, view.Pair{Name: "values", Value: string(raw)})}
	return nil
}

// wouldChange lists the fields that a previewed change sets, rules included.
func (b *bulky) wouldChange(row *record.Record, result engine.Result) ([]view.Change, error) {
	if result.Draft == nil || b.verb == engine.Remove {
		return nil, nil
	}
	var defs []*record.Def
	for _, slot := range result.Draft.ChangedSlots() {
		d := row.Type.Defs()[slot]
		if slot <= record.SlotUpdatedBy || !b.Engine.MayField(b.actor, row.Type, record.Read, d.Name) {
			continue
		}
		defs = append(defs, d)
		b.Names.WantValue(d, row.ValueOf(d))
		b.Names.WantValue(d, result.Draft.At(slot))
	}
	if err := b.loadNames(); err != nil {
		return nil, err
	}
	var out []view.Change
	for _, d := range defs {
		f := field(row.Type, d)
		out = append(out, view.Change{Label: b.Label(f), Old: b.cell(row, d), New: kind.Cell(b.Reader, f, result.Draft.ValueOf(d))})
	}
	return out, nil
}

// sentences joins refusals, each with its field.
func (v *visit) sentences(t *record.Type, list fault.List) string {
	s := ""
	for _, f := range list {
		if s != "" {
			s += " "
		}
		if label := v.label(t, f); label != "" {
			s += label + ": "
		}
		s += v.sentence(f)
	}
	return s
}
