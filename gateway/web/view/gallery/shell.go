package gallery

import "steward/gateway/web/view"

var (
	maren   = view.Person{Name: "Maren Okafor", Initials: "MO", Hue: "violet", Href: "/t/people/11", Note: "Service desk"}
	jonas   = view.Person{Name: "Jonas Ferreira", Initials: "JF", Hue: "blue", Href: "/t/people/12", Note: "Service desk", Online: true}
	ines    = view.Person{Name: "Ines Calloway", Initials: "IC", Hue: "teal", Href: "/t/people/13", Note: "Networks"}
	teodor  = view.Person{Name: "Teodor Brandt", Initials: "TB", Hue: "pink", Href: "/t/people/14", Note: "Workplace", Online: true}
	amara   = view.Person{Name: "Amara Voss", Initials: "AV", Hue: "olive", Href: "/t/people/15", Note: "Applications"}
	livia   = view.Person{Name: "Livia Castellan", Initials: "LC", Hue: "teal", Href: "/t/people/31", Note: "Controller, Finance", VIP: true}
	piet    = view.Person{Name: "Piet Vandersteen", Initials: "PV", Hue: "olive", Href: "/t/people/32", Note: "Shift lead, Warehouse"}
	kaito   = view.Person{Name: "Kaito Mercer", Initials: "KM", Hue: "blue", Href: "/t/people/33", Note: "Sales"}
	greta   = view.Person{Name: "Greta Solheim", Initials: "GS", Hue: "pink", Href: "/t/people/34", Note: "People team"}
	owen    = view.Person{Name: "Owen Adeyemi", Initials: "OA", Hue: "violet", Href: "/t/people/35", Note: "Legal"}
	zofia   = view.Person{Name: "Zofia Marsh", Initials: "ZM", Hue: "gray", Href: "/t/people/36", Note: "Brand"}
	nobody  = view.Person{}
	created = view.State{Key: "new", Label: "New", Category: "new"}
	active  = view.State{Key: "in_progress", Label: "In progress", Category: "active"}
	waiting = view.State{Key: "waiting", Label: "Waiting", Category: "waiting"}
	solved  = view.State{Key: "resolved", Label: "Resolved", Category: "resolved"}
	closed  = view.State{Key: "closed", Label: "Closed", Category: "closed"}
)

func priority(level int) view.Priority {
	return view.Priority{Level: level, Label: [...]string{"", "1 Critical", "2 High", "3 Medium", "4 Low", "5 Planned"}[level]}
}

func (g desk) shell(title, current string) view.Shell {
	return view.Shell{
		Title: title, Language: "en",
		Workspace: view.Link{Label: "Harbour & Vale", Href: "/"},
		Search:    "/search", Palette: "/palette", Live: "/live",
		New: []view.Link{
			{Label: "Incident", Href: "/t/incidents/new", Icon: "circle-alert"},
			{Label: "Service request", Href: "/t/requests/new", Icon: "inbox"},
			{Label: "Problem", Href: "/t/problems/new", Icon: "search-check"},
		},
		Nav:    mark(navigation(), current),
		Note:   &view.NavNote{Person: teodor, Title: "Teodor Brandt is on call", Note: "until 20:00, then Ines", Href: "/oncall"},
		Foot:   markLinks([]view.Link{{Label: "Administration", Href: "/admin", Icon: "settings"}}, current),
		Tabs:   markLinks(phoneTabs(), current),
		User:   userMenu(),
		Toasts: nil,
	}
}

func navigation() []view.NavGroup {
	return []view.NavGroup{
		{Links: []view.Link{
			{Label: "Inbox", Href: "/inbox", Icon: "inbox", Count: "3", Hot: true},
			{Label: "My work", Href: "/mine", Icon: "circle-user", Count: "9"},
		}},
		{Label: "Service desk", Links: []view.Link{
			{Label: "Queue", Href: "/queue", Icon: "list", Count: "38"},
			{Label: "Board", Href: "/t/incidents/board", Icon: "square-kanban"},
			{Label: "Incidents", Href: "/t/incidents", Icon: "circle-alert", Count: "99+"},
			{Label: "Problems", Href: "/t/problems", Icon: "search-check", Count: "6"},
		}},
		{Label: "Services and assets", Links: []view.Link{
			{Label: "Services", Href: "/t/services", Icon: "layout-grid"},
			{Label: "Configuration items", Href: "/t/configuration-items", Icon: "server"},
		}},
		{Label: "People", Links: []view.Link{
			{Label: "People", Href: "/t/people", Icon: "users"},
			{Label: "Teams", Href: "/t/teams", Icon: "network"},
		}},
		{Label: "Saved views", Links: []view.Link{
			{Label: "VIP and executives", Href: "/queue?view=vip", Tone: "red", Count: "2"},
			{Label: "Waiting over 3 days", Href: "/queue?view=waiting", Tone: "violet", Count: "7"},
			{Label: "Warehouse move", Href: "/queue?view=move", Tone: "teal", Count: "5"},
		}},
	}
}

func phoneTabs() []view.Link {
	return []view.Link{
		{Label: "Inbox", Href: "/inbox", Icon: "inbox", Count: "3", Hot: true},
		{Label: "Queue", Href: "/queue", Icon: "list", Count: "38"},
		{Label: "New", Href: "/t/incidents/new", Icon: "plus"},
		{Label: "Search", Href: "/search?q=vpn", Icon: "search"},
		{Label: "More", Href: "#side", Icon: "menu"},
	}
}

func userMenu() view.UserMenu {
	return view.UserMenu{
		Person: maren, Email: "maren.okafor@harbourvale.example",
		Links: []view.Link{
			{Label: "Your account", Href: "/account", Icon: "circle-user"},
			{Label: "Sessions", Href: "/account/sessions", Icon: "laptop"},
			{Label: "API tokens", Href: "/account/tokens", Icon: "key"},
		},
		Theme: "/account/theme", Density: "/account/density", SignOut: view.Action{Href: "/signout"},
	}
}

func mark(groups []view.NavGroup, current string) []view.NavGroup {
	for _, g := range groups {
		markLinks(g.Links, current)
	}
	return groups
}

func markLinks(links []view.Link, current string) []view.Link {
	for i := range links {
		links[i].Current = links[i].Href == current
	}
	return links
}
