package web

import (
	"strings"

	"steward/gateway/web/kind"
	"steward/gateway/web/view"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// The types with which administrators shape the installation.
const (
	customType     = "custom_field"
	roleType       = "role"
	permissionType = "permission"
)

// administers tells whether the person may shape the installation.
func (v *visit) administers() bool {
	t, ok := v.Engine.Catalogue().Type(customType)
	return ok && v.may(t, record.Create)
}

// adminOnly refuses everybody else.
func adminOnly(inner answer) answer {
	return func(v *visit) error {
		if !v.administers() {
			return fault.New(fault.Forbidden, "web.admin", "forbidden", "operation", "read", "type", customType)
		}
		return inner(v)
	}
}

// adminParts are the pages of administration.
var adminParts = []struct{ name, icon string }{{"", "settings"}, {"fields", "columns-3"}, {"roles", "shield"}, {"why", "eye"}, {"jobs", "activity"}}

func (v *visit) adminPages() view.Settings {
	var g view.NavGroup
	for _, p := range adminParts {
		href := strings.TrimSuffix("/admin/"+p.name, "/")
		current := v.r.URL.Path == href || p.name != "" && v.below(href)
		g.Links = append(g.Links, view.Link{Label: v.Say("admin." + either(p.name, "overview")), Href: href, Icon: p.icon, Current: current})
	}
	return view.Settings{Bar: view.Bar{Title: v.Say("admin.title")}, Nav: []view.NavGroup{g}}
}

// admin is the overview of administration.
func admin(v *visit) error {
	m := view.Admin{Settings: v.adminPages(), Title: v.Say("admin.overview"), Lead: v.Say("admin.lead")}
	types, custom := 0, 0
	for _, t := range v.Engine.Catalogue().Types() {
		if t.Internal {
			continue
		}
		types++
		for _, d := range t.Defs() {
			if d.Custom {
				custom++
			}
		}
	}
	text := func(label, value string) view.Field {
		return view.Field{Name: label, Label: v.Say("admin." + label), Value: view.Cell{Kind: view.KindText, Text: value}}
	}
	m.Facts = []view.Field{text("database", v.Engine.Store().Database()), text("zone", v.Engine.Zone().String()), text("types", number(types)), text("custom", number(custom))}
	shape := view.AdminGroup{Title: v.Say("admin.shape")}
	for _, p := range adminParts[1:] {
		shape.Items = append(shape.Items, view.AdminItem{Icon: p.icon, Title: v.Say("admin." + p.name), Text: v.Say("admin." + p.name + ".text"), Href: "/admin/" + p.name})
	}
	m.Groups = []view.AdminGroup{shape, v.keptLists()}
	return v.show(m.Title, view.AdminPage(m), nil)
}

// keptLists lead to the lists that stand in no part of the side bar.
func (v *visit) keptLists() view.AdminGroup {
	g := view.AdminGroup{Title: v.Say("admin.lists")}
	for _, t := range v.Engine.Catalogue().Types() {
		if !t.Internal && t.Pages.Group == "" && v.may(t, record.Read) {
			g.Items = append(g.Items, view.AdminItem{Icon: t.Icon, Title: v.Plural(t), Href: "/t/" + t.Plural})
		}
	}
	return g
}

// fieldsPage lists the fields of a type, built in and made by administrators.
func fieldsPage(v *visit) error {
	chosen, links := v.typeTabs("/admin/fields")
	m := view.Fields{Settings: v.adminPages(), Title: v.Say("admin.fields"), Lead: v.Say("admin.fields.text"), Types: links,
		New: &view.Action{Name: "new", Label: v.Say("admin.fields.new"), Icon: "plus", Href: "/admin/fields/new?type=" + chosen.Name, Get: true, Primary: true}}
	records, err := v.customRecords(chosen.Name)
	if err != nil {
		return err
	}
	for _, d := range chosen.Defs() {
		f := field(chosen, d)
		item := view.FieldItem{Name: d.Name, Label: v.Label(f), Kind: kind.Of(f).View(), KindLabel: v.Say("kind." + d.Kind.Name()), Custom: d.Custom, Required: d.Required}
		if d.Computed {
			item.Note = v.Say("admin.computed")
		}
		if r := records[d.Name]; r != nil {
			item.Href = "/t/" + r.Type.Plural + "/" + r.ID() + "/edit?after=/admin/fields%3Ftype=" + chosen.Name
		}
		m.Items = append(m.Items, item)
	}
	return v.show(m.Title, view.FieldsPage(m), nil)
}

// typeTabs lists the types of which one is chosen.
func (v *visit) typeTabs(path string) (chosen *record.Type, links []view.Link) {
	var types []*record.Type
	for _, t := range v.Engine.Catalogue().Types() {
		if !t.Internal && (t.Pages.Group != "" || t.Number != "" || t.Name == v.query.Get("type")) {
			types = append(types, t)
		}
	}
	chosen = types[0]
	for _, t := range types {
		if t.Name == v.query.Get("type") {
			chosen = t
		}
	}
	for _, t := range types {
		links = append(links, view.Link{Label: v.Plural(t), Href: path + "?type=" + t.Name, Current: t == chosen})
	}
	return chosen, links
}

// customRecords gives the records of a type's custom fields by the field's name.
func (v *visit) customRecords(typeName string) (map[string]*record.Record, error) {
	found, err := v.Engine.As(v.actor).Find(v.r.Context(), customType, `record_type = "`+typeName+`"`, 500)
	if err != nil {
		return nil, err
	}
	out := map[string]*record.Record{}
	for _, r := range found {
		name := r.Named("name").Text()
		if !strings.HasPrefix(name, record.CustomPrefix) {
			name = record.CustomPrefix + name
		}
		out[name] = r
	}
	return out, nil
}
