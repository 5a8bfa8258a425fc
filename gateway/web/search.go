package web

import (
	"net/http"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/kernel/search"
)

// searchRows is how many results a page shows.
const searchRows = 30

// search finds records of all types by words.
func find(v *visit) error {
	q := strings.TrimSpace(v.query.Get("q"))
	m := view.Search{Bar: view.Bar{Title: v.Say("page.search")}, Action: "/search", Query: q}
	if q == "" {
		m.Empty = &view.Empty{Icon: "search", Title: v.Say("search.ask")}
		return v.show(m.Bar.Title, view.SearchPage(m), nil)
	}
	ask := engine.SearchAsk{Words: q, Limit: searchRows, Cursor: v.query.Get("cursor")}
	if name := v.query.Get("type"); name != "" {
		ask.Types = []string{name}
	}
	page, err := v.Engine.Search(v.r.Context(), v.actor, ask)
	if err != nil {
		return err
	}
	for _, h := range page.Hits {
		m.Results = append(m.Results, v.result(h))
	}
	m.Types = v.searchTypes()
	if page.Next != "" {
		m.Next = v.here().with("cursor", page.Next).String()
	}
	if m.Summary = v.Say("search.found", "count", len(page.Hits)); page.Next != "" {
		m.Summary = v.Say("search.first", "count", len(page.Hits))
	}
	if len(page.Hits) == 0 {
		m.Summary, m.Empty = "", &view.Empty{Icon: "search", Title: v.Say("search.nothing", "words", q), Text: v.Say("search.nothing.text")}
	}
	return v.show(q, view.SearchPage(m), nil)
}

// searchTypes narrow a search to one type.
func (v *visit) searchTypes() []view.Link {
	at, chosen := v.here().without("cursor"), v.query.Get("type")
	out := []view.Link{{Label: v.Say("search.all"), Href: at.with("type", "").String(), Current: chosen == ""}}
	for _, t := range v.Engine.Catalogue().Types() {
		if !t.Internal && t.Pages.Group != "" && v.may(t, record.Read) {
			out = append(out, view.Link{Label: v.Plural(t), Href: at.with("type", t.Name).String(), Icon: t.Icon, Current: chosen == t.Name})
		}
	}
	return out
}

func (v *visit) result(h engine.Hit) view.Result {
	r := h.Record
	one := view.Result{ID: r.ID(), Type: r.Type.Name, Icon: r.Type.Icon, Number: h.Number, Href: v.pathTo(r), Title: parts(h.Title), Snippet: parts(h.Snippet), Note: v.Type(r.Type)}
	if r.Type.States != nil {
		s := v.State(r.Type, r.State())
		one.State = &s
	}
	return one
}

// pathTo leads to a record, or to the record that it is about where it has no page worth a visit.
func (v *visit) pathTo(r *record.Record) string {
	if r.Type.Pages.Group == "" && r.Type.Number == "" {
		if id, typeName := r.Named(aboutField).Text(), secondText(r); typeName != "" {
			if t, ok := v.Engine.Catalogue().Type(typeName); ok {
				return "/t/" + t.Plural + "/" + id
			}
		}
	}
	return kind.Path(r.Type, r)
}

func secondText(r *record.Record) string {
	_, text := r.Named(aboutField).Second()
	return text
}

func parts(of []search.Part) []view.Part {
	var out []view.Part
	for _, p := range of {
		out = append(out, view.Part{Text: p.Text, Found: p.Found})
	}
	return out
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
		page, err := v.Engine.Search(v.r.Context(), v.actor, engine.SearchAsk{Words: q, Limit: paletteRows})
		if err != nil {
			return err
		}
		var records []view.PaletteItem
		for _, h := range page.Hits {
			records = append(records, view.PaletteItem{Icon: h.Record.Type.Icon, Parts: parts(h.Title), Note: either(h.Number, v.Type(h.Record.Type)), Href: v.pathTo(h.Record)})
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
