package web

import (
	"net/http"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
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
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: t.Name, Also: named(t, v.query.Get("q")), Order: pickOrder(t), Limit: pickRows, Fields: pickFields(t)})
	if err != nil {
		return err
	}
	var items []view.Picked
	for _, r := range page.Records {
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

// named is the condition that title, number or a key of the record fits what was typed.
func named(t *record.Type, typed string) query.Node {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return query.All{}
	}
	var either []query.Node
	add := func(d *record.Def, op query.Op) {
		if f, ok := t.QueryField(d.Name); ok && f.Class == query.Text {
			either = append(either, query.Compare{Path: []string{d.Name}, Op: op, Values: []query.Literal{query.Quote(typed)}})
		}
	}
	add(t.TitleDef(), query.Contains)
	for _, k := range t.Keys {
		if k.Definition() != t.TitleDef() {
			add(k.Definition(), query.Starts)
		}
	}
	if d, ok := t.Field("number"); ok {
		add(d, query.Starts)
	}
	if len(either) == 0 {
		return query.All{}
	}
	return query.AnyOf(either...)
}

func pickOrder(t *record.Type) string {
	if d := t.TitleDef(); sortable(t, d) {
		return d.Name
	}
	return "-created_at"
}

func pickFields(t *record.Type) []string {
	out := []string{}
	for _, k := range t.Keys {
		out = append(out, k.Definition().Name)
	}
	return out
}

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
