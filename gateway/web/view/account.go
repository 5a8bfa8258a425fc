package view

// Settings is a page with its own navigation at the left: account or administration.
type Settings struct {
	Bar Bar
	Nav []NavGroup
}

// Sessions lists where a person is signed in.
type Sessions struct {
	Settings     Settings
	Title, Lead  string
	Items        []Session
	RevokeOthers *Action
}

// Session is one sign-in.
type Session struct {
	// Device is as told by the browser: "Firefox on Linux".
	Device, Address string
	Since, Last     Moment
	// Here marks the session that shows the page.
	Here   bool
	Revoke *Action
}

// Tokens lists the API tokens of a person.
type Tokens struct {
	Settings    Settings
	Title, Lead string
	Items       []Token
	// New asks for a new one.
	New Form
	// Created shows a new token, once.
	Created *CreatedToken
}

// Token is one API token.
type Token struct {
	Name string
	// Start is the visible beginning: "stw_7f3a…".
	Start                  string
	Scopes                 []Badge
	Created, Last, Expires Moment
	Revoke                 *Action
}

// CreatedToken is a token that is shown once.
type CreatedToken struct{ Name, Secret, Note string }

// Forms is a settings page of one or several forms (profile, password, notifications).
type Forms struct {
	Settings    Settings
	Title, Lead string
	Forms       []Form
}
