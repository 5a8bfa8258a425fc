package web

import (
	"strconv"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/query"
	"steward/kernel/record"
)

const (
	// pageRows is how many rows a list shows.
	pageRows = 50
	// countMost is how far lists are counted: beyond it they say "99+".
	countMost = 100
)

// list shows the records of a type.
func list(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	l := &listing{visit: v, t: t, at: v.here()}
	model, err := l.model()
	if err != nil {
		return err
	}
	return v.show(v.Plural(t), view.ListPage(*model), regions{"list": view.ListRegion(*model), "pane": view.PaneRegion(model.Pane),
		"conditions": view.Conditions(model.Filter), "orders": view.Orders(model.Order, "")})
}

// menuParameter asks for a page with one of its menus filled; without it menus are filled when they
// open.
const menuParameter = "menu"

// listing is one list as it is asked for: type, condition, order, place.
type listing struct {
	*visit
	t       *record.Type
	at      address
	columns []*record.Def
	filter  view.Filter
	page    *engine.Page
	order   string
	saved   *record.Record // the saved view on the screen, nil where none is
}

func (l *listing) model() (*view.List, error) {
	if err := l.applySaved(); err != nil {
		return nil, err
	}
	l.columns = l.chosenColumns()
	l.order = l.at.query.Get("order")
	m := &view.List{Type: l.t.Name, Bar: l.bar()}
	m.Bar.More = l.viewActions()
	var err error
	if m.Bar.Tabs, err = l.viewTabs(); err != nil {
		return nil, err
	}
	switch {
	case l.asks("list"):
		err = l.rows(m)
	case l.asks("conditions"):
		m.Filter, err = l.conditions()
	case l.asks("orders"):
		m.Order = l.orders()
	}
	if err != nil {
		return nil, err
	}
	if id := l.at.query.Get("sel"); id != "" && l.asks("pane") {
		m.Pane, err = l.pane(id)
	}
	return m, err
}

func (l *listing) rows(m *view.List) error {
	if err := l.find(); err != nil {
		return err
	}
	for _, r := range l.page.Records {
		l.Names.WantRecord(r, l.columns)
	}
	l.wantFilter()
	if err := l.loadNames(); err != nil {
		return err
	}
	l.describeFilter()
	m.Filter, m.Columns, m.Groups = l.filter, l.heads(), []view.Group{{Key: "all"}}
	for _, r := range l.page.Records {
		m.Groups[0].Rows = append(m.Groups[0].Rows, l.row(r))
	}
	m.Order, m.OrderLater = l.present()
	m.Empty = l.empty()
	if m.Bulk = l.bulk([]*record.Type{l.t}); m.Bulk != nil && l.page.Next != "" {
		m.Bulk.All = l.Say("bulk.all", "most", number(bulkMost))
	}
	return l.place(m)
}

// listColumns gives the fields of a list: the number, what the type declares with its title, and
// the state.
func listColumns(t *record.Type) []*record.Def {
	var out []*record.Def
	add := func(d *record.Def, ok bool) {
		for _, have := range out {
			ok = ok && have != d
		}
		if ok {
			out = append(out, d)
		}
	}
	add(t.Field("number"))
	titled := false
	for _, c := range t.List {
		titled = titled || c.Definition() == t.TitleDef()
	}
	if !titled && t.Title != nil {
		add(t.TitleDef(), true)
	}
	for _, c := range t.List {
		add(c.Definition(), true)
	}
	add(t.Field(record.StateName))
	if len(t.List) == 0 {
		add(t.Field("updated_at"))
	}
	return out
}

// mainColumn is the one that names a row and leads to the record.
func mainColumn(t *record.Type, columns []*record.Def) *record.Def {
	for _, d := range columns {
		if d == t.TitleDef() {
			return d
		}
	}
	return columns[0]
}

func (l *listing) heads() []view.Column {
	main := mainColumn(l.t, l.columns)
	var out []view.Column
	for _, d := range l.columns {
		f := field(l.t, d)
		k := kind.Of(f).View()
		c := view.Column{Name: d.Name, Label: l.Label(f), Kind: k, Main: d == main}
		if sortable(l.t, d) {
			c.Sort, c.Sorted = l.sortBy(d)
		}
		out = append(out, c)
	}
	return out
}

// sortBy gives the address that orders by the field, the other way round where it does already.
func (l *listing) sortBy(d *record.Def) (href, sorted string) {
	by := d.Name
	switch l.order {
	case d.Name:
		sorted, by = "ascending", "-"+d.Name
	case "-" + d.Name:
		sorted = "descending"
	}
	return l.fromStart().with("order", by).String(), sorted
}

// fromStart is the list from its first page.
func (l *listing) fromStart() address {
	return l.at.without("cursor", "back", "at", "sel", menuParameter)
}

func (l *listing) row(r *record.Record) view.Row {
	row := view.Row{ID: r.ID(), Type: l.t.Name, Version: r.Version(), Label: either(r.Number(), r.Title()),
		Href: kind.Path(l.t, r), Pane: l.at.with("sel", r.ID()).String(), Current: l.at.query.Get("sel") == r.ID()}
	for _, d := range l.columns {
		c := l.cell(r, d)
		if d.Name == "number" {
			c.Href = row.Href
		}
		if c.Empty && d == mainColumn(l.t, l.columns) {
			c = view.Cell{Kind: view.KindText, Text: r.ID()}
		}
		row.Cells = append(row.Cells, c)
	}
	return row
}

// place fills the links to the neighbouring pages. The pages behind are remembered in the address,
// because a place in a list is only known forwards.
func (l *listing) place(m *view.List) error {
	q := l.at.query
	first, _ := strconv.Atoi(q.Get("at"))
	n := len(l.page.Records)
	if q.Get("cursor") != "" {
		behind := strings.Split(q.Get("back"), ".")
		last := behind[len(behind)-1]
		m.Previous = l.at.without("sel").with("cursor", strings.TrimPrefix(last, "-")).with("back", strings.Join(behind[:len(behind)-1], ".")).with("at", positive(first-pageRows)).String()
	}
	if l.page.Next == "" {
		if n > 0 && first > 0 {
			m.Position = l.Say("page.position", "from", first+1, "to", first+n, "of", first+n)
		}
		return nil
	}
	behind := "-" + q.Get("cursor")
	if before := q.Get("back"); before != "" {
		behind = before + "." + behind
	}
	m.Next = l.at.without("sel").with("cursor", l.page.Next).with("back", behind).with("at", number(first+n)).String()
	total, err := l.count(engine.Ask{Type: l.t.Name, Filter: q.Get("filter"), Also: query.All{}})
	if err != nil {
		return err
	}
	of := bounded(total)
	m.Position = l.Say("page.position", "from", first+1, "to", first+n, "of", of)
	return nil
}

// count counts no further than countMost; all who ask the same and see the same share the answer.
func (v *visit) count(a engine.Ask) (int64, error) {
	return v.Engine.Counter(v.r.Context(), v.actor, a, countMost)
}

// bounded writes a count that was made no further than countMost.
func bounded(n int64) string {
	if n >= countMost {
		return strconv.Itoa(countMost-1) + "+"
	}
	return strconv.FormatInt(n, 10)
}

func positive(n int) string {
	if n <= 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func number[N int | int64](n N) string { return strconv.FormatInt(int64(n), 10) }

func (l *listing) bar() view.Bar {
	b := view.Bar{Title: l.Plural(l.t), Layouts: l.layouts(false)}
	if l.may(l.t, record.Create) {
		b.Actions = []view.Action{{Name: "new", Label: l.Say("page.new"), Icon: "plus", Href: "/t/" + l.t.Plural + "/new", Get: true, Primary: true}}
	}
	return b
}

func (l *listing) empty() *view.Empty {
	if l.at.query.Get("filter") != "" {
		return &view.Empty{Icon: "list-filter", Title: l.Say("list.no-match"), Actions: []view.Action{{Name: "clear", Label: l.Say("list.clear"), Get: true, Href: l.fromStart().without("filter").String()}}}
	}
	return &view.Empty{Icon: l.t.Icon, Title: l.Say("list.empty", "type", l.Plural(l.t)), Actions: l.bar().Actions}
}
