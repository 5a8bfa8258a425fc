// Package gallery shows every view with believable made-up data of an invented organisation. Its one rule: nothing in
// it is real, and nothing in it is used by the product; it exists to be looked at and tested.
package gallery

import (
	"time"

	"github.com/a-h/templ"

	"steward/gateway/web/view"
)

// Page is one view at an address.
type Page struct {
	// Name is a short name for files ("queue").
	Name string
	// Path is the address, with a query where it matters.
	Path string
	Body templ.Component
}

// Pages are all views. The time is the moment at which the data plays.
func Pages(now time.Time) []Page {
	g := desk{now: now}
	in := func(name, path, title, current string, body templ.Component) Page {
		return Page{name, path, view.Page(g.shell(title, current), body)}
	}
	return []Page{
		in("queue", "/queue", "Open work", "/queue", view.QueuePage(g.queue(false))),
		in("queue-pane", "/queue?sel=0412", "Open work", "/queue", view.QueuePage(g.queue(true))),
		in("ticket", "/t/incidents/INC0000412", "INC0000412", "/queue", view.TicketPage(g.ticket(false))),
		in("ticket-history", "/t/incidents/INC0000412?view=history", "INC0000412", "/queue", view.TicketPage(g.ticket(true))),
		in("list", "/t/configuration-items", "Configuration items", "/t/configuration-items", view.ListPage(g.list(false))),
		in("list-error", "/t/configuration-items?filter=state+is+in+use+and+cots+%3E+500", "Configuration items", "/t/configuration-items", view.ListPage(g.list(true))),
		in("list-empty", "/t/problems", "Problems", "/t/problems", view.ListPage(g.emptyList())),
		in("record", "/t/configuration-items/CI0002291", "CI0002291", "/t/configuration-items", view.RecordPage(g.record())),
		in("form", "/t/everything/new", "Every kind of question", "", view.FormPage(g.everyKind())),
		in("form-refused", "/t/incidents/new", "New incident", "", view.FormPage(g.refused())),
		in("form-merge", "/t/incidents/INC0000412/edit", "INC0000412", "", view.FormPage(g.merge())),
		in("board", "/t/incidents/board", "Board", "/t/incidents/board", view.BoardPage(g.board())),
		in("search", "/search?q=vpn", "Search", "", view.SearchPage(g.search())),
		in("bulk", "/t/incidents/bulk", "Change 4 incidents", "", view.BulkEditPage(g.bulkEdit())),
		in("sessions", "/account/sessions", "Sessions", "", view.SessionsPage(g.sessions())),
		in("tokens", "/account/tokens", "API tokens", "", view.TokensPage(g.tokens())),
		in("account", "/account", "Your account", "", view.FormsPage(g.account())),
		in("admin", "/admin", "Administration", "/admin", view.AdminPage(g.admin())),
		in("fields", "/admin/fields", "Fields", "/admin", view.FieldsPage(g.fields())),
		in("field-kinds", "/admin/fields/new", "New field", "/admin", view.CustomFieldPage(g.fieldKinds())),
		in("field-form", "/admin/fields/new?kind=choice", "New field", "/admin", view.CustomFieldPage(g.fieldForm())),
		in("role", "/admin/roles", "Roles", "/admin", view.RolePage(g.role())),
		in("explain", "/admin/explain", "Why can somebody see this?", "/admin", view.ExplainPage(g.explain())),
		in("problem", "/t/incidents/INC9999999", "Not found", "", view.ProblemPage(g.problem())),
		{"sign-in", "/signin", view.SignInPage(g.signIn())},
		{"setup", "/setup", view.SetupPage(g.setup())},
	}
}

// desk is the invented service desk at a moment.
type desk struct{ now time.Time }

// moment is a time so long ago, as shown.
func (g desk) moment(ago time.Duration) view.Moment {
	at := g.now.Add(-ago)
	return view.Moment{At: at, Text: at.Format("15:04"), Title: at.Format("Monday, 2 January 2006, 15:04 MST")}
}

// ago is a time that the page keeps relative.
func (g desk) ago(ago time.Duration) view.Moment {
	m := g.moment(ago)
	m.Text, m.Relative = m.At.Format("2 Jan 2006, 15:04"), true
	return m
}
