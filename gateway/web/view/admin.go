package view

import "github.com/a-h/templ"

// Admin is the overview of administration.
type Admin struct {
	Settings    Settings
	Title, Lead string
	// Facts are the state of the installation: version, database, jobs, backup.
	Facts  []Field
	Groups []AdminGroup
}

// AdminGroup is some things that can be set.
type AdminGroup struct {
	Title string
	Items []AdminItem
}

// AdminItem is one thing that can be set.
type AdminItem struct {
	Icon, Title, Text, Href string
	Badge                   *Badge
}

// Fields lists the fields of a type, built in and made by the administrator.
type Fields struct {
	Settings    Settings
	Title, Lead string
	// Types are the types whose fields can be shown.
	Types []Link
	New   *Action
	Items []FieldItem
}

// Jobs lists work that runs in the background, by its state.
type Jobs struct {
	Settings    Settings
	Title, Lead string
	States      []Link
	Items       []JobItem
	Next        string
	Empty       Empty
}

// JobItem is one piece of work; Text is what went wrong the last time.
type JobItem struct {
	Name, Text, Tries string
	When              Moment
	// Again lets it run once more; nil where it waits or runs anyway.
	Again *Action
}

// FieldItem is one field of a type.
type FieldItem struct {
	Name, Label, Href string
	// Kind is the discriminator, KindLabel its word.
	Kind, KindLabel string
	// Custom marks a field made at run time.
	Custom   bool
	Required bool
	// Status is such as "index is being built"; may be empty.
	Status *Badge
	Note   string
}

// KindOption is a kind of field to choose when making one.
type KindOption struct{ Value, Icon, Label, Note string }

// CustomField is the page that makes or changes a field. Kinds is asked first; Form asks what the kind needs.
type CustomField struct {
	Settings    Settings
	Title, Lead string
	// Kinds are offered while no kind is chosen; each is a link.
	Kinds []Link
	Form  *Form
	// Sample shows how the question will look.
	Sample *Input
}

// Role is the page of one role: who has it, and what it may do.
type Role struct {
	Settings    Settings
	Title, Lead string
	Roles       []Link
	Actions     []Action
	// Operations are the heads of the columns: see, create, change, remove.
	Operations []string
	Rows       []RoleRow
	People     []Person
	PeopleMore *Link
}

// RoleRow is what a role may do with one type.
type RoleRow struct {
	Icon, Label, Href string
	Grants            []Grant
}

// Grant is one operation: not at all, on some rows, or on all.
type Grant struct {
	// Reach is "none", "some" or "all".
	Reach string
	// Label is the word ("all", "own and watched", "none"); Condition is the condition as text.
	Label, Condition string
	// Fields names fields that are left out; may be empty.
	Fields string
}

// Explain is the page that says why somebody can, or cannot, see a record.
type Explain struct {
	Bar         Bar
	Title, Lead string
	// Ask asks for a person and a record.
	Ask Form
	// Answer is nil until asked.
	Answer *ExplainAnswer
}

// ExplainAnswer is the answer and its reasons.
type ExplainAnswer struct {
	Yes    bool
	Person Person
	Record Link
	// Sentence is the answer in words.
	Sentence string
	Reasons  []Reason
	// Fields are values that stay hidden although the record is seen.
	Fields []Field
}

// Reason is one rule that speaks for or against.
type Reason struct {
	Yes             bool
	Title, Text     string
	Condition, Href string
}

// Problem is a page that says what went wrong, and what to do now.
type Problem struct {
	Bar Bar
	// Code is the HTTP status: 403, 404, 500.
	Code        int
	Title, Text string
	Links       []Link
	// Reference finds the entry in the log.
	Reference string
	Slot      templ.Component
}
