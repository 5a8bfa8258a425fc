package query

import (
	"errors"
	"fmt"
	"strings"

	"steward/kernel/fault"
)

// SyntaxError says where a text is not a condition: by its form, or because the type does not know
// a name or a value in it. errors.As turns it into a *fault.Fault of kind Invalid.
type SyntaxError struct {
	Place
	Key     string // message key, such as "condition-no-such-field"
	Found   string // what stands there
	Wanted  string // what could stand there: a stable word such as "operator", or the names allowed
	Suggest string // the nearest that would be right, empty when nothing is near
	Part    string // the part of a question in which it stands, such as "order"; empty: its condition
	Cause   error  // the fault of the field's kind, where it refused a value
}

// inPart says in which part of a question a text is wrong.
func inPart(part string, err error) error {
	var wrong *SyntaxError
	if errors.As(err, &wrong) {
		wrong.Part = part
	}
	return err
}

// Error is for logs; people read the catalogue's sentence.
func (e *SyntaxError) Error() string {
	s := fmt.Sprintf("%s at %d: found %q", e.Key, e.At, e.Found)
	if e.Wanted != "" {
		s += ", wanted " + e.Wanted
	}
	if e.Suggest != "" {
		s += fmt.Sprintf(", did you mean %q", e.Suggest)
	}
	if e.Cause != nil {
		s += ": " + e.Cause.Error()
	}
	return s
}

// Unwrap gives the refusal of the field's kind.
func (e *SyntaxError) Unwrap() error { return e.Cause }

// Fault gives the refusal in the form in which all refusals travel.
func (e *SyntaxError) Fault() *fault.Fault {
	return fault.New(fault.Invalid, "condition", e.Key, "at", e.At, "column", e.Column, "found", e.Found,
		"wanted", e.Wanted, "suggest", e.Suggest).Because(e.Cause)
}

// As lets errors.As find the fault.
func (e *SyntaxError) As(target any) bool {
	f, ok := target.(**fault.Fault)
	if ok {
		*f = e.Fault()
	}
	return ok
}

// Nearest gives the name that is a slip of the pen away from the one given, or nothing.
func Nearest(given string, names []string) string {
	given = strings.ToLower(given)
	if len(given) > 60 {
		return ""
	}
	best, least := "", 1+len(given)/3
	for _, n := range names {
		if d := distance(given, strings.ToLower(n), least); d < least || d == least && best == "" {
			best, least = n, d
		}
	}
	return best
}

// distance counts the letters to insert, drop, replace or swap with their neighbour (optimal string
// alignment). Beyond most it gives some number above most.
func distance(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	before, last, now := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			step := 1
			if a[i-1] == b[j-1] {
				step = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+step)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
