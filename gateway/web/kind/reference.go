package kind

import (
	"net/url"
	"slices"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

type reference struct{ text }

func (k reference) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	r.refer(f.Target, v.Text(), c)
	if k.view == view.KindPerson {
		p := r.Person(v.Text())
		c.Person = &p
	}
}

// refer makes a cell lead to a record, or say that it is not visible.
func (r *Reader) refer(typeName, id string, c *view.Cell) {
	href, label, known := r.Link(typeName, id)
	c.Text, c.Href = label, href
	if known {
		c.Icon = r.Names.Of(typeName, id).Type.Icon
		return
	}
	c.Redacted = label
}

func (reference) Post(_ *Reader, f Field, v value.Value) url.Values { return one(f.Name, v.Text()) }

func (reference) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Pick = "/pick/" + f.Target
	in.Value = p.Get(f.Name + ".text")
	in.Picked = r.picked(f.Target, p[f.Name])
}

func (r *Reader) picked(typeName string, ids []string) []view.Picked {
	var out []view.Picked
	for _, id := range ids {
		if id == "" {
			continue
		}
		_, label, known := r.Link(typeName, id)
		one := view.Picked{ID: id, Type: typeName, Label: label}
		if known && typeName == personType {
			p := r.Person(id)
			one.Person = &p
		}
		out = append(out, one)
	}
	return out
}

// Raw gives what was typed where something was, else the chosen id.
func (reference) Raw(_ *Reader, f Field, p url.Values) any {
	if typed := strings.TrimSpace(p.Get(f.Name + ".text")); typed != "" {
		return typed
	}
	return p.Get(f.Name)
}

type references struct{ reference }

func (references) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	for _, id := range v.Members() {
		href, label, _ := r.Link(f.Target, id)
		c.Items = append(c.Items, view.Badge{Label: label, Href: href})
	}
	c.Text = badgeTexts(c.Items)
}

func (references) Post(_ *Reader, f Field, v value.Value) url.Values {
	return url.Values{f.Name: slices.Clone(v.Members())}
}

func (k references) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	k.reference.Fill(r, f, p, in)
	in.Several = true
}

func (references) Raw(_ *Reader, f Field, p url.Values) any {
	list := []any{}
	for _, id := range slices.Sorted(slices.Values(p[f.Name])) {
		if id != "" {
			list = append(list, id)
		}
	}
	for typed := range strings.SplitSeq(p.Get(f.Name+".text"), ",") {
		if typed = strings.TrimSpace(typed); typed != "" {
			list = append(list, typed)
		}
	}
	return list
}

type anyReference struct{ reference }

func (anyReference) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	_, typeName := v.Second()
	r.refer(typeName, v.Text(), c)
}

func (anyReference) Post(_ *Reader, f Field, v value.Value) url.Values {
	if v.IsEmpty() {
		return url.Values{}
	}
	_, typeName := v.Second()
	return url.Values{f.Name: {v.Text()}, f.Name + ".type": {typeName}}
}

func (anyReference) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	in.Pick, in.Unit, in.Value = "/pick/", p.Get(f.Name+".type"), p.Get(f.Name+".text")
	for _, t := range f.Of.Catalogue().Types() {
		if !t.Internal && (t.Pages.Group != "" || t.Number != "" || t.Name == in.Unit) {
			in.Options = append(in.Options, view.Option{Value: t.Name, Label: r.Type(t)})
		}
	}
	in.Picked = r.picked(in.Unit, p[f.Name])
}

func (k anyReference) Raw(r *Reader, f Field, p url.Values) any {
	id, _ := k.reference.Raw(r, f, p).(string)
	if id == "" {
		return ""
	}
	return map[string]any{"type": p.Get(f.Name + ".type"), "id": id}
}
