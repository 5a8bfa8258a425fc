package web

import (
	"net/http"
	"slices"
	"strconv"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// laneCards is how many cards a column shows.
const laneCards = 40

// board shows the records of a type as cards: by state, or by the options of the field that the type
// names.
func board(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	d, err := boardField(t)
	if err != nil {
		return err
	}
	l := &listing{visit: v, t: t, at: v.here()}
	m := view.Board{Type: t.Name, Move: "/t/" + t.Plural + "/board", Bar: l.bar()}
	m.Bar.Layouts = l.layouts(true)
	if l.asks("board") {
		err = l.lanes(d, &m)
	} else {
		m.Filter, err = l.conditions()
	}
	if err != nil {
		return err
	}
	return v.show(v.Plural(t), view.BoardPage(m), regions{"board": view.BoardRegion(m), "conditions": view.Conditions(m.Filter)})
}

func boardField(t *record.Type) (*record.Def, error) {
	name := t.Board
	if name == "" {
		name = record.StateName
	}
	d, ok := t.Field(name)
	if !ok || len(d.Options) == 0 {
		return nil, fault.New(fault.NotFound, t.Name+".board", "page.no-board", "type", t.Name)
	}
	return d, nil
}

// layouts switch between list and board.
func (l *listing) layouts(onBoard bool) []view.Link {
	if _, err := boardField(l.t); err != nil {
		return nil
	}
	path := "/t/" + l.t.Plural
	carry := func(to string) string { return address{to, nil}.with("filter", l.at.query.Get("filter")).String() }
	return []view.Link{{Label: l.Say("page.list"), Icon: "list", Href: carry(path), Current: !onBoard}, {Label: l.Say("page.board"), Icon: "square-kanban", Href: carry(path + "/board"), Current: onBoard}}
}

func (l *listing) lanes(d *record.Def, m *view.Board) error {
	l.filter = l.asked()
	pages := make([]*engine.Page, len(d.Options))
	for i, o := range d.Options {
		in := query.Compare{Path: []string{d.Name}, Op: query.Equal, Values: []query.Literal{query.Quote(o.Key)}}
		page, err := l.Engine.List(l.r.Context(), l.actor, engine.Ask{Type: l.t.Name, Filter: l.filter.Text, Also: in, Order: "-updated_at", Limit: laneCards, Fields: names(l.cardFields())})
		if fault.Is(err, fault.Invalid) && l.filter.Text != "" {
			l.filter.Error = (&work{listing: l}).wrongFilter(err)
			page, err = &engine.Page{}, nil
		}
		if err != nil {
			return err
		}
		pages[i] = page
		for _, r := range page.Records {
			l.Names.WantRecord(r, definitions(l.t.Pages.Shown()))
		}
	}
	l.wantFilter()
	if err := l.loadNames(); err != nil {
		return err
	}
	l.describeFilter()
	m.Filter = l.filter
	m.Filter.Save = nil
	for i, o := range d.Options {
		m.Columns = append(m.Columns, l.lane(d, o, pages[i]))
	}
	return nil
}

func (l *listing) cardFields() []*record.Def { return definitions(l.t.Pages.Shown()) }

func (l *listing) lane(d *record.Def, o record.Option, page *engine.Page) view.BoardColumn {
	c := view.BoardColumn{Key: o.Key, State: view.State{Key: o.Key, Label: l.Option(field(l.t, d), o.Key), Category: o.Category}, Count: number(len(page.Records))}
	if page.Next != "" {
		c.Count += "+"
		in := query.Compare{Path: []string{d.Name}, Op: query.Equal, Values: []query.Literal{{Text: o.Key}}}
		c.More = &view.Link{Label: l.Say("page.more"), Href: address{"/t/" + l.t.Plural, nil}.with("filter", query.Print(in)).String()}
	}
	for _, r := range page.Records {
		c.Cards = append(c.Cards, l.card(d, r))
	}
	return c
}

func (l *listing) card(d *record.Def, r *record.Record) view.Card {
	c := view.Card{ID: r.ID(), Type: l.t.Name, Version: r.Version(), Number: r.Number(), Title: r.Title(), Href: kind.Path(l.t, r)}
	if p := l.t.Pages.Priority; p != nil {
		rank := l.Priority(r.ValueOf(p.Definition()))
		c.Priority = &rank
	}
	if who := l.personIn(r, l.t.Pages.Assignee); who.Name != "" {
		c.Person = &who
	}
	if !l.may(l.t, record.Change) {
		return c
	}
	if d.Name != record.StateName {
		for _, o := range d.Options {
			if o.Key != r.ValueOf(d).Text() {
				c.To = append(c.To, view.CardMove{Key: o.Key, Label: l.Option(field(l.t, d), o.Key)})
			}
		}
		return c
	}
	for _, m := range l.t.States.Out(r.State()) {
		to := view.CardMove{Key: m.To, Label: l.State(l.t, m.To).Label}
		if l.holdsOneOf(m.Roles) && !slices.Contains(c.To, to) {
			c.To = append(c.To, to)
		}
	}
	return c
}

// boardMove puts a card into another column; where the move asks for more, the form comes.
func boardMove(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	d, err := boardField(t)
	if err != nil {
		return err
	}
	p := v.posted()
	row, err := v.Engine.As(v.actor).Get(v.r.Context(), t.Name, p.Get("id"))
	if err != nil {
		return err
	}
	if d.Name == record.StateName {
		m, err := v.moveTo(t, row, p.Get("to"))
		if err != nil {
			return err
		}
		if len(v.missing(t, row, m)) > 0 {
			return v.seeOther(kind.Path(t, row) + "/move?to=" + m.To)
		}
	}
	base, _ := strconv.ParseInt(p.Get("version"), 10, 64)
	if _, err := v.Engine.ChangeOne(v.r.Context(), v.actor, t.Name, row.ID(), base, map[string]any{d.Name: p.Get("to")}); err != nil {
		return err
	}
	if v.r.Header.Get("X-Region") != "" {
		v.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return v.seeOther("/t/" + t.Plural + "/board")
}
