package gallery

import (
	"time"

	"steward/gateway/web/view"
)

func options(labels ...string) []view.Option {
	var list []view.Option
	for _, l := range labels {
		list = append(list, view.Option{Value: l, Label: l})
	}
	return list
}

// everyKind asks one question of each kind.
func (g desk) everyKind() view.Form {
	return view.Form{
		Bar:   view.Bar{Crumbs: []view.Link{{Label: "Gallery", Href: "/"}, {Label: "Every kind"}}},
		Title: "Every kind of question", Lead: "One input for each kind of field, as the derived forms show them.",
		Action: "/t/everything", Submit: "Create", Cancel: "/", Draft: "gallery/every", Also: []view.FormButton{{Name: "again", Value: "1", Label: "Create and add another"}},
		Sections: []view.Section{textInputs(), choiceInputs(), numberInputs(), timeInputs(), referenceInputs()},
	}
}

func textInputs() view.Section {
	return view.Section{Title: "Text", Inputs: []view.Input{
		{Kind: view.KindText, Name: "title", Label: "Title", Required: true, Length: 120, Hint: "One line that a colleague understands.", Value: "Laptop for a new starter"},
		{Kind: view.KindLong, Name: "description", Label: "Description", Preview: "/preview", Value: "Starts in **Controlling**.\n\n- needs the finance client\n- second screen"},
		{Kind: view.KindLanguages, Name: "names", Label: "Name in several languages", Languages: []view.LanguageText{{Code: "en", Name: "English", Text: "Finance laptop"}, {Code: "it", Name: "Italiano", Text: ""}, {Code: "de", Name: "Deutsch"}}},
		{Kind: view.KindEmail, Name: "mail", Label: "Email", Half: true, Value: "livia@harbourvale.example"},
		{Kind: view.KindPhone, Name: "phone", Label: "Phone", Half: true, Placeholder: "+49 30 123456"},
		{Kind: view.KindLink, Name: "page", Label: "Web page", Placeholder: "https://"},
		{Kind: view.KindSecret, Name: "key", Label: "Recovery key", Stored: true},
		{Kind: view.KindJSON, Name: "facts", Label: "Structured data", Value: "{\n  \"memory\": \"16 GB\"\n}", Lines: 4},
	}}
}

func choiceInputs() view.Section {
	return view.Section{Title: "Choices", Inputs: []view.Input{
		{Kind: view.KindChoice, Name: "model", Label: "Model", Required: true, Radio: true, Value: "14", Options: []view.Option{
			{Value: "13", Label: "Light 13", Note: "Travel and meetings"}, {Value: "14", Label: "Standard 14", Note: "Fits most roles"}, {Value: "16", Label: "Power 16", Note: "Design, data, builds"}}},
		{Kind: view.KindChoice, Name: "site", Label: "Deliver to", Half: true, Value: "Vale, reception", Options: options("Harbour, gate 1", "Vale, reception", "Home")},
		{Kind: view.KindChoice, Name: "layout", Label: "Keyboard", Half: true, Required: true, Error: "Choose a layout, so that the keys fit.", Options: options("German", "Italian", "English")},
		{Kind: view.KindChoices, Name: "extras", Label: "Extras", Values: []string{"Docking station"}, Options: options("Docking station", "27 inch monitor", "Headset")},
		{Kind: view.KindBool, Name: "encrypt", Label: "Encrypt the disk", Value: "true", Hint: "Always on for people who travel."},
	}}
}

func numberInputs() view.Section {
	return view.Section{Title: "Numbers", Inputs: []view.Input{
		{Kind: view.KindNumber, Name: "pieces", Label: "Pieces", Half: true, Value: "2"},
		{Kind: view.KindDecimal, Name: "weight", Label: "Weight", Half: true, Value: "1.42", Suffix: "kg"},
		{Kind: view.KindMoney, Name: "cost", Label: "Cost", Half: true, Value: "1,240.00", Unit: "EUR", Units: options("EUR", "CHF", "USD")},
		{Kind: view.KindDuration, Name: "effort", Label: "Effort", Half: true, Value: "1h 30m", Hint: "Such as 45m, 1h 30m or 2d."},
	}}
}

func timeInputs() view.Section {
	return view.Section{Title: "Time", Inputs: []view.Input{
		{Kind: view.KindDate, Name: "first", Label: "First day", Half: true, Value: "2026-11-23", Error: "Setup takes 2 working days. From Wed 25 Nov works."},
		{Kind: view.KindInstant, Name: "noticed", Label: "Noticed at", Half: true, Value: "2026-11-23T09:31"},
		{Kind: view.KindPlanned, Name: "delivery", Label: "Planned delivery", Value: "2026-11-25T10:00", Unit: "Europe/Berlin", Units: options("Europe/Berlin", "Europe/Rome", "America/New_York")},
		{Kind: view.KindRecurrence, Name: "check", Label: "Check again", Recurrence: &view.Recurrence{Every: 2, Unit: "WEEKLY", Days: []string{"MO", "TH"}, Until: "2027-06-30"}},
	}}
}

func referenceInputs() view.Section {
	return view.Section{Title: "References and files", Inputs: []view.Input{
		{Kind: view.KindPerson, Name: "for", Label: "For whom", Half: true, Required: true, Pick: "/pick/person", Picked: []view.Picked{{ID: "31", Label: "Livia Castellan", Person: &livia}}},
		{Kind: view.KindReference, Name: "service", Label: "Service", Half: true, Pick: "/pick/service"},
		{Kind: view.KindReferences, Name: "items", Label: "Affected items", Pick: "/pick/ci", Picked: []view.Picked{{ID: "1", Label: "VPN gateway west"}, {ID: "2", Label: "CI0002291"}}},
		{Kind: view.KindAny, Name: "subject", Label: "About", Pick: "/pick/", Unit: "incident", Options: []view.Option{{Value: "incident", Label: "Incident"}, {Value: "service", Label: "Service"}}},
		{Kind: view.KindReference, Name: "team", Label: "Team", Pick: "/pick/team", Locked: true, LockedWhy: "The service decides which team gets it.", Picked: []view.Picked{{ID: "2", Label: "First line"}}},
		{Kind: view.KindFile, Name: "files", Label: "Files", Several: true, Hint: "Up to 25 MB each.", Files: []view.File{{ID: "a", Name: "quote.pdf", Size: "86 KB", Href: "/files/a"}}},
	}}
}

func (g desk) refused() view.Form {
	return view.Form{
		Bar: view.Bar{Crumbs: []view.Link{{Label: "Incidents", Href: "/t/incidents"}, {Label: "New"}}}, Title: "New incident", Action: "/t/incidents", Submit: "Create incident", Cancel: "/t/incidents",
		Errors: []view.FormError{{Text: "Say in one line what does not work", Input: "title"}, {Text: "Choose how many people it stops", Input: "impact"}},
		Sections: []view.Section{{Inputs: []view.Input{
			{Kind: view.KindPerson, Name: "requester", Label: "Who called?", Required: true, Pick: "/pick/person", Picked: []view.Picked{{ID: "31", Label: "Livia Castellan", Person: &livia}}},
			{Kind: view.KindText, Name: "title", Label: "What does not work?", Required: true, Error: "Say in one line what does not work."},
			{Kind: view.KindChoice, Name: "impact", Label: "How many people?", Required: true, Radio: true, Error: "Choose how many people it stops.", Options: options("One person", "Several people", "A whole site")},
			{Kind: view.KindChoice, Name: "urgency", Label: "Urgency", Required: true, Half: true, Value: "Work is blocked", Options: options("Can wait", "Work is blocked")},
			{Kind: view.KindReference, Name: "service", Label: "Service", Half: true, Pick: "/pick/service"},
			{Kind: view.KindLong, Name: "description", Label: "More", Preview: "/preview"},
			{Kind: view.KindBool, Name: "solved", Label: "Solved in this call"},
		}}},
	}
}

func (g desk) merge() view.Form {
	f := g.refused()
	f.Title, f.Errors, f.Version, f.Action, f.Submit = "INC0000412", nil, 7, "/t/incidents/INC0000412", "Save"
	f.Bar.Crumbs[1] = view.Link{Label: "INC0000412"}
	for i := range f.Sections[0].Inputs {
		f.Sections[0].Inputs[i].Error = ""
	}
	f.Conflict = &view.Conflict{By: jonas, When: g.ago(4 * time.Minute), Fields: []view.ConflictField{
		{Name: "urgency", Label: "Urgency", Base: view.Cell{Kind: view.KindChoice, Text: "Can wait"}, Theirs: view.Cell{Kind: view.KindChoice, Text: "A deadline today"}, Mine: view.Cell{Kind: view.KindChoice, Text: "Work is blocked"}, KeepMine: true},
		{Name: "assignee", Label: "Assignee", Base: view.Cell{Kind: view.KindPerson, Empty: true, Text: "Unassigned"}, Theirs: view.Cell{Kind: view.KindPerson, Text: "Jonas Ferreira", Person: &jonas}, Mine: view.Cell{Kind: view.KindPerson, Text: "Ines Calloway", Person: &ines}},
	}, Merged: []view.Field{{Name: "category", Label: "Category", Value: view.Cell{Kind: view.KindChoice, Text: "Network, remote access"}}}}
	return f
}

func (g desk) signIn() view.SignIn {
	return view.SignIn{Document: view.Document{Title: "Sign in", Language: "en", Workspace: "Harbour & Vale"}, Action: "/signin", Email: "maren.okafor@harbourvale.example",
		Error: "That did not match. Check the address and the password.", Ways: []view.Link{{Label: "Continue with company sign-in", Href: "/signin/company", Icon: "shield-check"}}, Forgot: "/signin/help"}
}

func (g desk) setup() view.Setup {
	return view.Setup{Document: view.Document{Title: "Set up", Language: "en"},
		Steps: []view.Link{{Label: "Organisation", Current: true, Note: "and you"}, {Label: "People", Note: "invite or import"}, {Label: "First incident", Note: "try it"}},
		Form: view.Form{Title: "Welcome", Lead: "Two minutes, then the service desk is open. Everything can be changed later.", Action: "/setup", Submit: "Open the service desk", Plain: true,
			Sections: []view.Section{
				{Title: "Organisation", Inputs: []view.Input{{Kind: view.KindText, Name: "organisation", Label: "Name", Required: true, Placeholder: "Harbour & Vale"},
					{Kind: view.KindChoice, Name: "zone", Label: "Time zone", Required: true, Half: true, Value: "Europe/Berlin", Options: options("Europe/Berlin", "Europe/London")},
					{Kind: view.KindChoice, Name: "currency", Label: "Currency", Required: true, Half: true, Value: "EUR", Options: options("EUR", "GBP", "CHF")}}},
				{Title: "You, the first administrator", Inputs: []view.Input{{Kind: view.KindText, Name: "name", Label: "Your name", Required: true, Complete: "name"},
					{Kind: view.KindEmail, Name: "email", Label: "Email", Required: true, Complete: "username"},
					{Kind: view.KindSecret, Name: "password", Label: "Password", Required: true, Complete: "new-password", Hint: "At least 12 characters. A sentence works well."}}},
			}}}
}
