package view

import "github.com/a-h/templ"

// List is the derived list of a type.
type List struct {
	Bar Bar
	// Type is the type's name, for live updates and keys.
	Type   string
	Filter Filter
	// Order and GroupBy are the choices of the two menus; the current one is marked.
	Order, GroupBy []Link
	// OrderLater is the address that answers with all orders (region "orders") where Order has only the present one.
	OrderLater string
	Columns    []Column
	// Groups hold the rows; one group without a label where the list is not grouped.
	Groups []Group
	// Bulk is what can be done with several rows; nil shows no checkboxes.
	Bulk *Bulk
	// Previous and Next are the neighbouring pages; empty at the ends. Position says where: "51–100 of 99+".
	Previous, Next, Position string
	// Empty is shown where there is no row.
	Empty *Empty
	// Pane is the record opened beside the list; nil shows none.
	Pane *Pane
	// Export leads to the same list as files.
	Export []Link
}

// Column is the head of a column.
type Column struct {
	// Name is the field's key.
	Name  string
	Label string
	Kind  string
	// Sort is the address that orders by this column; empty where it cannot.
	Sort string
	// Sorted is "", "ascending" or "descending".
	Sorted string
	// Main is the column that takes what width is left and names the row: the title. One column is.
	Main bool
}

// Group is some rows under a heading.
type Group struct {
	// Key identifies the group in the page.
	Key   string
	Label string
	Count string
	Tone  Tone
	Note  string
	Rows  []Row
}

// Row is one record in a list.
type Row struct {
	ID, Type string
	Version  int64
	// Label names the record for a screen reader: "INC0004127 VPN drops".
	Label string
	// Href opens the record; Pane opens it beside the list (the same list address with sel=).
	Href, Pane string
	// Cells stand in the order of the columns.
	Cells []Cell
	// Current is the row opened in the pane.
	Current bool
	Unread  bool
}

// Filter is the condition of a list, as chips and as text.
type Filter struct {
	// Action receives GET with the text in "filter" and Hidden.
	Action string
	Hidden []Pair
	Text   string
	// Error says what is wrong with the text, and where.
	Error *FilterError
	Chips []Chip
	// Quick are fields with their common values, each a link that adds a condition.
	Quick []QuickFilter
	// Later is the address that answers with what the menu offers besides the text, where the page leaves it out: the
	// script asks when the menu opens, and the answer has the region "conditions".
	Later string
	// Open shows the menu open: it was asked for without a script.
	Open bool
	// Clear leads to the list without any condition.
	Clear string
	// Save asks for a name and keeps the view; nil where that is not possible.
	Save *SaveView
	// Names are the field names offered while typing.
	Names []string
}

// FilterError is a parse error with its place.
type FilterError struct {
	Text string
	// From and To are places in the filter text, in runes; To is exclusive. Equal values mark a missing word.
	From, To int
	// Try are corrected texts.
	Try []Link
}

// Chip is one condition: field, operator, value.
type Chip struct {
	Icon, Field, Operator, Value string
	// Remove is the list without it.
	Remove string
}

// QuickFilter is a field whose common values can be chosen.
type QuickFilter struct {
	Icon, Label string
	Values      []Link
}

// SaveView keeps the current condition, order and columns under a name.
type SaveView struct {
	// Action receives POST name, shared and Hidden.
	Action string
	Hidden []Pair
	// MayShare offers to show it to others.
	MayShare bool
}

// Bulk is what can be done with the chosen rows. The form posts "id" once for every row, "action" as the pressed
// button's name, and "all" = "1" where all rows of the condition are meant.
type Bulk struct {
	Action string
	Hidden []Pair
	// Buttons are the actions; the first four are shown, the others stand in a menu.
	Buttons []BulkButton
	// All is how many rows the condition has ("1,204"), offered where the page shows fewer; empty offers nothing.
	All string
}

// BulkButton is one thing to do with the chosen rows.
type BulkButton struct {
	Name, Label, Icon string
	// Keys is the shortcut: "S", "A".
	Keys string
}

// Empty is what a page shows where nothing is.
type Empty struct {
	Icon, Title, Text string
	Actions           []Action
}

// Pane is a record shown beside a list.
type Pane struct {
	ID, Type, Number string
	Version          int64
	// Href opens the full page, Close is the list without it.
	Href, Close string
	Step        *Step
	Title       string
	State       *State
	// Facts are short values under the title.
	Facts  []Cell
	Clocks []Clock
	// Notice is one sentence above the rest, such as a known error.
	Notice *Notice
	Fields []Field
	Thread []Entry
	// Person is the requester, with what is known.
	Person *PersonCard
	// Here is who writes just now; Reply leads to the composer.
	Here  *Presence
	Reply *Link
	// Actions are the buttons in the head.
	Actions []Action
	// Slot is put at the end of the body.
	Slot templ.Component
}

// Notice is a hint with one thing to do.
type Notice struct {
	Icon, Title, Text string
	Tone              Tone
	Href              string
	Actions           []Action
}
