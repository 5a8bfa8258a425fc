package gallery

import "steward/gateway/web/view"

func (g desk) board() view.Board {
	b := view.Board{
		Bar: view.Bar{Title: "Incidents", Layouts: []view.Link{{Label: "List", Href: "/t/incidents", Icon: "list"}, {Label: "Board", Href: "/t/incidents/board", Icon: "square-kanban", Current: true}},
			Tabs: []view.Link{{Label: "First line", Href: "/t/incidents/board", Current: true}, {Label: "Networks", Href: "/t/incidents/board?view=networks"}}},
		Type: "incident", Filter: queueFilter(), Move: "/t/incidents/move",
		Columns: []view.BoardColumn{
			{Key: "new", State: created, Count: "3", Cards: cards(append(append([]line{}, breached[1:]...), today[1:3]...), "in_progress", "waiting")},
			{Key: "in_progress", State: active, Count: "5", Limit: "4", Over: true, Cards: cards(append(append([]line{}, soon[0], soon[2], soon[4]), today[0], today[3]), "waiting", "resolved")},
			{Key: "waiting", State: waiting, Count: "3", Limit: "6", Cards: cards(held, "in_progress", "resolved")},
			{Key: "resolved", State: solved, Count: "12", Cards: nil, More: &view.Link{Label: "Show 12 resolved", Href: "/t/incidents?filter=state+is+resolved"}},
			{Key: "closed", State: closed, Count: "99+", Cards: nil, More: &view.Link{Label: "Show closed", Href: "/t/incidents?filter=state+is+closed"}},
		},
	}
	return b
}

func cards(lines []line, to ...string) []view.Card {
	labels := map[string]string{"in_progress": "In progress", "waiting": "Waiting", "resolved": "Resolved"}
	var moves []view.CardMove
	for _, key := range to {
		moves = append(moves, view.CardMove{Key: key, Label: labels[key]})
	}
	var list []view.Card
	for _, r := range rows(lines) {
		c := view.Card{ID: r.ID, Type: r.Type, Version: r.Version, Number: r.Number, Title: r.Title, Href: r.Href, Priority: &r.Priority, Person: &r.Assignee, Clock: r.Clock, To: moves}
		if r.Service == "VPN" {
			c.Badges = []view.Badge{{Label: r.Service}}
		}
		list = append(list, c)
	}
	return list
}

func parts(before, hit, after string) []view.Part {
	return []view.Part{{Text: before}, {Text: hit, Found: true}, {Text: after}}
}

func (g desk) search() view.Search {
	return view.Search{
		Bar: view.Bar{Title: "Search"}, Action: "/search", Query: "vpn", Summary: "About 43 records, the newest 500 matches were ranked.", Next: "/search?q=vpn&cursor=n",
		Types: []view.Link{{Label: "All", Href: "/search?q=vpn", Count: "43", Current: true}, {Label: "Incidents", Href: "/search?q=vpn&type=incident", Count: "31"}, {Label: "Configuration items", Href: "/search?q=vpn&type=ci", Count: "8"}, {Label: "Problems", Href: "/search?q=vpn&type=problem", Count: "4"}},
		Results: []view.Result{
			{ID: "0412", Type: "incident", Icon: "circle-alert", Number: "INC0000412", Href: "/t/incidents/INC0000412", Title: parts("", "VPN", " drops every few minutes since the client update"), Snippet: parts("Since the update this morning the ", "VPN", " disconnects every 3 to 5 minutes. I am closing the month…"), State: &active, Note: "Livia Castellan · today 09:31"},
			{ID: "0118", Type: "ci", Icon: "server", Number: "CI0000118", Href: "/t/configuration-items/CI0000118", Title: parts("", "VPN", " gateway west"), Snippet: parts("Two nodes, 412 people depend on this ", "vpn", " concentrator"), State: &active, Note: "Configuration item"},
			{ID: "118", Type: "problem", Icon: "search-check", Number: "PRB0000118", Href: "/t/problems/PRB0000118", Title: parts("", "VPN", " client 5.3.0 drops at key renegotiation"), State: &waiting, Note: "Problem · Ines Calloway"},
			{ID: "0422", Type: "incident", Icon: "circle-alert", Number: "INC0000201", Href: "/t/incidents/INC0000201", Title: parts("Cannot reach file share over ", "VPN", ""), Snippet: parts("…resolved by renewing the certificate of the ", "VPN", " profile"), State: &closed, Note: "Kaito Mercer · 12 October"},
		},
	}
}

func (g desk) bulkEdit() view.BulkEdit {
	change := []view.Change{{Label: "Assignee", Old: view.Cell{Kind: view.KindPerson, Empty: true, Text: "Unassigned"}, New: view.Cell{Kind: view.KindPerson, Text: "Ines Calloway", Person: &ines}}}
	return view.BulkEdit{
		Bar: view.Bar{Crumbs: []view.Link{{Label: "Incidents", Href: "/t/incidents"}, {Label: "Change 4"}}}, Title: "Change 4 incidents", Lead: "Nothing is changed until you apply it. It can be undone as one.",
		Form: view.Form{Action: "/t/incidents/bulk", Submit: "Preview again", Cancel: "/t/incidents", Sections: []view.Section{{Inputs: []view.Input{
			{Kind: view.KindPerson, Name: "assignee", Label: "Assignee", Half: true, Pick: "/pick/person", Picked: []view.Picked{{ID: "13", Label: "Ines Calloway", Person: &ines}}},
			{Kind: view.KindChoice, Name: "state", Label: "State", Half: true, Options: options("In progress", "Waiting")}}}}},
		Facts: []view.Badge{{Label: "3 will change", Tone: "green"}, {Label: "1 refused", Tone: "red"}},
		Rows: []view.BulkRow{
			{Number: "INC0000362", Title: "Posting is blocked after role change", Href: "/t/incidents/INC0000362", Refused: "It waits for CHG0000871, and only Applications may reassign it."},
			{Number: "INC0000371", Title: "Cannot open shared mailbox after name change", Href: "/t/incidents/INC0000371", Changes: change},
			{Number: "INC0000410", Title: "Mail search returns nothing before June", Href: "/t/incidents/INC0000410", Changes: change},
			{Number: "INC0000418", Title: "Sign-in prompt loops on company phone", Href: "/t/incidents/INC0000418", Changes: change},
		},
		Apply: &view.Action{Label: "Change 3 incidents", Primary: true, Href: "/t/incidents/bulk/apply"}, Back: "/t/incidents",
	}
}

// Palette is an answer of the palette's search.
func Palette() view.Palette {
	return view.Palette{Groups: []view.PaletteGroup{
		{Label: "This ticket", Items: []view.PaletteItem{
			{Icon: "user-plus", Parts: parts("", "Assi", "gn to…"), Keys: "A", Href: "/t/incidents/INC0000412/edit"},
			{Icon: "circle-user", Parts: parts("", "Assi", "gn to me"), Keys: "I", Act: &view.Action{Href: "/assign"}},
			{Icon: "users", Parts: parts("", "Assi", "gn to a team…"), Keys: "⇧ A", Href: "/t/incidents/INC0000412/edit"},
		}},
		{Label: "Go to", Items: []view.PaletteItem{
			{Icon: "list", Parts: parts("Un", "assi", "gned tickets"), Note: "6", Keys: "G U", Href: "/queue?view=unassigned"},
			{Icon: "settings", Parts: parts("", "Assi", "gnment rules"), Note: "Administration", Href: "/admin"},
		}},
		{Label: "Records", Items: []view.PaletteItem{
			{Icon: "circle-alert", Parts: parts("INC0000302 Phone system does not ", "assi", "gn calls"), Note: "Resolved 12 Nov", Href: "/t/incidents/INC0000302"},
			{Icon: "book-open", Parts: parts("How on-call ", "assi", "gnment works"), Note: "Answer", Href: "/t/articles/9"},
		}},
	}}
}

// Picks is an answer of a reference input's search.
func Picks() []view.Picked {
	return []view.Picked{
		{ID: "13", Type: "person", Label: "Ines Calloway", Note: "Networks", Person: &ines}, {ID: "15", Type: "person", Label: "Amara Voss", Note: "Applications", Person: &amara},
		{ID: "12", Type: "person", Label: "Jonas Ferreira", Note: "Service desk", Person: &jonas},
	}
}
