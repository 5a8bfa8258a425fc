package view

// Queue is the designed list of open work, grouped by the time that is left.
type Queue struct {
	Bar            Bar
	Filter         Filter
	Order, GroupBy []Link
	Groups         []QueueGroup
	// Types are the types in it, separated by spaces, for live updates.
	Types                    string
	Bulk                     *Bulk
	Previous, Next, Position string
	Empty                    *Empty
	Pane                     *Pane
}

// QueueGroup is some rows under a heading such as "Due within 2 hours".
type QueueGroup struct {
	Key, Label, Count, Note string
	// Tone is "red" (breached), "amber" (at risk) or "".
	Tone Tone
	Rows []QueueRow
}

// QueueRow is one piece of work.
type QueueRow struct {
	ID, Type string
	Version  int64
	Number   string
	Title    string
	// Href opens the record; Pane opens it beside the queue.
	Href, Pane string
	Priority   Priority
	State      State
	Unread     bool
	Current    bool
	Requester  Person
	Assignee   Person
	Service    string
	// Age is how long it is open ("3h"); AgeTitle says since when.
	Age, AgeTitle string
	// Turn says whose turn it is: "" (nobody wrote), "us" (the requester wrote last) or "them".
	Turn string
	// Links is the number of linked records or one number ("3", "CHG0000871"); LinksTitle says what.
	Links, LinksTitle string
	// Here are people who work on it just now.
	Here []Person
	// Clock is the promise that runs out first; its name says which. Nil where none runs.
	Clock *Clock
}
