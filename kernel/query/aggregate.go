package query

import (
	"math/big"
	"slices"
	"strings"
	"time"

	"steward/calc/walltime"
)

// The limits of one aggregate.
const (
	MaxMeasures = 12
	MaxPeriods  = 4_000  // ten years of days
	MaxGroups   = 10_000 // rows of the result
)

// Aggregate is figures over records, in all or by one or two dimensions.
type Aggregate struct {
	Measures   []Measure
	Dimensions []Dimension
	// Guard is the Builder's, for the records that measures and dimensions reach by dot-walks: what
	// may not be seen counts as empty.
	Guard   func(b *Builder, typeName, alias string)
	schema  Schema
	zone    *time.Location
	columns []operand // what the measures read, each once
}

// Func is how a measure makes one figure of many values.
type Func uint8

// The functions. All but Count leave empty values out and give no figure where none is left.
const (
	Count      Func = iota // records
	Sum                    // exact, of any size
	Average                // arithmetic mean
	Percentile             // Hyndman and Fan 1996, type 7: linear between the two nearest ranks; the median is the 50th
	Min
	Max
)

// Measure is one figure.
type Measure struct {
	Text    string // as it was written
	Func    Func
	Field   Field    // what Func reads; nothing for Count
	Percent *big.Rat // for Percentile: 0 to 100
	column  int
}

// Dimension is what figures are grouped by: a field's values, or the days, weeks, months, quarters
// or years in which a date or an instant lies.
type Dimension struct {
	Text    string // as it was written
	Field   Field
	Period  bool // group by Unit; keys are then the first day, in days since 1970
	Unit    walltime.Unit
	Hour    bool // group by the hour of the week; keys are 0 to 167
	operand operand
}

// operand is a field at the end of a dot-walk.
type operand struct {
	walk  []step
	w     Walk
	field Field
}

// CompileAggregate reads measures such as "count, avg(effort), percentile(effort, 90)" and
// dimensions such as "team, month(opened_at)". Periods begin in the zone of env. The error is a
// *SyntaxError; its place counts in the text that is at fault.
func CompileAggregate(measures, by string, s Schema, env Env) (*Aggregate, error) {
	a := &Aggregate{schema: s, zone: (&binder{env: env}).zone()}
	if err := each(measures, a.measure); err != nil {
		return nil, inPart("measure", err)
	}
	if err := each(by, a.dimension); err != nil {
		return nil, inPart("by", err)
	}
	if len(a.Measures) == 0 {
		a.Measures = []Measure{{Text: "count", Func: Count, column: -1}}
	}
	return a, nil
}

// each reads the calls of a text, one after the other.
func each(text string, read func(call) error) error {
	calls, err := parseCalls(text)
	if err != nil {
		return err
	}
	for _, c := range calls {
		if err = read(c); err != nil {
			return err
		}
	}
	return nil
}

// String writes the aggregate as it can be read again: measures, then "by" and dimensions.
func (a *Aggregate) String() string {
	var b strings.Builder
	for i, m := range a.Measures {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(m.Text)
	}
	for i, d := range a.Dimensions {
		b.WriteString([]string{" by ", ", "}[i])
		b.WriteString(d.Text)
	}
	return b.String()
}

// Walks lists the dot-walks, so that the target types' access can be applied to them.
func (a *Aggregate) Walks() []Walk {
	var out []Walk
	for _, o := range a.operands() {
		if len(o.walk) > 0 {
			out = append(out, o.w)
		}
	}
	return out
}

// Fields lists the fields that the aggregate reads, each once, dot-walks as a path.
func (a *Aggregate) Fields() []string {
	var out []string
	for _, o := range a.operands() {
		if name := o.w.path(); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// Path gives the field that a measure reads as it is written, empty for Count.
func (a *Aggregate) Path(m Measure) string {
	if m.column < 0 {
		return ""
	}
	return a.columns[m.column].w.path()
}

// Path gives the field of the dimension as it is written.
func (d Dimension) Path() string { return d.operand.w.path() }

func (a *Aggregate) operands() []operand {
	all := slices.Clone(a.columns)
	for _, d := range a.Dimensions {
		all = append(all, d.operand)
	}
	return all
}

// path gives the walk as it is written.
func (w Walk) path() string {
	var b strings.Builder
	for _, s := range w.Steps {
		b.WriteString(s.Field + ".")
	}
	return b.String() + w.Field
}

var funcNames = map[string]Func{"count": Count, "sum": Sum, "avg": Average, "median": Percentile, "percentile": Percentile, "min": Min, "max": Max}

func (a *Aggregate) measure(c call) error {
	f, known := funcNames[c.name]
	m := Measure{Text: c.text, Func: f, column: -1}
	wanted := map[string]int{"count": 0, "percentile": 2}
	n, special := wanted[c.name]
	if !special {
		n = 1
	}
	switch {
	case !known:
		return &SyntaxError{Place: c.Place, Key: "aggregate-no-such-function", Found: c.name, Suggest: Nearest(c.name, keysOf(funcNames))}
	case len(c.args) != n:
		return &SyntaxError{Place: c.Place, Key: "aggregate-arguments", Found: c.text}
	case len(a.Measures) == MaxMeasures:
		return &SyntaxError{Place: c.Place, Key: "aggregate-too-long", Found: c.text}
	case f == Count:
		a.Measures = append(a.Measures, m)
		return nil
	}
	o, err := a.operand(c.args[0])
	if err != nil {
		return err
	}
	if cl := o.field.Class; cl != Number && cl != Date && cl != Instant || f == Sum && cl != Number {
		return &SyntaxError{Place: c.args[0].Place, Key: "aggregate-not-a-number", Found: c.args[0].text}
	}
	if m.Percent, err = percent(c); err != nil {
		return err
	}
	m.Field, m.column = o.field, a.column(o)
	a.Measures = append(a.Measures, m)
	return nil
}

// percent reads the second argument of percentile; the median is the 50th.
func percent(c call) (*big.Rat, error) {
	if len(c.args) < 2 {
		return big.NewRat(50, 1), nil
	}
	text := c.args[1].text
	p, ok := new(big.Rat).SetString(text)
	if !ok || len(text) > 7 || strings.ContainsAny(text, "eE/") || p.Sign() < 0 || p.Cmp(big.NewRat(100, 1)) > 0 {
		return nil, &SyntaxError{Place: c.args[1].Place, Key: "aggregate-percent", Found: text}
	}
	return p, nil
}

// column gives the place among the columns of an operand, adding it where it is new.
func (a *Aggregate) column(o operand) int {
	for i, have := range a.columns {
		if have.w.path() == o.w.path() {
			return i
		}
	}
	a.columns = append(a.columns, o)
	return len(a.columns) - 1
}

func (a *Aggregate) operand(t token) (operand, error) {
	path := strings.Split(t.text, ".")
	if !fieldPath(path) {
		return operand{}, &SyntaxError{Place: t.Place, Key: "condition-wanted-field", Found: t.text, Wanted: "field"}
	}
	walk, w, f, err := resolve(a.schema, path, t.Place)
	return operand{walk: walk, w: w, field: f}, err
}

func (a *Aggregate) dimension(c call) error {
	u, err := walltime.ParseUnit(c.name)
	d := Dimension{Text: c.text, Unit: u, Period: err == nil && len(c.args) == 1}
	name := token{wordToken, c.text, c.Place}
	d.Hour = c.name == hourOfWeek && len(c.args) == 1
	if d.Period || d.Hour {
		name = c.args[0]
	} else if len(c.args) > 0 {
		return &SyntaxError{Place: c.Place, Key: "aggregate-no-such-function", Found: c.name, Suggest: Nearest(c.name, []string{"day", "week", "month", "quarter", "year", hourOfWeek})}
	}
	if len(a.Dimensions) == 2 {
		return &SyntaxError{Place: c.Place, Key: "aggregate-too-long", Found: c.text}
	}
	o, err := a.operand(name)
	if err != nil {
		return err
	}
	timed := o.field.Class == Date || o.field.Class == Instant
	if o.field.Class == Opaque || o.field.Class == LongText || o.field.Class == Members || timed != (d.Period || d.Hour) || d.Hour && o.field.Class != Instant {
		return &SyntaxError{Place: name.Place, Key: "aggregate-not-a-dimension", Found: c.text}
	}
	d.Field, d.operand = o.field, o
	a.Dimensions = append(a.Dimensions, d)
	return nil
}

func keysOf[V any](m map[string]V) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
