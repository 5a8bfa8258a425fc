package record

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"steward/calc/walltime"
	"steward/kernel/query"
	"steward/kernel/value"
)

type dateKind struct{ numberKind }

// DateKind is a day of the calendar, in no zone: days since 1970.
var DateKind Kind = dateKind{}

// Date declares a day.
func Date(name string) Field[walltime.Date] {
	return NewField(&Def{Name: name, Kind: DateKind}, readDate, Day)
}

// Day gives the value that holds a date; the zero date is Empty.
func Day(d walltime.Date) value.Value {
	if d.IsZero() {
		return value.Value{}
	}
	return value.Int(int64(d.Days()))
}

func readDate(v value.Value) walltime.Date {
	if v.IsEmpty() {
		return walltime.Date{}
	}
	return walltime.FromDays(int(v.Int()))
}

func (dateKind) Name() string       { return "date" }
func (dateKind) Class() query.Class { return query.Date }

// Parse reads 2026-11-21 and 21.11.2026. Dates with slashes are refused, because half the world
// reads them the other way round.
func (dateKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	if d, err := parseDate(s); err == nil {
		return Day(d), nil
	}
	return value.Value{}, refuse("not-a-date", s)
}

func parseDate(s string) (walltime.Date, error) {
	if d, err := walltime.ParseDate(s); err == nil || !strings.Contains(s, ".") {
		return d, err
	}
	parts := strings.Split(s, ".")
	if len(parts) != 3 || len(parts[2]) != 4 {
		return walltime.Date{}, fmt.Errorf("date %q: %w", s, walltime.ErrDate)
	}
	var n [3]int
	for i := range n {
		digits, err := strconv.ParseUint(parts[i], 10, 16)
		if err != nil {
			return walltime.Date{}, fmt.Errorf("date %q: %w", s, walltime.ErrDate)
		}
		n[i] = int(digits)
	}
	return walltime.NewDate(n[2], time.Month(n[1]), n[0])
}

func (dateKind) Format(_ *Def, v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return readDate(v).String()
}

func (k dateKind) JSON(d *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return k.Format(d, v)
}

func (dateKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "format": "date"}
}
