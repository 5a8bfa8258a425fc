package record

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
)

// recurrencePart is the part of a recurrence that cannot be read.
type recurrencePart struct{ text string }

func (p *recurrencePart) Error() string { return "recurrence: " + p.text }

// The lines of a recurrence and the parts of a rule, in canonical order (RFC 5545, 3.8.5 and 3.3.10).
var (
	recurrenceLines = []string{"DTSTART", "RRULE", "RDATE", "EXDATE"}
	ruleParts       = []string{"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY",
		"BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"}
	frequencies = []string{"MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
	weekdays    = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}
	weekday     = regexp.MustCompile(`^([+-]?[1-9]\d?)?(MO|TU|WE|TH|FR|SA|SU)$`)
)

// ruleRanges gives the least and greatest number of a part, and whether it counts from the end too.
var ruleRanges = map[string]struct {
	least, most int
	fromEnd     bool
}{
	"COUNT": {1, 100_000, false}, "INTERVAL": {1, 10_000, false}, "BYMINUTE": {0, 59, false}, "BYHOUR": {0, 23, false},
	"BYMONTHDAY": {1, 31, true}, "BYYEARDAY": {1, 366, true}, "BYWEEKNO": {1, 53, true}, "BYMONTH": {1, 12, false},
	"BYSETPOS": {1, 366, true},
}

// canonicalRecurrence checks the lines and writes them in upper case and in one order, each at most
// once.
func canonicalRecurrence(s string) (string, error) {
	lines := map[string]string{}
	for _, line := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, clean, err := recurrenceLine(line)
		if err == nil && lines[name] != "" {
			err = &recurrencePart{line}
		}
		if err != nil {
			return "", err
		}
		lines[name] = clean
	}
	if lines["RRULE"] == "" && lines["RDATE"] == "" {
		return "", &recurrencePart{s}
	}
	if until := ruleOf(lines["RRULE"])["UNTIL"]; strings.Contains(lines["DTSTART"], ";TZID=") && len(until) == len("20060102T150405") {
		return "", &recurrencePart{"UNTIL=" + until} // must be in UTC when the start has a zone
	}
	var out []string
	for _, name := range recurrenceLines {
		if lines[name] != "" {
			out = append(out, lines[name])
		}
	}
	return strings.Join(out, "\n"), nil
}

func recurrenceLine(line string) (name, clean string, err error) {
	head, body, headed := strings.Cut(line, ":")
	if !headed {
		head, body = "RRULE", line
	}
	name, zone, zoned := strings.Cut(head, ";")
	name = strings.ToUpper(strings.TrimSpace(name))
	switch {
	case name == "RRULE" && !zoned:
		clean, err = canonicalRule(strings.ToUpper(strings.TrimSpace(body)))
		return name, "RRULE:" + clean, err
	case !slices.Contains(recurrenceLines, name) || name == "RRULE":
		return "", "", &recurrencePart{line}
	}
	dates := strings.Split(strings.ToUpper(strings.ReplaceAll(body, " ", "")), ",")
	layouts := []string{"20060102T150405Z", "20060102T150405"}
	if zoned {
		if zone, err = canonicalParameter(zone); err != nil {
			return "", "", err
		}
		layouts = layouts[1:]
		if zone == "VALUE=DATE" {
			layouts = []string{"20060102"}
		}
		zone = ";" + zone
	}
	for _, d := range dates {
		if !isTime(d, layouts...) {
			return "", "", &recurrencePart{d}
		}
	}
	if name == "DTSTART" && len(dates) > 1 {
		return "", "", &recurrencePart{line}
	}
	return name, name + zone + ":" + strings.Join(dates, ","), nil
}

func canonicalParameter(parameter string) (string, error) {
	key, zone, _ := strings.Cut(parameter, "=")
	switch strings.ToUpper(key) {
	case "TZID":
		if _, err := walltime.Zone(zone); err == nil {
			return "TZID=" + zone, nil
		}
	case "VALUE":
		if strings.EqualFold(zone, "DATE") {
			return "VALUE=DATE", nil
		}
	}
	return "", &recurrencePart{parameter}
}

func isTime(s string, layouts ...string) bool {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 && len(s) == len(layout) {
			return true
		}
	}
	return false
}

func ruleOf(line string) map[string]string {
	parts := map[string]string{}
	for _, part := range strings.Split(strings.TrimPrefix(line, "RRULE:"), ";") {
		if name, text, ok := strings.Cut(part, "="); ok {
			parts[name] = text
		}
	}
	return parts
}

func canonicalRule(rule string) (string, error) {
	parts := ruleOf(rule)
	if len(parts) != strings.Count(rule, ";")+1 { // a part without =, or one that stands twice
		return "", &recurrencePart{rule}
	}
	for name, text := range parts {
		if !slices.Contains(ruleParts, name) || !rulePartFits(name, text, parts["FREQ"]) {
			return "", &recurrencePart{name + "=" + text}
		}
	}
	bys := 0
	for name := range parts {
		if strings.HasPrefix(name, "BY") && name != "BYSETPOS" {
			bys++
		}
	}
	switch {
	case parts["FREQ"] == "":
		return "", &recurrencePart{"FREQ"}
	case parts["UNTIL"] != "" && parts["COUNT"] != "":
		return "", &recurrencePart{"UNTIL, COUNT"}
	case parts["BYSETPOS"] != "" && bys == 0:
		return "", &recurrencePart{"BYSETPOS"}
	}
	var out []string
	for _, name := range ruleParts {
		if text, ok := parts[name]; ok {
			out = append(out, name+"="+text)
		}
	}
	return strings.Join(out, ";"), nil
}

// rulePartFits checks one part, with what RFC 5545 says of it beside a frequency.
func rulePartFits(name, text, frequency string) bool {
	switch name {
	case "FREQ":
		return slices.Contains(frequencies, text)
	case "WKST":
		return slices.Contains(weekdays, text)
	case "UNTIL":
		return isTime(text, "20060102T150405Z", "20060102T150405", "20060102")
	case "BYDAY":
		return eachFits(text, func(one string) bool {
			m := weekday.FindStringSubmatch(one)
			return m != nil && (m[1] == "" || frequency == "MONTHLY" || frequency == "YEARLY")
		})
	case "COUNT", "INTERVAL":
		return numberFits(name, text)
	case "BYWEEKNO":
		if frequency != "YEARLY" {
			return false
		}
	case "BYYEARDAY":
		if frequency == "DAILY" || frequency == "WEEKLY" || frequency == "MONTHLY" {
			return false
		}
	case "BYMONTHDAY":
		if frequency == "WEEKLY" {
			return false
		}
	}
	return eachFits(text, func(one string) bool { return numberFits(name, one) })
}

func eachFits(list string, fits func(string) bool) bool {
	for _, one := range strings.Split(list, ",") {
		if !fits(one) {
			return false
		}
	}
	return true
}

func numberFits(name, text string) bool {
	r := ruleRanges[name]
	n, err := strconv.Atoi(text)
	if err != nil || len(text) > 6 {
		return false
	}
	if n < 0 && r.fromEnd {
		n = -n
	}
	return n >= r.least && n <= r.most
}
