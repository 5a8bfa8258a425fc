package web

import (
	"strconv"
	"time"

	"steward/gateway/web/view"
	"steward/kernel/record"
)

// grouping is what the queue is ordered and parted by.
type grouping struct {
	name string
	// column gives the field of a type; nil where the type has none.
	column func(record.Pages) record.Column
}

var groupings = []grouping{
	{"due", func(p record.Pages) record.Column { return p.Due }},
	{"priority", func(p record.Pages) record.Column { return p.Priority }},
	{"state", nil},
	{"team", func(p record.Pages) record.Column { return p.Team }},
	{"assignee", func(p record.Pages) record.Column { return p.Assignee }},
	{"age", nil},
}

func groupNamed(name string) grouping {
	for _, g := range groupings {
		if g.name == name {
			return g
		}
	}
	return groupings[0]
}

func (g grouping) def(t *record.Type) *record.Def {
	if g.name == "state" {
		return stateDef(t)
	}
	if g.column == nil {
		return nil
	}
	if c := g.column(t.Pages); c != nil {
		return c.Definition()
	}
	return nil
}

// order gives the order of one type's list: ids grow with time, so that the oldest comes first in
// each group.
func (g grouping) order(t *record.Type) string {
	if d := g.def(t); d != nil {
		return d.Name
	}
	return "id"
}

// rank gives the place of a row among the rows of all types.
func (g grouping) rank(r *record.Record) rank3 {
	out := rank3{number: lastPlace, id: r.ID()}
	d := g.def(r.Type)
	if d == nil {
		out.number = 0
		if g.name != "age" {
			out.number = lastPlace
		}
		return out
	}
	v := r.ValueOf(d)
	switch {
	case v.IsEmpty():
	case g.name == "state":
		out.number = d.Rank(v.Text())
	case g.name == "priority", g.name == "due":
		out.number = v.Int()
	default:
		out.number, out.text = 0, v.Text()
	}
	return out
}

// of gives the key and words of the group in which a row stands.
func (g grouping) of(v *visit, r *record.Record) (key, label string) {
	d := g.def(r.Type)
	switch {
	case d == nil && g.name == "age":
		return v.ageGroup(r)
	case d == nil && g.name == "due":
		return "none", v.Say("queue.due.none")
	case d == nil:
		return "none", v.Say("queue.none")
	case g.name == "due":
		return v.dueGroup(r, d)
	}
	is := r.ValueOf(d)
	switch {
	case g.name == "priority":
		p := v.Priority(is)
		return strconv.Itoa(p.Level), p.Label
	case is.IsEmpty():
		return "none", v.Say("queue.no-" + g.name)
	case g.name == "state":
		s := v.State(r.Type, is.Text())
		return s.Key, s.Label
	}
	_, label, _ = v.Link(d.Target, is.Text())
	return is.Text(), label
}

func (g grouping) tone(key string) view.Tone {
	switch {
	case g.name == "priority" && key == "1", g.name == "due" && key == "over":
		return "red"
	case g.name == "due" && key == "soon":
		return "amber"
	}
	return ""
}

// Bounds of the groups by age.
const (
	day  = 24 * time.Hour
	week = 7 * day
)

func (v *visit) ageGroup(r *record.Record) (key, label string) {
	age := v.Now.Sub(time.UnixMicro(r.At(record.SlotCreatedAt).Int()))
	for _, g := range []struct {
		over time.Duration
		key  string
	}{{30 * day, "month"}, {week, "week"}, {day, "day"}} {
		if age >= g.over {
			return g.key, v.Say("queue.age." + g.key)
		}
	}
	return "today", v.Say("queue.age.today")
}

// age writes how long ago an instant was, in the largest unit that fits.
func (v *visit) age(micros int64) string {
	d := v.Now.Sub(time.UnixMicro(micros))
	switch {
	case d < time.Hour:
		return v.Say("age.minutes", "n", int(d.Minutes()))
	case d < day:
		return v.Say("age.hours", "n", int(d.Hours()))
	}
	return v.Say("age.days", "n", int(d/day))
}

func (q *work) groupLinks() []view.Link {
	var out []view.Link
	for _, g := range groupings {
		has := g.column == nil
		for _, t := range q.types {
			has = has || g.def(t) != nil
		}
		if !has {
			continue
		}
		name := g.name
		if name == groupings[0].name {
			name = ""
		}
		out = append(out, view.Link{Label: q.Say("queue.by." + g.name), Href: q.fromStart().with("group", name).String(), Current: g.name == q.group.name})
	}
	return out
}

// lastWordBy is the field of the ability "conversation" that tells who spoke last.
const lastWordBy = "last_word_by"

// turnOf tells whose turn it is: ours after the word of the one who asked.
func turnOf(r *record.Record) string {
	switch r.Named(lastWordBy).Text() {
	case "requester":
		return "us"
	case "agent":
		return "them"
	}
	return ""
}
