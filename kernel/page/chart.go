package page

// Charts are data; package draw makes pictures of them. Every point may lead to its records, and every
// chart can be read as a table.

// Drawn is what all charts have.
type Drawn struct {
	// Label says what is seen, for those who do not see it.
	Label string `json:"label"`
	Unit  Unit   `json:"unit,omitempty"`
}

// Series is one line or one part of a bar, with a value for each label; nil where there is none.
type Series struct {
	Label  string     `json:"label"`
	Tone   Tone       `json:"tone,omitempty"`
	Values []*float64 `json:"values"`
	Opens  []*To      `json:"opens,omitempty"`
}

// Lines is series over time.
type Lines struct {
	Drawn
	Labels []string `json:"labels"`
	Series []Series `json:"series"`
	// Filled fills the room between the first two series.
	Filled bool `json:"-"`
	// End is said at the end of the lines.
	End string `json:"end,omitempty"`
}

// Stacked is bars made of parts.
type Stacked struct {
	Drawn
	Labels []string `json:"labels"`
	Series []Series `json:"series"`
}

// Bars is one bar for each thing, the longest as wide as there is room.
type Bars struct {
	Drawn
	Items []Bar `json:"items"`
}

// Bar is one thing with its number.
type Bar struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
	Tone  Tone    `json:"tone,omitempty"`
	Opens *To     `json:"opens,omitempty"`
}

// Pareto is causes in falling order with their cumulative share; those up to the line make most of it.
type Pareto struct {
	Drawn
	Items []Bar `json:"items"` // in falling order, the rest last
	// Line is the share that the few vital ones reach, 80 by custom.
	Line float64 `json:"line"`
}

// HeatMap is how much of something there is by two measures.
type HeatMap struct {
	Drawn
	Rows    []string    `json:"rows"`
	Columns []string    `json:"columns"`
	Values  [][]float64 `json:"values"`
	Few     string      `json:"-"`
	Many    string      `json:"-"`
}

// Control is a control chart: a process over time with the limits that it sets itself.
type Control struct {
	Drawn
	Points []Point `json:"points"`
	Phases []Phase `json:"phases"`
	// Value and Signal are the words of the legend.
	Value  string `json:"-"`
	Signal string `json:"-"`
	// Upper, Mean and Lower name the limits.
	Upper string `json:"-"`
	Mean  string `json:"-"`
	Lower string `json:"-"`
}

// Point is one value of a control chart; Signal is why it is not chance, empty where it may be.
type Point struct {
	Label  string  `json:"label"`
	Value  float64 `json:"value"`
	Signal string  `json:"signal,omitempty"`
	// Cause is what was found to have caused it.
	Cause string `json:"cause,omitempty"`
	Opens *To    `json:"opens,omitempty"`
}

// Phase is a stretch of points with limits of its own, From and To inclusive.
type Phase struct {
	From   int     `json:"from"`
	To     int     `json:"to"`
	Centre float64 `json:"centre"`
	Lower  float64 `json:"lower"`
	Upper  float64 `json:"upper"`
	// Note stands at the phase: that its limits are provisional, or what changed.
	Note string `json:"note,omitempty"`
}

func (Lines) Block() string   { return "lines" }
func (Stacked) Block() string { return "stacked" }
func (Bars) Block() string    { return "bars" }
func (Pareto) Block() string  { return "pareto" }
func (HeatMap) Block() string { return "heat_map" }
func (Control) Block() string { return "control_chart" }
