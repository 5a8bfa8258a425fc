package web

import (
	"slices"
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// queue shows the open work of all types that stand in it, in one order.
func queue(v *visit) error {
	q := &work{listing: &listing{visit: v, at: v.here()}, group: groupNamed(v.query.Get("group"))}
	if err := q.choose(); err != nil {
		return err
	}
	m, err := q.model()
	if err != nil {
		return err
	}
	return v.show(m.Bar.Title, view.QueuePage(*m), regions{"list": view.QueueRegion(*m), "pane": view.PaneRegion(m.Pane), "conditions": view.Conditions(m.Filter)})
}

// work is the queue as it is asked for.
type work struct {
	*listing
	types []*record.Type
	tab   tab
	group grouping
	lanes []*lane
	rows  []item
}

// tab is one of the queue's views.
type tab struct {
	name, icon string
	// also is the condition of a type, nil where the type has no field for it.
	also func(record.Pages) query.Node
}

var tabs = []tab{
	{"all", "list", func(record.Pages) query.Node { return query.All{} }},
	{"mine", "circle-user", func(p record.Pages) query.Node {
		return compare(p.Assignee, query.Equal, query.Literal{Text: "me"})
	}},
	{"teams", "users", func(p record.Pages) query.Node { return compare(p.Team, query.In, query.Literal{Text: "my-teams"}) }},
	{"unassigned", "user-x", func(p record.Pages) query.Node { return compare(p.Assignee, query.Empty) }},
	{"asked", "reply", func(p record.Pages) query.Node { return compare(p.Requester, query.Equal, query.Literal{Text: "me"}) }},
}

func compare(c record.Column, op query.Op, literals ...query.Literal) query.Node {
	if c == nil {
		return nil
	}
	return query.Compare{Path: []string{c.Definition().Name}, Op: op, Values: literals}
}

// choose finds the tab and the types that stand in it.
func (q *work) choose() error {
	q.tab = tabs[0]
	for _, t := range tabs {
		if t.name == q.query.Get("view") {
			q.tab = t
		}
	}
	q.types = q.queueTypes()
	if len(q.types) == 0 {
		return fault.New(fault.NotFound, "web.queue", "page.no-queue")
	}
	return nil
}

// queueTypes lists the types of the queue that the person may see.
func (v *visit) queueTypes() []*record.Type {
	var out []*record.Type
	for _, t := range v.Engine.Catalogue().Types() {
		if t.Pages.Queue && t.States != nil && v.may(t, record.Read) {
			out = append(out, t)
		}
	}
	return out
}

// isOpen is the condition that work is still to be done.
var isOpen = query.Compare{Path: []string{record.StateName}, Op: query.Is, Values: []query.Literal{{Text: "open"}}}

func (q *work) model() (*view.Queue, error) {
	m := &view.Queue{Bar: view.Bar{Title: q.Say("queue.title"), Tabs: q.tabLinks(), Actions: q.begins()}}
	for _, t := range q.types {
		m.Types = strings.TrimSpace(m.Types + " " + t.Name)
	}
	var err error
	switch {
	case q.asks("list"):
		err = q.fill(m)
	case q.asks("conditions"):
		q.filter = q.asked()
		q.describe()
		m.Filter = q.filter
	}
	if err != nil {
		return nil, err
	}
	if id := q.at.query.Get("sel"); id != "" && q.asks("pane") {
		m.Pane, err = q.open(id)
	}
	return m, err
}

// open shows a record of one of the types beside the queue.
func (q *work) open(id string) (*view.Pane, error) {
	for _, t := range q.types {
		one := *q.listing
		one.t = t
		p, err := one.pane(id)
		if err != nil || p != nil {
			if p != nil {
				p.Step = q.stepIn(id)
			}
			return p, err
		}
	}
	return nil, nil
}

func (q *work) stepIn(id string) *view.Step {
	q.page = &engine.Page{}
	for _, i := range q.rows {
		q.page.Records = append(q.page.Records, i.row)
	}
	return q.step(id)
}

func (q *work) tabLinks() []view.Link {
	var out []view.Link
	for _, t := range tabs {
		if !slices.ContainsFunc(q.types, func(of *record.Type) bool { return t.also(of.Pages) != nil }) {
			continue
		}
		name := t.name
		if name == tabs[0].name {
			name = ""
		}
		l := view.Link{Label: q.Say("queue." + t.name), Href: q.fromStart().with("view", name).String(), Current: t.name == q.tab.name}
		l.Count = q.countTab(t)
		out = append(out, l)
	}
	return out
}

// countTab counts a tab no further than "99+"; a count that fails shows nothing.
func (q *work) countTab(t tab) string {
	var sum int64
	for _, of := range q.types {
		also := t.also(of.Pages)
		if also == nil {
			continue
		}
		n, err := q.count(engine.Ask{Type: of.Name, Also: query.AllOf(isOpen, also)})
		if err != nil {
			return ""
		}
		sum += n
	}
	return bounded(sum)
}

func (q *work) fill(m *view.Queue) error {
	if err := q.find(); err != nil {
		return err
	}
	for _, i := range q.rows {
		p := i.row.Type.Pages
		for _, d := range []*record.Def{columnDef(p.Requester), columnDef(p.Assignee), columnDef(p.Service), q.group.def(i.row.Type)} {
			if d != nil {
				q.Names.WantValue(d, i.row.ValueOf(d))
			}
		}
	}
	if err := q.loadNames(); err != nil {
		return err
	}
	q.describe()
	m.Filter, m.GroupBy, m.Groups, m.Previous, m.Next = q.filter, q.groupLinks(), q.groups(), q.before(), q.next()
	m.Bulk = q.bulk(q.types)
	m.Empty = &view.Empty{Icon: "inbox", Title: q.Say("queue.empty"), Text: q.Say("queue.empty.text")}
	return nil
}

// groups parts the rows where what they are grouped by changes.
func (q *work) groups() []view.QueueGroup {
	var out []view.QueueGroup
	for _, i := range q.rows {
		key, label := q.group.of(q.visit, i.row)
		if len(out) == 0 || out[len(out)-1].Key != key {
			out = append(out, view.QueueGroup{Key: key, Label: label, Tone: q.group.tone(key)})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, q.row(i.row))
	}
	for i := range out {
		out[i].Count = number(len(out[i].Rows))
	}
	return out
}

func (q *work) row(r *record.Record) view.QueueRow {
	p := r.Type.Pages
	row := view.QueueRow{ID: r.ID(), Type: r.Type.Name, Version: r.Version(), Number: r.Number(), Title: r.Title(), Href: kind.Path(r.Type, r),
		Pane: q.at.with("sel", r.ID()).String(), Current: q.at.query.Get("sel") == r.ID(), State: q.State(r.Type, r.State())}
	if p.Priority != nil {
		row.Priority = q.Priority(r.ValueOf(p.Priority.Definition()))
	}
	row.Requester, row.Assignee = q.personIn(r, p.Requester), q.personIn(r, p.Assignee)
	if p.Service != nil {
		if id := r.ValueOf(p.Service.Definition()).Text(); id != "" {
			if to := q.Names.Of(p.Service.Definition().Target, id); to != nil {
				row.Service = to.Title()
			}
		}
	}
	created := r.At(record.SlotCreatedAt).Int()
	row.Age, row.AgeTitle = q.age(created), q.MomentOf(created).Title
	row.Turn, row.Clock = turnOf(r), q.promise(r)
	return row
}

// personIn gives the person that a field names; the zero Person where it names none.
func (v *visit) personIn(r *record.Record, c record.Column) view.Person {
	if c == nil {
		return view.Person{}
	}
	return v.Person(r.ValueOf(c.Definition()).Text())
}
