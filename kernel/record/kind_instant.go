package record

import (
	"strings"
	"time"

	"steward/kernel/fault"
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

// wallLayouts are read in the person's zone; RFC 3339 carries its own.
var wallLayouts = []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02"}

func (instantKind) Parse(_ *Def, raw any, in Input) (value.Value, error) {
	s, err := asText(raw)
	if err != nil {
		return value.Value{}, fault.New(fault.Invalid, "parse", "not-instant", "given", raw)
	}
	if s = strings.TrimSpace(s); s == "" {
		return value.Value{}, nil
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return Moment(t), nil
	}
	zone := in.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, layout := range wallLayouts {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return Moment(t), nil
		}
	}
	return value.Value{}, fault.New(fault.Invalid, "parse", "not-instant", "given", s)
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
