package page

import (
	"bytes"
	"encoding/json"
	"time"

	"steward/kernel/record"
)

// Block is a part of a page. Each gateway shows every sort of block in its own way.
type Block interface {
	// Block names the sort: "figure", "table".
	Block() string
}

// Blocks is a part of a page after the other.
type Blocks []Block

// MarshalJSON writes each block with its sort.
func (b Blocks) MarshalJSON() ([]byte, error) {
	out := bytes.NewBufferString("[")
	for i, one := range b {
		if i > 0 {
			out.WriteByte(',')
		}
		body, err := json.Marshal(one)
		if err != nil {
			return nil, err
		}
		out.WriteString(`{"block":"` + one.Block() + `"`)
		if len(body) > 2 {
			out.WriteByte(',')
			out.Write(body[1 : len(body)-1])
		}
		out.WriteByte('}')
	}
	out.WriteByte(']')
	return out.Bytes(), nil
}

// Tone is the meaning of a colour: "", "red" (breach), "amber" (at risk), "green" (met), "blue" (in work),
// "violet" (waiting), "gray", "accent".
type Tone string

// The tones.
const (
	Red    Tone = "red"
	Amber  Tone = "amber"
	Green  Tone = "green"
	Blue   Tone = "blue"
	Violet Tone = "violet"
	Teal   Tone = "teal"
	Gray   Tone = "gray"
)

// Width is how much of the page's width a section takes where there is room.
type Width string

// The widths.
const (
	Full      Width = ""
	TwoThirds Width = "two-thirds"
	Half      Width = "half"
	Third     Width = "third"
)

// Section is a titled part: a card.
type Section struct {
	Title string `json:"title"`
	Note  string `json:"note,omitempty"`
	Badge *Badge `json:"badge,omitempty"`
	Width Width  `json:"width,omitempty"`
	More  *Link  `json:"more,omitempty"`
	Do    []Do   `json:"do,omitempty"` // what can be done with all of it
	Bare  bool   `json:"-"`            // without the frame of a card
	// Explains is how its figures came about.
	Explains *Explanation `json:"explains,omitempty"`
	Blocks   Blocks       `json:"blocks"`
}

// Text is a paragraph in Markdown.
type Text struct {
	Markdown string `json:"markdown"`
	Quiet    bool   `json:"-"`
}

// Heading greets, or names a part of a page without a frame. Accent is its second, coloured half.
type Heading struct {
	Text   string `json:"text"`
	Accent string `json:"accent,omitempty"`
	Note   string `json:"note,omitempty"`
}

// Facts is labelled values.
type Facts struct {
	Items []Fact `json:"items"`
}

// Fact is a labelled value; Icon stands in place of a label that speaks for itself.
type Fact struct {
	Label string  `json:"label,omitempty"`
	Icon  string  `json:"-"`
	Text  string  `json:"text,omitempty"`
	Value *Amount `json:"value,omitempty"`
	Tone  Tone    `json:"tone,omitempty"`
	Opens *To     `json:"opens,omitempty"`
}

// Badge is a short word with a colour.
type Badge struct {
	Label string `json:"label"`
	Tone  Tone   `json:"tone,omitempty"`
	Icon  string `json:"-"`
}

// Link is words that lead somewhere.
type Link struct {
	Label string `json:"label"`
	Icon  string `json:"-"`
	To    To     `json:"to"`
	// Current marks the one of several that is shown.
	Current bool `json:"current,omitempty"`
}

// Choice is several links of which one is shown now: a period, a team.
type Choice struct {
	Label string `json:"label"`
	Links []Link `json:"links"`
	// Menu shows them as a menu where there are many.
	Menu bool `json:"-"`
}

// Figures is several figures side by side.
type Figures struct {
	Label string   `json:"label"`
	Items []Figure `json:"items"`
}

// Figure is one number that says what it is, where it goes and how it came about.
type Figure struct {
	Label string `json:"label"`
	// Value is nil where there is none: the mean of nothing.
	Value *Amount `json:"value"`
	// Change is the difference to the stretch before, said in Since; Better is "up" or "down".
	Change *Amount `json:"change,omitempty"`
	Since  string  `json:"since,omitempty"`
	Better string  `json:"better,omitempty"`
	// Target is what was promised; Short says how far it is off. Tone colours that.
	Target *Amount `json:"target,omitempty"`
	Note   string  `json:"note,omitempty"`
	Tone   Tone    `json:"tone,omitempty"`
	// Trend is the same figure over the stretches up to now, the newest last.
	Trend []float64 `json:"trend,omitempty"`
	// Opens leads to the records behind it.
	Opens    *To          `json:"opens,omitempty"`
	Explains *Explanation `json:"explains,omitempty"`
}

// Explanation says how a figure came about, so that somebody else can reckon it again.
type Explanation struct {
	Window   string    `json:"window"`
	Filter   string    `json:"filter,omitempty"`
	Formula  string    `json:"formula"`
	Excluded string    `json:"excluded,omitempty"`
	N        int64     `json:"n"`
	At       time.Time `json:"at"`
}

// Unit says what a number counts.
type Unit string

// The units. A number without one counts things.
const (
	Count    Unit = ""
	Percent  Unit = "percent"  // 0 to 100
	Duration Unit = "duration" // seconds
	Ratio    Unit = "ratio"    // a number with two digits behind the point
)

// Amount is a number with its unit.
type Amount struct {
	Number float64 `json:"number"`
	Unit   Unit    `json:"unit,omitempty"`
}

// In gives an amount.
func In(unit Unit, n float64) *Amount { return &Amount{Number: n, Unit: unit} }

// Item is a line of a list of things to look at: a decision, a notice, a ticket in a few words.
type Item struct {
	Icon   string    `json:"-"`
	Tone   Tone      `json:"tone,omitempty"`
	Number string    `json:"number,omitempty"`
	Title  string    `json:"title"`
	Note   string    `json:"note,omitempty"`
	Quote  string    `json:"quote,omitempty"` // words of a person
	Person string    `json:"person,omitempty"`
	When   time.Time `json:"when,omitzero"`
	Badge  *Badge    `json:"badge,omitempty"`
	State  *State    `json:"state,omitempty"`
	Unread bool      `json:"unread,omitempty"`
	Opens  *To       `json:"opens,omitempty"`
	// Do is what can be done with it where it stands; Ask asks for words first.
	Do  []Do `json:"do,omitempty"`
	Ask *Ask `json:"ask,omitempty"`
}

// State is a state of a record with its category.
type State struct {
	Type string `json:"type"`
	Key  string `json:"key"`
}

// Items is a list of things to look at.
type Items struct {
	Items []Item `json:"items"`
	// Cards gives each its own frame.
	Cards bool   `json:"-"`
	Empty string `json:"empty,omitempty"`
	More  *Link  `json:"more,omitempty"`
}

// Records is a list of records by their fields, as lists show them.
type Records struct {
	Type   string   `json:"type"`
	Fields []string `json:"fields"`
	Rows   Rows     `json:"rows"`
	Empty  string   `json:"empty,omitempty"`
	More   *Link    `json:"more,omitempty"`
}

// Rows is records that are written with all fields that the viewer may read.
type Rows []*record.Record

// MarshalJSON writes the records as the API does.
func (r Rows) MarshalJSON() ([]byte, error) {
	out := make([]map[string]any, len(r))
	for i, row := range r {
		out[i] = map[string]any{}
		for slot, d := range row.Type.Defs() {
			if v := row.At(slot); !v.IsEmpty() {
				out[i][d.Name] = d.Kind.JSON(d, v)
			}
		}
	}
	return json.Marshal(out)
}

// Table is figures in rows and columns.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
	Empty   string   `json:"empty,omitempty"`
}

// Column is the head of a column.
type Column struct {
	Label   string `json:"label"`
	Numeric bool   `json:"numeric,omitempty"`
}

// Cell is a text, or an amount.
type Cell struct {
	Text  string  `json:"text,omitempty"`
	Value *Amount `json:"value,omitempty"`
	Tone  Tone    `json:"tone,omitempty"`
	Opens *To     `json:"opens,omitempty"`
	// Strip is days of good and bad, the newest last; 0 good, 1 impaired, 2 down.
	Strip []int `json:"strip,omitempty"`
}

// Offer is something that helps to answer: known words to put into the reply.
type Offer struct {
	Icon   string `json:"-"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	Insert string `json:"insert,omitempty"` // put into the reply
	Label  string `json:"label,omitempty"`  // of the button that inserts
	Opens  *To    `json:"opens,omitempty"`
	Do     []Do   `json:"do,omitempty"`
}

// Notice is a sentence that everybody on the page should read.
type Notice struct {
	Icon  string    `json:"-"`
	Title string    `json:"title"`
	Text  string    `json:"text,omitempty"`
	Tone  Tone      `json:"tone,omitempty"`
	When  time.Time `json:"when,omitzero"`
	Opens *Link     `json:"opens,omitempty"`
	Do    []Do      `json:"do,omitempty"`
}

// Find asks for words and shows what is found on the page to which it leads.
type Find struct {
	Label       string `json:"label"`
	Placeholder string `json:"-"`
	Button      string `json:"-"`
	Words       string `json:"words,omitempty"`
	To          To     `json:"to"`
	Param       string `json:"param"`
	Try         []Link `json:"try,omitempty"`
}

// Query asks what a page is about. The answers stand in the address of the page to which it leads,
// so that they can be kept and sent on.
type Query struct {
	Label  string     `json:"label"`
	Button string     `json:"-"`
	To     To         `json:"to"`
	Items  []Question `json:"items"`
}

// Question is one thing that a query asks: one of its options, a moment, or a few words.
type Question struct {
	Label   string   `json:"label"`
	Param   string   `json:"param"`
	Value   string   `json:"value,omitempty"`
	Hint    string   `json:"hint,omitempty"`
	Moment  bool     `json:"moment,omitempty"` // as 2006-01-02T15:04, on the clock of the wall
	Options []Option `json:"options,omitempty"`
}

// Option is an answer that a question offers.
type Option struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Tiles are large links, each with what may be expected.
type Tiles struct {
	Items []Tile `json:"items"`
}

// Tile is a large link.
type Tile struct {
	Icon  string `json:"-"`
	Tone  Tone   `json:"tone,omitempty"`
	Title string `json:"title"`
	Note  string `json:"note,omitempty"`
	To    To     `json:"to"`
}

// Clock is one running promise as a bar.
type Clock struct {
	Name     string    `json:"name"`
	Text     string    `json:"text"`
	Bound    string    `json:"bound,omitempty"`
	Standing string    `json:"standing"` // ok, risk, over, met, held
	Share    int       `json:"share"`    // used, 0 to 100
	Due      time.Time `json:"due,omitzero"`
	Opens    *To       `json:"opens,omitempty"`
}

// Clocks is the promises of a record side by side.
type Clocks struct {
	Items []Clock `json:"items"`
	Pause *Do     `json:"pause,omitempty"`
}

func (Section) Block() string { return "section" }
func (Text) Block() string    { return "text" }
func (Heading) Block() string { return "heading" }
func (Facts) Block() string   { return "facts" }
func (Choice) Block() string  { return "choice" }
func (Figures) Block() string { return "figures" }
func (Figure) Block() string  { return "figure" }
func (Items) Block() string   { return "items" }
func (Records) Block() string { return "records" }
func (Table) Block() string   { return "table" }
func (Offer) Block() string   { return "offer" }
func (Notice) Block() string  { return "notice" }
func (Find) Block() string    { return "find" }
func (Query) Block() string   { return "query" }
func (Tiles) Block() string   { return "tiles" }
func (Clocks) Block() string  { return "clocks" }
