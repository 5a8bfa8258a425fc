package gallery

import (
	"fmt"

	"steward/gateway/web/view"
)

func (g desk) queue(pane bool) view.Queue {
	q := view.Queue{
		Bar: view.Bar{
			Title: "Service desk", Here: []view.Person{jonas, amara, ines},
			Tabs: []view.Link{
				{Label: "All open", Href: "/queue", Count: "38", Current: true},
				{Label: "Mine", Href: "/queue?view=mine", Count: "9"},
				{Label: "Unassigned", Href: "/queue?view=unassigned", Count: "6"},
				{Label: "Major incidents", Href: "/queue?view=major", Count: "1"},
				{Label: "Requests", Href: "/queue?view=requests", Count: "14"},
			},
		},
		Filter: queueFilter(), Types: "incident request",
		Order: []view.Link{
			{Label: "Time left", Href: "/queue", Current: true}, {Label: "Priority", Href: "/queue?order=priority"},
			{Label: "Newest", Href: "/queue?order=-created"},
		},
		GroupBy: []view.Link{{Label: "Time left", Href: "/queue", Current: true}, {Label: "Assignee", Href: "/queue?group=assignee"}},
		Groups:  queueGroups(pane), Position: "1–24 of 38", Next: "/queue?cursor=n",
		Bulk: &view.Bulk{Action: "/t/incidents/bulk", All: "38", Buttons: []view.BulkButton{
			{Name: "state", Label: "State", Icon: "circle-dot", Keys: "S"}, {Name: "assign", Label: "Assign", Icon: "user", Keys: "A"},
			{Name: "priority", Label: "Priority", Icon: "flag"}, {Name: "link", Label: "Link to problem", Icon: "link-2"},
			{Name: "merge", Label: "Merge", Icon: "merge"}, {Name: "tag", Label: "Add a tag", Icon: "tag"},
		}},
	}
	if pane {
		q.Pane = g.pane()
	}
	return q
}

func queueFilter() view.Filter {
	return view.Filter{
		Action: "/queue", Text: "state is open and team is me.teams", Clear: "/queue?filter=",
		Chips: []view.Chip{
			{Icon: "circle-dot", Field: "State", Operator: "is", Value: "any open", Remove: "/queue?filter=team+is+me.teams"},
			{Icon: "users", Field: "Team", Operator: "is", Value: "First line", Remove: "/queue?filter=state+is+open"},
		},
		Quick: []view.QuickFilter{
			{Icon: "flag", Label: "Priority", Values: []view.Link{{Label: "1 Critical", Href: "/queue?filter=priority+is+1"}, {Label: "2 High", Href: "/queue?filter=priority+is+2"}}},
			{Icon: "user", Label: "Assignee", Values: []view.Link{{Label: "Me", Href: "/queue?filter=assignee+is+me"}, {Label: "Nobody", Href: "/queue?filter=assignee+is+empty"}}},
			{Icon: "layout-grid", Label: "Service", Values: []view.Link{{Label: "VPN", Href: "/queue?filter=service+is+vpn"}, {Label: "Email", Href: "/queue?filter=service+is+email"}}},
		},
		Names: []string{"state", "priority", "assignee", "team", "service", "requester", "created", "title"},
		Save:  &view.SaveView{Action: "/views", MayShare: true},
	}
}

// line is a queue row in the order in which it is easy to write.
type line struct {
	number, title  string
	priority       int
	state          view.State
	who, asks      view.Person
	service, age   string
	standing, left string
	share          int
	turn, links    string
	unread         bool
}

func queueGroups(pane bool) []view.QueueGroup {
	groups := []view.QueueGroup{
		{Key: "over", Label: "Breached", Count: "2", Tone: "red", Rows: rows(breached)},
		{Key: "soon", Label: "Due within 2 hours", Count: "6", Tone: "amber", Rows: rows(soon)},
		{Key: "today", Label: "Later today", Count: "9", Rows: rows(today)},
		{Key: "held", Label: "Clock paused", Count: "7", Note: "waiting on someone else", Rows: rows(held)},
	}
	if pane {
		groups[1].Rows[0].Current = true
	}
	groups[1].Rows[0].Here = []view.Person{jonas}
	return groups
}

func rows(lines []line) []view.QueueRow {
	var list []view.QueueRow
	for i, l := range lines {
		r := view.QueueRow{
			ID: l.number[6:], Type: "incident", Version: int64(i + 1), Number: l.number, Title: l.title,
			Href: "/t/incidents/" + l.number, Pane: "/queue?sel=" + l.number[6:],
			Priority: priority(l.priority), State: l.state, Unread: l.unread, Requester: l.asks, Assignee: l.who,
			Service: l.service, Age: l.age, AgeTitle: "Open for " + l.age, Turn: l.turn,
			Clock: &view.Clock{Name: "Resolution", Text: l.left, Bound: "by 11:30", Standing: l.standing, Share: l.share},
		}
		if l.links != "" {
			r.Links, r.LinksTitle = l.links, fmt.Sprintf("Linked: %s", l.links)
		}
		list = append(list, r)
	}
	return list
}

var (
	breached = []line{
		{"INC0000387", "Label printers at the north quay are offline", 1, active, ines, piet, "Printing", "3h", "over", "−18m", 100, "us", "14", false},
		{"INC0000371", "Cannot open shared mailbox after name change", 2, created, nobody, greta, "Email", "5h", "over", "−6m", 100, "us", "", true},
	}
	soon = []line{
		{"INC0000412", "VPN drops every few minutes since the client update", 2, active, maren, livia, "VPN", "1h", "risk", "24m", 84, "us", "3", true},
		{"REQ0000210", "Laptop for new starter in Finance, Monday start", 3, created, nobody, livia, "Hardware", "2h", "risk", "41m", 76, "us", "", false},
		{"INC0000416", "Payroll export stops with “period is locked”", 2, active, amara, greta, "Payroll", "40m", "ok", "1h 12m", 50, "them", "", false},
		{"INC0000418", "Sign-in prompt loops on company phone", 3, created, nobody, kaito, "Identity", "25m", "ok", "1h 20m", 45, "us", "", true},
		{"INC0000405", "Meeting room Vale 4 screen shows no signal", 3, active, jonas, owen, "Workplace", "2h", "ok", "1h 38m", 40, "them", "", false},
		{"REQ0000204", "Access to the cost centre report", 4, active, teodor, zofia, "Finance", "1d", "ok", "1h 55m", 36, "us", "", false},
	}
	today = []line{
		{"INC0000403", "Wi-Fi is slow on floor 3, harbour side", 3, active, ines, kaito, "Wi-Fi", "3h", "ok", "3h 05m", 30, "them", "2", false},
		{"INC0000410", "Mail search returns nothing before June", 3, created, nobody, owen, "Email", "1h", "ok", "3h 30m", 26, "us", "", false},
		{"REQ0000198", "Two licences for the brand team", 4, active, amara, zofia, "Software", "2d", "ok", "4h 10m", 20, "us", "", false},
		{"INC0000399", "Contact photo cannot be changed", 4, active, jonas, kaito, "CRM", "6h", "ok", "4h 45m", 18, "them", "", false},
		{"REQ0000213", "Remote access for two auditors until 30 November", 3, created, nobody, livia, "VPN", "30m", "ok", "4h 50m", 17, "us", "", false},
		{"INC0000414", "Docking station charges, but no second screen", 3, created, nobody, zofia, "Hardware", "50m", "ok", "5h 02m", 14, "us", "", false},
	}
	held = []line{
		{"INC0000381", "Scanner in Legal sends empty files", 3, waiting, maren, owen, "Printing", "2d", "held", "5h 40m", 10, "them", "", false},
		{"INC0000362", "Posting is blocked after role change", 2, waiting, teodor, greta, "Finance", "4d", "held", "2h 15m", 60, "them", "CHG0000871", false},
		{"INC0000356", "Camera permission is lost after each restart", 3, waiting, jonas, piet, "Hardware", "5d", "held", "6h 10m", 8, "them", "", false},
	}
)

func (g desk) pane() *view.Pane {
	return &view.Pane{
		ID: "0412", Type: "incident", Version: 7, Number: "INC0000412", Href: "/t/incidents/INC0000412", Close: "/queue",
		Step:  &view.Step{Previous: "/queue?sel=0371", Next: "/queue?sel=0210", Text: "3 of 38"},
		Title: "VPN drops every few minutes since the client update", State: &active,
		Facts: []view.Cell{
			{Kind: view.KindPriority, Text: "High", Priority: new(priority(2))},
			{Kind: view.KindPerson, Text: "Maren", Person: &maren},
			{Kind: view.KindReference, Text: "VPN gateway west", Icon: "waypoints", Href: "/t/configuration-items/CI0000118"},
		},
		Clocks: g.clocks(),
		Notice: &view.Notice{Icon: "lightbulb", Title: "Known error with a workaround", Text: "KE0000118 · Stay on client 5.2.1 until the fix ships", Href: "/t/known-errors/KE0000118"},
		Thread: g.entries()[:4], Person: g.requester(),
		Here:  &view.Presence{Person: jonas, Text: "is writing a reply", Draft: &view.Link{Label: "See draft", Href: "/t/incidents/INC0000412#composer"}},
		Reply: &view.Link{Label: "Reply to Livia", Href: "/t/incidents/INC0000412#composer"},
	}
}
