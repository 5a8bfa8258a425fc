package walltime

import (
	"errors"
	"fmt"
	"time"
)

// ErrClock marks a text that is no time of day.
var ErrClock = errors.New("not a time of day")

// Clock is a position of the hands, as the time it shows since midnight: 0 to [EndOfDay]. It does not
// know how long ago midnight was, which differs on days when the clocks change.
type Clock time.Duration

// EndOfDay is 24:00, which is 00:00 of the next day.
const EndOfDay = Clock(24 * time.Hour)

// At is the position hour:minute.
func At(hour, minute int) Clock {
	return Clock(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

// ClockOf is what the clock in zone shows at the instant t.
func ClockOf(t time.Time, zone *time.Location) Clock {
	t = t.In(zone)
	hour, minute, second := t.Clock()
	return At(hour, minute) + Clock(time.Duration(second)*time.Second+time.Duration(t.Nanosecond()))
}

// ParseClock reads 09:30 or 09:30:15, and 24:00 as the end of the day.
func ParseClock(text string) (Clock, error) {
	if text == "24:00" || text == "24:00:00" {
		return EndOfDay, nil
	}
	for _, layout := range [...]string{"15:04", "15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil && len(text) == len(layout) {
			return ClockOf(t, time.UTC), nil
		}
	}
	return 0, fmt.Errorf("%w: %q, write it as 09:30, up to 24:00", ErrClock, text)
}

// String is 09:30, with seconds only where there are some. Fractions of a second are not shown.
func (c Clock) String() string {
	seconds := int(time.Duration(c) / time.Second)
	if seconds%60 == 0 {
		return fmt.Sprintf("%02d:%02d", seconds/3600, seconds/60%60)
	}
	return fmt.Sprintf("%02d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// MarshalText writes the form of [Clock.String].
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [ParseClock] reads.
func (c *Clock) UnmarshalText(text []byte) (err error) {
	*c, err = ParseClock(string(text))
	return err
}
