package kind

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

type number struct{ text }

func (number) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Text = r.Number(strconv.FormatInt(v.Int(), 10))
}

// Number writes a number in plain notation as the reader's language does.
func (r *Reader) Number(plain string) string {
	whole, fraction, pointed := strings.Cut(plain, ".")
	whole, negative := strings.CutPrefix(whole, "-")
	var b strings.Builder
	if negative {
		b.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(r.Format("group"))
		}
		b.WriteRune(digit)
	}
	if pointed {
		b.WriteString(r.Format("point") + fraction)
	}
	return b.String()
}

var (
	groupedByComma = regexp.MustCompile(`^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$`)
	groupedByPoint = regexp.MustCompile(`^[-+]?\d{1,3}(\.\d{3})+(,\d*)?$`)
)

// plain turns a number as people of the reader's language type it into plain notation: 1.250,50
// and 1250,5 where the comma stands before the fraction, 1,250.50 elsewhere.
func (r *Reader) plain(typed string) string {
	s := strings.TrimSpace(strings.NewReplacer("\u00a0", "", "\u202f", "", "−", "-").Replace(typed))
	if r.Format("point") == "," {
		if groupedByPoint.MatchString(s) {
			s = strings.ReplaceAll(s, ".", "")
		}
		if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
			s = strings.Replace(s, ",", ".", 1)
		}
		return s
	}
	if groupedByComma.MatchString(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	return s
}

func (number) Raw(r *Reader, f Field, p url.Values) any { return r.plain(p.Get(f.Name)) }

type decimal struct{ number }

func (decimal) Cell(r *Reader, f Field, v value.Value, c *view.Cell) {
	c.Text = r.Number(f.Kind.Format(f.Def, v))
}

func (decimal) Post(r *Reader, f Field, v value.Value) url.Values {
	return one(f.Name, r.typed(f.Kind.Format(f.Def, v)))
}

// typed writes a number as people of the reader's language type it, without groups.
func (r *Reader) typed(plain string) string {
	return strings.Replace(plain, ".", r.Format("point"), 1)
}

type priority struct{ number }

// Cell shows a rank from 1 to 5 as its drawing with its word.
func (priority) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	p := r.Priority(v)
	c.Priority, c.Text = &p, p.Label
}

const lowestPriority = 5

// Priority gives a rank with its word; level 0 is not set.
func (r *Reader) Priority(v value.Value) view.Priority {
	level := int(v.Int())
	if v.IsEmpty() || level < 1 || level > lowestPriority {
		return view.Priority{Label: r.Say("priority.none")}
	}
	return view.Priority{Level: level, Label: r.Say("priority." + strconv.Itoa(level))}
}
