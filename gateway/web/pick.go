package web

import (
	"net/http"

	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// pickRows is how many records a picker offers.
const pickRows = 10

// pick searches the records that a reference may lead to.
func pick(v *visit) error {
	t, ok := v.Engine.Catalogue().Type(v.r.PathValue("type"))
	if !ok || t.Internal {
		return fault.New(fault.NotFound, "web.pick", "no-such-type", "type", v.r.PathValue("type"))
	}
	found, err := v.Engine.Pick(v.r.Context(), v.actor, t.Name, v.query.Get("q"), pickRows)
	if err != nil {
		return err
	}
	var items []view.Picked
	for _, r := range found {
		v.Names.Know(r)
		one := view.Picked{ID: r.ID(), Type: t.Name, Label: titleOf(r), Note: pickNote(t, r)}
		if t.Name == record.PersonType {
			p := v.Person(r.ID())
			one.Person = &p
		}
		items = append(items, one)
	}
	return v.send(http.StatusOK, "text/html; charset=utf-8", view.PickList(items))
}

// pickNote is the first of a record's keys beside its title.
func pickNote(t *record.Type, r *record.Record) string {
	for _, k := range t.Keys {
		if d := k.Definition(); d != t.TitleDef() {
			if s := d.Kind.Format(d, r.ValueOf(d)); s != "" {
				return s
			}
		}
	}
	return ""
}
