package web

import (
	"net/http"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/record"
)

// searchRows is how many results the page shows of each type.
const searchRows = 20

// search finds records of all types.
func search(v *visit) error {
	q := strings.TrimSpace(v.query.Get("q"))
	m := view.Search{Bar: view.Bar{Title: v.Say("page.search")}, Action: "/search", Query: q}
	if q == "" {
		m.Empty = &view.Empty{Icon: "search", Title: v.Say("search.ask")}
		return v.show(m.Bar.Title, view.SearchPage(m), nil)
	}
	found, err := v.found(q, searchRows)
	if err != nil {
		return err
	}
	for _, r := range found {
		m.Results = append(m.Results, v.result(r, q))
	}
	m.Summary = v.Say("search.found", "count", len(found))
	if len(found) == 0 {
		m.Empty = &view.Empty{Icon: "search", Title: v.Say("search.nothing", "words", q)}
	}
	return v.show(q, view.SearchPage(m), nil)
}

// found looks for the words in numbers, titles and keys of every type that the person may see.
func (v *visit) found(q string, most int) ([]*record.Record, error) {
	var out []*record.Record
	for _, t := range v.Engine.Catalogue().Types() {
		if t.Internal || t.Pages.Group == "" || !v.may(t, record.Read) {
			continue
		}
		page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: t.Name, Also: named(t, q), Order: "-created_at", Limit: most, Fields: []string{}})
		if err != nil {
			return nil, err
		}
		out = append(out, page.Records...)
	}
	return out, nil
}

func (v *visit) result(r *record.Record, q string) view.Result {
	one := view.Result{ID: r.ID(), Type: r.Type.Name, Icon: r.Type.Icon, Number: r.Number(), Href: kind.Path(r.Type, r), Title: marked(r.Title(), q), Note: v.Type(r.Type)}
	if r.Type.States != nil {
		s := v.State(r.Type, r.State())
		one.State = &s
	}
	return one
}

// marked parts a text where it holds what was searched.
func marked(text, q string) []view.Part {
	low, want := strings.ToLower(text), strings.ToLower(q)
	at := strings.Index(low, want)
	if at < 0 || want == "" || len(low) != len(text) {
		return []view.Part{{Text: text}}
	}
	var out []view.Part
	if at > 0 {
		out = append(out, view.Part{Text: text[:at]})
	}
	out = append(out, view.Part{Text: text[at : at+len(want)], Found: true})
	if rest := text[at+len(want):]; rest != "" {
		out = append(out, view.Part{Text: rest})
	}
	return out
}

// paletteRows is how many records the palette offers.
const paletteRows = 5

// palette answers what is typed into the palette: things to do with the record at hand, pages to go
// to, records to open.
func palette(v *visit) error {
	q := strings.TrimSpace(v.query.Get("q"))
	var m view.Palette
	add := func(label string, items []view.PaletteItem) {
		if len(items) > 0 {
			m.Groups = append(m.Groups, view.PaletteGroup{Label: v.Say(label), Items: items})
		}
	}
	things, err := v.things(q)
	if err != nil {
		return err
	}
	add("palette.do", things)
	if q != "" {
		found, err := v.found(q, paletteRows)
		if err != nil {
			return err
		}
		var records []view.PaletteItem
		for _, r := range found {
			records = append(records, view.PaletteItem{Icon: r.Type.Icon, Parts: marked(titleOf(r), q), Note: v.Type(r.Type), Href: kind.Path(r.Type, r)})
		}
		add("palette.open", records)
	}
	add("palette.go", v.places(q))
	add("palette.new", v.makings(q))
	return v.send(http.StatusOK, "text/html; charset=utf-8", view.PaletteList(m))
}

// things are the moves and actions of the record on whose page the palette was opened.
func (v *visit) things(q string) ([]view.PaletteItem, error) {
	typeName, id, ok := strings.Cut(v.query.Get("on"), "/")
	if !ok {
		return nil, nil
	}
	t, known := v.Engine.Catalogue().Type(typeName)
	if !known || t.Internal {
		return nil, nil
	}
	row, err := v.Engine.As(v.actor).Get(v.r.Context(), typeName, id)
	if err != nil {
		return nil, nil // the record went away since the page was shown
	}
	may, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Change, row)
	if err != nil {
		return nil, err
	}
	var bar view.Bar
	if err := v.actions(t, row, may, &bar); err != nil {
		return nil, err
	}
	if may {
		edit := view.Action{Label: v.Say("page.edit"), Icon: "pencil", Href: kind.Path(t, row) + "/edit", Get: true}
		bar.More = append(append(v.moves(t, row), edit), bar.More...)
	}
	var out []view.PaletteItem
	for _, a := range bar.More {
		if !fits(a.Label, q) {
			continue
		}
		item := view.PaletteItem{Icon: either(a.Icon, "zap"), Parts: marked(a.Label, q), Note: nameOf(row)}
		if a.Get {
			item.Href = a.Href
		} else {
			item.Act = &a
		}
		out = append(out, item)
	}
	return out, nil
}

func (v *visit) places(q string) []view.PaletteItem {
	var out []view.PaletteItem
	for _, g := range v.navigation() {
		for _, l := range g.Links {
			if fits(l.Label, q) {
				out = append(out, view.PaletteItem{Icon: l.Icon, Parts: marked(l.Label, q), Note: g.Label, Href: l.Href})
			}
		}
	}
	return out
}

func (v *visit) makings(q string) []view.PaletteItem {
	var out []view.PaletteItem
	for _, l := range v.creatable() {
		if label := v.Say("form.new", "type", l.Label); fits(label, q) {
			out = append(out, view.PaletteItem{Icon: "plus", Parts: marked(label, q), Href: l.Href})
		}
	}
	return out
}

// fits tells whether a label begins with or holds what was typed.
func fits(label, q string) bool {
	return strings.Contains(strings.ToLower(label), strings.ToLower(q))
}
