package web

import (
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// savedType is the type that keeps views of lists; without it lists offer none.
const savedType = "saved_view"

// savedMost is how many views are shown.
const savedMost = 100

func (v *visit) savedOf() (*record.Type, bool) {
	t, ok := v.Engine.Catalogue().Type(savedType)
	return t, ok && v.may(t, record.Read)
}

// savedViews lists the views of a type, or of all types for an empty name, that the person keeps or
// that others share. They are asked for once a visit.
func (v *visit) savedViews(ofType string) ([]*record.Record, error) {
	t, ok := v.savedOf()
	if !ok {
		return nil, nil
	}
	if v.kept == nil {
		page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: t.Name, Order: "created_at", Limit: savedMost})
		if err != nil {
			return nil, err
		}
		v.kept = page
	}
	var out []*record.Record
	for _, s := range v.kept.Records {
		if ofType == "" || s.Named("of_type").Text() == ofType {
			out = append(out, s)
		}
	}
	return out, nil
}

// applySaved lets the list follow the view that the address names; what the address itself says
// comes first.
func (l *listing) applySaved() error {
	id := l.at.query.Get("view")
	if _, ok := l.savedOf(); id == "" || !ok {
		return nil
	}
	saved, err := l.Engine.As(l.actor).Get(l.r.Context(), savedType, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	l.saved = saved
	for parameter, name := range map[string]string{"filter": "filter", "order": "order_by", "columns": "columns"} {
		if text := saved.Named(name).Text(); text != "" && !l.at.query.Has(parameter) {
			l.at = l.at.with(parameter, text)
		}
	}
	return nil
}

// viewTabs are the saved views of the type, the list without any first.
func (l *listing) viewTabs() ([]view.Link, error) {
	saved, err := l.savedViews(l.t.Name)
	if err != nil || len(saved) == 0 {
		return nil, err
	}
	path := "/t/" + l.t.Plural
	out := []view.Link{{Label: l.Say("view.all"), Href: path, Current: l.saved == nil}}
	for _, s := range saved {
		out = append(out, view.Link{Label: s.Named("name").Text(), Href: path + "?view=" + s.ID(), Tone: toneOf(s), Current: l.saved != nil && l.saved.ID() == s.ID()})
	}
	return out, nil
}

func toneOf(s *record.Record) view.Tone {
	if c := s.Named("colour").Text(); c != "" && c != "grey" {
		return view.Tone(c)
	}
	return "gray"
}

// savedNav is the part of the side bar with the views of all types.
func (v *visit) savedNav() []view.NavGroup {
	saved, err := v.savedViews("")
	if err != nil || len(saved) == 0 {
		return nil
	}
	g := view.NavGroup{Label: v.Say("nav.views")}
	for _, s := range saved {
		t, ok := v.Engine.Catalogue().Type(s.Named("of_type").Text())
		if !ok || !v.may(t, record.Read) {
			continue
		}
		l := view.Link{Label: s.Named("name").Text(), Href: "/t/" + t.Plural + "?view=" + s.ID(), Tone: toneOf(s), Current: v.query.Get("view") == s.ID()}
		if n, err := v.count(engine.Ask{Type: t.Name, Filter: s.Named("filter").Text(), Also: query.All{}}); err == nil {
			l.Count = bounded(n)
		}
		g.Links = append(g.Links, l)
	}
	return []view.NavGroup{g}
}

// saveForm offers to keep the present condition, order and columns.
func (l *listing) saveForm() *view.SaveView {
	t, ok := l.savedOf()
	if !ok || !l.may(t, record.Create) || l.actor.Person == "" {
		return nil
	}
	s := &view.SaveView{Action: "/views", MayShare: true, Hidden: []view.Pair{{Name: "of_type", Value: l.t.Name}}}
	for _, name := range []string{"filter", "order", "columns"} {
		if text := l.at.query.Get(name); text != "" {
			s.Hidden = append(s.Hidden, view.Pair{Name: name, Value: text})
		}
	}
	return s
}

// saveView keeps a view of a list.
func saveView(v *visit) error {
	p := v.posted()
	t, ok := v.Engine.Catalogue().Type(p.Get("of_type"))
	if !ok || t.Internal {
		return fault.New(fault.NotFound, "web.views", "no-such-type", "type", p.Get("of_type"))
	}
	values := map[string]any{"owner": v.actor.Person, "of_type": t.Name, "name": p.Get("name"), "filter": p.Get("filter"), "order_by": p.Get("order"), "columns": p.Get("columns")}
	if p.Get("shared") == "true" {
		values["shared"] = true
	}
	if _, err := query.Parse(p.Get("filter")); err != nil {
		return err
	}
	saved, err := v.Engine.CreateOne(v.r.Context(), v.actor, savedType, values)
	if err != nil {
		return err
	}
	v.tell(toast{Key: "created", Name: saved.Named("name").Text()})
	return v.seeOther("/t/" + t.Plural + "?view=" + saved.ID())
}

// viewActions change and remove the view on the screen.
func (l *listing) viewActions() []view.Action {
	out := []view.Action{{Name: "columns", Label: l.Say("view.columns"), Icon: "columns-3", Get: true, Href: address{"/t/" + l.t.Plural + "/columns", l.fromStart().query}.String()}}
	if l.saved == nil || l.saved.Named("owner").Text() != l.actor.Person {
		return out
	}
	at := "/t/" + l.saved.Type.Plural + "/" + l.saved.ID()
	return append(out, view.Action{Name: "edit-view", Label: l.Say("view.edit"), Icon: "pencil", Get: true, Href: at + "/edit"},
		view.Action{Name: "remove-view", Label: l.Say("view.remove"), Icon: "trash-2", Href: at + "/remove", Danger: true, Confirm: l.Say("page.remove.confirm", "name", l.saved.Named("name").Text()), Hidden: []view.Pair{{Name: "after", Value: "/t/" + l.t.Plural}}})
}

// columnsForm asks which columns the list shows.
func columnsForm(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	l := &listing{visit: v, t: t, at: v.here()}
	in := view.Input{Kind: view.KindChoices, Name: "columns", Label: v.Say("view.columns"), Values: names(l.chosenColumns())}
	for _, d := range t.Defs() {
		if v.Engine.MayField(v.actor, t, record.Read, d.Name) {
			in.Options = append(in.Options, view.Option{Value: d.Name, Label: v.Label(field(t, d))})
		}
	}
	back := address{"/t/" + t.Plural, v.query}
	f := view.Form{Title: v.Plural(t), Action: "/t/" + t.Plural + "/columns", Cancel: back.String(), Submit: v.Say("view.show"), Sections: []view.Section{{Inputs: []view.Input{in}}},
		Bar: view.Bar{Crumbs: []view.Link{{Label: v.Plural(t), Href: back.String()}, {Label: in.Label}}}, Hidden: back.without("columns").pairs()}
	return v.show(f.Title, view.FormPage(f), nil)
}

// setColumns leads to the list with the chosen columns.
func setColumns(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	p := v.posted()
	to := address{"/t/" + t.Plural, nil}
	for _, name := range []string{"filter", "order", "view"} {
		to = to.with(name, p.Get(name))
	}
	return v.seeOther(to.with("columns", strings.Join(p["columns"], ",")).String())
}

// chosenColumns are the columns that the address names, else those of the type.
func (l *listing) chosenColumns() []*record.Def {
	var out []*record.Def
	for name := range strings.SplitSeq(l.at.query.Get("columns"), ",") {
		if d, ok := l.t.Field(name); ok && l.Engine.MayField(l.actor, l.t, record.Read, name) {
			out = append(out, d)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, d := range listColumns(l.t) {
		if l.Engine.MayField(l.actor, l.t, record.Read, d.Name) {
			out = append(out, d)
		}
	}
	return out
}
