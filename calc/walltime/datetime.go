package walltime

import (
	"fmt"
	"strings"
	"time"
)

// DateTime is a date and a time of day, in no zone: what somebody says who plans "on Tuesday at nine".
type DateTime struct {
	Date  Date
	Clock Clock
}

// Of is what calendar and clock in zone show at the instant t.
func Of(t time.Time, zone *time.Location) DateTime {
	return DateTime{DateOf(t, zone), ClockOf(t, zone)}
}

// ParseDateTime reads 2026-03-29T02:30 or 2026-03-29T02:30:15; a space may stand for the T.
func ParseDateTime(text string) (DateTime, error) {
	at := strings.IndexAny(text, "T ")
	if at < 0 {
		return DateTime{}, fmt.Errorf("%w: %q, write it as 2026-03-29T02:30", ErrDate, text)
	}
	date, err := ParseDate(text[:at])
	if err != nil {
		return DateTime{}, err
	}
	clock, err := ParseClock(text[at+1:])
	return DateTime{date, clock}, err
}

// In is the instant at which calendar and clock in zone show w.
func (w DateTime) In(zone *time.Location, policy Policy) time.Time {
	return Resolve(w.Date, w.Clock, zone, policy)
}

// Compare is negative, zero or positive when w shows less than, as much as or more than other.
func (w DateTime) Compare(other DateTime) int {
	if order := w.Date.Compare(other.Date); order != 0 {
		return order
	}
	return int(min(1, max(-1, w.Clock-other.Clock)))
}

// String is 2026-03-29T02:30, with seconds only where there are some.
func (w DateTime) String() string { return w.Date.String() + "T" + w.Clock.String() }

// MarshalText writes the form of [DateTime.String].
func (w DateTime) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what [ParseDateTime] reads.
func (w *DateTime) UnmarshalText(text []byte) (err error) {
	*w, err = ParseDateTime(string(text))
	return err
}
