package kind

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

type recurrence struct{ text }

func (recurrence) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Title = v.Text()
	rule, simple := simpleRule(v.Text())
	if !simple {
		c.Text = strings.ReplaceAll(v.Text(), "\n", " ")
		return
	}
	c.Text = r.Say("repeat."+rule.Unit, "every", rule.Every)
	if len(rule.Days) > 0 {
		days := make([]string, len(rule.Days))
		for i, d := range rule.Days {
			days[i] = r.Say("day." + d)
		}
		c.Text += " " + r.Say("repeat.on", "days", strings.Join(days, ", "))
	}
	if rule.Until != "" {
		c.Text += " " + r.Say("repeat.until", "date", rule.Until)
	}
	if rule.Count > 0 {
		c.Text += " " + r.Say("repeat.times", "count", rule.Count)
	}
}

var repeatUnits = []string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}

// simpleRule takes a rule apart that the form's parts can say; false for any other.
func simpleRule(text string) (view.Recurrence, bool) {
	rule := view.Recurrence{Every: 1, Unit: "WEEKLY"}
	body, ok := strings.CutPrefix(text, "RRULE:")
	if !ok || strings.Contains(body, "\n") {
		return rule, text == ""
	}
	for _, part := range strings.Split(body, ";") {
		name, v, _ := strings.Cut(part, "=")
		var err error
		switch name {
		case "FREQ":
			rule.Unit, ok = v, slices.Contains(repeatUnits, v)
		case "INTERVAL":
			rule.Every, err = strconv.Atoi(v)
		case "COUNT":
			rule.Count, err = strconv.Atoi(v)
		case "UNTIL":
			if ok = len(v) == 8; ok {
				rule.Until = v[:4] + "-" + v[4:6] + "-" + v[6:]
			}
		case "BYDAY":
			rule.Days = strings.Split(v, ",")
			ok = !slices.ContainsFunc(rule.Days, func(d string) bool { return len(d) != 2 })
		default:
			ok = false
		}
		if !ok || err != nil {
			return rule, false
		}
	}
	return rule, true
}

func (recurrence) Post(_ *Reader, f Field, v value.Value) url.Values {
	rule, simple := simpleRule(v.Text())
	switch {
	case !simple:
		return one(f.Name, v.Text())
	case v.IsEmpty():
		return url.Values{}
	}
	p := url.Values{f.Name + ".every": {strconv.Itoa(rule.Every)}, f.Name + ".unit": {rule.Unit}, f.Name + ".days": rule.Days}
	if rule.Until != "" {
		p.Set(f.Name+".until", rule.Until)
	}
	if rule.Count > 0 {
		p.Set(f.Name+".count", strconv.Itoa(rule.Count))
	}
	return p
}

func (recurrence) Fill(r *Reader, f Field, p url.Values, in *view.Input) {
	if in.Value = p.Get(f.Name); in.Value != "" {
		return
	}
	every, _ := strconv.Atoi(p.Get(f.Name + ".every"))
	count, _ := strconv.Atoi(p.Get(f.Name + ".count"))
	in.Recurrence = &view.Recurrence{Every: every, Unit: p.Get(f.Name + ".unit"), Days: p[f.Name+".days"], Until: p.Get(f.Name + ".until"), Count: count}
	if in.Recurrence.Unit == "" {
		in.Recurrence.Unit = "WEEKLY"
	}
	if in.Hint == "" {
		in.Hint = r.Say("repeat.none")
	}
}

// Raw builds the rule from its parts; every 0 or nothing is no repetition.
func (recurrence) Raw(_ *Reader, f Field, p url.Values) any {
	if whole := p.Get(f.Name); whole != "" {
		return strings.ReplaceAll(whole, "\r\n", "\n")
	}
	every := strings.TrimSpace(p.Get(f.Name + ".every"))
	if every == "" || every == "0" {
		return ""
	}
	parts := []string{"FREQ=" + p.Get(f.Name+".unit")}
	if until := p.Get(f.Name + ".until"); until != "" {
		parts = append(parts, "UNTIL="+strings.ReplaceAll(until, "-", ""))
	}
	if count := p.Get(f.Name + ".count"); count != "" && count != "0" {
		parts = append(parts, "COUNT="+count)
	}
	if every != "1" {
		parts = append(parts, "INTERVAL="+every)
	}
	if days := p[f.Name+".days"]; len(days) > 0 {
		parts = append(parts, "BYDAY="+strings.Join(days, ","))
	}
	return strings.Join(parts, ";")
}
