package view

import "github.com/a-h/templ"

// Canvas is a page made of blocks.
type Canvas struct {
	Bar  Bar
	Path string
	// Plain is the page of those who only ask for help.
	Plain bool
	// Live names the types whose changes the page should show.
	Live string
	Body templ.Component
}

// Frame is a titled part of a page.
type Frame struct {
	Title, Note string
	Badge       *Badge
	Width       string
	More        *Link
	Explain     *Reckoning
	Actions     []Action
	Body        templ.Component
}

// Reckoning says how a figure came about.
type Reckoning struct {
	Label string
	Lines []Pair
}

// Greeting is a heading in two halves.
type Greeting struct{ Text, Accent, Note string }

// FactLine is a labelled value without a field behind it.
type FactLine struct {
	Label, Icon, Text, Href string
	Tone                    Tone
}

// Choices is several links of which one is current.
type Choices struct {
	Label string
	Menu  bool
	Links []Link
}

// FigureCard is one number with what it needs to be understood.
type FigureCard struct {
	Label, Value, Unit string
	Href               string
	// Change is the difference with its arrow; Note follows it.
	Change, Icon, Note string
	Tone               Tone
	// Spark is a drawing of its past.
	Spark   string
	Explain *Reckoning
}

// Item is a line of a list of things to look at.
type Item struct {
	Icon                       string
	Tone                       Tone
	Number, Title, Note, Quote string
	Person                     *Person
	When                       *Moment
	Badge                      *Badge
	State                      *State
	Unread                     bool
	Href                       string
	Actions                    []Action
	Form                       *QuickForm
}

// ItemList is things to look at.
type ItemList struct {
	Items []Item
	Cards bool
	Empty string
	More  *Link
}

// QuickForm is a question answered where it stands.
type QuickForm struct {
	ID, Title string
	Action    string
	Hidden    []Pair
	Inputs    []Input
	Submit    string
	// Other are further ways to send it; they post "other" with their place.
	Other  []string
	Errors []FormError
	Draft  string
	Folded string // the words that open it; empty shows it
	Live   string // the address that answers hints while somebody types; may be empty
}

func (f QuickForm) refused() bool {
	if len(f.Errors) > 0 {
		return true
	}
	for _, i := range f.Inputs {
		if i.Error != "" {
			return true
		}
	}
	return false
}

// Grid is a table of figures, or of records by their fields.
type Grid struct {
	Columns []GridColumn
	Rows    []GridRow
	Empty   string
	More    *Link
}

// GridColumn is the head of a column.
type GridColumn struct {
	Label   string
	Numeric bool
}

// GridRow is a row; the first cell names it.
type GridRow struct{ Cells []GridCell }

// GridCell is a text, a field's value, or a strip of days.
type GridCell struct {
	Text, Href string
	Tone       Tone
	Value      *Cell
	Strip      string
	Numeric    bool
}

// Suggestion helps to answer.
type Suggestion struct {
	Icon, Title, Text string
	Insert, Label     string
	Href              string
	Actions           []Action
}

// Bulletin is a sentence that everybody on the page should read.
type Bulletin struct {
	Icon, Title, Text string
	Tone              Tone
	When              *Moment
	Open              *Link
	Actions           []Action
}

// FindBox asks for words.
type FindBox struct {
	Action, Param, Label, Placeholder, Button, Words string
	Hidden                                           []Pair
	TryLabel                                         string
	Try                                              []Link
}

// QueryForm asks what a page is about; its answers become the address.
type QueryForm struct {
	Label, Action, Submit string
	Hidden                []Pair
	Inputs                []QueryInput
}

// QueryInput is one question of a query: one of its options, a moment, or a few words.
type QueryInput struct {
	ID, Name, Label, Value, Hint string
	Moment                       bool
	Options                      []Option
}

// TileLink is a large link.
type TileLink struct {
	Icon              string
	Tone              Tone
	Title, Note, Href string
}

// Picture is a chart in two drawings, with the same data as a table.
type Picture struct {
	Wide, Narrow string
	Legend       []Badge
	Table        Grid
}

// BarLine is one bar of a chart of bars: its share of the longest in percent, and words behind it.
type BarLine struct {
	Label, Value, Share, Href string
	Width                     int
	Tone                      Tone
	Strong, Last              bool // Last: the line of the few stands below it
}

// HeatTable is a heat map.
type HeatTable struct {
	Label         string
	Few, Many     string
	Columns, Rows []string
	Cells         [][]HeatCell
}

// HeatCell is one cell: its class by how much there is, and its words.
type HeatCell struct{ Level, Text string }
