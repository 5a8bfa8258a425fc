package record

import (
	"fmt"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/kernel/query"
	"steward/kernel/value"
)

type instantKind struct{ numberKind }

// InstantKind is a point in time: microseconds since 1970 in UTC.
var InstantKind Kind = instantKind{}

// Instant declares a point in time.
func Instant(name string) Field[time.Time] {
	return NewField(&Def{Name: name, Kind: InstantKind}, readInstant, Moment)
}

// Moment gives the value that holds a time; the zero time is Empty.
func Moment(t time.Time) value.Value {
	if t.IsZero() {
		return value.Value{}
	}
	return value.Int(t.UnixMicro())
}

func readInstant(v value.Value) time.Time {
	if v.IsEmpty() {
		return time.Time{}
	}
	return time.UnixMicro(v.Int()).UTC()
}

func (instantKind) Name() string       { return "instant" }
func (instantKind) Class() query.Class { return query.Instant }

// Parse reads RFC 3339, and date and time or a date alone as the person's zone shows them.
func (instantKind) Parse(_ *Def, raw any, in Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	if t, err := parseInstant(s, in); err == nil && lasting(t) {
		return value.Int(t.UnixMicro()), nil
	}
	return value.Value{}, refuse("not-an-instant", s)
}

func parseInstant(s string, in Input) (time.Time, error) {
	// RFC 3339 allows a space in place of the T; time.RFC3339Nano does not.
	if t, err := time.Parse(time.RFC3339Nano, strings.Replace(s, " ", "T", 1)); err == nil {
		return t, nil
	}
	wall, err := parseWall(s)
	return wall.In(in.zone(), walltime.Shift), err
}

// parseWall reads a date and a time of day, or a date alone for its midnight.
func parseWall(s string) (walltime.DateTime, error) {
	day, clock, timed := strings.Cut(strings.Replace(s, "T", " ", 1), " ")
	date, err := parseDate(day)
	if err != nil || !timed {
		return walltime.DateTime{Date: date}, err
	}
	at, err := walltime.ParseClock(strings.TrimSpace(clock))
	if err != nil {
		return walltime.DateTime{}, fmt.Errorf("wall time %q: %w", s, err)
	}
	if at == walltime.EndOfDay {
		date, at = date.AddDays(1), 0
	}
	return walltime.DateTime{Date: date, Clock: at}, nil
}

func (in Input) zone() *time.Location {
	if in.Zone == nil {
		return time.UTC
	}
	return in.Zone
}

// lasting tells whether a time can be written and read back: years 1 to 9999 in UTC, and not the
// very first moment, which Go takes for no time.
func lasting(t time.Time) bool {
	year := t.UTC().Year()
	return year >= 1 && year <= 9999 && !t.IsZero()
}

func (instantKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return readInstant(v).Format(time.RFC3339Nano)
}

func (k instantKind) JSON(d *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return k.Format(d, v)
}
func (instantKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "format": "date-time"}
}
