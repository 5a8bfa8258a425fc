package web

import (
	"slices"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/record"
)

// properties are the values at the side of a ticket, each changed in place: the state first, then
// what has a place on designed pages, then the other short fields that hold something.
func (v *visit) properties(t *record.Type, row *record.Record, mayChange, mayWrite bool) []view.Property {
	out := []view.Property{v.stateProperty(t, row, mayChange)}
	placed := definitions(t.Pages.Shown())
	for _, d := range placed {
		if d != columnDef(t.Pages.Requester) {
			out = append(out, v.property(row, d, mayWrite))
		}
	}
	for _, d := range v.shown(t) {
		if !slices.Contains(placed, d) && !v.belongs(t, d) && v.telling(t, row, d, mayWrite) {
			out = append(out, v.property(row, d, mayWrite))
		}
	}
	return out
}

// telling tells whether a value is worth its place at the side: something stands there, or a
// reference is missing that somebody could give.
func (v *visit) telling(t *record.Type, row *record.Record, d *record.Def, mayWrite bool) bool {
	k := kind.Of(field(t, d)).View()
	is := row.ValueOf(d)
	switch {
	case slices.Contains(wide, k):
		return false
	case is.IsEmpty():
		return mayWrite && !d.Computed && !v.asides(t, d) && (k == view.KindReference || k == view.KindPerson)
	case k == view.KindBool:
		return is.Yes()
	case k == view.KindNumber && d.Computed:
		return is.Int() != 0
	}
	return true
}

func columnDef(c record.Column) *record.Def {
	if c == nil {
		return nil
	}
	return c.Definition()
}

// belongs tells whether an ability with a place of its own keeps the field.
func (v *visit) belongs(t *record.Type, d *record.Def) bool {
	for _, a := range t.Has {
		if !slices.Contains([]string{talks, watches, files, links}, a.Name) {
			continue
		}
		for _, c := range a.Fields {
			if c.Definition() == d {
				return true
			}
		}
	}
	return false
}

// asides tells whether the field is asked by a move or a state, and so has its own moment.
func (v *visit) asides(t *record.Type, d *record.Def) bool {
	if t.States == nil {
		return false
	}
	asks := func(c record.Column) bool { return c.Definition() == d }
	for _, m := range t.States.Moves {
		if slices.ContainsFunc(m.Asks, asks) {
			return true
		}
	}
	for _, s := range t.States.States[1:] {
		if slices.ContainsFunc(s.Asks, asks) && !slices.ContainsFunc(t.States.States[0].Asks, asks) {
			return true
		}
	}
	return false
}

func (v *visit) stateProperty(t *record.Type, row *record.Record, mayChange bool) view.Property {
	d := stateDef(t)
	p := view.Property{Name: d.Name, Label: v.Label(field(t, d)), Value: v.cell(row, d), Keys: "S"}
	if mayChange {
		p.Choices = v.moves(t, row)
	}
	return p
}

// property shows a value; what changes it comes when its menu opens.
func (v *visit) property(row *record.Record, d *record.Def, mayChange bool) view.Property {
	t := row.Type
	p := view.Property{Name: d.Name, Label: v.Label(field(t, d)), Value: v.cell(row, d), Version: row.Version()}
	if d == columnDef(t.Pages.Assignee) {
		p.Keys = "A"
	}
	if !mayChange || !v.editable(t, d, record.Change) {
		return p
	}
	if v.query.Get(menuParameter) != d.Name {
		p.Later = kind.Path(t, row) + "?" + menuParameter + "=" + d.Name
		return p
	}
	v.fillProperty(row, d, &p)
	return p
}

// fillProperty offers what changes the value.
func (v *visit) fillProperty(row *record.Record, d *record.Def, p *view.Property) {
	t := row.Type
	p.Action = kind.Path(t, row) + "/edit"
	p.Hidden = []view.Pair{{Name: "field", Value: d.Name}, {Name: "after", Value: kind.Path(t, row)}}
	if d == columnDef(t.Pages.Assignee) && v.actor.Person != "" && row.ValueOf(d).Text() != v.actor.Person {
		p.Choices = []view.Action{v.choose(*p, v.Say("bulk.take"), "user-check", v.actor.Person)}
	}
	if d.Kind == record.ChoiceKind && len(d.Options) <= 8 {
		for _, o := range d.Options {
			if !o.Retired && o.Key != row.ValueOf(d).Text() {
				p.Choices = append(p.Choices, v.choose(*p, v.Option(field(t, d), o.Key), "", o.Key))
			}
		}
		return
	}
	in := kind.Input(v.Reader, field(t, d), row.ValueOf(d))
	p.Input = &in
}

// propertyMenu answers the menu of one property alone; false where the visit asks for something else.
func (v *visit) propertyMenu(t *record.Type, row *record.Record, mayWrite bool) (bool, error) {
	name := v.query.Get(menuParameter)
	d, ok := t.Field(name)
	if !ok || !mayWrite || v.r.Header.Get("X-Region") != "choose-"+name || !slices.Contains(v.shown(t), d) {
		return false, nil
	}
	return true, v.show("", nil, regions{"choose-" + name: view.PropertyMenu(v.property(row, d, mayWrite))})
}

// choose is a button that sets the property to one value.
func (v *visit) choose(p view.Property, label, icon, to string) view.Action {
	return view.Action{Name: p.Name + "-" + to, Label: label, Icon: icon, Href: p.Action,
		Hidden: append(slices.Clone(p.Hidden), view.Pair{Name: "version", Value: number(p.Version)}, view.Pair{Name: p.Name, Value: to})}
}
