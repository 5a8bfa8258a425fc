package view

import (
	"slices"

	"github.com/a-h/templ"
)

// Record is the derived page of one record.
type Record struct {
	Bar      Bar
	ID, Type string
	Version  int64
	Number   string
	Title    string
	State    *State
	Badges   []Badge
	// Moves are the states it can go to, as buttons beside the title; Actions come in Bar.
	Moves []Action
	// Past is set where the page shows an earlier version.
	Past *Past
	// Notices stand above the fields.
	Notices []Notice
	Panels  []Panel
	// Tabs switch what stands under the fields: conversation, related, history. Body is the current one.
	Tabs []Link
	Body templ.Component
	// Aside are quieter panels at the side.
	Aside   []Panel
	Related []RelatedGroup
	Person  *PersonCard
	// Head, Foot and Side are slots that a practice fills.
	Head, Foot, Side templ.Component
}

// Past says that a page shows what was true at a time.
type Past struct {
	Text string
	// Now leads to the current version; Restore brings this one back.
	Now     string
	Restore *Action
}

// Panel is a titled part with fields.
type Panel struct {
	Title  string
	Note   string
	Edit   string
	Fields []Field
}

// few is how many fields without a value do not yet push the others out of sight.
const few = 4

// unfilled are the fields that a panel keeps behind a button: those without a value, where there are many.
func unfilled(fields []Field) []Field {
	rest := slices.DeleteFunc(slices.Clone(fields), func(f Field) bool { return !f.Value.Empty })
	if len(rest) <= few {
		return nil
	}
	return rest
}

// filled are the fields that a panel shows at once.
func filled(fields []Field) []Field {
	if unfilled(fields) == nil {
		return fields
	}
	return slices.DeleteFunc(slices.Clone(fields), func(f Field) bool { return f.Value.Empty })
}

// RelatedGroup is some linked records.
type RelatedGroup struct {
	Title string
	Count string
	Items []RelatedItem
	// Add leads to linking another one; More to the whole list.
	Add, More *Link
}

// RelatedItem is a linked record.
type RelatedItem struct {
	Icon, Number, Title, Href, Note string
	State                           *State
	Badge                           *Badge
	Tone                            Tone
	Unlink                          *Action
}

// PersonCard is a person with what helps to serve them.
type PersonCard struct {
	Title  string
	Person Person
	// Facts are lines with an icon: place and local time, languages, history.
	Facts []Link
	Call  string
}

// Presence is somebody else at the same record.
type Presence struct {
	Person Person
	// Text says what they do: "is writing a reply".
	Text  string
	Draft *Link
}

// Entry is one thing in a conversation or history.
type Entry struct {
	ID string
	// Kind is "public", "own", "internal" or "event".
	Kind string
	By   Person
	// Role is a quiet word behind the name: "requester", "to Lena".
	Role string
	When Moment
	// HTML is the text, rendered and sanitised by the caller.
	HTML string
	// Quoted is what a mail repeated of earlier ones, rendered the same; it is folded.
	Quoted string
	// Text is the sentence of an event; Icon its drawing.
	Text, Icon string
	Files      []File
	// Badge is a word beside the name, such as the mark of an internal note.
	Badge *Badge
	// Actions are what can be done with it (redact, copy the link).
	Actions []Action
}
