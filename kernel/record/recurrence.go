package record

import (
	"errors"
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

// canonicalRecurrence checks the lines and writes them in upper case and in one order. A rule or
// dates must be among them.
func canonicalRecurrence(text string) (string, error) {
	anyDay := walltime.DateTime{Date: walltime.Date{Year: 2000, Month: time.January, Day: 1}}
	series, err := recurrence.ParseSeries(text, anyDay, time.UTC)
	if err != nil {
		return "", &recurrencePart{partOf(err, text)}
	}
	lines := map[string]string{}
	for line := range strings.Lines(text) {
		if name, rest := lineName(strings.TrimSpace(line)); name != "RRULE" && name != "" {
			lines[name] = name + canonicalDates(rest)
		}
	}
	if rule := series.Rule.String(); rule != "" {
		lines["RRULE"] = "RRULE:" + rule
	}
	if lines["RRULE"] == "" && lines["RDATE"] == "" {
		return "", &recurrencePart{text}
	}
	var out []string
	for _, name := range recurrenceLines {
		if lines[name] != "" {
			out = append(out, lines[name])
		}
	}
	return strings.Join(out, "\n"), nil
}

// lineName takes the name off a line; a line without one is the rule.
func lineName(line string) (name, rest string) {
	if line == "" {
		return "", ""
	}
	end := max(0, strings.IndexAny(line, ":;"))
	for _, name := range recurrenceLines {
		if strings.EqualFold(line[:end], name) {
			return name, line[end:]
		}
	}
	return "RRULE", line
}

// canonicalDates writes ;TZID=Europe/Berlin:20260101t090000 in upper case but for the zone.
func canonicalDates(rest string) string {
	parameters, dates, _ := strings.Cut(rest, ":")
	parts := strings.Split(parameters, ";")
	for i, p := range parts {
		key, text, given := strings.Cut(p, "=")
		key = strings.ToUpper(key)
		if key != "TZID" {
			text = strings.ToUpper(text)
		}
		if given {
			parts[i] = key + "=" + text
		}
	}
	return strings.Join(parts, ";") + ":" + strings.ToUpper(strings.ReplaceAll(dates, " ", ""))
}

// partOf names the part of a recurrence that is at fault, or all of it.
func partOf(err error, text string) string {
	var e *recurrence.RuleError
	switch {
	case !errors.As(err, &e) || e.Part == "":
		return text
	case e.Value == "":
		return e.Part
	}
	return e.Part + "=" + e.Value
}
