package gallery

import (
	"fmt"
	"time"

	"steward/gateway/web/view"
)

func (g desk) list(wrong bool) view.List {
	l := view.List{
		Bar: view.Bar{
			Title: "Configuration items",
			Tabs: []view.Link{
				{Label: "All", Href: "/t/configuration-items", Count: "99+", Current: true}, {Label: "Servers", Href: "/t/configuration-items?view=servers", Count: "42"},
				{Label: "Laptops", Href: "/t/configuration-items?view=laptops", Count: "99+"}, {Label: "Warranty ends this year", Href: "/t/configuration-items?view=warranty", Count: "17", Tone: "amber"},
			},
			Layouts: []view.Link{{Label: "List", Href: "/t/configuration-items", Icon: "list", Current: true}, {Label: "Board", Href: "/t/configuration-items/board", Icon: "square-kanban"}},
			Actions: []view.Action{{Name: "new", Label: "New item", Icon: "plus", Href: "/t/configuration-items/new", Get: true, Primary: true}},
		},
		Type: "ci", Columns: listColumns(), Groups: g.listGroups(), Position: "51–100 of 99+",
		Previous: "/t/configuration-items?cursor=p", Next: "/t/configuration-items?cursor=n",
		Filter: view.Filter{Action: "/t/configuration-items", Text: "state is in use", Clear: "/t/configuration-items",
			Chips: []view.Chip{{Icon: "circle-dot", Field: "State", Operator: "is", Value: "in use", Remove: "/t/configuration-items"}},
			Quick: []view.QuickFilter{{Icon: "box", Label: "Class", Values: []view.Link{{Label: "Server", Href: "/t/configuration-items?filter=class+is+server"}}}},
			Save:  &view.SaveView{Action: "/views", MayShare: true}},
		Order:   []view.Link{{Label: "Name", Href: "/t/configuration-items?order=name", Current: true}, {Label: "Cost", Href: "/t/configuration-items?order=-cost"}},
		GroupBy: []view.Link{{Label: "Class", Href: "/t/configuration-items?group=class", Current: true}, {Label: "None", Href: "/t/configuration-items?group="}},
		Export:  []view.Link{{Label: "CSV", Href: "/t/configuration-items.csv"}, {Label: "Excel", Href: "/t/configuration-items.xlsx"}},
		Bulk:    &view.Bulk{Action: "/t/configuration-items/bulk", Buttons: []view.BulkButton{{Name: "change", Label: "Change fields"}, {Name: "remove", Label: "Remove", Icon: "trash-2"}}},
	}
	if wrong {
		l.Filter.Text = "state is in use and cots > 500"
		l.Filter.Error = &view.FilterError{Text: "There is no field “cots”. Did you mean cost?", From: 20, To: 24,
			Try: []view.Link{{Label: "state is in use and cost > 500", Href: "/t/configuration-items?filter=state+is+in+use+and+cost+%3E+500"}}}
	}
	return l
}

func listColumns() []view.Column {
	return []view.Column{
		{Name: "number", Label: "Number", Kind: view.KindID, Sort: "?order=number"},
		{Name: "state", Label: "State", Kind: view.KindState, Sort: "?order=state"},
		{Name: "name", Label: "Name", Kind: view.KindText, Sort: "?order=-name", Sorted: "ascending", Main: true},
		{Name: "service", Label: "Service", Kind: view.KindReference},
		{Name: "owner", Label: "Owner", Kind: view.KindPerson, Sort: "?order=owner"},
		{Name: "cost", Label: "Cost", Kind: view.KindMoney, Sort: "?order=cost"},
		{Name: "warranty", Label: "Warranty", Kind: view.KindDate, Sort: "?order=warranty"},
		{Name: "tags", Label: "Tags", Kind: view.KindChoices},
		{Name: "changed", Label: "Changed", Kind: view.KindInstant, Sort: "?order=changed"},
	}
}

func (g desk) listGroups() []view.Group {
	names := [][]string{{"db-harbour-01", "db-harbour-02", "files-vale", "print-quay", "mail-relay-west"}, {"Laptop 14, Livia Castellan", "Laptop 14, Owen Adeyemi", "Laptop 16, Zofia Marsh", "Tablet, north quay gate 3", "Laptop 13, Kaito Mercer", "Laptop 14, Greta Solheim"}}
	groups := []view.Group{{Key: "server", Label: "Servers", Count: "42"}, {Key: "laptop", Label: "Laptops and tablets", Count: "99+", Note: "leased for 36 months"}}
	owners := []view.Person{ines, amara, nobody, teodor, jonas, livia}
	for n, list := range names {
		for i, name := range list {
			groups[n].Rows = append(groups[n].Rows, g.listRow(n*10+i, name, owners[(n+i)%len(owners)]))
		}
	}
	return groups
}

func (g desk) listRow(n int, name string, owner view.Person) view.Row {
	number := fmt.Sprintf("CI%07d", 2280+n)
	ends := g.now.AddDate(0, n-4, 0)
	tags := view.Cell{Kind: view.KindChoices, Items: []view.Badge{{Label: "leased"}, {Label: "audited", Tone: "green"}}}
	if n%3 == 0 {
		tags = view.Cell{Kind: view.KindChoices, Empty: true}
	}
	return view.Row{
		ID: number, Type: "ci", Version: 3, Label: number + " " + name, Href: "/t/configuration-items/" + number, Pane: "/t/configuration-items/" + number,
		Cells: []view.Cell{
			{Kind: view.KindID, Text: number},
			{Kind: view.KindState, State: &view.State{Key: "in_use", Label: "In use", Category: "active"}},
			{Kind: view.KindText, Text: name},
			{Kind: view.KindReference, Text: "Workplace", Href: "/t/services/4", Icon: "layout-grid"},
			{Kind: view.KindPerson, Person: &owner, Empty: owner.Name == "", Text: owner.Name},
			{Kind: view.KindMoney, Text: fmt.Sprintf("€ %d.00", 640+n*137)},
			{Kind: view.KindDate, Moment: &view.Moment{At: ends, Text: ends.Format("2 Jan 2006")}},
			tags,
			{Kind: view.KindInstant, Moment: new(g.ago(time.Duration(n+1) * 7 * time.Hour))},
		},
	}
}

func (g desk) emptyList() view.List {
	return view.List{
		Bar:  view.Bar{Title: "Problems", Tabs: []view.Link{{Label: "All open", Href: "/t/problems", Count: "0", Current: true}, {Label: "Closed", Href: "/t/problems?view=closed", Count: "11"}}},
		Type: "problem", Filter: view.Filter{Action: "/t/problems"}, Columns: listColumns()[:4],
		Empty: &view.Empty{Icon: "search-check", Title: "No open problem", Text: "A problem is the cause behind several incidents. Start one from an incident, or here.",
			Actions: []view.Action{{Label: "New problem", Icon: "plus", Href: "/t/problems/new", Get: true, Primary: true}}},
	}
}

func (g desk) record() view.Record {
	l := g.list(false)
	row := l.Groups[1].Rows[0]
	field := func(i int) view.Field {
		return view.Field{Name: l.Columns[i].Name, Label: l.Columns[i].Label, Value: row.Cells[i], Edit: "/t/configuration-items/CI0002291/edit#f-" + l.Columns[i].Name}
	}
	more := []view.Field{
		{Name: "description", Label: "Description", Wide: true, Value: view.Cell{Kind: view.KindLong, HTML: "<p>Standard laptop with docking station. <strong>Do not reimage before 1 December</strong>, the month is being closed on it.</p><ul><li>Client 5.3.0</li><li>Disk encrypted</li></ul>"}},
		{Name: "mac", Label: "Addresses", Value: view.Cell{Kind: view.KindText, Text: "02:1a:4f:00:91:7c"}},
		{Name: "mail", Label: "Contact", Value: view.Cell{Kind: view.KindEmail, Text: "workplace@harbourvale.example", Href: "mailto:workplace@harbourvale.example"}},
		{Name: "key", Label: "Recovery key", Value: view.Cell{Kind: view.KindSecret, Text: "••••••"}},
		{Name: "lease", Label: "Lease contract", Value: view.Cell{Kind: view.KindFile, Files: []view.File{{ID: "c1", Name: "lease-2291.pdf", Href: "/files/c1", Size: "1.2 MB"}}}},
		{Name: "names", Label: "Names", Value: view.Cell{Kind: view.KindLanguages, Languages: []view.LanguageText{{Code: "en", Name: "English", Text: "Finance laptop"}, {Code: "it", Name: "Italiano", Text: "Portatile finanza"}}}},
		{Name: "facts", Label: "Scan", Wide: true, Value: view.Cell{Kind: view.KindJSON, Text: "{\n  \"memory\": \"16 GB\",\n  \"disk\": {\"size\": \"512 GB\", \"free\": \"38%\"}\n}"}},
		{Name: "salary", Label: "Cost centre", Value: view.Cell{Kind: view.KindText, Redacted: "not for your role"}},
	}
	return view.Record{
		Bar: view.Bar{Crumbs: []view.Link{{Label: "Configuration items", Href: "/t/configuration-items"}, {Label: "CI0002291"}},
			Actions: []view.Action{{Name: "edit", Label: "Edit", Icon: "pencil", Href: "/t/configuration-items/CI0002291/edit", Get: true, Primary: true}},
			More:    []view.Action{{Label: "Duplicate", Icon: "copy", Href: "/duplicate", Get: true}, {Label: "Remove", Icon: "trash-2", Href: "/remove", Danger: true, Confirm: "Remove CI0002291?"}}},
		ID: "2291", Type: "ci", Version: 12, Number: "CI0002291", Title: "Laptop 14, Livia Castellan", State: row.Cells[1].State,
		Badges: []view.Badge{{Label: "leased"}, {Label: "3 open incidents", Tone: "amber", Href: "/t/incidents"}},
		Moves:  []view.Action{{Name: "retire", Label: "Retire", Icon: "box", Href: "/move"}, {Name: "stock", Label: "To stock", Icon: "package", Href: "/move", Refused: "It still has an owner"}},
		Panels: []view.Panel{{Title: "About", Edit: "/t/configuration-items/CI0002291/edit", Fields: append([]view.Field{field(3), field(4), field(5), field(6), field(7), field(8)}, more...)}},
		Tabs: []view.Link{{Label: "Related", Href: "?tab=related", Count: "5"}, {Label: "History", Href: "?tab=history", Count: "12", Current: true},
			{Label: "Conversation", Href: "?tab=conversation"}},
		Body: view.HistoryView(g.history()), Related: related(), Person: g.requester(),
	}
}
