package walltime

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrZone marks a name that the IANA time zone database does not know.
var ErrZone = errors.New("not a time zone")

// Policy says which instant stands for a wall time that the clocks skip when they go forward.
type Policy int

const (
	// Shift reads the time with the offset from before the gap, so that it comes later by the length of
	// the gap: 02:30 becomes 03:30. RFC 5545, section 3.3.5; for calendars and recurrences.
	Shift Policy = iota
	// GapEnd takes the first instant that exists: 02:30 becomes 03:00. For on-call hand-offs.
	GapEnd
)

// reach is further from UTC than any zone has ever been.
const reach = 16 * time.Hour

// Resolve is the instant, in UTC, at which a clock in zone shows c on the day d. A time that the clocks
// show twice means its first occurrence; one that they skip follows the policy.
func Resolve(d Date, c Clock, zone *time.Location, policy Policy) time.Time {
	// The hands as if they stood in UTC; the instant sought is this minus the offset valid then.
	hands := d.utc().Add(time.Duration(c))
	span := hands.Add(-reach).In(zone)
	for {
		_, offset := span.Zone()
		found := hands.Add(-time.Duration(offset) * time.Second)
		end, known := offsetEnd(span)
		if !known || found.Before(end) {
			return found
		}
		_, next := end.Zone()
		if skipped := hands.Add(-time.Duration(next) * time.Second).Before(end); skipped {
			if policy == GapEnd {
				return end.UTC()
			}
			return found
		}
		span = end
	}
}

// offsetEnd is an instant after t up to which the offset of t's zone stays, not always the last one;
// known is false if it stays for ever.
func offsetEnd(t time.Time) (end time.Time, known bool) {
	_, end = t.ZoneBounds()
	if end.IsZero() || end.After(t) {
		return end, !end.IsZero()
	}
	// In leap years beyond the zone's tables, Go (1.26) takes the year for over on 31 December and
	// answers with an instant that has passed. No zone changes its clocks on that day.
	return t.Add(time.Hour), true
}

// Zone finds an IANA zone such as Europe/Berlin. Unlike time.LoadLocation it refuses the empty name and
// "Local", whose meaning depends on the machine.
func Zone(name string) (*time.Location, error) {
	if name == "" || strings.EqualFold(name, "local") {
		return nil, fmt.Errorf("%w: %q, name one such as Europe/Berlin or UTC", ErrZone, name)
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%w: %q, name one such as Europe/Berlin or UTC", ErrZone, name)
	}
	return zone, nil
}
