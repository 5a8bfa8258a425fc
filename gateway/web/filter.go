package web

import (
	"errors"
	"strings"
	"unicode/utf8"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// find asks for the page of the list. A condition that cannot be read is shown with its place, and
// no rows; that is an answer, not a problem.
func (l *listing) find() error {
	q := l.at.query
	l.filter = l.asked()
	order := l.order
	if order == "" {
		order = defaultOrder(l.t)
	}
	page, err := l.Engine.List(l.r.Context(), l.actor, engine.Ask{Type: l.t.Name, Filter: q.Get("filter"), Order: order, Cursor: q.Get("cursor"), Limit: pageRows, Fields: names(l.columns)})
	var wrong *query.SyntaxError
	switch {
	case errors.As(err, &wrong):
		l.filter.Error = l.filterError(wrong)
	case fault.Is(err, fault.OverBudget), fault.Is(err, fault.Invalid) && q.Get("filter") != "":
		l.filter.Error = &view.FilterError{Text: l.sentence(fault.All(err)[0])}
	case err != nil:
		return err
	}
	if page == nil {
		page = &engine.Page{}
	}
	l.page = page
	return nil
}

// asked is the condition of the address, before anything is said about it.
func (l *listing) asked() view.Filter {
	all := l.fromStart().without("filter")
	return view.Filter{Action: l.at.path, Text: l.at.query.Get("filter"), Hidden: all.pairs(), Clear: all.String()}
}

// defaultOrder is the newest first.
func defaultOrder(*record.Type) string { return "-created_at" }

func names(defs []*record.Def) []string {
	out := make([]string, len(defs))
	for i, d := range defs {
		out[i] = d.Name
	}
	return out
}

// filterError marks the wrong place, in characters, and offers the text with the nearest right word.
func (l *listing) filterError(wrong *query.SyntaxError) *view.FilterError {
	text := l.filter.Text
	at := min(wrong.At, len(text))
	end := min(at+len(wrong.Found), len(text))
	e := &view.FilterError{Text: l.sentence(wrong.Fault()), From: utf8.RuneCountInString(text[:at]), To: utf8.RuneCountInString(text[:end])}
	if wrong.Suggest != "" && strings.HasPrefix(text[at:], wrong.Found) {
		try := text[:at] + wrong.Suggest + text[end:]
		e.Try = []view.Link{{Label: try, Href: l.fromStart().with("filter", try).String()}}
	}
	return e
}

func (l *listing) fieldNames() []string {
	var out []string
	for _, d := range l.t.Defs() {
		if l.Engine.MayField(l.actor, l.t, record.Read, d.Name) {
			out = append(out, d.Name)
		}
	}
	return out
}

// parts gives the conditions that all have to hold, nothing where the text is wrong.
func (l *listing) parts() []query.Node {
	n, err := query.Parse(l.filter.Text)
	if err != nil || l.filter.Error != nil {
		return nil
	}
	switch n := n.(type) {
	case query.All:
		return nil
	case query.And:
		return n.Parts
	}
	return []query.Node{n}
}

// wantFilter asks for the names of records that the condition names by id.
func (l *listing) wantFilter() {
	for _, p := range l.parts() {
		c, ok := p.(query.Compare)
		if !ok || len(c.Path) != 1 {
			continue
		}
		if d, ok := l.t.Field(c.Path[0]); ok {
			for _, literal := range c.Values {
				l.Names.Want(d.Target, literal.Text)
			}
		}
	}
}

func (l *listing) describeFilter() {
	parts := l.parts()
	for i, p := range parts {
		rest := append(append([]query.Node{}, parts[:i]...), parts[i+1:]...)
		chip := l.chip(p)
		chip.Remove = l.withFilter(query.AllOf(rest...)).String()
		l.filter.Chips = append(l.filter.Chips, chip)
	}
	if l.at.query.Get(menuParameter) == "filter" || !l.asks("list") && !l.asks("board") {
		l.filter.Quick, l.filter.Save, l.filter.Names, l.filter.Open = l.quick(), l.saveForm(), l.fieldNames(), true
		return
	}
	l.filter.Later = l.at.with(menuParameter, "filter").String()
}

// conditions fills the menu of the filter alone.
func (l *listing) conditions() (view.Filter, error) {
	l.filter = l.asked()
	l.wantFilter()
	err := l.loadNames()
	l.describeFilter()
	return l.filter, err
}

func (l *listing) withFilter(n query.Node) address {
	text := ""
	if _, all := n.(query.All); !all {
		text = query.Print(n)
	}
	return l.fromStart().with("filter", text)
}

// chip shows one condition; one that is more than a comparison is shown as its text.
func (l *listing) chip(n query.Node) view.Chip {
	c, ok := n.(query.Compare)
	if !ok {
		return view.Chip{Field: query.Print(n)}
	}
	chip := view.Chip{Field: strings.Join(c.Path, "."), Operator: l.Say("op." + strings.ReplaceAll(c.Op.String(), " ", "-"))}
	d, ok := l.t.Field(c.Path[0])
	if ok && len(c.Path) == 1 {
		chip.Field = l.Label(field(l.t, d))
	}
	var values []string
	for _, literal := range c.Values {
		values = append(values, l.literal(d, len(c.Path) == 1 && ok, literal))
	}
	chip.Value = strings.Join(values, ", ")
	return chip
}

func (l *listing) literal(d *record.Def, known bool, literal query.Literal) string {
	if !known {
		return literal.Text
	}
	f := field(l.t, d)
	if d.Rank(literal.Text) > 0 {
		return l.Option(f, literal.Text)
	}
	if d.Target != "" && record.IsID(literal.Text) {
		_, label, _ := l.Link(d.Target, literal.Text)
		return label
	}
	if text, ok := l.Words.Lookup(l.Language, "literal."+strings.ToLower(literal.Text)); ok && !literal.Quoted {
		return text
	}
	return literal.Text
}

// quick offers the values of choices, and "me" and "my teams" where a field leads to people or
// teams, each as a link that adds the condition.
func (l *listing) quick() []view.QuickFilter {
	var out []view.QuickFilter
	for _, d := range l.t.Defs() {
		f := field(l.t, d)
		if !l.Engine.MayField(l.actor, l.t, record.Read, d.Name) {
			continue
		}
		q := view.QuickFilter{Label: l.Label(f), Icon: quickIcon(kind.Of(f).View())}
		for _, choice := range l.quickValues(f) {
			added := query.AllOf(append(append([]query.Node{}, l.without(d.Name)...), choice.node)...)
			q.Values = append(q.Values, view.Link{Label: choice.label, Href: l.withFilter(added).String()})
		}
		if len(q.Values) > 0 {
			out = append(out, q)
		}
	}
	return out
}

type quickValue struct {
	label string
	node  query.Node
}

func (l *listing) quickValues(f kind.Field) []quickValue {
	compare := func(op query.Op, literals ...query.Literal) query.Node {
		return query.Compare{Path: []string{f.Name}, Op: op, Values: literals}
	}
	var out []quickValue
	switch {
	case f.Name == "created_by" || f.Name == "updated_by":
		return nil
	case len(f.Options) > 0:
		op := query.Equal
		if f.Kind.Name() == "choices" {
			op = query.Has
		}
		if f.Name == record.StateName {
			out = append(out, quickValue{l.Say("literal.open"), compare(query.Is, query.Literal{Text: "open"})})
		}
		for _, o := range f.Options {
			out = append(out, quickValue{l.Option(f, o.Key), compare(op, query.Literal{Text: o.Key})})
		}
	case f.Kind.Name() == "yes_no":
		out = append(out, quickValue{l.Say("yes"), compare(query.Equal, query.Literal{Text: "yes"})}, quickValue{l.Say("no"), compare(query.Equal, query.Literal{Text: "no"})})
	case f.Target == record.PersonType && f.Kind.Name() != "references":
		out = append(out, quickValue{l.Say("literal.me"), compare(query.Equal, query.Literal{Text: "me"})}, quickValue{l.Say("op.is-empty"), compare(query.Empty)})
	case f.Target == "team" && f.Kind.Name() == "reference":
		out = append(out, quickValue{l.Say("literal.my-teams"), compare(query.In, query.Literal{Text: "my-teams"})}, quickValue{l.Say("op.is-empty"), compare(query.Empty)})
	}
	return out
}

// without gives the conditions that say nothing about the field.
func (l *listing) without(name string) []query.Node {
	var out []query.Node
	for _, p := range l.parts() {
		if c, ok := p.(query.Compare); ok && len(c.Path) == 1 && c.Path[0] == name {
			continue
		}
		out = append(out, p)
	}
	return out
}

func quickIcon(k string) string {
	switch k {
	case view.KindPerson:
		return "user"
	case view.KindReference:
		return "users"
	}
	return "circle-dot"
}

// sortable tells whether lists may be ordered by the field at any size.
func sortable(t *record.Type, d *record.Def) bool {
	f, ok := t.QueryField(d.Name)
	if !ok || !f.Starred {
		return false
	}
	_, err := query.ParseOrder(d.Name, t)
	return err == nil
}

// present is the order of the list, and the address that answers with all of them.
func (l *listing) present() (now []view.Link, later string) {
	if l.at.query.Get(menuParameter) == "order" {
		return l.orders(), ""
	}
	by := either(l.order, defaultOrder(l.t))
	name, descending := strings.CutPrefix(by, "-")
	link := view.Link{Current: true}
	if d, ok := l.t.Field(name); ok {
		link.Label = l.orderLabel(d, descending)
	}
	return []view.Link{link}, l.at.with(menuParameter, "order").String()
}

func (l *listing) orderLabel(d *record.Def, descending bool) string {
	label := l.Label(field(l.t, d))
	if descending {
		return l.Say("list.descending", "field", label)
	}
	return label
}

// orders is the menu of the fields by which the list can be ordered.
func (l *listing) orders() []view.Link {
	current := l.order
	if current == "" {
		current = defaultOrder(l.t)
	}
	var out []view.Link
	for _, d := range l.t.Defs() {
		if d.Name == "id" || !sortable(l.t, d) || !l.Engine.MayField(l.actor, l.t, record.Read, d.Name) {
			continue
		}
		for _, by := range []string{d.Name, "-" + d.Name} {
			out = append(out, view.Link{Label: l.orderLabel(d, by != d.Name), Href: l.fromStart().with("order", by).String(), Current: by == current})
		}
	}
	return out
}
