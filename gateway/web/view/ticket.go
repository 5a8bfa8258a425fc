package view

import "github.com/a-h/templ"

// Ticket is the designed page of a piece of work with a conversation.
type Ticket struct {
	Bar      Bar
	ID, Type string
	Version  int64
	Number   string
	Title    string
	// Requester and Channel say who reported it and how ("reported by email"), When the time.
	Requester Person
	Channel   string
	When      Moment
	Tags      []Badge
	AddTag    *Link
	Past      *Past
	Clocks    []Clock
	// Pause stops the clocks and asks for a reason; nil where that is not allowed.
	Pause   *Action
	Notices []Notice
	// Views are all, public, internal, history.
	Views   []Link
	Entries []Entry
	// Earlier leads to older entries than those shown.
	Earlier *Link
	// Body stands in place of the entries, such as the history.
	Body     templ.Component
	Composer *Composer
	// Properties are the values at the side, each changed in place.
	Properties []Property
	Related    []RelatedGroup
	Person     *PersonCard
	// Watch is the button that follows the ticket; Watching says who does.
	Watch    *Action
	Watching []Person
	Side     templ.Component
	// Head and Foot are slots that practices fill: under the title, and before the conversation.
	Head, Foot templ.Component
}

// Property is one value at the side of a ticket.
type Property struct {
	Name, Label string
	Value       Cell
	// Choices change it with one press (states, priorities, short choices). Each is a POST.
	Choices []Action
	// Input changes it with a small form: Action receives POST with Input, Hidden and "version".
	Input   *Input
	Action  string
	Hidden  []Pair
	Version int64
	// Later is the address that answers with Choices and Input (region "choose-" and the name), where the page leaves
	// them out.
	Later string
	// Keys is the shortcut that opens it: "S", "A".
	Keys string
}

// Composer writes into the conversation. It posts text, mode, files (several), then, and Hidden.
type Composer struct {
	Action string
	Hidden []Pair
	// To says who reads it: "to Lena Hoffmann, cc Finance leads".
	To string
	// Mode is "public" or "internal"; MayInternal and MayPublic offer them.
	Mode                   string
	MayPublic, MayInternal bool
	Text                   string
	Error                  string
	// Preview renders Markdown (POST text=).
	Preview string
	// Sends are the ways to send; the first is the button, the others stand in its menu. They post then=Value.
	Sends []Option
	// Suggest answers while somebody writes (GET sign=/ or @, words, mode): canned replies, people to name.
	Suggest string
	// Limit says how large files may be: "up to 25 MB".
	Limit string
	// Draft is the key under which the browser keeps the text.
	Draft string
	// Keep receives POST text and mode while somebody writes, so that the text outlives the browser; empty keeps it in
	// the browser alone.
	Keep string
	// Clash is somebody else who writes at the same time.
	Clash *Presence
}
