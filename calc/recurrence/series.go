package recurrence

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"steward/calc/walltime"
)

// What can be wrong with a question about a series.
var (
	// ErrWindow marks a window that is too long, or outside the years 1 to 9999.
	ErrWindow = errors.New("not a window for a recurrence")
	// ErrTooManySteps marks a rule that finds too little for the work it takes, or nothing ever.
	ErrTooManySteps = errors.New("recurrence takes too many steps")
)

const (
	longestWindow = 200 // years
	horizon       = 100 // years in which Next looks; leap days that are Mondays come every 40 at most
	mostSteps     = 2_000_000
)

// Series is something that repeats.
type Series struct {
	// Start is the first date, if the rule lets it through. It fills in what the rule leaves out.
	Start walltime.DateTime
	Zone  *time.Location
	Rule  Rule
	// Extra dates are added (RDATE), and those Except taken away (EXDATE), also from the extra ones.
	Extra, Except []walltime.DateTime
	// Moved dates happen at another time, by the time at which the rule has them (RECURRENCE-ID).
	Moved map[walltime.DateTime]walltime.DateTime
}

// Occurrence is one time at which a series happens.
type Occurrence struct {
	At    time.Time         // in UTC
	Wall  walltime.DateTime // the same in the zone of the series, as planned: it may lie in a gap
	Moved bool              // away from Original
	// Original is the date by the rule, which names the occurrence for good.
	Original walltime.DateTime
}

// Between finds what happens from an instant up to but without another, in order of time, each instant
// once and the first limit of them; more tells that there are others.
func (s Series) Between(from, to time.Time, limit int) (list []Occurrence, more bool, err error) {
	first, last := walltime.Of(from, s.Zone), walltime.Of(to, s.Zone)
	if first.Date.Year < 2 || last.Date.Year > 9998 || last.Date.Year-first.Date.Year > longestWindow {
		return nil, false, fmt.Errorf("%w: %v to %v, choose at most %d years", ErrWindow, first, last, longestWindow)
	}
	if s.Start.Clock == walltime.EndOfDay {
		s.Start = walltime.DateTime{Date: s.Start.Date.AddDays(1)}
	}
	e := s.expansion(from, to, limit)
	// A gap in the zone moves a date by up to a day.
	if err := e.run(first.Date.AddDays(-2), last.Date.AddDays(2)); err != nil {
		return nil, false, err
	}
	for _, wall := range s.Extra {
		e.found(wall)
	}
	if err := s.moveIn(e); err != nil {
		return nil, false, err
	}
	slices.SortStableFunc(e.list, func(a, b Occurrence) int { return a.At.Compare(b.At) })
	e.list = slices.CompactFunc(e.list, func(a, b Occurrence) bool { return a.At.Equal(b.At) })
	if len(e.list) > limit {
		return e.list[:max(0, limit)], true, nil
	}
	return e.list, false, nil
}

// Next is the first occurrence after an instant, within a hundred years.
func (s Series) Next(after time.Time) (next Occurrence, ok bool, err error) {
	to := after.AddDate(horizon, 0, 0)
	list, _, err := s.Between(after.Add(1), to, 1)
	if err != nil || len(list) == 0 {
		return Occurrence{}, false, err
	}
	return list[0], true, nil
}

// has tells whether the rule and the extra dates have this date.
func (s Series) has(wall walltime.DateTime) (bool, error) {
	at := wall.In(s.Zone, walltime.Shift)
	s.Moved = nil
	e := s.expansion(at, at.Add(1), mostSteps)
	if slices.Contains(s.Extra, wall) {
		return !e.gone[at], nil
	}
	err := e.run(wall.Date, wall.Date)
	return slices.ContainsFunc(e.list, func(o Occurrence) bool { return o.Original == wall }), err
}

// moveIn adds what has been moved into the window.
func (s Series) moveIn(e *expansion) error {
	for original, wall := range s.Moved {
		at := wall.In(s.Zone, walltime.Shift)
		if at.Before(e.from) || !at.Before(e.to) {
			continue
		}
		has, err := s.has(original)
		if err != nil {
			return err
		}
		if has {
			e.list = append(e.list, Occurrence{At: at, Wall: wall, Moved: true, Original: original})
		}
	}
	return nil
}
