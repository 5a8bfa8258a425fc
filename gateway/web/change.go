package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// create makes a record from a form.
func create(v *visit) error {
	t, err := v.kindOf()
	if err != nil {
		return err
	}
	p := v.posted()
	values := map[string]any{}
	for _, d := range v.fieldsOf(t, p, record.Create) {
		f := field(t, d)
		if raw := kind.Raw(v.Reader, f, p); !unsaid(raw) {
			values[d.Name] = raw
		} else if !d.Default.IsEmpty() {
			values[d.Name] = raw
		}
	}
	results, err := v.Engine.Do(v.r.Context(), v.actor, engine.Options{Key: p.Get("once")}, engine.Command{Do: engine.Create, Type: t.Name, Values: values})
	if err != nil {
		if refused, ok := asForm(err); ok {
			return v.createForm(t, statusOf(err), p, refused)
		}
		return err
	}
	row := results[0].Record
	v.tell(toast{Key: "created", Name: nameOf(row)})
	return v.seeOther(v.after(kind.Path(t, row)))
}

// unsaid tells whether an answer says nothing.
func unsaid(raw any) bool {
	switch r := raw.(type) {
	case nil:
		return true
	case string:
		return r == ""
	case []any:
		return len(r) == 0
	case map[string]any:
		return len(r) == 0
	}
	return false
}

func nameOf(row *record.Record) string {
	if n := row.Number(); n != "" {
		return n
	}
	return row.Title()
}

// after gives the page to show next: the one that the form names, else the usual one.
func (v *visit) after(usual string) string {
	if to := v.posted().Get("after"); to != "" {
		return local(to)
	}
	return usual
}

// fieldsOf lists the fields that the form asked and the person may write.
func (v *visit) fieldsOf(t *record.Type, p url.Values, op record.Operation) []*record.Def {
	named := p["field"]
	var out []*record.Def
	for _, d := range v.asked(t, op) {
		if slices.Contains(named, d.Name) {
			out = append(out, d)
		}
	}
	return out
}

// change changes a record by a form. Only what the person touched is sent, measured against the
// version the form was filled with, so that others' changes of other fields stand.
func change(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	p := v.posted()
	base, err := v.baseOf(row, p)
	if err != nil {
		return err
	}
	values := map[string]any{}
	for _, d := range v.fieldsOf(t, p, record.Change) {
		f := field(t, d)
		if kind.Touched(v.Reader, f, p, base.ValueOf(d)) && p.Get("keep."+d.Name) != "theirs" {
			values[d.Name] = kind.Raw(v.Reader, f, p)
		}
	}
	changed, err := v.Engine.ChangeOne(v.r.Context(), v.actor, t.Name, row.ID(), base.Version(), values)
	if err == nil {
		if changed.Version() != row.Version() {
			v.tell(toast{Key: "saved", Name: nameOf(changed), Type: t.Name, Record: row.ID(), Undo: changed.Version()})
		}
		return v.seeOther(v.after(kind.Path(t, changed)))
	}
	if refused, ok := asForm(err); ok {
		return v.refusedChange(row, base, p, values, refused)
	}
	return err
}

// baseOf gives the record as it was when the form was filled.
func (v *visit) baseOf(row *record.Record, p url.Values) (*record.Record, error) {
	version, err := strconv.ParseInt(p.Get("version"), 10, 64)
	if err != nil || version <= 0 || version == row.Version() {
		return row, nil
	}
	return v.Engine.AtVersion(v.r.Context(), v.actor, row.Type.Name, row.ID(), version)
}

// refusedChange shows the form again: what the person touched as they typed it, the rest as it
// stands now, and where both sides changed a field, both.
func (v *visit) refusedChange(row, base *record.Record, p url.Values, values map[string]any, refused fault.List) error {
	now := v.storedForm(row)
	for _, d := range v.fieldsOf(row.Type, p, record.Change) {
		if _, touched := values[d.Name]; !touched {
			continue
		}
		for name := range now {
			if name == d.Name || len(name) > len(d.Name) && name[:len(d.Name)+1] == d.Name+"." {
				delete(now, name)
			}
		}
		for name, given := range p {
			if name == d.Name || len(name) > len(d.Name) && name[:len(d.Name)+1] == d.Name+"." {
				now[name] = given
			}
		}
	}
	clash, rest, err := v.conflict(row, base, p, refused)
	if err != nil {
		return err
	}
	status := http.StatusUnprocessableEntity
	return v.changeForm(row, status, now, rest, clash)
}

// conflict parts the fields that both sides changed from other refusals.
func (v *visit) conflict(row, base *record.Record, p url.Values, refused fault.List) (*view.Conflict, fault.List, error) {
	var rest fault.List
	c := &view.Conflict{}
	v.Names.WantRecord(row, nil)
	v.Names.WantRecord(base, nil)
	for _, d := range row.Type.Defs() {
		v.Names.WantPosted(d, p)
	}
	if err := v.loadNames(); err != nil {
		return nil, nil, err
	}
	for _, f := range refused {
		d, ok := row.Type.Field(f.Field)
		if f.Kind != fault.Conflict || !ok {
			rest = append(rest, f)
			continue
		}
		c.Fields = append(c.Fields, view.ConflictField{Name: d.Name, Label: v.Label(field(row.Type, d)), Base: v.cell(base, d), Theirs: v.cell(row, d), Mine: v.mine(row.Type, d, p), KeepMine: true})
	}
	if len(c.Fields) == 0 {
		return nil, rest, nil
	}
	c.By, c.When = v.Person(row.At(record.SlotUpdatedBy).Text()), v.MomentOf(row.At(record.SlotUpdatedAt).Int())
	c.Merged = v.merged(row, base, c.Fields)
	return c, rest, nil
}

// mine shows what the person typed, as a value where it can be read.
func (v *visit) mine(t *record.Type, d *record.Def, p url.Values) view.Cell {
	f := field(t, d)
	parsed, err := d.Kind.Parse(d, kind.Raw(v.Reader, f, p), record.Input{Zone: v.Zone, Language: v.Language, Now: v.Now})
	if err != nil {
		return view.Cell{Kind: view.KindText, Text: p.Get(d.Name)}
	}
	return kind.Cell(v.Reader, f, parsed)
}

// merged lists what others changed meanwhile without touching what the person changed.
func (v *visit) merged(row, base *record.Record, clash []view.ConflictField) []view.Field {
	var out []view.Field
	for _, d := range v.shown(row.Type) {
		both := slices.ContainsFunc(clash, func(c view.ConflictField) bool { return c.Name == d.Name })
		if !both && !row.ValueOf(d).Equal(base.ValueOf(d)) {
			out = append(out, v.recordField(row, d, false))
		}
	}
	return out
}

// remove removes a record.
func remove(v *visit) error {
	t, row, err := v.recordOf()
	if err != nil {
		return err
	}
	version, _ := strconv.ParseInt(v.posted().Get("version"), 10, 64)
	if err := v.Engine.RemoveOne(v.r.Context(), v.actor, t.Name, row.ID(), version); err != nil {
		return err
	}
	v.tell(toast{Key: "removed", Name: nameOf(row), Type: t.Name, Record: row.ID(), Undo: row.Version() + 1})
	return v.seeOther(v.after("/t/" + t.Plural))
}
