package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// moves are the ways out of the record's state that the person may take; of several with one name
// the first.
func (v *visit) moves(t *record.Type, row *record.Record) []view.Action {
	if t.States == nil {
		return nil
	}
	var out []view.Action
	for _, m := range t.States.Out(row.State()) {
		again := slices.ContainsFunc(out, func(a view.Action) bool { return a.Name == m.Name })
		if again || !v.holdsOneOf(m.Roles) {
			continue
		}
		a := view.Action{Name: m.Name, Label: v.Move(t, m.Name), Href: kind.Path(t, row) + "/move"}
		if len(v.missing(t, row, m)) > 0 {
			a.Get, a.Href = true, a.Href+"?to="+url.QueryEscape(m.To)
		} else {
			a.Hidden = []view.Pair{{Name: "to", Value: m.To}, {Name: "version", Value: number(row.Version())}}
		}
		out = append(out, a)
	}
	return out
}

func (v *visit) holdsOneOf(roles []string) bool {
	return len(roles) == 0 || slices.ContainsFunc(roles, v.actor.Is)
}

// missing lists what a move asks: its own questions, and what the new state needs and is empty.
func (v *visit) missing(t *record.Type, row *record.Record, m record.Move) []*record.Def {
	var out []*record.Def
	for _, c := range m.Asks {
		out = append(out, c.Definition())
	}
	s, _ := t.States.On(m.To)
	for _, c := range s.Asks {
		if d := c.Definition(); row.ValueOf(d).IsEmpty() && !slices.Contains(out, d) && !d.Computed {
			out = append(out, d)
		}
	}
	return out
}

// moveForm asks what a move needs to know.
func moveForm(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	m, err := v.moveTo(t, row, v.query.Get("to"))
	if err != nil {
		return err
	}
	return v.askMove(row, m, http.StatusOK, v.storedForm(row), nil)
}

func (v *visit) moveTo(t *record.Type, row *record.Record, to string) (record.Move, error) {
	if t.States == nil {
		return record.Move{}, fault.New(fault.NotFound, t.Name+".move", "not-found", "type", t.Name)
	}
	m, ok := t.States.Between(row.State(), to)
	if !ok {
		return m, fault.New(fault.Invalid, t.Name+".move", "no-such-move", "from", row.State(), "to", to).On(record.StateName)
	}
	return m, nil
}

func (v *visit) askMove(row *record.Record, m record.Move, status int, p url.Values, refused fault.List) error {
	t, path := row.Type, kind.Path(row.Type, row)
	bar := v.recordBar(t, row)
	bar.Crumbs[1].Href = path
	f := view.Form{Bar: bar, Title: v.Move(t, m.Name) + ": " + titleOf(row), Action: path + "/move", Version: row.Version(), Cancel: path, Submit: v.Move(t, m.Name),
		Hidden: []view.Pair{{Name: "to", Value: m.To}}}
	if after := v.posted().Get("after"); after != "" {
		f.Hidden = append(f.Hidden, view.Pair{Name: "after", Value: after})
	}
	if err := v.fill(&f, t, v.missing(t, row, m), p); err != nil {
		return err
	}
	v.blame(&f, t, refused)
	return v.showWith(status, f.Title, view.FormPage(f), nil)
}

// move moves a record to another state, with what the move asked.
func move(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	p := v.posted()
	m, err := v.moveTo(t, row, p.Get("to"))
	if err != nil {
		return err
	}
	values := map[string]any{record.StateName: m.To}
	for _, d := range v.missing(t, row, m) {
		if f := field(t, d); slices.Contains(p["field"], d.Name) && kind.Touched(v.Reader, f, p, row.ValueOf(d)) {
			values[d.Name] = kind.Raw(v.Reader, f, p)
		}
	}
	base, _ := strconv.ParseInt(p.Get("version"), 10, 64)
	moved, err := v.Engine.ChangeOne(v.r.Context(), v.actor, t.Name, row.ID(), base, values)
	if err != nil {
		if refused, ok := asForm(err); ok {
			return v.askMove(row, m, statusOf(err), p, refused)
		}
		return err
	}
	told := toast{Key: "moved", Name: nameOf(moved), State: v.State(t, moved.State()).Label}
	if _, back := t.States.Between(m.To, row.State()); back {
		told.Type, told.Record, told.Undo = t.Name, row.ID(), moved.Version()
	}
	v.tell(told)
	return v.seeOther(v.after(kind.Path(t, moved)))
}
