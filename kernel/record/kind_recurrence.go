package record

import (
	"errors"

	"steward/kernel/query"
	"steward/kernel/value"
)

type recurrenceKind struct{ longKind }

// RecurrenceKind is a rule of repetition in the notation of RFC 5545: DTSTART, RRULE, RDATE and
// EXDATE lines, in canonical form.
var RecurrenceKind Kind = recurrenceKind{}

// Recurrence declares a rule of repetition.
func Recurrence(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: RecurrenceKind}, value.Value.Text, value.Exact)
}

func (recurrenceKind) Name() string       { return "recurrence" }
func (recurrenceKind) Class() query.Class { return query.Opaque }

// Parse reads the lines, or a rule alone: "FREQ=WEEKLY;BYDAY=MO,WE".
func (recurrenceKind) Parse(_ *Def, raw any, _ Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	clean, err := canonicalRecurrence(s)
	var part *recurrencePart
	if errors.As(err, &part) {
		return value.Value{}, refuse("not-a-recurrence", s, "part", shown(part.text))
	}
	return value.Exact(clean), err
}

func (recurrenceKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "description": "RFC 5545 lines DTSTART, RRULE, RDATE, EXDATE, such as RRULE:FREQ=WEEKLY;BYDAY=MO"}
}
