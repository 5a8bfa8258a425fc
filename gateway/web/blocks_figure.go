package web

import (
	"math"

	"github.com/a-h/templ"

	"steward/gateway/web/view"
	"steward/kernel/page"
	"steward/kernel/page/draw"
)

func (b *blocks) figures(items []page.Figure) []view.FigureCard {
	out := make([]view.FigureCard, len(items))
	for i, f := range items {
		out[i] = b.figure(f)
	}
	return out
}

func (b *blocks) figure(f page.Figure) view.FigureCard {
	c := view.FigureCard{Label: f.Label, Value: "–", Href: b.hrefOf(f.Opens), Note: f.Note, Tone: view.Tone(f.Tone), Spark: draw.Spark(f.Trend), Explain: b.reckoning(f.Explains)}
	if f.Value != nil {
		c.Value, c.Unit = b.amount(*f.Value)
	}
	if f.Change != nil {
		c.Change = b.Amount(page.Amount{Number: math.Abs(f.Change.Number), Unit: f.Change.Unit})
		c.Icon, c.Tone = "arrow-up", toneOfChange(f)
		if f.Change.Number < 0 {
			c.Icon = "arrow-down"
		}
		if f.Change.Number == 0 {
			c.Icon = ""
		}
		c.Note = either(f.Note, f.Since)
	}
	return c
}

// toneOfChange colours a change that is for the better or the worse; one that is neither stays grey.
func toneOfChange(f page.Figure) view.Tone {
	switch {
	case f.Tone != "":
		return view.Tone(f.Tone)
	case f.Change.Number == 0 || f.Better == "":
		return ""
	case (f.Change.Number > 0) == (f.Better == "up"):
		return "green"
	}
	return "amber"
}

func (b *blocks) table(x page.Table) view.Grid {
	g := view.Grid{Empty: x.Empty}
	for _, c := range x.Columns {
		g.Columns = append(g.Columns, view.GridColumn{Label: c.Label, Numeric: c.Numeric})
	}
	for _, cells := range x.Rows {
		var row view.GridRow
		for i, c := range cells {
			one := view.GridCell{Text: c.Text, Href: b.hrefOf(c.Opens), Tone: view.Tone(c.Tone), Strip: draw.Strip(c.Strip), Numeric: i < len(g.Columns) && g.Columns[i].Numeric}
			if c.Value != nil {
				one.Text = b.Amount(*c.Value)
			}
			row.Cells = append(row.Cells, one)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (b *blocks) pen() draw.Pen { return draw.Pen{Amount: b.Amount, Address: b.address} }

// chart draws a chart wide and narrow; the page shows the one that fits.
func (b *blocks) chart(block page.Block) templ.Component {
	switch x := block.(type) {
	case page.Lines:
		return view.PictureView(view.Picture{Wide: draw.Lines(x, draw.Wide, b.pen()), Narrow: draw.Lines(x, draw.Narrow, b.pen()), Legend: legend(x.Series), Table: b.seriesTable(x.Labels, x.Series, x.Unit)})
	case page.Stacked:
		return view.PictureView(view.Picture{Wide: draw.Stacked(x, draw.Wide, b.pen()), Narrow: draw.Stacked(x, draw.Narrow, b.pen()), Legend: legend(x.Series), Table: b.seriesTable(x.Labels, x.Series, x.Unit)})
	case page.Control:
		return view.PictureView(view.Picture{Wide: draw.Control(x, draw.Wide, b.pen()), Narrow: draw.Control(x, draw.Narrow, b.pen()),
			Legend: []view.Badge{{Label: x.Value}, {Label: x.Signal, Tone: "red"}}, Table: b.pointTable(x)})
	case page.Bars:
		return view.BarsView(x.Label, b.bars(x.Items, x.Unit, 0))
	case page.Pareto:
		return view.BarsView(x.Label, b.bars(x.Items, x.Unit, x.Line))
	case page.HeatMap:
		return view.HeatView(b.heat(x))
	}
	return templ.NopComponent
}

func legend(series []page.Series) []view.Badge {
	if len(series) < 2 {
		return nil
	}
	var out []view.Badge
	for _, s := range series {
		out = append(out, view.Badge{Label: s.Label, Tone: view.Tone(s.Tone)})
	}
	return out
}

func (b *blocks) seriesTable(labels []string, series []page.Series, unit page.Unit) view.Grid {
	g := view.Grid{Columns: []view.GridColumn{{}}}
	for _, s := range series {
		g.Columns = append(g.Columns, view.GridColumn{Label: s.Label, Numeric: true})
	}
	for i, label := range labels {
		row := view.GridRow{Cells: []view.GridCell{{Text: label}}}
		for _, s := range series {
			cell := view.GridCell{Text: "–", Numeric: true}
			if i < len(s.Values) && s.Values[i] != nil {
				cell.Text = b.Amount(page.Amount{Number: *s.Values[i], Unit: unit})
			}
			if i < len(s.Opens) {
				cell.Href = b.hrefOf(s.Opens[i])
			}
			row.Cells = append(row.Cells, cell)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (b *blocks) pointTable(x page.Control) view.Grid {
	g := view.Grid{Columns: []view.GridColumn{{}, {Label: x.Value, Numeric: true}, {Label: x.Signal}}}
	for _, p := range x.Points {
		g.Rows = append(g.Rows, view.GridRow{Cells: []view.GridCell{{Text: p.Label}, {Text: b.Amount(page.Amount{Number: p.Value, Unit: x.Unit}), Href: b.hrefOf(p.Opens), Numeric: true}, {Text: either(p.Cause, p.Signal)}}})
	}
	return g
}

// bars gives each its share of the longest; with a line, also the cumulative share, and which are the
// vital few.
func (b *blocks) bars(items []page.Bar, unit page.Unit, line float64) []view.BarLine {
	most, sum := 0.0, 0.0
	for _, i := range items {
		most, sum = math.Max(most, i.Value), sum+i.Value
	}
	var out []view.BarLine
	reached := 0.0
	for _, i := range items {
		one := view.BarLine{Label: i.Label, Value: b.Amount(page.Amount{Number: i.Value, Unit: unit}), Href: b.hrefOf(i.Opens), Tone: view.Tone(i.Tone), Strong: line == 0}
		if most > 0 {
			one.Width = int(math.Round(i.Value / most * 100))
		}
		if line > 0 && sum > 0 {
			one.Strong = reached < line
			reached += i.Value / sum * 100
			one.Last = one.Strong && reached >= line
			one.Share = b.Amount(page.Amount{Number: math.Round(reached), Unit: page.Percent})
		}
		out = append(out, one)
	}
	return out
}

func (b *blocks) heat(x page.HeatMap) view.HeatTable {
	h := view.HeatTable{Label: x.Label, Few: x.Few, Many: x.Many, Columns: x.Columns, Rows: x.Rows}
	most := 0.0
	for _, row := range x.Values {
		for _, n := range row {
			most = math.Max(most, n)
		}
	}
	for _, row := range x.Values {
		var cells []view.HeatCell
		for _, n := range row {
			cells = append(cells, view.HeatCell{Level: draw.Level(n, most), Text: b.Amount(page.Amount{Number: n, Unit: x.Unit})})
		}
		h.Cells = append(h.Cells, cells)
	}
	return h
}
