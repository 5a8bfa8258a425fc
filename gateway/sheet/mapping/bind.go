package mapping

import (
	"strings"
	"time"

	"steward/gateway/sheet/problem"
)

// A Binding is a mapping applied to the columns of one table.
type Binding struct {
	*Mapping
	key, time, actor, note, state, created, creator *bound
	fields                                          []*bound
	order                                           []int // columns; -1 is the time
	rest                                            []int // columns for Rest
	columns                                         []string
	restNames                                       []string // as JSON
}

// A bound recipe knows where its columns stand.
type bound struct {
	*Recipe
	at []int // of each part, -1 for a fixed text
}

// A binder looks columns up by name and remembers which are used.
type binder struct {
	file     string
	columns  []string
	places   map[string]int
	used     []bool
	problems problem.List
}

// Bind applies the mapping to a table with these columns. Columns that the table
// does not have are told as a problem.List.
func (m *Mapping) Bind(columns []string) (*Binding, error) {
	b := &binder{file: m.File, columns: columns, places: map[string]int{}, used: make([]bool, len(columns))}
	for i, name := range columns {
		b.places[name] = i
	}
	out := &Binding{Mapping: m, columns: columns}
	out.key, out.time, out.actor, out.note = b.bind(m.Key), b.bind(m.Time), b.bind(m.Actor), b.bind(m.Note)
	if m.Created != nil {
		out.created, out.creator = b.bind(&m.Created.Recipe), b.bind(m.Created.Actor)
	}
	if m.State != nil {
		out.state = b.bind(&m.State.Recipe)
	}
	for i := range m.Fields {
		out.fields = append(out.fields, b.bind(&m.Fields[i].Recipe))
	}
	for _, order := range m.Order {
		if order.Column == "" {
			out.order = append(out.order, -1)
			continue
		}
		out.order = append(out.order, b.place(order.Column, order.Line))
	}
	out.bindRest(b)
	return out, b.problems.OrNil()
}

func (b *binder) bind(recipe *Recipe) *bound {
	if recipe == nil {
		return nil
	}
	out := &bound{Recipe: recipe, at: make([]int, len(recipe.parts))}
	for i, part := range recipe.parts {
		out.at[i] = -1
		if part.column {
			out.at[i] = b.place(part.text, recipe.Line)
		}
	}
	return out
}

// place finds a column and marks it as used.
func (b *binder) place(name string, line int) int {
	at, there := b.places[strings.Join(strings.Fields(name), " ")]
	if !there {
		b.problems = append(b.problems, &problem.Problem{Code: "column-unknown", File: b.file, Line: line,
			Value: name, Detail: suggest(name, b.columns)})
		return -1
	}
	b.used[at] = true
	return at
}

func (out *Binding) bindRest(b *binder) {
	if out.Rest == nil {
		return
	}
	wanted := make([]bool, len(b.columns))
	for i := range wanted {
		wanted[i] = !b.used[i]
	}
	for _, list := range []struct {
		names []string
		want  bool
	}{{out.Rest.Also, true}, {out.Rest.Without, false}} {
		for _, name := range list.names {
			if at := b.place(name, 0); at >= 0 {
				wanted[at] = list.want
			}
		}
	}
	for i, want := range wanted {
		if want {
			out.rest = append(out.rest, i)
			out.restNames = append(out.restNames, string(appendJSON(nil, b.columns[i])))
		}
	}
}

// value makes a recipe's text from a row. Keep tells that the field stays as it was.
func (b *bound) value(row []string) (text string, keep bool, wrong *problem.Problem) {
	text = b.raw(row)
	if text == "" {
		return b.Default, false, nil
	}
	if b.from != nil {
		mapped, known := b.from[text]
		if !known {
			return b.unmapped(text)
		}
		text = mapped
	}
	if b.date != nil && text != "" {
		at, _, wrong := b.instant(text)
		if wrong != nil && !wrong.Taken {
			return "", false, wrong
		}
		return b.date.Write(at), false, wrong
	}
	if b.decimal != 0 {
		return b.number(text)
	}
	return b.shorten(text), false, nil
}

// raw puts the parts together. Where every column is missing, nothing is there.
func (b *bound) raw(row []string) string {
	if len(b.at) == 1 {
		if b.at[0] < 0 {
			return b.parts[0].text
		}
		return b.present(row[b.at[0]])
	}
	var out strings.Builder
	columns, present := 0, 0
	for i, at := range b.at {
		text := b.parts[i].text
		if at >= 0 {
			columns++
			if text = b.present(row[at]); text != "" {
				present++
			}
		}
		if b.join && out.Len() > 0 && text != "" {
			out.WriteString(b.with)
		}
		out.WriteString(text)
	}
	if columns > 0 && present == 0 {
		return ""
	}
	return out.String()
}

func (b *bound) present(text string) string {
	bare := strings.TrimSpace(text)
	switch {
	case b.missing[bare]:
		return ""
	case b.spaces == "keep":
		return text
	}
	return bare
}

func (b *bound) unmapped(text string) (string, bool, *problem.Problem) {
	policy := Otherwise{What: Refuse}
	if b.otherwise != nil {
		policy = *b.otherwise
	}
	switch policy.What {
	case Keep:
		return "", true, nil
	case Empty:
		return "", false, nil
	case Pass:
		return text, false, nil
	case Take:
		return policy.Value, false, nil
	}
	return "", false, b.wrong("value-unmapped", text, "")
}

func (b *bound) wrong(code, value, detail string) *problem.Problem {
	p := &problem.Problem{Code: code, Field: b.Name, Value: problem.Shorten(value), Detail: detail}
	for _, part := range b.parts {
		if part.column {
			p.Column = part.text
			break
		}
	}
	return p
}

// instant reads a date; a time that the zone's clock skips is only a remark.
func (b *bound) instant(text string) (at time.Time, has bool, wrong *problem.Problem) {
	at, skipped, ok := b.date.Read(text, b.zone)
	if !ok {
		return at, false, b.wrong("date-unreadable", text, b.date.Text)
	}
	if skipped {
		wrong = b.wrong("date-skipped", text, b.zone.String())
		wrong.Taken = true
	}
	return at, true, wrong
}

// number writes 1.234,50 as 1234.50, by the decimal sign that the mapping names.
func (b *bound) number(text string) (string, bool, *problem.Problem) {
	group := byte('.')
	if b.decimal == '.' {
		group = ','
	}
	out := make([]byte, 0, len(text))
	digits, points := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == group || c == ' ' || c == '\'':
		case c == b.decimal:
			points++
			out = append(out, '.')
		case c >= '0' && c <= '9':
			digits++
			out = append(out, c)
		case c == '-' && len(out) == 0:
			out = append(out, c)
		default:
			return "", false, b.wrong("number-unreadable", text, "")
		}
	}
	if digits == 0 || points > 1 {
		return "", false, b.wrong("number-unreadable", text, "")
	}
	return string(out), false, nil
}

// shorten cuts a text to so many characters, at the end of a word where one is near.
func (b *bound) shorten(text string) string {
	if b.cut == 0 || len(text) <= b.cut {
		return text
	}
	runes := []rune(text)
	if len(runes) <= b.cut {
		return text
	}
	short := string(runes[:b.cut-1])
	if space := strings.LastIndexByte(short, ' '); space > len(short)/2 {
		short = short[:space]
	}
	return short + "…"
}
