package record

import (
	"errors"
	"slices"
	"strings"
	"time"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

// recurrencePart is the part of a recurrence that cannot be read.
type recurrencePart struct{ text string }

func (p *recurrencePart) Error() string { return "recurrence: " + p.text }

// recurrenceLines are the lines of a recurrence in canonical order (RFC 5545, 3.8.2.4 and 3.8.5).
var recurrenceLines = []string{"DTSTART", "RRULE", "RDATE", "EXDATE"}

// The layouts of RFC 5545: an instant in UTC, a wall time, a day.
const (
	layoutUTC  = "20060102T150405Z"
	layoutWall = "20060102T150405"
	layoutDay  = "20060102"
)

// SeriesOf gives what a recurrence repeats, to be expanded. Where its lines name no start or no
// zone, start and zone stand in.
func SeriesOf(text string, start walltime.DateTime, zone *time.Location) (recurrence.Series, error) {
	lines, err := splitRecurrence(text)
	if err != nil {
		return recurrence.Series{}, err
	}
	s := recurrence.Series{Start: start, Zone: zone}
	if line, ok := lines["DTSTART"]; ok {
		if s.Zone = line.zoned(zone); len(line.dates) > 0 {
			s.Start = line.walls(s.Zone)[0]
		}
	}
	if line, ok := lines["RRULE"]; ok {
		if s.Rule, err = recurrence.Parse(line.rule); err != nil {
			return recurrence.Series{}, err
		}
	}
	s.Extra, s.Except = lines["RDATE"].walls(s.Zone), lines["EXDATE"].walls(s.Zone)
	return s, nil
}

// recurrenceLine is one line taken apart.
type recurrenceLine struct {
	rule      string // of RRULE, canonical
	parameter string // TZID=... or VALUE=DATE
	dates     []string
}

// canonicalRecurrence checks the lines and writes them in upper case and in one order.
func canonicalRecurrence(text string) (string, error) {
	lines, err := splitRecurrence(text)
	if err != nil {
		return "", err
	}
	var out []string
	for _, name := range recurrenceLines {
		if line, ok := lines[name]; ok {
			out = append(out, line.write(name))
		}
	}
	return strings.Join(out, "\n"), nil
}

// splitRecurrence reads the lines, each at most once. A rule or dates must be among them.
func splitRecurrence(text string) (map[string]recurrenceLine, error) {
	lines := map[string]recurrenceLine{}
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name, parts, err := readRecurrenceLine(line)
		if _, twice := lines[name]; err == nil && twice {
			err = &recurrencePart{line}
		}
		if err != nil {
			return nil, err
		}
		lines[name] = parts
	}
	if lines["RRULE"].rule == "" && len(lines["RDATE"].dates) == 0 {
		return nil, &recurrencePart{text}
	}
	return lines, nil
}

func readRecurrenceLine(text string) (name string, line recurrenceLine, err error) {
	head, body, headed := strings.Cut(text, ":")
	if !headed {
		head, body = "RRULE", text
	}
	name, parameter, given := strings.Cut(head, ";")
	name = strings.ToUpper(strings.TrimSpace(name))
	if name == "RRULE" && !given {
		rule, err := recurrence.Parse(body)
		if err != nil {
			return "", line, &recurrencePart{partOfRule(err, body)}
		}
		return name, recurrenceLine{rule: rule.String()}, nil
	}
	if !slices.Contains(recurrenceLines, name) || name == "RRULE" {
		return "", line, &recurrencePart{text}
	}
	layouts := []string{layoutUTC, layoutWall}
	if given {
		if line.parameter, layouts, err = readParameter(parameter); err != nil {
			return "", line, err
		}
	}
	line.dates = strings.Split(strings.ToUpper(strings.ReplaceAll(body, " ", "")), ",")
	for _, d := range line.dates {
		if !isTime(d, layouts...) {
			return "", line, &recurrencePart{d}
		}
	}
	if name == "DTSTART" && len(line.dates) > 1 {
		return "", line, &recurrencePart{text}
	}
	return name, line, nil
}

func readParameter(parameter string) (canonical string, layouts []string, err error) {
	key, text, _ := strings.Cut(parameter, "=")
	switch strings.ToUpper(key) {
	case "TZID":
		if _, err := walltime.Zone(text); err == nil {
			return "TZID=" + text, []string{layoutWall}, nil
		}
	case "VALUE":
		if strings.EqualFold(text, "DATE") {
			return "VALUE=DATE", []string{layoutDay}, nil
		}
	}
	return "", nil, &recurrencePart{parameter}
}

func isTime(s string, layouts ...string) bool {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() > 0 && len(s) == len(layout) {
			return true
		}
	}
	return false
}

func (l recurrenceLine) write(name string) string {
	if name == "RRULE" {
		return name + ":" + l.rule
	}
	if l.parameter != "" {
		name += ";" + l.parameter
	}
	return name + ":" + strings.Join(l.dates, ",")
}

// zoned gives the zone that the line names, or the one that stands in.
func (l recurrenceLine) zoned(other *time.Location) *time.Location {
	if name, named := strings.CutPrefix(l.parameter, "TZID="); named {
		if zone, err := walltime.Zone(name); err == nil {
			return zone
		}
	}
	if len(l.dates) > 0 && strings.HasSuffix(l.dates[0], "Z") {
		return time.UTC
	}
	return other
}

// walls gives the dates as calendar and clock in a zone show them.
func (l recurrenceLine) walls(zone *time.Location) []walltime.DateTime {
	var out []walltime.DateTime
	for _, d := range l.dates {
		own := l.zoned(zone)
		for _, layout := range []string{layoutUTC, layoutWall, layoutDay} {
			t, err := time.Parse(layout, d)
			if err != nil {
				continue
			}
			wall := walltime.Of(t, time.UTC)
			if strings.HasSuffix(d, "Z") {
				own = time.UTC
			}
			if own.String() != zone.String() {
				wall = walltime.Of(wall.In(own, walltime.Shift), zone)
			}
			out = append(out, wall)
			break
		}
	}
	return out
}

// partOfRule names the part of a rule that is at fault, or the whole rule.
func partOfRule(err error, rule string) string {
	var e *recurrence.RuleError
	switch {
	case !errors.As(err, &e) || e.Part == "":
		return rule
	case e.Value == "":
		return e.Part
	}
	return e.Part + "=" + e.Value
}
