package draw

import (
	"math"

	"steward/kernel/page"
)

// Lines draws series over time.
func Lines(c page.Lines, s Size, p Pen) string {
	high := 0.0
	for _, one := range c.Series {
		for _, v := range one.Values {
			if v != nil {
				high = math.Max(high, *v)
			}
		}
	}
	right := 12.0
	if c.End != "" && !s.Narrow {
		right = 84
	}
	b := newBox(s, leftOf(c.Unit), right, 12, 26, high*1.06)
	b.grid(p, c.Unit)
	if c.Filled && len(c.Series) > 1 {
		b.between(c.Series[0], c.Series[1])
	}
	for _, one := range c.Series {
		b.line(one)
	}
	b.labels(c.Labels, labelsIn(s))
	b.end(c)
	return b.done(c.Label)
}

func leftOf(u page.Unit) float64 {
	if u == page.Duration {
		return 44
	}
	return 36
}

func labelsIn(s Size) int {
	if s.Narrow {
		return 4
	}
	return 7
}

// line draws a series, broken where there is no value.
func (b *box) line(s page.Series) {
	var run [][2]float64
	flush := func() {
		if len(run) > 1 {
			b.put("path", "class", "line "+string(s.Tone), "d", path(run))
		} else if len(run) == 1 {
			b.put("circle", "class", "pt "+string(s.Tone), "cx", run[0][0], "cy", run[0][1], "r", 2.6)
		}
		run = nil
	}
	for i, v := range s.Values {
		if v == nil {
			flush()
			continue
		}
		run = append(run, [2]float64{b.x(i, len(s.Values)), b.y(*v)})
	}
	flush()
}

func (b *box) between(upper, lower page.Series) {
	var there, back [][2]float64
	for i, v := range upper.Values {
		if v != nil && i < len(lower.Values) && lower.Values[i] != nil {
			x := b.x(i, len(upper.Values))
			there = append(there, [2]float64{x, b.y(*v)})
			back = append([][2]float64{{x, b.y(*lower.Values[i])}}, back...)
		}
	}
	if len(there) > 1 {
		b.put("path", "class", "area", "d", path(append(there, back...))+"Z")
	}
}

func (b *box) end(c page.Lines) {
	if c.End == "" || b.size.Narrow || len(c.Series) == 0 {
		return
	}
	values := c.Series[0].Values
	for i := len(values) - 1; i >= 0; i-- {
		if values[i] != nil {
			b.text("strong", "", b.x(i, len(values))+10, b.y(*values[i])+4, c.End)
			return
		}
	}
}

// Stacked draws bars made of parts.
func Stacked(c page.Stacked, s Size, p Pen) string {
	high := 0.0
	for i := range c.Labels {
		high = math.Max(high, total(c.Series, i))
	}
	b := newBox(s, leftOf(c.Unit), 8, 12, 26, high*1.04)
	b.grid(p, c.Unit)
	room := (s.Width - b.left - b.right) / float64(max(1, len(c.Labels)))
	width := math.Min(room*.72, 46)
	for i, label := range c.Labels {
		from, x := 0.0, b.left+(float64(i)+.5)*room-width/2
		for _, one := range c.Series {
			v := at(one.Values, i)
			if v <= 0 {
				continue
			}
			top, bottom := b.y(from+v), b.y(from)
			from += v
			b.linked(p, opens(one, i), label+", "+one.Label+": "+p.Amount(page.Amount{Number: v, Unit: c.Unit}), func() {
				b.put("rect", "class", "seg-"+string(toneOr(one.Tone)), "x", x, "y", top, "width", width, "height", math.Max(1, bottom-top-.8), "rx", 1.5)
			})
		}
	}
	step := (len(c.Labels) + labelsIn(s)*2 - 1) / (labelsIn(s) * 2)
	for i := 0; i < len(c.Labels); i += max(1, step) {
		b.text("", "middle", b.left+(float64(i)+.5)*room, s.Height-6, c.Labels[i])
	}
	return b.done(c.Label)
}

func total(series []page.Series, i int) float64 {
	sum := 0.0
	for _, s := range series {
		sum += at(s.Values, i)
	}
	return sum
}

func at(values []*float64, i int) float64 {
	if i < len(values) && values[i] != nil {
		return *values[i]
	}
	return 0
}

func opens(s page.Series, i int) *page.To {
	if i < len(s.Opens) {
		return s.Opens[i]
	}
	return nil
}

func toneOr(t page.Tone) page.Tone {
	if t == "" {
		return "accent"
	}
	return t
}
