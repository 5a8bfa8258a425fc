package gallery

import (
	"time"

	"steward/gateway/web/view"
)

func (g desk) clocks() []view.Clock {
	return []view.Clock{
		{Name: "First reply", Text: "Met in 6m", Short: "in 6m", Bound: "of 30m", Standing: "met", Share: 20},
		{Name: "Next update", Text: "52m left", Short: "52m", Bound: "of 2h", Standing: "ok", Share: 57},
		{Name: "Resolution", Text: "24m left", Bound: "by 11:30", Standing: "risk", Share: 84},
	}
}

func (g desk) entries() []view.Entry {
	return []view.Entry{
		{ID: "1", Kind: "public", By: livia, Role: "requester", When: g.moment(86 * time.Minute),
			HTML:  "<p>Since the update this morning the VPN disconnects every 3 to 5 minutes. I am closing the month today, so I keep losing my session and the posting batch with it.</p>",
			Files: []view.File{{ID: "f1", Name: "vpn-error.png", Href: "/files/f1", Size: "214 KB", Picture: true}, {ID: "f2", Name: "client.log", Href: "/files/f2", Size: "38 KB"}}},
		{ID: "2", Kind: "event", Icon: "zap", Text: "Rule “Month end” raised priority from Medium to High and set team First line", When: g.moment(85 * time.Minute)},
		{ID: "3", Kind: "own", By: maren, Role: "to Livia", When: g.moment(80 * time.Minute),
			HTML: "<p>Thanks Livia. I can see the drops in the gateway log, always at the key renegotiation. Are you on the office Wi-Fi or at home?</p>"},
		{ID: "4", Kind: "internal", By: maren, When: g.moment(55 * time.Minute),
			HTML:    `<p>Same pattern on three more laptops with 5.3.0. <a href="/t/people/13">@Ines</a> can you hold the rollout ring 2 in <a href="/t/changes/CHG0000902">CHG0000902</a> until the vendor answers?</p>`,
			Actions: []view.Action{{Label: "Copy link", Icon: "link", Href: "#entry-4", Get: true}, {Label: "Redact", Icon: "eye-off", Href: "/redact", Danger: true}}},
		{ID: "5", Kind: "event", Icon: "user-check", By: ines, Text: "linked PRB0000118 as root cause", When: g.moment(31 * time.Minute)},
		{ID: "6", Kind: "public", By: livia, Role: "requester", When: g.moment(12 * time.Minute), HTML: "<p>At home, and yes, my colleague next door has it too. It started again two minutes ago.</p>"},
	}
}

func (g desk) requester() *view.PersonCard {
	return &view.PersonCard{Title: "Requester", Person: livia, Call: "tel:+493012345", Facts: []view.Link{
		{Icon: "map-pin", Label: "Vale office, 10:56 local time"}, {Icon: "languages", Label: "Italian, English"},
		{Icon: "laptop", Label: "CI0002291, client 5.3.0", Href: "/t/configuration-items/CI0002291"},
		{Icon: "history", Label: "3 tickets in 90 days, last rated 5 of 5", Href: "/t/incidents?filter=requester+is+31"},
	}}
}

func (g desk) ticket(history bool) view.Ticket {
	k := view.Ticket{
		Bar: view.Bar{
			Crumbs: []view.Link{{Label: "All open", Href: "/queue"}, {Label: "INC0000412"}},
			Here:   []view.Person{jonas, amara}, Step: &view.Step{Previous: "/t/incidents/INC0000371", Next: "/t/incidents/REQ0000210", Text: "3 of 38"},
			Actions: []view.Action{
				{Name: "escalate", Label: "Escalate", Icon: "arrow-up-right", Href: "/t/incidents/INC0000412/escalate", Get: true},
				{Name: "resolve", Label: "Resolve", Icon: "check", Href: "/t/incidents/INC0000412/resolve", Get: true},
			},
			More: []view.Action{
				{Label: "Edit all fields", Icon: "pencil", Href: "/t/incidents/INC0000412/edit", Get: true},
				{Label: "Link a record", Icon: "link-2", Href: "/link", Get: true},
				{Label: "Declare a major incident", Icon: "megaphone", Href: "/major", Confirm: "Declare a major incident?"},
				{Label: "Close", Icon: "check-check", Refused: "It is not resolved yet"},
				{Label: "Why can somebody see this?", Icon: "shield-check", Href: "/admin/explain", Get: true},
			},
		},
		ID: "0412", Type: "incident", Version: 7, Number: "INC0000412", Title: "VPN drops every few minutes since the client update",
		Requester: livia, Channel: "reported by email", When: g.moment(86 * time.Minute),
		Tags: []view.Badge{{Label: "month end", Icon: "tag"}, {Label: "client 5.3.0"}}, AddTag: &view.Link{Label: "Add a tag", Href: "/tags"},
		Clocks: g.clocks(), Pause: &view.Action{Label: "Pause clock", Href: "/pause", Get: true},
		Notices: []view.Notice{{Icon: "lightbulb", Title: "KE0000118 matches: client 5.3.0 renegotiates every 4 minutes",
			Text: "The workaround helped in 11 of 12 tickets. Go back to 5.2.1 and restart; takes about 5 minutes.", Href: "/t/known-errors/KE0000118"}},
		Views: []view.Link{
			{Label: "All", Href: "/t/incidents/INC0000412", Current: !history}, {Label: "Public", Href: "/t/incidents/INC0000412?view=public"},
			{Label: "Internal", Href: "/t/incidents/INC0000412?view=internal"}, {Label: "History", Href: "/t/incidents/INC0000412?view=history", Current: history},
		},
		Entries: g.entries(), Composer: composer(), Properties: properties(), Related: related(), Person: g.requester(),
		Watch: &view.Action{Label: "Watch", Icon: "bell", Href: "/watch"}, Watching: []view.Person{ines, amara},
	}
	if history {
		k.Body, k.Composer = view.HistoryView(g.history()), nil
	}
	return k
}

func composer() *view.Composer {
	return &view.Composer{
		Action: "/t/incidents/INC0000412/reply", To: "to Livia Castellan, cc Finance leads", Mode: "public", MayPublic: true, MayInternal: true,
		Preview: "/preview", Draft: "incident/0412", Limit: "up to 25 MB",
		Text: "Hi Livia, we know this error and there is a quick way around it. Please open Software Centre, choose **VPN client 5.2.1** and restart",
		Sends: []view.Option{{Value: "send", Label: "Send"}, {Value: "wait", Label: "Send and wait for the requester", Note: "the clock pauses"},
			{Value: "resolve", Label: "Send and resolve"}},
		Suggest: "/suggest",
		Clash:   &view.Presence{Person: jonas, Text: "is writing to Livia too, since 10:54", Draft: &view.Link{Label: "See draft", Href: "#draft"}},
	}
}

func properties() []view.Property {
	choice := func(label string) view.Action { return view.Action{Label: label, Href: "/change"} }
	return []view.Property{
		{Name: "state", Label: "State", Value: view.Cell{Kind: view.KindState, Text: "In progress", State: &active}, Keys: "S", Choices: []view.Action{choice("Waiting"), choice("Resolved")}},
		{Name: "priority", Label: "Priority", Value: view.Cell{Kind: view.KindPriority, Text: "High", Priority: new(priority(2))}},
		{Name: "impact", Label: "Impact", Value: view.Cell{Kind: view.KindChoice, Text: "Several people"}, Choices: []view.Action{choice("One person"), choice("Several people"), choice("A whole site")}},
		{Name: "urgency", Label: "Urgency", Value: view.Cell{Kind: view.KindChoice, Text: "Work is blocked"}, Choices: []view.Action{choice("Can wait"), choice("Work is blocked")}},
		{Name: "assignee", Label: "Assignee", Value: view.Cell{Kind: view.KindPerson, Text: "Maren Okafor", Person: &maren, Href: maren.Href}, Keys: "A", Action: "/change", Version: 7,
			Input: &view.Input{Kind: view.KindPerson, Name: "assignee", Label: "Assignee", Pick: "/pick/person", Picked: []view.Picked{{ID: "11", Label: "Maren Okafor", Person: &maren}}}},
		{Name: "team", Label: "Team", Value: view.Cell{Kind: view.KindReference, Text: "First line", Icon: "users"}, Action: "/change", Version: 7,
			Input: &view.Input{Kind: view.KindReference, Name: "team", Label: "Team", Pick: "/pick/team", Picked: []view.Picked{{ID: "2", Label: "First line"}}}},
		{Name: "category", Label: "Category", Value: view.Cell{Kind: view.KindChoice, Text: "Network, remote access"}, Choices: []view.Action{choice("Network, remote access"), choice("Workplace")}},
		{Name: "time_spent", Label: "Time spent", Value: view.Cell{Kind: view.KindDuration, Text: "35 min"}, Action: "/change", Version: 7,
			Input: &view.Input{Kind: view.KindDuration, Name: "time_spent", Label: "Time spent", Value: "35m"}},
		{Name: "code", Label: "Resolution", Value: view.Cell{Kind: view.KindChoice, Empty: true}},
	}
}

func related() []view.RelatedGroup {
	return []view.RelatedGroup{
		{Title: "Affected", Add: &view.Link{Label: "Add what is affected", Href: "/link"}, Items: []view.RelatedItem{
			{Tone: "amber", Number: "VPN gateway west", Title: "", Note: "Degraded since 08:50 · 412 people depend on it", Href: "/t/configuration-items/CI0000118"},
			{Tone: "green", Number: "CI0002291", Title: "", Note: "Laptop 14, client 5.3.0", Href: "/t/configuration-items/CI0002291"},
		}},
		{Title: "Related", Count: "5", Add: &view.Link{Label: "Link a record", Href: "/link"}, Items: []view.RelatedItem{
			{Icon: "search-check", Number: "PRB0000118", Title: "VPN client 5.3.0 drops", Href: "/t/problems/PRB0000118", Badge: &view.Badge{Label: "Root cause", Tone: "violet"}},
			{Icon: "calendar-range", Number: "CHG0000902", Title: "Client 5.3.0 rollout, ring 2", Href: "/t/changes/CHG0000902", Badge: &view.Badge{Label: "Tonight", Tone: "blue"}},
			{Icon: "circle-alert", Number: "INC0000419", Title: "VPN reconnects in a loop", Href: "/t/incidents/INC0000419", State: &active},
			{Icon: "circle-alert", Number: "INC0000422", Title: "Cannot stay connected at home", Href: "/t/incidents/INC0000422", State: &waiting},
			{Icon: "circle-alert", Number: "INC0000424", Title: "Calls drop with the VPN", Href: "/t/incidents/INC0000424", State: &created},
		}},
	}
}

func (g desk) history() view.History {
	text := func(s string) view.Cell { return view.Cell{Kind: view.KindText, Text: s} }
	none := view.Cell{Kind: view.KindText, Empty: true}
	return view.History{
		AsOf: "/t/incidents/INC0000412", Hidden: []view.Pair{{Name: "view", Value: "history"}}, At: "2026-11-23T10:00",
		Sealed: &view.Notice{Icon: "shield-check", Tone: "green", Title: "Every version is proven unchanged", Text: "7 versions, sealed up to 10:45"},
		Versions: []view.Version{
			{Number: 7, By: maren, When: g.moment(30 * time.Minute), Through: "in the pages", Show: "?version=7", Undo: &view.Action{Label: "Undo", Icon: "undo-2", Href: "/undo"},
				Changes: []view.Change{
					{Label: "State", Old: view.Cell{Kind: view.KindState, Text: "New", State: &created}, New: view.Cell{Kind: view.KindState, Text: "In progress", State: &active}},
					{Label: "Assignee", Old: view.Cell{Kind: view.KindPerson, Empty: true, Text: "Unassigned"}, New: view.Cell{Kind: view.KindPerson, Person: &maren, Text: "Maren Okafor"}},
				}},
			{Number: 6, By: view.Person{Name: "Steward", Initials: "ST"}, When: g.moment(85 * time.Minute), Through: "by a rule", Because: "Month end raises the priority of Finance", Show: "?version=6",
				Changes: []view.Change{
					{Label: "Priority", Old: text("3 Medium"), New: view.Cell{Kind: view.KindPriority, Text: "2 High", Priority: new(priority(2))}},
					{Label: "Team", Old: none, New: text("First line")},
				}},
			{Number: 5, By: livia, When: g.moment(86 * time.Minute), Happened: new(g.moment(90 * time.Minute)), Through: "by email", Show: "?version=5",
				Changes: []view.Change{{Label: "Title", Old: none, New: text("VPN drops every few minutes since the client update")}}},
		},
	}
}
