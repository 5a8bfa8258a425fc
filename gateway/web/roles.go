package web

import (
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// operations are the columns of a role's page.
var operations = []record.Operation{record.Read, record.Create, record.Change, record.Remove}

// rolePeople is how many people the page of a role shows.
const rolePeople = 40

// rolesPage leads to the first role.
func rolesPage(v *visit) error {
	roles, err := v.roles()
	if err != nil {
		return err
	}
	if len(roles) == 0 {
		return fault.New(fault.NotFound, "web.admin", "not-found", "type", roleType)
	}
	return v.seeOther("/admin/roles/" + roles[0].Named("key").Text())
}

func (v *visit) roles() ([]*record.Record, error) {
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: roleType, Order: "created_at", Limit: 100})
	if err != nil {
		return nil, err
	}
	return page.Records, nil
}

// rolePage shows what a role may do, and who has it.
func rolePage(v *visit) error {
	roles, err := v.roles()
	if err != nil {
		return err
	}
	var role *record.Record
	m := view.Role{Settings: v.adminPages()}
	for _, r := range roles {
		key := r.Named("key").Text()
		current := key == v.r.PathValue("key")
		if current {
			role = r
		}
		m.Roles = append(m.Roles, view.Link{Label: r.Title(), Href: "/admin/roles/" + key, Current: current})
	}
	if role == nil {
		return fault.New(fault.NotFound, "web.admin", "not-found", "type", roleType, "id", v.r.PathValue("key"))
	}
	m.Title, m.Lead = role.Title(), v.Say("admin.roles.text")
	if t, ok := v.Engine.Catalogue().Type(permissionType); ok && v.may(t, record.Create) {
		m.Actions = append(m.Actions, view.Action{Name: "permission", Label: v.Say("admin.permission"), Icon: "key-round", Get: true, Href: "/t/" + t.Plural + "/new?role=" + role.ID() + "&after=" + v.r.URL.Path})
	}
	if v.may(role.Type, record.Create) {
		m.Actions = append(m.Actions, view.Action{Name: "role", Label: v.Say("admin.role.new"), Icon: "plus", Get: true, Href: "/t/" + role.Type.Plural + "/new?after=/admin/roles"})
	}
	for _, op := range operations {
		m.Operations = append(m.Operations, v.Say("operation."+string(op)))
	}
	for _, t := range v.Engine.Catalogue().Types() {
		if !t.Internal {
			m.Rows = append(m.Rows, v.roleRow(t, role.Named("key").Text()))
		}
	}
	if err := v.holders(role, &m); err != nil {
		return err
	}
	return v.show(m.Title, view.RolePage(m), nil)
}

func (v *visit) roleRow(t *record.Type, role string) view.RoleRow {
	row := view.RoleRow{Icon: t.Icon, Label: v.Plural(t), Href: "/t/" + t.Plural}
	for _, op := range operations {
		row.Grants = append(row.Grants, v.grant(t, role, op))
	}
	return row
}

// grant sums up what all permissions of a role together allow.
func (v *visit) grant(t *record.Type, role string, op record.Operation) view.Grant {
	g := view.Grant{Reach: "none", Label: v.Say("admin.reach.none")}
	var conditions, fields []string
	for _, p := range v.Engine.Permissions(t.Name) {
		if p.Role != role && p.Role != record.Everyone || !p.Allows(op) {
			continue
		}
		if p.Rows == "" && p.Via == "" {
			g.Reach, g.Label = "all", v.Say("admin.reach.all")
		} else if g.Reach == "none" {
			g.Reach, g.Label = "some", v.Say("admin.reach.some")
		}
		if p.Rows != "" {
			conditions = append(conditions, p.Rows)
		}
		if p.Via != "" {
			conditions = append(conditions, v.Say("admin.via", "field", p.Via))
		}
		fields = append(fields, p.But...)
		if len(p.Fields) > 0 {
			fields = append(fields, v.Say("admin.only", "fields", strings.Join(p.Fields, ", ")))
		}
	}
	if g.Reach == "some" {
		g.Condition = strings.Join(conditions, " · ")
	}
	g.Fields = strings.Join(fields, ", ")
	return g
}

// holders lists who has the role.
func (v *visit) holders(role *record.Record, m *view.Role) error {
	has := query.Compare{Path: []string{"roles"}, Op: query.Has, Values: []query.Literal{query.Quote(role.ID())}}
	page, err := v.Engine.List(v.r.Context(), v.actor, engine.Ask{Type: record.PersonType, Also: has, Order: "-created_at", Limit: rolePeople, Fields: []string{}})
	if err != nil {
		return err
	}
	for _, r := range page.Records {
		v.Names.Know(r)
		m.People = append(m.People, v.Person(r.ID()))
	}
	if t, ok := v.Engine.Catalogue().Type(record.PersonType); ok && page.Next != "" {
		m.PeopleMore = &view.Link{Label: v.Say("page.more"), Href: address{"/t/" + t.Plural, nil}.with("filter", query.Print(has)).String()}
	}
	return nil
}
