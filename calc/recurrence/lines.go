package recurrence

import (
	"strings"
	"time"

	"steward/calc/walltime"
)

// ParseSeries reads the lines of a repeating component of RFC 5545: DTSTART, RRULE, RDATE and EXDATE, each at
// most once; a line without a name is the rule. Where DTSTART has no zone, or there is none, the given start
// and zone hold. Dates without a time (VALUE=DATE) have that of the start, and a start without one begins at
// midnight. A date in UTC or in another zone becomes what the clock of the series shows then. Errors are of
// type [*RuleError].
func ParseSeries(text string, start walltime.DateTime, zone *time.Location) (Series, error) {
	s := Series{Start: start, Zone: zone}
	lines := map[string]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		name := strings.ToUpper(line[:max(0, strings.IndexAny(line, ":;="))])
		switch name {
		case "DTSTART", "RRULE", "RDATE", "EXDATE":
		default:
			name, line = "RRULE", "RRULE:"+line
		}
		if lines[name] != "" {
			return Series{}, &RuleError{name, line, Twice}
		}
		lines[name] = line
	}
	if err := s.readStart(lines["DTSTART"]); err != nil {
		return Series{}, err
	}
	if err := s.readRule(lines["RRULE"], strings.Contains(lines["DTSTART"], "TZID=")); err != nil {
		return Series{}, err
	}
	var err error
	if s.Extra, err = s.readDates("RDATE", lines["RDATE"]); err != nil {
		return Series{}, err
	}
	s.Except, err = s.readDates("EXDATE", lines["EXDATE"])
	return s, err
}

func (s *Series) readRule(line string, zoned bool) (err error) {
	if line == "" {
		return nil
	}
	if s.Rule, err = Parse(line); err == nil && zoned && s.Rule.ends() && s.Rule.until.IsZero() && !s.Rule.untilDay {
		return &RuleError{"UNTIL", s.Rule.writtenUntil(), NotADate} // the standard wants UTC beside a zone
	}
	return err
}

func (s *Series) readStart(line string) error {
	if line == "" {
		return nil
	}
	place, dates, err := s.head("DTSTART", line)
	if err != nil {
		return err
	}
	at, form, ok := readTime(dates)
	if !ok {
		return &RuleError{"DTSTART", dates, NotADate}
	}
	s.Zone = place
	s.Start = walltime.Of(at, time.UTC)
	if form == instantForm {
		s.Start = walltime.Of(at, s.Zone)
	}
	return nil
}

// readDates reads dates as the clock of the series shows them.
func (s *Series) readDates(name, line string) (list []walltime.DateTime, err error) {
	if line == "" {
		return nil, nil
	}
	place, dates, err := s.head(name, line)
	if err != nil {
		return nil, err
	}
	for _, text := range strings.Split(dates, ",") {
		at, form, ok := readTime(strings.TrimSpace(text))
		if !ok {
			return nil, &RuleError{name, text, NotADate}
		}
		wall := walltime.Of(at, time.UTC)
		switch {
		case form == dayForm:
			wall.Clock = s.Start.Clock
		case form == instantForm:
			wall = walltime.Of(at, s.Zone)
		case place.String() != s.Zone.String():
			wall = walltime.Of(wall.In(place, walltime.Shift), s.Zone)
		}
		list = append(list, wall)
	}
	return list, nil
}

// head takes a line apart into the zone that its parameter names, or the series', and what stands after it.
func (s *Series) head(name, line string) (place *time.Location, body string, err error) {
	parameters, body, ok := strings.Cut(line[len(name):], ":")
	if !ok {
		return nil, "", &RuleError{name, line, Malformed}
	}
	place = s.Zone
	for _, parameter := range strings.Split(parameters, ";")[1:] {
		key, value, _ := strings.Cut(parameter, "=")
		switch strings.ToUpper(key) {
		case "TZID":
			if place, err = walltime.Zone(value); err != nil {
				return nil, "", &RuleError{name, parameter, UnknownZone}
			}
		case "VALUE":
		default:
			return nil, "", &RuleError{name, parameter, UnknownPart}
		}
	}
	return place, strings.ToUpper(strings.TrimSpace(body)), nil
}
