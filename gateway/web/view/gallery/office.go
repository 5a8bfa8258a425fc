package gallery

import (
	"time"

	"steward/gateway/web/view"
)

func accountNav(current string) view.Settings {
	return view.Settings{Bar: view.Bar{Crumbs: []view.Link{{Label: "Your account"}}}, Nav: mark([]view.NavGroup{{Links: []view.Link{
		{Label: "Profile", Href: "/account", Icon: "circle-user"}, {Label: "Sessions", Href: "/account/sessions", Icon: "laptop"}, {Label: "API tokens", Href: "/account/tokens", Icon: "key"}}}}, current)}
}

func adminNav(current string) view.Settings {
	return view.Settings{Bar: view.Bar{Crumbs: []view.Link{{Label: "Administration", Href: "/admin"}}}, Nav: mark([]view.NavGroup{
		{Links: []view.Link{{Label: "Overview", Href: "/admin", Icon: "gauge"}}},
		{Label: "People", Links: []view.Link{{Label: "Roles", Href: "/admin/roles", Icon: "shield"}, {Label: "Why can somebody see this?", Href: "/admin/explain", Icon: "eye"}}},
		{Label: "Records", Links: []view.Link{{Label: "Fields", Href: "/admin/fields", Icon: "columns-3"}, {Label: "Rules", Href: "/admin/rules", Icon: "zap"}, {Label: "Imports", Href: "/admin/imports", Icon: "upload"}}},
		{Label: "Installation", Links: []view.Link{{Label: "Jobs", Href: "/admin/jobs", Icon: "activity"}, {Label: "Audit", Href: "/admin/audit", Icon: "shield-check"}}},
	}, current)}
}

func (g desk) sessions() view.Sessions {
	revoke := &view.Action{Label: "Sign out", Href: "/account/sessions/revoke"}
	return view.Sessions{Settings: accountNav("/account/sessions"), Title: "Sessions", Lead: "Where you are signed in. Sign out what you do not know.",
		Items: []view.Session{
			{Device: "Firefox on Linux", Address: "203.0.113.24", Since: g.ago(26 * time.Hour), Last: g.ago(time.Minute), Here: true},
			{Device: "Safari on iPhone", Address: "198.51.100.7", Since: g.ago(9 * 24 * time.Hour), Last: g.ago(3 * time.Hour), Revoke: revoke},
			{Device: "Chrome on Windows", Address: "203.0.113.90", Since: g.ago(40 * 24 * time.Hour), Last: g.ago(21 * 24 * time.Hour), Revoke: revoke},
		}, RevokeOthers: &view.Action{Label: "Sign out everywhere else", Icon: "log-out", Href: "/account/sessions/others", Danger: true, Confirm: "Sign out everywhere else?"}}
}

func (g desk) tokens() view.Tokens {
	return view.Tokens{Settings: accountNav("/account/tokens"), Title: "API tokens", Lead: "For scripts and other systems. A token acts as you, within its scopes.",
		Created: &view.CreatedToken{Name: "Nightly export", Secret: "stw_9c41e07b52d84f6aa1d3", Note: "Copy it now. It is not shown again."},
		Items: []view.Token{
			{Name: "Nightly export", Start: "stw_9c41…", Scopes: []view.Badge{{Label: "read incidents"}}, Created: g.ago(time.Minute), Last: view.Moment{Text: "never"}, Expires: view.Moment{Text: "in 90 days"}, Revoke: &view.Action{Label: "Revoke", Href: "/revoke", Danger: true}},
			{Name: "Monitoring", Start: "stw_17aa…", Scopes: []view.Badge{{Label: "create incidents"}, {Label: "read services"}}, Created: g.ago(200 * 24 * time.Hour), Last: g.ago(2 * time.Minute), Expires: view.Moment{Text: "in 12 days"}, Revoke: &view.Action{Label: "Revoke", Href: "/revoke", Danger: true}},
		},
		New: view.Form{Title: "New token", Action: "/account/tokens", Submit: "Create token", Sections: []view.Section{{Inputs: []view.Input{
			{Kind: view.KindText, Name: "name", Label: "What is it for?", Required: true}, {Kind: view.KindChoice, Name: "expires", Label: "Expires", Required: true, Value: "90 days", Options: options("30 days", "90 days", "1 year")},
			{Kind: view.KindChoices, Name: "scopes", Label: "Scopes", Values: []string{"read incidents"}, Options: options("read incidents", "create incidents", "read services")}}}}}}
}

func (g desk) account() view.Forms {
	return view.Forms{Settings: accountNav("/account"), Title: "Your account", Forms: []view.Form{
		{Title: "Profile", Action: "/account/profile", Sections: []view.Section{{Inputs: []view.Input{{Kind: view.KindText, Name: "name", Label: "Name", Required: true, Value: maren.Name},
			{Kind: view.KindChoice, Name: "language", Label: "Language", Half: true, Required: true, Value: "English", Options: options("English", "Deutsch")}, {Kind: view.KindChoice, Name: "zone", Label: "Time zone", Half: true, Required: true, Value: "Europe/Berlin", Options: options("Europe/Berlin")}}}}},
		{Title: "Password", Lead: "Other sessions are signed out.", Action: "/account/password", Submit: "Change the password", Sections: []view.Section{{Inputs: []view.Input{{Kind: view.KindSecret, Name: "current", Label: "Current password", Required: true, Complete: "current-password"}, {Kind: view.KindSecret, Name: "password", Label: "New password", Required: true, Complete: "new-password"}}}}},
	}}
}

func (g desk) admin() view.Admin {
	text := func(s string) view.Cell { return view.Cell{Kind: view.KindText, Text: s} }
	return view.Admin{Settings: adminNav("/admin"), Title: "Administration", Lead: "Harbour & Vale, 412 people, 38 of them serve.",
		Facts: []view.Field{{Name: "version", Label: "Version", Value: text("0.1")}, {Name: "database", Label: "Database", Value: text("SQLite, 1.2 GB")}, {Name: "jobs", Label: "Jobs", Value: text("0 waiting, 1 failed")}, {Name: "backup", Label: "Last backup", Value: view.Cell{Kind: view.KindInstant, Moment: new(g.ago(5 * time.Hour))}}},
		Groups: []view.AdminGroup{
			{Title: "People", Items: []view.AdminItem{{Icon: "users", Title: "People and teams", Text: "Who works here, and with whom", Href: "/t/people"}, {Icon: "shield", Title: "Roles", Text: "Who may see and do what", Href: "/admin/roles", Badge: &view.Badge{Label: "7"}}, {Icon: "eye", Title: "Why can somebody see this?", Text: "Every reason, for a person and a record", Href: "/admin/explain"}}},
			{Title: "Records", Items: []view.AdminItem{{Icon: "columns-3", Title: "Fields", Text: "Add fields while people work", Href: "/admin/fields", Badge: &view.Badge{Label: "index building", Tone: "blue"}}, {Icon: "zap", Title: "Rules", Text: "What happens by itself, in sentences", Href: "/admin/rules"}, {Icon: "upload", Title: "Imports", Text: "Files and event logs, undone as one", Href: "/admin/imports"}}},
			{Title: "Installation", Items: []view.AdminItem{{Icon: "activity", Title: "Jobs", Text: "What runs behind, and what failed", Href: "/admin/jobs", Badge: &view.Badge{Label: "1 failed", Tone: "red"}}, {Icon: "shield-check", Title: "Audit", Text: "Proof that nothing was altered", Href: "/admin/audit"}, {Icon: "database", Title: "Backup", Text: "When, where to, and restore", Href: "/admin/backup"}}},
		}}
}

func (g desk) fields() view.Fields {
	return view.Fields{Settings: adminNav("/admin/fields"), Title: "Fields", Lead: "Custom fields work in lists, forms, filters, search, API and import at once.",
		Types: []view.Link{{Label: "Incident", Href: "/admin/fields", Current: true}, {Label: "Configuration item", Href: "/admin/fields?type=ci"}, {Label: "Person", Href: "/admin/fields?type=person"}},
		New:   &view.Action{Label: "New field", Icon: "plus", Href: "/admin/fields/new", Get: true, Primary: true},
		Items: []view.FieldItem{
			{Name: "title", Label: "Title", Kind: view.KindText, KindLabel: "Short text", Required: true}, {Name: "impact", Label: "Impact", Kind: view.KindChoice, KindLabel: "Choice", Required: true},
			{Name: "priority", Label: "Priority", Kind: view.KindNumber, KindLabel: "Number", Note: "computed from impact and urgency"},
			{Name: "x_berth", Label: "Berth", Href: "/admin/fields/x_berth", Kind: view.KindReference, KindLabel: "Reference to a location", Custom: true, Status: &view.Badge{Label: "index being built", Tone: "blue"}},
			{Name: "x_damage", Label: "Estimated damage", Href: "/admin/fields/x_damage", Kind: view.KindMoney, KindLabel: "Money", Custom: true},
		}}
}

func (g desk) fieldKinds() view.CustomField {
	kinds := []view.Link{}
	for _, k := range [][3]string{{"text", "Short text", "One line"}, {"long", "Long text", "With formatting"}, {"choice", "Choice", "One of several"}, {"choices", "Several choices", "Any of several"}, {"number", "Number", "Whole numbers"}, {"money", "Money", "Amount and currency"}, {"bool", "Yes or no", "A switch"}, {"date", "Date", "A day"}, {"person", "Person", "Somebody here"}, {"reference", "Reference", "Another record"}, {"file", "File", "An attachment"}, {"secret", "Secret", "Stored sealed"}} {
		kinds = append(kinds, view.Link{Label: k[1], Note: k[2], Href: "/admin/fields/new?kind=" + k[0], Icon: map[string]string{"text": "type", "long": "file-text", "choice": "circle-dot", "choices": "list-checks", "number": "hash", "money": "wallet", "bool": "square-check", "date": "calendar", "person": "user", "reference": "link-2", "file": "paperclip", "secret": "key-round"}[k[0]]})
	}
	return view.CustomField{Settings: adminNav("/admin/fields"), Title: "New field for incidents", Lead: "What kind of answer does it take?", Kinds: kinds}
}

func (g desk) fieldForm() view.CustomField {
	return view.CustomField{Settings: adminNav("/admin/fields"), Title: "New choice for incidents",
		Form: &view.Form{Action: "/admin/fields", Submit: "Add the field", Cancel: "/admin/fields", Sections: []view.Section{{Inputs: []view.Input{
			{Kind: view.KindText, Name: "label", Label: "Label", Required: true, Value: "Quay"}, {Kind: view.KindText, Name: "name", Label: "Name in the API", Value: "x_quay", Hint: "Cannot be changed later."},
			{Kind: view.KindLong, Name: "choices", Label: "Choices", Required: true, Lines: 4, Hint: "One on each line.", Value: "North quay\nSouth quay\nDry dock"}, {Kind: view.KindText, Name: "hint", Label: "Hint"}, {Kind: view.KindBool, Name: "required", Label: "Required"}}}}},
		Sample: &view.Input{Kind: view.KindChoice, Name: "sample", Label: "Quay", Options: options("North quay", "South quay", "Dry dock")}}
}

func (g desk) role() view.Role {
	all, none := view.Grant{Reach: "all", Label: "all"}, view.Grant{Reach: "none", Label: "none"}
	some := view.Grant{Reach: "some", Label: "own team", Condition: "team in me.teams"}
	return view.Role{Settings: adminNav("/admin/roles"), Title: "Agent", Lead: "Works on incidents and requests of their own teams.",
		Roles:      []view.Link{{Label: "Administrator", Href: "?role=admin", Count: "2"}, {Label: "Manager", Href: "?role=manager", Count: "4"}, {Label: "Agent", Href: "?role=agent", Count: "32", Current: true}, {Label: "Requester", Href: "?role=requester", Count: "374"}},
		Actions:    []view.Action{{Label: "Edit", Icon: "pencil", Href: "/admin/roles/agent/edit", Get: true}, {Label: "New role", Icon: "plus", Href: "/admin/roles/new", Get: true, Primary: true}},
		Operations: []string{"See", "Create", "Change", "Remove"},
		Rows: []view.RoleRow{
			{Icon: "circle-alert", Label: "Incident", Href: "#", Grants: []view.Grant{all, all, some, none}},
			{Icon: "user", Label: "Person", Href: "#", Grants: []view.Grant{{Reach: "all", Label: "all", Fields: "without cost centre, private phone"}, none, none, none}},
			{Icon: "server", Label: "Configuration item", Href: "#", Grants: []view.Grant{all, none, some, none}},
			{Icon: "search-check", Label: "Problem", Href: "#", Grants: []view.Grant{all, all, some, none}},
		}, People: []view.Person{maren, jonas, ines, teodor, amara}, PeopleMore: &view.Link{Label: "All 32", Href: "/t/people"}}
}

func (g desk) explain() view.Explain {
	return view.Explain{Bar: view.Bar{Crumbs: []view.Link{{Label: "Administration", Href: "/admin"}, {Label: "Why can somebody see this?"}}}, Title: "Why can somebody see this?", Lead: "Every rule that speaks for or against, with nothing left out.",
		Ask: view.Form{Action: "/admin/explain", Submit: "Explain", Sections: []view.Section{{Inputs: []view.Input{
			{Kind: view.KindPerson, Name: "person", Label: "Person", Required: true, Half: true, Pick: "/pick/person", Picked: []view.Picked{{ID: "35", Label: "Owen Adeyemi", Person: &owen}}}, {Kind: view.KindText, Name: "record", Label: "Record", Required: true, Half: true, Value: "INC0000412"}}}}},
		Answer: &view.ExplainAnswer{Yes: true, Person: owen, Record: view.Link{Label: "INC0000412 VPN drops every few minutes since the client update", Href: "/t/incidents/INC0000412"}, Sentence: "Owen Adeyemi can see this incident, because he watches it",
			Reasons: []view.Reason{
				{Yes: true, Title: "Role Requester", Text: "may see incidents that they reported or watch", Condition: "requester is me or watchers has me", Href: "/admin/roles"},
				{Title: "Team", Text: "is in no team that works on it", Condition: "team in me.teams"}, {Title: "Department Finance", Text: "shares incidents inside the department; Owen is in Legal"}},
			Fields: []view.Field{{Name: "notes", Label: "Internal notes", Value: view.Cell{Kind: view.KindText, Redacted: "for agents only"}}}}}
}

func (g desk) problem() view.Problem {
	return view.Problem{Bar: view.Bar{Crumbs: []view.Link{{Label: "Incidents", Href: "/t/incidents"}}}, Code: 404, Title: "There is no INC9999999 here", Text: "It may have been merged or removed, or you may not be allowed to see it.",
		Links: []view.Link{{Label: "Go to the queue", Href: "/queue", Icon: "list"}, {Label: "Search for it", Href: "/search?q=INC9999999", Icon: "search"}}, Reference: "019ab2f4"}
}
