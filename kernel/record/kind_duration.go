package record

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"time"

	"steward/kernel/value"
)

// DurationMax is the longest duration in seconds, a little over 290 years.
const DurationMax = int64(math.MaxInt64 / time.Second)

type durationKind struct{ numberKind }

// DurationKind is a length of elapsed time in whole seconds. A day is 24 hours and a week seven
// days; working time is a matter of calendars, not of this kind.
var DurationKind Kind = durationKind{}

// Duration declares a length of time; fractions of a second are cut off.
func Duration(name string) Field[time.Duration] {
	read := func(v value.Value) time.Duration { return time.Duration(v.Int()) * time.Second }
	write := func(t time.Duration) value.Value { return value.Int(int64(t / time.Second)) }
	return NewField(&Def{Name: name, Kind: DurationKind}, read, write)
}

func (durationKind) Name() string { return "duration" }

// Parse reads "1h 30m", "90m", "1.5h", "2 days", "1:30:00" (hours first), "PT1H30M" (ISO 8601), and
// from JSON a number of seconds.
func (durationKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	switch raw.(type) {
	case json.Number, float64:
		n, _, err := parseScaled(raw, 0, "not-a-duration")
		if err == nil && (n > DurationMax || n < -DurationMax) {
			err = refuse("number-too-large", raw)
		}
		if err != nil {
			return value.Value{}, err
		}
		return value.Int(n), nil
	}
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	seconds, err := parseDuration(strings.ToLower(s))
	if errors.Is(err, value.ErrOutOfRange) {
		return value.Value{}, refuse("number-too-large", s)
	}
	if err != nil {
		return value.Value{}, refuse("not-a-duration", s)
	}
	return value.Int(seconds), nil
}

func durationParts(seconds int64) (sign string, hours, minutes, rest int64) {
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	return sign, seconds / 3600, seconds / 60 % 60, seconds % 60
}

// Format writes "1h 30m", "45s", "26h", never days.
func (durationKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return joinDuration(v.Int(), " ", "h", "m", "s")
}

func joinDuration(seconds int64, between string, units ...string) string {
	sign, h, m, s := durationParts(seconds)
	var parts []string
	for i, n := range []int64{h, m, s} {
		if n > 0 || (i == 2 && len(parts) == 0) {
			parts = append(parts, strconv.FormatInt(n, 10)+units[i])
		}
	}
	return sign + strings.Join(parts, between)
}

// JSON writes ISO 8601: "PT1H30M".
func (durationKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	sign, rest := "", v.Int()
	if rest < 0 {
		sign, rest = "-", -rest
	}
	return sign + "PT" + joinDuration(rest, "", "H", "M", "S")
}

func (durationKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "format": "duration"}
}
