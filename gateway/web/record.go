package web

import (
	"slices"
	"strconv"
	"time"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/page"
	"steward/kernel/record"
)

// show shows a record, at its present version or at an earlier one.
func show(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	row, past, err := v.asOf(row)
	if err != nil {
		return err
	}
	if err := v.prepareRecord(row); err != nil {
		return err
	}
	if t.Ability(talks) && t.States != nil {
		return v.showTicket(t, row, past)
	}
	m, err := v.recordModel(t, row)
	if err != nil {
		return err
	}
	if m.Related, err = v.related(t, row); err != nil {
		return err
	}
	if m.Past = past; past != nil {
		m.Moves, m.Bar.Actions, m.Bar.More = nil, nil, nil
	} else {
		filled, err := v.slots(row)
		if err != nil {
			return err
		}
		m.Head, m.Foot, m.Side = filled[page.Head], filled[page.Panel], filled[page.Aside]
	}
	return v.show(titleOf(row), view.RecordPage(*m), nil)
}

// asOf gives the record as the address asks for it: as it is, at a version, or at a time.
func (v *visit) asOf(row *record.Record) (*record.Record, *view.Past, error) {
	t, past := row.Type, &view.Past{Now: kind.Path(row.Type, row)}
	if text := v.query.Get("version"); text != "" {
		version, _ := strconv.ParseInt(text, 10, 64)
		then, err := v.Engine.AtVersion(v.r.Context(), v.actor, t.Name, row.ID(), version)
		past.Text = v.Say("page.past.version", "version", version)
		return then, past, err
	}
	if text := v.query.Get("at"); text != "" {
		at, err := time.ParseInLocation("2006-01-02T15:04", text, v.Zone)
		if err != nil {
			return nil, nil, fault.New(fault.Invalid, t.Name+".read", "not-an-instant", "given", text)
		}
		then, err := v.Engine.AsOf(v.r.Context(), v.actor, t.Name, row.ID(), at, engine.Happened)
		past.Text = v.Say("page.past.time", "time", v.Moment(at).Text)
		return then, past, err
	}
	return row, nil, nil
}

func titleOf(row *record.Record) string {
	if n := row.Number(); n != "" && n != row.Title() {
		return n + " " + row.Title()
	}
	return row.Title()
}

// prepareRecord loads the names of all that a record refers to.
func (v *visit) prepareRecord(row *record.Record) error {
	v.on = row
	v.Names.Know(row)
	v.Names.WantRecord(row, nil)
	return v.loadNames()
}

func (v *visit) recordModel(t *record.Type, row *record.Record) (*view.Record, error) {
	m := &view.Record{ID: row.ID(), Type: t.Name, Version: row.Version(), Number: row.Number(), Title: row.Title(), Bar: v.recordBar(t, row)}
	if t.States != nil {
		s := v.State(t, row.State())
		m.State = &s
	}
	mayChange, err := v.Engine.MayWith(v.r.Context(), v.actor, record.Change, row)
	if err != nil {
		return nil, err
	}
	if mayChange && !locked(t, row) {
		m.Bar.Actions = append(m.Bar.Actions, view.Action{Name: "edit", Label: v.Say("page.edit"), Icon: "pencil", Href: kind.Path(t, row) + "/edit", Get: true, Keys: "E"})
	}
	if mayChange {
		m.Moves = v.moves(t, row)
	}
	if err := v.actions(t, row, mayChange, &m.Bar); err != nil {
		return nil, err
	}
	m.Panels = v.panels(t, row, mayChange && !locked(t, row))
	m.Aside = []view.Panel{{Title: v.Say("page.about"), Fields: v.systemFields(t, row)}}
	m.Tabs = []view.Link{{Label: v.Say("page.details"), Href: kind.Path(t, row), Current: true}, {Label: v.Say("page.history"), Href: kind.Path(t, row) + "/history"}}
	return m, nil
}

func (v *visit) recordBar(t *record.Type, row *record.Record) view.Bar {
	label := row.Number()
	if label == "" {
		label = row.Title()
	}
	return view.Bar{Crumbs: []view.Link{{Label: v.Plural(t), Href: "/t/" + t.Plural}, {Label: label}}}
}

// shown lists the fields of a record page that the reader may see.
func (v *visit) shown(t *record.Type) []*record.Def {
	var out []*record.Def
	for slot, d := range t.Defs() {
		if slot <= record.SlotUpdatedBy || d.Name == "number" || d.Name == record.StateName || d == titleField(t) {
			continue
		}
		if v.Engine.MayField(v.actor, t, record.Read, d.Name) {
			out = append(out, d)
		}
	}
	return out
}

func titleField(t *record.Type) *record.Def {
	if t.Title == nil {
		return nil
	}
	return t.Title.Definition()
}

// wide are the kinds of view that need a line of their own.
var wide = []string{view.KindLong, view.KindJSON, view.KindLanguages, view.KindLanguagesLong, view.KindFile, view.KindReferences}

// panels shows the short fields together and long texts each under its own name.
func (v *visit) panels(t *record.Type, row *record.Record, mayChange bool) []view.Panel {
	details := view.Panel{Title: v.Say("page.details")}
	var long []view.Panel
	for _, d := range v.shown(t) {
		f := v.recordField(row, d, mayChange)
		if f.Value.Empty && (d.Computed || v.asides(t, d)) {
			continue
		}
		if f.Value.Kind == view.KindLong {
			if !f.Value.Empty {
				long = append(long, view.Panel{Title: f.Label, Edit: f.Edit, Fields: []view.Field{{Name: f.Name, Value: f.Value, Wide: true}}})
			}
			continue
		}
		details.Fields = append(details.Fields, f)
	}
	if len(details.Fields) == 0 {
		return long
	}
	return append([]view.Panel{details}, long...)
}

func (v *visit) recordField(row *record.Record, d *record.Def, mayChange bool) view.Field {
	f := field(row.Type, d)
	out := view.Field{Name: d.Name, Label: v.Label(f), Hint: v.Hint(f), Value: v.cell(row, d), Computed: d.Computed}
	out.Wide = slices.Contains(wide, out.Value.Kind)
	if mayChange && v.editable(row.Type, d, record.Change) {
		out.Edit = kind.Path(row.Type, row) + "/edit#" + "f-" + d.Name
	}
	return out
}

// editable tells whether a form may ask the person for the field.
func (v *visit) editable(t *record.Type, d *record.Def, op record.Operation) bool {
	return !d.Computed && d.Name != record.StateName && v.Engine.MayField(v.actor, t, op, d.Name)
}

func (v *visit) systemFields(t *record.Type, row *record.Record) []view.Field {
	var out []view.Field
	for _, slot := range []int{record.SlotCreatedAt, record.SlotCreatedBy, record.SlotUpdatedAt, record.SlotUpdatedBy} {
		d := t.Defs()[slot]
		if row.At(slot).IsEmpty() {
			continue
		}
		out = append(out, view.Field{Name: d.Name, Label: v.Label(field(t, d)), Value: v.cell(row, d), Computed: true})
	}
	return out
}
