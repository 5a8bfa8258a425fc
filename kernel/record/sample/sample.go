// Package sample makes values for tests from the kinds: what a field may hold, what a form, JSON or
// a table would send for it, and what it must refuse.
//
// Its one rule: it knows kinds, never a record type, so that a new type is covered the moment it is
// declared.
package sample

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"steward/kernel/record"
	"steward/kernel/value"
)

// Refs gives ids of existing records of a type, or none; an empty name asks for any attachments.
type Refs func(typeName string) []string

// Fresh is a Refs for tests that keep no records: it makes ids up.
func Fresh(r *rand.Rand) Refs {
	return func(string) []string { return []string{ID(r), ID(r), ID(r)} }
}

// ID makes an id.
func ID(r *rand.Rand) string { return fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()) }

// Value gives a valid value of the field. A reference for which refs knows no record is Empty;
// nothing else is. A field that may be sold out of values (a yes/no that is unique) is the caller's
// to avoid.
func Value(r *rand.Rand, d *record.Def, refs Refs) value.Value {
	if len(d.Examples) > 0 {
		return example(r, d)
	}
	if make, known := makers[d.Kind.Name()]; known {
		return make(r, d, refs)
	}
	return value.Value{}
}

// example gives one of the values that the field's declaration names.
func example(r *rand.Rand, d *record.Def) value.Value {
	v, err := d.Kind.Parse(d, d.Examples[r.IntN(len(d.Examples))], record.Input{})
	if err != nil {
		panic(fmt.Sprintf("sample: %s: an example does not parse: %v", d.Name, err))
	}
	return v
}

// Optional gives Empty one time in four where the field allows it, else a Value.
func Optional(r *rand.Rand, d *record.Def, refs Refs) value.Value {
	if !d.Required && r.IntN(4) == 0 {
		return value.Value{}
	}
	return Value(r, d, refs)
}

// Form says who sends a raw value.
type Form string

// The ways in.
const (
	Page  Form = "page"  // form fields: texts and lists of texts
	API   Form = "api"   // decoded JSON with numbers as json.Number
	Table Form = "table" // one text
)

// Forms lists the ways in.
func Forms() []Form { return []Form{Page, API, Table} }

// Raw gives what a form, the API or a table sends for a value.
func Raw(form Form, d *record.Def, v value.Value) any {
	if record.IsSealed(d) {
		return v.Text()
	}
	switch form {
	case API:
		return decoded(d.Kind.JSON(d, v))
	case Page:
		if list, ok := d.Kind.JSON(d, v).([]string); ok {
			return list
		}
		if d.Kind == record.BoolKind && v.Yes() {
			return "on"
		}
	}
	return d.Kind.Format(d, v)
}

func decoded(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("sample: a kind gave what is not JSON: %v", err))
	}
	in := json.NewDecoder(bytes.NewReader(raw))
	in.UseNumber()
	var out any
	if err := in.Decode(&out); err != nil {
		panic(fmt.Sprintf("sample: %v", err))
	}
	return out
}

// Bad gives raw values that the field must refuse.
func Bad(d *record.Def) []any {
	out := append([]any{}, bad[d.Kind.Name()]...)
	if most, limited := longest(d); limited {
		out = append(out, strings.Repeat("ß", most+1))
	}
	if d.Kind == record.DecimalKind {
		out = append(out, "0."+strings.Repeat("0", d.Scale)+"1")
	}
	return out
}

func longest(d *record.Def) (int, bool) {
	byKind, limited := map[string]int{"text": record.DefaultTextMax, "long_text": record.LongTextMax,
		"localized_text": record.DefaultTextMax, "localized_long_text": record.LocalizedLongMax, "secret": record.StructuredMax}[d.Kind.Name()]
	if limited && d.Max > 0 {
		return d.Max, true
	}
	return byKind, limited
}

// Input gives the circumstances in which the samples are read: English, UTC, a house that keeps its
// accounts in euros and knows one rate for everything, a lookup that finds nothing.
func Input() record.Input {
	return record.Input{Zone: time.UTC, Language: "en", Now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Currency: "EUR",
		Convert: func(minor int64, _ string) (int64, bool, error) { return minor / 2, true, nil },
		Lookup:  func(string, string) (string, bool, error) { return "", false, nil }}
}
