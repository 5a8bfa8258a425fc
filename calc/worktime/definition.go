package worktime

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"steward/calc/walltime"
)

// What can be wrong with a calendar or an operation on it.
var (
	// ErrHours marks hours that do not end after they start.
	ErrHours = errors.New("not working hours")
	// ErrHoliday marks a holiday that names no day, or more than one way of finding it.
	ErrHoliday = errors.New("not a holiday rule")
	// ErrNoWorkingTime marks a calendar with no working time for five years in a row.
	ErrNoWorkingTime = errors.New("no working time within five years")
	// ErrBeyond marks an instant outside the years that calendars know, or a result there.
	ErrBeyond = errors.New("outside the years 1950 to 2199")
	// ErrNegative marks a duration or a number of days below zero; use the opposite operation.
	ErrNegative = errors.New("negative")
)

// Definition is a calendar as people write it down.
type Definition struct {
	// Zone is an IANA zone such as Europe/Berlin. All hours and dates are those of a clock there.
	Zone string `json:"zone"`
	// Week holds the hours of each weekday.
	Week Week `json:"week"`
	// Dates holds the hours of single days; they replace those of the weekday. No hours: closed.
	Dates map[walltime.Date][]Hours `json:"dates,omitempty"`
	// Holidays close a day, or a part of it, whatever Week and Dates say.
	Holidays []Holiday `json:"holidays,omitempty"`
	// Breaks are taken off each weekday's hours, last.
	Breaks Week `json:"breaks,omitzero"`
}

// Hours is a stretch of a day on the clock, from its start up to but without its end. A shift over
// midnight is two: up to 24:00, and from 00:00 on the day after.
type Hours struct{ From, To walltime.Clock }

// ParseHours reads 09:00-17:00.
func ParseHours(text string) (Hours, error) {
	start, end, _ := strings.Cut(text, "-")
	from, err := walltime.ParseClock(strings.TrimSpace(start))
	if err != nil {
		return Hours{}, fmt.Errorf("%w: %q, write them as 09:00-17:00: %w", ErrHours, text, err)
	}
	to, err := walltime.ParseClock(strings.TrimSpace(end))
	if err != nil {
		return Hours{}, fmt.Errorf("%w: %q, write them as 09:00-17:00: %w", ErrHours, text, err)
	}
	h := Hours{from, to}
	return h, h.check()
}

func (h Hours) check() error {
	if h.From < 0 || h.To > walltime.EndOfDay || h.From >= h.To {
		return fmt.Errorf("%w: %v, the end must follow the start; over midnight write two, up to 24:00 and from 00:00", ErrHours, h)
	}
	return nil
}

// String is 09:00-17:00.
func (h Hours) String() string { return h.From.String() + "-" + h.To.String() }

// MarshalText writes the form of [Hours.String].
func (h Hours) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what [ParseHours] reads.
func (h *Hours) UnmarshalText(text []byte) (err error) {
	*h, err = ParseHours(string(text))
	return err
}

// Week holds hours by weekday; its index is a time.Weekday, so Sunday comes first.
type Week [7][]Hours

// RoundTheClock is open on all days from 00:00 to 24:00.
func RoundTheClock() Week {
	return Daily(Hours{0, walltime.EndOfDay})
}

// Daily has the same hours on all seven days.
func Daily(hours ...Hours) Week {
	var w Week
	for day := range w {
		w[day] = hours
	}
	return w
}

// Weekdays has the same hours from Monday to Friday, and none at the weekend.
func Weekdays(hours ...Hours) Week {
	w := Daily(hours...)
	w[time.Saturday], w[time.Sunday] = nil, nil
	return w
}

// MarshalJSON writes an object with the names of the days that have hours: {"monday":["09:00-17:00"]}.
func (w Week) MarshalJSON() ([]byte, error) {
	named := map[string][]Hours{}
	for day, hours := range w {
		if len(hours) > 0 {
			named[weekdayName(time.Weekday(day))] = hours
		}
	}
	return json.Marshal(named)
}

// UnmarshalJSON reads the form of [Week.MarshalJSON].
func (w *Week) UnmarshalJSON(text []byte) error {
	var named map[string][]Hours
	if err := json.Unmarshal(text, &named); err != nil {
		return err
	}
	*w = Week{}
	for name, hours := range named {
		day, err := parseWeekday(name)
		if err != nil {
			return err
		}
		w[day] = hours
	}
	return nil
}

func weekdayName(day time.Weekday) string { return strings.ToLower(day.String()) }

func parseWeekday(name string) (time.Weekday, error) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if name == weekdayName(day) {
			return day, nil
		}
	}
	return 0, fmt.Errorf("%w: %q is no weekday, write monday", ErrHours, name)
}
