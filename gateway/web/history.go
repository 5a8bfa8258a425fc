package web

import (
	"encoding/json"
	"sort"
	"strconv"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// historyRows is how many versions a page of the history shows.
const historyRows = 50

// history shows the versions of a record.
func history(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	if t.Ability(talks) && t.States != nil {
		return v.seeOther(kind.Path(t, row) + "?view=history")
	}
	h, err := v.historyModel(t, row)
	if err != nil {
		return err
	}
	m, err := v.recordModel(t, row)
	if err != nil {
		return err
	}
	m.Panels, m.Body = nil, view.HistoryView(*h)
	m.Tabs[0].Current, m.Tabs[1].Current = false, true
	return v.show(titleOf(row), view.RecordPage(*m), nil)
}

func (v *visit) historyModel(t *record.Type, row *record.Record) (*view.History, error) {
	before, _ := strconv.ParseInt(v.query.Get("before"), 10, 64)
	versions, err := v.Engine.History(v.r.Context(), v.actor, t.Name, row.ID(), before, historyRows)
	if err != nil {
		return nil, err
	}
	path := kind.Path(t, row)
	h := &view.History{AsOf: path}
	var changes [][]delta
	v.Names.WantRecord(row, nil)
	for _, one := range versions {
		v.Names.Want(record.PersonType, one.Actor)
		var of []delta
		for name, d := range one.Changes {
			of = append(of, v.delta(t, name, d.Old, d.New, d.Erased))
		}
		sort.Slice(of, func(i, j int) bool { return of[i].slot < of[j].slot })
		changes = append(changes, of)
	}
	if err := v.loadNames(); err != nil {
		return nil, err
	}
	mayChange, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Change, row)
	if err != nil {
		return nil, err
	}
	for i, one := range versions {
		shown := view.Version{Number: one.Number, By: v.who(one.Actor), When: v.MomentOf(one.RecordedAt), Through: v.through(one.Gateway), Because: either(one.Because, one.Reason), Changes: v.changes(changes[i])}
		if one.HappenedAt != one.RecordedAt {
			m := v.MomentOf(one.HappenedAt)
			shown.Happened = &m
		}
		if one.Number != row.Version() {
			shown.Show = path + "?version=" + number(one.Number)
		}
		if mayChange && one.Number > 1 && wayBack(t, row, changes[i]) {
			shown.Undo = &view.Action{Name: "undo", Label: v.Say("page.undo"), Icon: "undo-2", Href: path + "/undo", Hidden: []view.Pair{{Name: "version", Value: number(one.Number)}}}
		}
		h.Versions = append(h.Versions, shown)
	}
	if n := len(versions); n == historyRows && versions[n-1].Number > 1 {
		h.Next = path + "/history?before=" + number(versions[n-1].Number)
	}
	return h, nil
}

// wayBack tells whether the lifecycle has a way from the present state to the one before a version.
func wayBack(t *record.Type, row *record.Record, of []delta) bool {
	for _, d := range of {
		if d.name == record.StateName && d.old.Text() != row.State() {
			_, ok := t.States.Between(row.State(), d.old.Text())
			return ok
		}
	}
	return true
}

func either(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// who shows a person, or the system where nobody did it.
func (v *visit) who(id string) view.Person {
	if id == "" {
		return view.Person{Name: v.Say("page.system"), Initials: "S", Hue: "gray"}
	}
	return v.Person(id)
}

func (v *visit) through(gateway string) string {
	if text, ok := v.Words.Lookup(v.Language, "gateway."+gateway); ok {
		return text
	}
	return gateway
}

// delta is one field's change with its values read.
type delta struct {
	slot     int
	field    kind.Field
	name     string
	old, new value.Value
	erased   bool
}

func (v *visit) delta(t *record.Type, name string, old, now json.RawMessage, erased bool) delta {
	d := delta{slot: t.SlotNamed(name), name: name, erased: erased}
	if def, ok := t.Field(name); ok {
		d.field = field(t, def)
		d.old, d.new = decoded(old), decoded(now)
		v.Names.WantValue(def, d.old)
		v.Names.WantValue(def, d.new)
	}
	return d
}

// decoded reads a value of the audit; one that cannot be read shows as empty.
func decoded(raw json.RawMessage) value.Value {
	if raw == nil {
		return value.Value{}
	}
	v, err := value.Decode(raw)
	if err != nil {
		return value.Value{}
	}
	return v
}

func (v *visit) changes(of []delta) []view.Change {
	var out []view.Change
	for _, d := range of {
		if d.slot >= 0 && d.slot <= record.SlotUpdatedBy {
			continue
		}
		c := view.Change{Label: d.name}
		switch {
		case d.erased:
			c.Old, c.New = view.Cell{Redacted: v.Say("page.erased")}, view.Cell{Redacted: v.Say("page.erased")}
		case d.field.Def != nil:
			c.Old, c.New = kind.Cell(v.Reader, d.field, d.old), kind.Cell(v.Reader, d.field, d.new)
		}
		if d.field.Def != nil {
			c.Label = v.Label(d.field)
		}
		out = append(out, c)
	}
	return out
}

// undo takes one version of a record back.
func undo(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(v.posted().Get("version"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, t.Name+".undo", "no-such-version", "version", v.posted().Get("version"))
	}
	id := v.r.PathValue("id")
	if !record.IsID(id) {
		row, err := v.Engine.As(v.actor).Get(v.r.Context(), t.Name, id)
		if err != nil {
			return err
		}
		id = row.ID()
	}
	row, err := v.Engine.Undo(v.r.Context(), v.actor, engine.Options{}, t.Name, id, version)
	if err != nil {
		return err
	}
	v.tell(toast{Key: "undone", Name: nameOf(row)})
	if back := v.cameFrom(); back != "/" {
		return v.seeOther(back)
	}
	return v.seeOther(kind.Path(t, row))
}
