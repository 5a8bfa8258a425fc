package view

// Board shows records as cards in columns by state.
type Board struct {
	Bar    Bar
	Type   string
	Filter Filter
	// Move receives POST id, version, to (column key) and before (id of the card it is put before; empty is the end).
	// It answers 303 to the board, or to a form where the move asks for more; 422 with a toast where it is refused.
	Move    string
	Columns []BoardColumn
}

// BoardColumn is one state.
type BoardColumn struct {
	Key   string
	State State
	Count string
	// Limit is the work-in-progress limit as shown ("5"); Over says that it is passed.
	Limit string
	Over  bool
	Cards []Card
	// More leads to the cards that are not shown.
	More *Link
}

// Card is a record on a board.
type Card struct {
	ID, Type string
	Version  int64
	Number   string
	Title    string
	Href     string
	Priority *Priority
	Person   *Person
	Clock    *Clock
	Badges   []Badge
	// To are the columns it may be moved to; the menu and the drag offer no others.
	To []CardMove
}

// CardMove is a column that a card may go to.
type CardMove struct{ Key, Label string }
