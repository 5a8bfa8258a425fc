package web

import (
	"strconv"

	"github.com/a-h/templ"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/page"
	"steward/kernel/record"
)

// blocks turns what pages say into what templates draw. The names of everything that the blocks refer
// to are loaded first, at once.
func (v *visit) blocks(all page.Blocks) (*blocks, error) {
	b := &blocks{visit: v}
	b.want(all)
	return b, v.loadNames()
}

type blocks struct {
	*visit
	forms   int
	queries int
}

// want asks for the names of people and records.
func (b *blocks) want(all page.Blocks) {
	for _, one := range all {
		switch one := one.(type) {
		case page.Section:
			b.want(one.Blocks)
		case page.Items:
			for _, i := range one.Items {
				b.Names.Want(record.PersonType, i.Person)
				b.wantAsk(i.Ask)
			}
		case page.Form:
			b.wantAsk(&one.Ask)
		case page.Records:
			for _, r := range one.Rows {
				b.Names.WantRecord(r, nil)
			}
		}
	}
}

// wantAsk asks for the names of what a form is filled with.
func (b *blocks) wantAsk(a *page.Ask) {
	if a == nil {
		return
	}
	p := b.filled(*a)
	if b.refused != nil {
		p = b.refused.posted
	}
	for _, d := range b.questions(*a) {
		b.Names.WantPosted(d, p)
	}
}

// all draws blocks one after the other.
func (b *blocks) all(list page.Blocks) templ.Component {
	out := make([]templ.Component, len(list))
	for i, one := range list {
		out[i] = b.one(one)
	}
	return templ.Join(out...)
}

func (b *blocks) one(block page.Block) templ.Component {
	switch x := block.(type) {
	case page.Section:
		return b.section(x)
	case page.Text:
		return view.ProseView(markdown(x.Markdown), x.Quiet)
	case page.Heading:
		return view.GreetingView(view.Greeting{Text: x.Text, Accent: x.Accent, Note: x.Note})
	case page.Facts:
		return view.FactList(b.facts(x.Items))
	case page.Choice:
		return view.ChoicesView(view.Choices{Label: x.Label, Menu: x.Menu, Links: b.links(x.Links)})
	case page.Figures:
		return view.FigureRow(x.Label, b.figures(x.Items))
	case page.Figure:
		return view.FigureView(b.figure(x))
	case page.Items:
		return view.ItemListView(b.items(x))
	case page.Records:
		return view.GridView(b.records(x))
	case page.Table:
		return view.GridView(b.table(x))
	case page.Form:
		f := b.form(x.Title, x.Ask)
		f.Folded = x.Folded
		return view.QuickFormView(*f)
	}
	return b.help(block)
}

// help draws what helps: offers, notices, questions, tiles, clocks and charts.
func (b *blocks) help(block page.Block) templ.Component {
	switch x := block.(type) {
	case page.Offer:
		return view.SuggestionView(view.Suggestion{Icon: x.Icon, Title: x.Title, Text: x.Text, Insert: x.Insert, Label: either(x.Label, b.Say("page.insert")), Href: b.hrefOf(x.Opens), Actions: b.actionsOf(x.Do)})
	case page.Notice:
		return view.BulletinView(view.Bulletin{Icon: x.Icon, Title: x.Title, Text: x.Text, Tone: view.Tone(x.Tone), When: b.when(x.When), Open: b.linkOf(x.Opens), Actions: b.actionsOf(x.Do)})
	case page.Find:
		return view.FindBoxView(b.find(x))
	case page.Query:
		return view.QueryView(b.query(x))
	case page.Tiles:
		var tiles []view.TileLink
		for _, t := range x.Items {
			tiles = append(tiles, view.TileLink{Icon: t.Icon, Tone: view.Tone(t.Tone), Title: t.Title, Note: t.Note, Href: b.address(t.To)})
		}
		return view.TilesView(tiles)
	case page.Clocks:
		return b.clocks(x)
	}
	return b.chart(block)
}

func (b *blocks) section(s page.Section) templ.Component {
	f := view.Frame{Title: s.Title, Note: s.Note, Badge: badgeOf(s.Badge), Width: string(s.Width), More: b.linkOf(s.More), Explain: b.reckoning(s.Explains), Actions: b.actionsOf(s.Do), Body: b.all(s.Blocks)}
	if s.Bare {
		return view.BareView(f)
	}
	return view.FrameView(f)
}

func (b *blocks) links(links []page.Link) []view.Link {
	out := make([]view.Link, len(links))
	for i := range links {
		out[i] = *b.linkOf(&links[i])
	}
	return out
}

func (b *blocks) facts(items []page.Fact) []view.FactLine {
	out := make([]view.FactLine, len(items))
	for i, f := range items {
		out[i] = view.FactLine{Label: f.Label, Icon: f.Icon, Text: f.Text, Href: b.hrefOf(f.Opens), Tone: view.Tone(f.Tone)}
		if f.Value != nil {
			out[i].Text = b.Amount(*f.Value)
		}
	}
	return out
}

func (b *blocks) actionsOf(list []page.Do) []view.Action {
	var out []view.Action
	for _, d := range list {
		out = append(out, b.action(d))
	}
	return out
}

func (b *blocks) items(x page.Items) view.ItemList {
	out := view.ItemList{Cards: x.Cards, Empty: x.Empty, More: b.linkOf(x.More)}
	for _, i := range x.Items {
		one := view.Item{Icon: i.Icon, Tone: view.Tone(i.Tone), Number: i.Number, Title: i.Title, Note: i.Note, Quote: i.Quote, When: b.when(i.When),
			Badge: badgeOf(i.Badge), State: b.stateOf(i.State), Unread: i.Unread, Href: b.hrefOf(i.Opens), Actions: b.actionsOf(i.Do)}
		if i.Person != "" {
			p := b.Person(i.Person)
			one.Person = &p
		}
		if i.Ask != nil {
			one.Form = b.form("", *i.Ask)
		}
		out.Items = append(out.Items, one)
	}
	return out
}

// records lists records by their fields; the first one leads to the record.
func (b *blocks) records(x page.Records) view.Grid {
	g := view.Grid{Empty: x.Empty, More: b.linkOf(x.More)}
	t, ok := b.Engine.Catalogue().Type(x.Type)
	if !ok {
		return g
	}
	var defs []*record.Def
	for _, name := range x.Fields {
		if d, ok := t.Field(name); ok {
			defs = append(defs, d)
			k := kind.Of(field(t, d)).View()
			g.Columns = append(g.Columns, view.GridColumn{Label: b.Label(field(t, d)), Numeric: k == view.KindNumber || k == view.KindDecimal || k == view.KindMoney})
		}
	}
	for _, r := range x.Rows {
		var row view.GridRow
		for i, d := range defs {
			c := b.cell(r, d)
			one := view.GridCell{Value: &c, Numeric: g.Columns[i].Numeric}
			if i == 0 || d == t.TitleDef() {
				one.Href = kind.Path(t, r)
			}
			row.Cells = append(row.Cells, one)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (b *blocks) find(x page.Find) view.FindBox {
	to := x.To
	f := view.FindBox{Param: x.Param, Label: x.Label, Placeholder: x.Placeholder, Button: x.Button, Words: x.Words, TryLabel: b.Say("page.try")}
	f.Action = "/p/" + to.Page
	for name, value := range to.Params {
		f.Hidden = append(f.Hidden, view.Pair{Name: name, Value: value})
	}
	f.Try = b.links(x.Try)
	return f
}

// query is a form whose answers become the address of a page.
func (b *blocks) query(x page.Query) view.QueryForm {
	b.queries++
	q := view.QueryForm{Label: x.Label, Action: "/p/" + x.To.Page, Submit: x.Button}
	for _, name := range sortedKeys(x.To.Params) {
		q.Hidden = append(q.Hidden, view.Pair{Name: name, Value: x.To.Params[name]})
	}
	for i, one := range x.Items {
		asked := view.QueryInput{ID: "query-" + strconv.Itoa(b.queries) + "-" + strconv.Itoa(i+1), Name: one.Param, Label: one.Label, Value: one.Value, Hint: one.Hint, Moment: one.Moment}
		for _, o := range one.Options {
			asked.Options = append(asked.Options, view.Option{Value: o.Value, Label: o.Label})
		}
		q.Inputs = append(q.Inputs, asked)
	}
	return q
}

func (b *blocks) clocks(x page.Clocks) templ.Component {
	var clocks []view.Clock
	for _, c := range x.Items {
		clocks = append(clocks, view.Clock{Name: c.Name, Text: c.Text, Bound: c.Bound, Standing: c.Standing, Share: c.Share, Href: b.hrefOf(c.Opens)})
	}
	if x.Pause == nil {
		return view.ClockBarView(clocks, nil)
	}
	pause := b.action(*x.Pause)
	return view.ClockBarView(clocks, &pause)
}

// nextForm names the forms of a page in their order, so that one that was refused is known again.
func (b *blocks) nextForm() string {
	b.forms++
	return "ask-" + strconv.Itoa(b.forms)
}
