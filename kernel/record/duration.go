package record

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"steward/kernel/value"
)

var durationUnits = map[string]int64{
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1,
	"m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600,
	"d": 86400, "day": 86400, "days": 86400,
	"w": 604800, "week": 604800, "weeks": 604800,
}

var errNotDuration = errors.New("not a duration")

func parseDuration(s string) (int64, error) {
	s, negative := strings.CutPrefix(s, "-")
	var n int64
	var err error
	switch {
	case strings.HasPrefix(s, "p"):
		n, err = parseISODuration(s[1:])
	case strings.Contains(s, ":"):
		n, err = parseClockDuration(s)
	default:
		n, err = parseUnits(s, "wdhms", true)
	}
	if negative {
		n = -n
	}
	return n, err
}

// parseISODuration reads what stands behind the P. Months and years have no length, so they are
// refused; M is minutes and stands behind the T.
func parseISODuration(s string) (int64, error) {
	days, clock, timed := strings.Cut(s, "t")
	if s == "" || (timed && clock == "") {
		return 0, errNotDuration
	}
	var sum int64
	for _, part := range []struct{ text, units string }{{days, "wd"}, {clock, "hms"}} {
		if part.text == "" {
			continue
		}
		n, err := parseUnits(part.text, part.units, false)
		if err != nil {
			return 0, err
		}
		sum += n
	}
	if sum > DurationMax {
		return 0, value.ErrOutOfRange
	}
	return sum, nil
}

// parseClockDuration reads hours:minutes and hours:minutes:seconds.
func parseClockDuration(s string) (int64, error) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 || len(parts[0]) > 7 {
		return 0, errNotDuration
	}
	sum, unit := int64(0), int64(3600)
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 32)
		if err != nil || (i > 0 && (len(p) != 2 || n > 59)) {
			return 0, errNotDuration
		}
		sum += int64(n) * unit
		unit /= 60
	}
	return sum, nil
}

// parseUnits reads numbers with units from long to short, each unit at most once. allowed lists the
// units by their first letter; words says that they may be written out and parted by spaces.
func parseUnits(s, allowed string, words bool) (int64, error) {
	if s == "" {
		return 0, errNotDuration
	}
	var sum int64
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if end < 1 {
			return 0, errNotDuration
		}
		number := s[:end]
		unit, rest := unitOf(s[end:], words)
		place := strings.IndexByte(allowed, (unit + "?")[0])
		if place < 0 {
			return 0, errNotDuration
		}
		allowed = allowed[place+1:]
		seconds, err := times(number, durationUnits[unit])
		if err != nil {
			return 0, err
		}
		if sum += seconds; sum > DurationMax {
			return 0, value.ErrOutOfRange
		}
		s = rest
	}
	return sum, nil
}

// unitOf takes a unit off the front, empty when there is none.
func unitOf(s string, words bool) (unit, rest string) {
	if words {
		s = strings.TrimLeft(s, " ")
	}
	end := strings.IndexFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
	if end < 0 {
		end = len(s)
	}
	unit, rest = s[:end], s[end:]
	if _, known := durationUnits[unit]; !known || (!words && len(unit) != 1) {
		return "", ""
	}
	if words {
		rest = strings.TrimLeft(rest, " ,")
	}
	return unit, rest
}

// times multiplies a number with at most three digits behind the point by a unit; what remains
// must be whole seconds.
func times(number string, unit int64) (int64, error) {
	d, err := value.ParseDecimal(number, 3)
	switch {
	case errors.Is(err, value.ErrOutOfRange), err == nil && d.Scaled > math.MaxInt64/unit:
		return 0, value.ErrOutOfRange
	case err != nil || d.Scaled*unit%1000 != 0:
		return 0, errNotDuration
	}
	seconds := d.Scaled * unit / 1000
	if seconds > DurationMax {
		return 0, value.ErrOutOfRange
	}
	return seconds, nil
}
