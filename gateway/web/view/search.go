package view

// Search is the page of results over all types.
type Search struct {
	Bar Bar
	// Action receives GET q.
	Action string
	Query  string
	// Types are the found types with their counts, as tabs.
	Types   []Link
	Results []Result
	// Summary says how many, and what was left out.
	Summary        string
	Previous, Next string
	Empty          *Empty
}

// Result is one found record.
type Result struct {
	ID, Type, Icon, Number, Href string
	Title, Snippet               []Part
	State                        *State
	Note                         string
}

// BulkEdit previews a change of several records before it is done.
type BulkEdit struct {
	Bar         Bar
	Title, Lead string
	// Form asks for the new values; where Rows are given, its button says "Preview again".
	Form Form
	// Rows say what would happen to each record, the refused ones first.
	Rows []BulkRow
	// Facts are the figures above: "38 will change", "2 refused".
	Facts []Badge
	// More says how many rows are not shown.
	More string
	// Apply does it; nil until there is a preview.
	Apply *Action
	Back  string
}

// BulkRow is what would happen to one record.
type BulkRow struct {
	Number, Title, Href string
	Changes             []Change
	// Refused says why it stays as it is.
	Refused string
}
