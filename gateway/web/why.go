package web

import (
	"net/url"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// why explains why a person can, or cannot, see a record.
func why(v *visit) error {
	q := v.query
	m := view.Explain{Bar: view.Bar{Title: v.Say("admin.why")}, Title: v.Say("admin.why.title"), Lead: v.Say("admin.why.text")}
	ask, err := v.whyForm(q)
	if err != nil {
		return err
	}
	m.Ask = ask
	if q.Get("person")+q.Get("person.text") != "" && q.Get("record")+q.Get("record.text") != "" {
		if m.Answer, err = v.whyAnswer(q, &m.Ask); err != nil {
			return err
		}
	}
	return v.show(m.Title, view.ExplainPage(m), nil)
}

// askWhy turns the form into an address that can be kept.
func askWhy(v *visit) error {
	to := address{"/admin/why", nil}
	for _, name := range []string{"person", "person.text", "record", "record.type", "record.text"} {
		to = to.with(name, v.posted().Get(name))
	}
	return v.seeOther(to.String())
}

func (v *visit) whyForm(q url.Values) (view.Form, error) {
	v.Names.Want(record.PersonType, q.Get("person"))
	v.Names.Want(q.Get("record.type"), q.Get("record"))
	if err := v.loadNames(); err != nil {
		return view.Form{}, err
	}
	of := &record.Type{Name: "why"}
	if t, ok := v.Engine.Catalogue().Type(customType); ok {
		of = t
	}
	who := kind.Posted(v.Reader, kind.Field{Of: of, Def: whoField}, q)
	what := kind.Posted(v.Reader, kind.Field{Of: of, Def: whatField}, q)
	who.Label, what.Label = v.Say("admin.why.person"), v.Say("admin.why.record")
	return view.Form{Action: "/admin/why", Submit: v.Say("admin.why.ask"), Sections: []view.Section{{Inputs: []view.Input{who, what}}}}, nil
}

// The questions of the form, of the same kinds as fields.
var (
	whoField  = record.Person("person").Required().Definition()
	whatField = record.AnyRef("record").Required().Definition()
)

func (v *visit) whyAnswer(q url.Values, ask *view.Form) (*view.ExplainAnswer, error) {
	ctx, reader := v.r.Context(), v.Engine.As(v.actor)
	person, err := reader.Get(ctx, record.PersonType, either(strings.TrimSpace(q.Get("person.text")), q.Get("person")))
	if err != nil {
		return nil, err
	}
	typeName := q.Get("record.type")
	row, err := reader.Get(ctx, typeName, either(strings.TrimSpace(q.Get("record.text")), q.Get("record")))
	if fault.Is(err, fault.NotFound) {
		v.blame(ask, nil, fault.All(err))
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	actor, err := v.Gate.PersonActor(ctx, person.ID())
	if err != nil {
		return nil, err
	}
	reasons, err := v.Engine.Explain(ctx, v.actor, actor, row.Type.Name, row.ID(), record.Read)
	if err != nil {
		return nil, err
	}
	v.Names.Know(person)
	a := &view.ExplainAnswer{Yes: len(reasons) > 0, Person: v.Person(person.ID()), Record: view.Link{Label: titleOf(row), Href: kind.Path(row.Type, row)}}
	key := "admin.why.no"
	if a.Yes {
		key = "admin.why.yes"
	}
	a.Sentence = v.Say(key, "name", person.Title(), "record", nameOf(row))
	for _, r := range reasons {
		one := view.Reason{Yes: true, Title: v.Say("admin.why.role", "role", r.Role), Condition: r.Rows, Href: "/admin/roles/" + r.Role, Text: v.Say("admin.why.all")}
		if r.Via != "" {
			one.Text = v.Say("admin.why.via", "field", r.Via)
		} else if r.Rows != "" {
			one.Text = v.Say("admin.why.rows")
		}
		a.Reasons = append(a.Reasons, one)
	}
	if !a.Yes {
		a.Reasons = []view.Reason{{Title: v.Say("admin.why.none"), Text: v.Say("admin.why.has", "roles", strings.Join(actor.Roles, ", "))}}
	}
	a.Fields = v.hiddenFields(actor, row)
	return a, nil
}

// hiddenFields are the values that stay out of the person's sight although they see the record.
func (v *visit) hiddenFields(actor record.Actor, row *record.Record) []view.Field {
	var out []view.Field
	for _, d := range row.Type.Defs() {
		if !v.Engine.MayField(actor, row.Type, record.Read, d.Name) {
			out = append(out, view.Field{Name: d.Name, Label: v.Label(field(row.Type, d)), Value: view.Cell{Redacted: v.Say("not-visible")}})
		}
	}
	return out
}
