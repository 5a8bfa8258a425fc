// Package draw makes pictures of charts: SVG whose geometry stands in attributes and whose colours are
// classes, so that themes, print and a strict content policy hold.
//
// Its one rule: a picture shows nothing that its data does not say; what cannot be seen is in the label.
package draw

import (
	"fmt"
	"html"
	"math"
	"strconv"
	"strings"

	"steward/kernel/page"
)

// Pen draws for one reader: how amounts are written, and where links lead.
type Pen struct {
	// Amount writes a number in its unit as the reader does.
	Amount func(page.Amount) string
	// Address gives the address of a link; empty draws none.
	Address func(page.To) string
}

// Size is the room for a picture in pixels; Narrow leaves out what has no room on a phone.
type Size struct {
	Width, Height float64
	Narrow        bool
}

// The sizes in which pages show charts.
var (
	Wide   = Size{734, 222, false}
	Narrow = Size{336, 200, true}
	Third  = Size{344, 214, true}
)

// box is a canvas: what is drawn so far, and the room inside its margins.
type box struct {
	strings.Builder
	size                     Size
	left, right, top, bottom float64
	high                     float64 // the value at the upper edge
}

func newBox(s Size, left, right, top, bottom, high float64) *box {
	if high <= 0 || math.IsInf(high, 0) || math.IsNaN(high) {
		high = 1
	}
	return &box{size: s, left: left, right: right, top: top, bottom: bottom, high: high}
}

// x gives the place of the point i among n, y that of a value.
func (b *box) x(i, n int) float64 {
	room := b.size.Width - b.left - b.right
	if n < 2 {
		return b.left + room/2
	}
	return b.left + float64(i)*room/float64(n-1)
}

func (b *box) y(value float64) float64 {
	room := b.size.Height - b.top - b.bottom
	return b.top + (b.high-math.Max(0, math.Min(value, b.high)))/b.high*room
}

// put adds an element: its name, and pairs of attribute and value.
func (b *box) put(name string, attributes ...any) {
	b.WriteString("<" + name)
	b.attributes(attributes)
	b.WriteString("/>")
}

func (b *box) text(class, anchor string, x, y float64, words string) {
	b.WriteString("<text")
	b.attributes([]any{"class", class, "text-anchor", anchor, "x", x, "y", y})
	b.WriteString(">" + html.EscapeString(words) + "</text>")
}

func (b *box) attributes(pairs []any) {
	for i := 0; i+1 < len(pairs); i += 2 {
		value := pairs[i+1]
		if n, ok := value.(float64); ok {
			value = short(n)
		}
		if value != "" {
			fmt.Fprintf(b, ` %s="%s"`, pairs[i], html.EscapeString(fmt.Sprint(value)))
		}
	}
}

// short writes a place with one digit, which is finer than any screen.
func short(n float64) string { return strconv.FormatFloat(math.Round(n*10)/10, 'f', -1, 64) }

// linked puts what inside draws into a link, where there is one. The link is not in the order of the
// keyboard: the table beside the picture has the same one.
func (b *box) linked(p Pen, to *page.To, label string, inside func()) {
	href := ""
	if to != nil && p.Address != nil {
		href = p.Address(*to)
	}
	if href == "" {
		inside()
		return
	}
	fmt.Fprintf(b, `<a href="%s" tabindex="-1" aria-label="%s"><title>%s</title>`, html.EscapeString(href), html.EscapeString(label), html.EscapeString(label))
	inside()
	b.WriteString("</a>")
}

// done wraps the drawing. A picture with links is a group of them; one without is an image.
func (b *box) done(label string) string {
	role := "img"
	if strings.Contains(b.String(), "<a ") {
		role = "group"
	}
	return fmt.Sprintf(`<svg class="chart" viewBox="0 0 %s %s" role="%s" aria-label="%s">%s</svg>`,
		short(b.size.Width), short(b.size.Height), role, html.EscapeString(label), b.String())
}

// grid draws lines at round values with their words at the left.
func (b *box) grid(p Pen, unit page.Unit) {
	for _, tick := range ticks(b.high, unit) {
		y := b.y(tick)
		b.put("line", "class", "grid", "x1", b.left, "x2", b.size.Width-b.right, "y1", y, "y2", y)
		b.text("", "end", b.left-8, y+4, p.Amount(page.Amount{Number: tick, Unit: unit}))
	}
}

const mostTicks = 5

// ticks are at most six round values from 0 to high; of durations in hours and days.
func ticks(high float64, unit page.Unit) []float64 {
	step := roundStep(high / mostTicks)
	if unit == page.Duration {
		step = durationStep(high / mostTicks)
	} else if unit == page.Count {
		step = math.Max(1, step)
	}
	var out []float64
	for t := 0.0; t <= high*1.0001; t += step {
		out = append(out, t)
	}
	return out
}

// roundStep is the next of 1, 2, 5 times a power of ten.
func roundStep(least float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= least {
			return m * power
		}
	}
	return 10 * power
}

func durationStep(least float64) float64 {
	const minute, hour, day = 60.0, 3600.0, 86400.0
	for _, s := range []float64{minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour, day, 2 * day, 5 * day} {
		if s >= least {
			return s
		}
	}
	return roundStep(least/day) * day
}

// labels writes at most most words along the bottom, evenly.
func (b *box) labels(words []string, most int) {
	step := (len(words) + most - 1) / most
	for i := 0; i < len(words); i += max(1, step) {
		anchor, x := "middle", b.x(i, len(words))
		if i == len(words)-1 && len(words) > 1 {
			anchor, x = "end", b.size.Width-b.right
		}
		b.text("", anchor, x, b.size.Height-6, words[i])
	}
}

func path(points [][2]float64) string {
	var b strings.Builder
	for i, p := range points {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		b.WriteString(short(p[0]) + " " + short(p[1]))
	}
	return b.String()
}

// Spark is a line without words: where a figure comes from.
func Spark(values []float64) string {
	if len(values) < 2 {
		return ""
	}
	const w, h = 96.0, 30.0
	low, high := values[0], values[0]
	for _, v := range values {
		low, high = math.Min(low, v), math.Max(high, v)
	}
	span := high - low
	if span == 0 {
		span = 1
	}
	points := make([][2]float64, len(values))
	for i, v := range values {
		points[i] = [2]float64{2 + float64(i)*(w-5)/float64(len(values)-1), h - 4 - (v-low)/span*(h-8)}
	}
	last := points[len(points)-1]
	line := path(points)
	return fmt.Sprintf(`<svg class="chart spark" viewBox="0 0 96 30" aria-hidden="true"><path class="area" d="%sL%s 30L2 30Z"/><path class="line" d="%s"/><circle class="pt" cx="%s" cy="%s" r="2.6"/></svg>`,
		line, short(last[0]), line, short(last[0]), short(last[1]))
}

// Strip is a row of days: good, impaired, down.
func Strip(days []int) string {
	if len(days) == 0 {
		return ""
	}
	const w = 150.0
	width := w / float64(len(days))
	var b strings.Builder
	for i, d := range days {
		fmt.Fprintf(&b, `<rect class="%s" x="%s" y="0" width="%s" height="20" rx="1"/>`, []string{"ok", "warn", "down"}[max(0, min(2, d))], short(float64(i)*width+.75), short(width-1.5))
	}
	return `<svg class="chart strip" viewBox="0 0 150 20" preserveAspectRatio="none" aria-hidden="true">` + b.String() + `</svg>`
}
