package web

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/gateway/web/view"
	"steward/kernel/page"
)

// sayIn gives a text with times, durations and amounts in the reader's format.
func (v *visit) sayIn(key string, args ...any) string {
	shown := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case time.Time:
			shown[i] = v.Moment(a).Text
		case page.Wall:
			shown[i] = time.Time(a).Format(v.Format("instant"))
		case walltime.Date:
			shown[i] = v.Day(a)
		case time.Duration:
			shown[i] = v.Amount(page.Amount{Number: a.Seconds(), Unit: page.Duration})
		case page.Amount:
			shown[i] = v.Amount(a)
		case *page.Amount:
			shown[i] = v.Amount(*a)
		case float64:
			shown[i] = v.Number(digits(a, 1))
		default:
			shown[i] = a
		}
	}
	return v.Say(key, shown...)
}

// Amount writes an amount in its unit.
func (v *visit) Amount(a page.Amount) string {
	number, unit := v.amount(a)
	if unit == "" {
		return number
	}
	return number + "\u202f" + unit
}

// amount gives the number and the unit apart.
func (v *visit) amount(a page.Amount) (number, unit string) {
	switch a.Unit {
	case page.Percent:
		return v.Number(digits(a.Number, 1)), "%"
	case page.Ratio:
		return v.Number(digits(a.Number, 2)), ""
	case page.Duration:
		return v.lapse(a.Number)
	}
	return v.Number(digits(a.Number, 1)), ""
}

// lapse writes seconds in the unit in which people would say them.
func (v *visit) lapse(seconds float64) (number, unit string) {
	const minute, hour, day = 60.0, 3600.0, 86400.0
	switch s := math.Abs(seconds); {
	case s == 0:
		return "0", v.Say("unit.hour")
	case s < 90:
		return v.Number(digits(seconds, 0)), v.Say("unit.second")
	case s < 90*minute:
		return v.Number(digits(seconds/minute, 0)), v.Say("unit.minute")
	case s < 3*day:
		return v.Number(digits(seconds/hour, 1)), v.Say("unit.hour")
	}
	return v.Number(digits(seconds/day, 1)), v.Say("unit.day")
}

// digits writes a number with at most so many digits behind the point.
func digits(n float64, most int) string {
	power := math.Pow10(most)
	return strconv.FormatFloat(math.Round(n*power)/power, 'f', -1, 64)
}

// address gives the address of a link of a page.
func (v *visit) address(to page.To) string {
	a := address{query: url.Values{}}
	t, known := v.Engine.Catalogue().Type(to.Type)
	switch {
	case to.Page != "":
		a.path = "/p/" + to.Page
		for name, value := range to.Params {
			a = a.with(name, value)
		}
	case !known:
		return ""
	case to.Record != "":
		a.path = "/t/" + t.Plural + "/" + to.Record
	case to.New:
		a.path = "/t/" + t.Plural + "/new"
		for name, value := range to.Values {
			a = a.with(name, value)
		}
	default:
		a.path = "/t/" + t.Plural
		a = a.with("filter", to.Condition).with("order", to.Order)
	}
	if to.Part != "" {
		return a.String() + "#" + to.Part
	}
	return a.String()
}

func (v *visit) hrefOf(to *page.To) string {
	if to == nil {
		return ""
	}
	return v.address(*to)
}

func (v *visit) linkOf(l *page.Link) *view.Link {
	if l == nil {
		return nil
	}
	return &view.Link{Label: l.Label, Icon: l.Icon, Href: v.address(l.To), Current: l.Current}
}

func (v *visit) when(at time.Time) *view.Moment {
	if at.IsZero() {
		return nil
	}
	m := v.Moment(at)
	return &m
}

func badgeOf(b *page.Badge) *view.Badge {
	if b == nil {
		return nil
	}
	return &view.Badge{Label: b.Label, Tone: view.Tone(b.Tone), Icon: b.Icon}
}

func (v *visit) stateOf(s *page.State) *view.State {
	if s == nil {
		return nil
	}
	t, ok := v.Engine.Catalogue().Type(s.Type)
	if !ok {
		return nil
	}
	state := v.State(t, s.Key)
	return &state
}

// reckoning shows how a figure came about.
func (v *visit) reckoning(e *page.Explanation) *view.Reckoning {
	if e == nil {
		return nil
	}
	out := &view.Reckoning{Label: v.Say("figure.why")}
	for _, l := range []view.Pair{{Name: "formula", Value: e.Formula}, {Name: "window", Value: e.Window}, {Name: "filter", Value: e.Filter}, {Name: "excluded", Value: e.Excluded},
		{Name: "n", Value: v.Number(strconv.FormatInt(e.N, 10))}, {Name: "at", Value: v.Moment(e.At).Text}} {
		if l.Value != "" {
			out.Lines = append(out.Lines, view.Pair{Name: v.Say("figure." + l.Name), Value: l.Value})
		}
	}
	return out
}

// action is a button of a page.
func (v *visit) action(d page.Do) view.Action {
	if d.To != nil {
		return view.Action{Label: d.Label, Icon: d.Icon, Href: v.address(*d.To), Get: true, Primary: d.Primary}
	}
	a := view.Action{Name: d.Action, Label: d.Label, Icon: d.Icon, Href: v.doing(), Confirm: d.Confirm, Primary: d.Primary, Danger: d.Danger}
	a.Hidden = v.doneBy(d, "")
	return a
}

// doing is the address to which the forms of a page or of a record's slots post.
func (v *visit) doing() string { return strings.TrimSuffix(v.r.URL.Path, "/do") + "/do" }

// doneBy is what a form sends along: what is acted on, and the values that nobody types.
func (v *visit) doneBy(d page.Do, key string) []view.Pair {
	out := []view.Pair{{Name: "_type", Value: d.Type}, {Name: "_record", Value: d.Record}, {Name: "_action", Value: d.Action},
		{Name: "_params", Value: v.query.Encode()}, {Name: "after", Value: address{strings.TrimSuffix(v.r.URL.Path, "/do"), v.query}.String()}}
	for _, id := range d.Records {
		out = append(out, view.Pair{Name: "_records", Value: id})
	}
	if key != "" {
		out = append(out, view.Pair{Name: "_form", Value: key})
	}
	return append(out, fixed("", d.Values)...)
}

func fixed(other string, values map[string]string) []view.Pair {
	var out []view.Pair
	for _, name := range sortedKeys(values) {
		out = append(out, view.Pair{Name: "set." + other + "." + name, Value: values[name]})
	}
	return out
}
