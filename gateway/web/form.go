package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// asked lists the fields that a form asks the person for.
func (v *visit) asked(t *record.Type, op record.Operation) []*record.Def {
	var out []*record.Def
	for slot, d := range t.Defs() {
		if op == record.Create && v.asides(t, d) || v.belongs(t, d) {
			continue // asked when its moment comes, or by a part of the page of its own
		}
		if slot > record.SlotUpdatedBy && v.editable(t, d, op) {
			out = append(out, d)
		}
	}
	return out
}

// newForm asks for a new record, filled with defaults and with what the address carries.
func newForm(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	if !v.may(t, record.Create) {
		return fault.New(fault.Forbidden, t.Name+".create", "forbidden", "operation", "create", "type", t.Name)
	}
	p := url.Values{}
	for _, d := range v.asked(t, record.Create) {
		f := field(t, d)
		for name, values := range kind.Of(f).Post(v.Reader, f, d.Default) {
			p[name] = values
		}
		for name, given := range v.query {
			if name == d.Name || strings.HasPrefix(name, d.Name+".") {
				p[name] = given
			}
		}
	}
	return v.createForm(t, http.StatusOK, p, nil)
}

func (v *visit) createForm(t *record.Type, status int, p url.Values, refused fault.List) error {
	f := view.Form{Title: v.Say("form.new", "type", v.Type(t)), Action: "/t/" + t.Plural + "/new", Submit: v.Say("form.create"), Cancel: "/t/" + t.Plural, Draft: "new-" + t.Name,
		Bar: view.Bar{Crumbs: []view.Link{{Label: v.Plural(t), Href: "/t/" + t.Plural}, {Label: v.Say("page.new")}}}}
	if after := either(v.query.Get("after"), p.Get("after")); after != "" {
		f.Hidden, f.Cancel = []view.Pair{{Name: "after", Value: local(after)}}, local(after)
	}
	if err := v.fill(&f, t, v.asked(t, record.Create), p); err != nil {
		return err
	}
	v.blame(&f, t, refused)
	return v.showWith(status, f.Title, view.FormPage(f), regions{"form": view.FormPage(f)})
}

// fill puts the questions into the form, with what was posted or stored as their answers.
func (v *visit) fill(f *view.Form, t *record.Type, defs []*record.Def, p url.Values) error {
	for _, d := range defs {
		v.Names.WantPosted(d, p)
	}
	if err := v.loadNames(); err != nil {
		return err
	}
	var short, long view.Section
	for _, d := range defs {
		in := kind.Posted(v.Reader, field(t, d), p)
		f.Hidden = append(f.Hidden, view.Pair{Name: "field", Value: d.Name})
		if slices.Contains(wide, in.Kind) || in.Kind == view.KindRecurrence {
			long.Inputs = append(long.Inputs, in)
			continue
		}
		in.Half = slices.Contains(halves, in.Kind)
		if d == titleField(t) {
			in.Autofocus = true
			short.Inputs = append([]view.Input{in}, short.Inputs...)
			continue
		}
		short.Inputs = append(short.Inputs, in)
	}
	for _, s := range []view.Section{short, long} {
		if len(s.Inputs) > 0 {
			f.Sections = append(f.Sections, s)
		}
	}
	return nil
}

// halves are the kinds whose questions share a line.
var halves = []string{view.KindChoice, view.KindNumber, view.KindDecimal, view.KindDate, view.KindInstant, view.KindDuration, view.KindReference, view.KindPerson, view.KindMoney, view.KindPhone, view.KindEmail}

// blame puts refusals beside the questions they are about, and all of them above the form.
func (v *visit) blame(f *view.Form, t *record.Type, refused fault.List) {
	for _, r := range refused {
		text := v.sentence(r)
		e := view.FormError{Text: text}
		for s := range f.Sections {
			for i := range f.Sections[s].Inputs {
				if in := &f.Sections[s].Inputs[i]; in.Name == r.Field && r.Field != "" {
					in.Error, e.Input = text, in.Name
				}
			}
		}
		if label := v.label(t, r); label != "" {
			e.Text = label + ": " + text
		}
		f.Errors = append(f.Errors, e)
	}
}

// asForm tells whether a refusal belongs into the form and not onto a page of its own.
func asForm(err error) (fault.List, bool) {
	all := fault.All(err)
	for _, f := range all {
		switch f.Kind {
		case fault.Invalid, fault.Duplicate, fault.Conflict, fault.TooLarge, fault.TooMany, fault.Unavailable:
		case fault.Forbidden:
			if f.Field == "" {
				return nil, false
			}
		default:
			return nil, false
		}
	}
	return all, len(all) > 0
}

// editForm asks for changes of a record.
func editForm(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	may, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Change, row)
	if err != nil {
		return err
	}
	if !may {
		return fault.New(fault.Forbidden, t.Name+".change", "forbidden", "operation", "change", "type", t.Name)
	}
	return v.changeForm(row, http.StatusOK, v.storedForm(row), nil, nil)
}

// storedForm gives what an untouched form of the record would post.
func (v *visit) storedForm(row *record.Record) url.Values {
	p := url.Values{}
	for _, d := range v.asked(row.Type, record.Change) {
		f := field(row.Type, d)
		for name, values := range kind.Of(f).Post(v.Reader, f, row.ValueOf(d)) {
			p[name] = values
		}
	}
	return p
}

func (v *visit) changeForm(row *record.Record, status int, p url.Values, refused fault.List, clash *view.Conflict) error {
	t, path := row.Type, kind.Path(row.Type, row)
	bar := v.recordBar(t, row)
	bar.Crumbs[1].Href = path
	bar.Crumbs = append(bar.Crumbs, view.Link{Label: v.Say("page.edit")})
	after := either(v.query.Get("after"), p.Get("after"), v.posted().Get("after"))
	f := view.Form{Bar: bar, Title: v.Say("form.change", "name", titleOf(row)), Action: path + "/edit", Version: row.Version(), Cancel: path, Submit: v.Say("form.save"), Draft: "edit-" + row.ID(), Conflict: clash}
	if after != "" {
		f.Hidden, f.Cancel = []view.Pair{{Name: "after", Value: local(after)}}, local(after)
	}
	if err := v.fill(&f, t, v.asked(t, record.Change), p); err != nil {
		return err
	}
	v.blame(&f, t, refused)
	return v.showWith(status, f.Title, view.FormPage(f), regions{"form": view.FormPage(f)})
}
