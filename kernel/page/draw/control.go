package draw

import (
	"math"
	"strconv"

	"steward/kernel/page"
)

// Control draws a control chart: the band of each phase, its centre, and the points that are not chance.
func Control(c page.Control, s Size, p Pen) string {
	high := 0.0
	for _, x := range c.Points {
		high = math.Max(high, x.Value)
	}
	for _, ph := range c.Phases {
		high = math.Max(high, ph.Upper)
	}
	right := 8.0
	if !s.Narrow {
		right = 92
	}
	b := newBox(s, leftOf(c.Unit), right, 16, 26, high*1.08)
	b.grid(p, c.Unit)
	for i, ph := range c.Phases {
		b.phase(c, ph, i, p)
	}
	labels := make([]string, len(c.Points))
	line := make([][2]float64, len(c.Points))
	for i, x := range c.Points {
		labels[i], line[i] = x.Label, [2]float64{b.x(i, len(c.Points)), b.y(x.Value)}
	}
	if len(line) > 1 {
		b.put("path", "class", "line", "d", path(line))
	}
	for i := range c.Points {
		b.point(c, i, p)
	}
	b.labels(labels, labelsIn(s))
	return b.done(c.Label)
}

func (b *box) phase(c page.Control, ph page.Phase, i int, p Pen) {
	n := len(c.Points)
	half := (b.x(1, n) - b.x(0, n)) / 2
	x1, x2 := b.x(ph.From, n), b.x(ph.To, n)
	if ph.From > 0 {
		x1 -= half - 3
	}
	if ph.To < n-1 {
		x2 += half - 3
	}
	width := math.Max(2, x2-x1)
	b.put("rect", "class", "band", "x", x1, "y", b.y(ph.Upper), "width", width, "height", math.Max(0, b.y(ph.Lower)-b.y(ph.Upper)), "rx", 3.0)
	b.put("line", "class", "mean", "x1", x1, "x2", x1+width, "y1", b.y(ph.Centre), "y2", b.y(ph.Centre))
	for _, limit := range []float64{ph.Upper, ph.Lower} {
		b.put("line", "class", "lim", "x1", x1, "x2", x1+width, "y1", b.y(limit), "y2", b.y(limit))
	}
	if ph.Note != "" {
		b.text("acc", "middle", math.Max(b.left+60, math.Min((x1+x2)/2, b.size.Width-b.right-60)), b.size.Height-b.bottom-8, ph.Note)
	}
	if i == len(c.Phases)-1 && !b.size.Narrow {
		b.limits(c, ph, p)
	}
}

// limits names the limits of the last phase at its end, apart where they are close to one another.
func (b *box) limits(c page.Control, ph page.Phase, p Pen) {
	x := b.size.Width - b.right + 8
	mean := b.y(ph.Centre) + 4
	upper, lower := math.Min(b.y(ph.Upper)+4, mean-14), math.Max(b.y(ph.Lower)+4, mean+14)
	say := func(class, word string, y, value float64) {
		b.text(class, "", x, y, word+" "+p.Amount(page.Amount{Number: value, Unit: c.Unit}))
	}
	say("", c.Upper, upper, ph.Upper)
	say("strong", c.Mean, mean, ph.Centre)
	say("", c.Lower, lower, ph.Lower)
}

func (b *box) point(c page.Control, i int, p Pen) {
	point, n := c.Points[i], len(c.Points)
	x, y := b.x(i, n), b.y(point.Value)
	class, radius := "pt", 2.6
	if point.Signal != "" {
		class, radius = "pt sig", 4.6
	}
	label := point.Label + ": " + p.Amount(page.Amount{Number: point.Value, Unit: c.Unit})
	for _, more := range []string{point.Signal, point.Cause} {
		if more != "" {
			label += ", " + more
		}
	}
	b.linked(p, point.Opens, label, func() {
		b.put("rect", "class", "hit", "x", x-8, "y", b.top, "width", 16.0, "height", b.size.Height-b.top-b.bottom)
		b.put("circle", "class", class, "cx", x, "cy", y, "r", radius)
	})
	if point.Cause == "" {
		return
	}
	anchor, at := "start", x+10
	if x > b.size.Width/2 {
		anchor, at = "end", x-10
	}
	b.text("bad", anchor, at, y+2, clipped(point.Cause, b.size))
}

// clipped shortens words to the room that a picture has.
func clipped(words string, s Size) string {
	most := 44
	if s.Narrow {
		most = 18
	}
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return words
}

// Level gives the class of a cell of a heat map: h0 for nothing, h1 to h5 for shares of the most.
func Level(value, most float64) string {
	if value <= 0 || most <= 0 {
		return "h0"
	}
	return "h" + strconv.Itoa(max(1, min(5, int(math.Ceil(value/most*5)))))
}
