package record

import (
	"errors"

	"steward/kernel/query"
	"steward/kernel/value"
)

// RecurrenceMax is the longest recurrence in characters; long lists of dates are what fills it.
const RecurrenceMax = 1 << 14

type recurrenceKind struct{ longKind }

// RecurrenceKind is a rule of repetition in the notation of RFC 5545: DTSTART, RRULE, RDATE and
// EXDATE lines, in canonical form.
var RecurrenceKind Kind = recurrenceKind{}

// Recurrence declares a rule of repetition, to be expanded by recurrence.ParseSeries.
func Recurrence(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: RecurrenceKind}, value.Value.Text, value.Exact)
}

func (recurrenceKind) Name() string       { return "recurrence" }
func (recurrenceKind) Class() query.Class { return query.Opaque }

// Parse reads the lines, or a rule alone: "FREQ=WEEKLY;BYDAY=MO,WE".
func (recurrenceKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	clean, err := canonicalRecurrence(s)
	var part *recurrencePart
	if errors.As(err, &part) {
		return value.Value{}, refuse("not-a-recurrence", s, "part", shown(part.text))
	}
	if err != nil {
		return value.Value{}, err
	}
	return checkedText(d, clean, RecurrenceMax)
}

func (recurrenceKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "description": "RFC 5545 lines DTSTART, RRULE, RDATE, EXDATE, such as RRULE:FREQ=WEEKLY;BYDAY=MO"}
}
