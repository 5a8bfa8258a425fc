// Package calc lists the calculations that people can ask for by name, from the shell and over the API.
//
// Its one rule: a calculation is a function from JSON to JSON and nothing else; it reads no record, no
// clock and no file but the time zone database. The mathematics lies in the packages below.
package calc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// What can be wrong with the input of a calculation, besides what its package says.
var (
	// ErrInput marks a text that is not the JSON that a calculation reads.
	ErrInput = errors.New("not the input of this calculation")
	// ErrUnknown marks a name that no calculation has.
	ErrUnknown = errors.New("no such calculation")
)

const (
	longestInput = 1 << 20 // bytes
	mostResults  = 1000
)

// Operation is a calculation with a name.
type Operation struct {
	Name     string
	Sentence string // what it does
	Example  string // an input, as JSON
	Result   string // what comes out of it
	Run      func(input []byte) (output []byte, err error)
}

// Operations are all calculations, by name.
func Operations() []Operation {
	return []Operation{
		{
			Name:     "control-chart",
			Sentence: "Tells chance from cause in a row of values: limits of an XmR chart by phases, and the values that Nelson's rules 1 and 2 find.",
			Example:  `{"values":[5,5,5,5,5,5,9],"floor":0}`,
			Result:   `{"chart":"XmR","phases":[{"from":1,"to":7,"centre":5,"lower":5,"upper":5,"provisional":true}],"signals":[{"value":7,"rule":1}]}`,
			Run:      running(controlChart),
		},
		{
			Name:     "percentile",
			Sentence: "Finds percentiles of a list of numbers by Hyndman and Fan's type 7, the method of Excel's PERCENTILE.INC.",
			Example:  `{"values":[15,20,35,40,50],"percentiles":[0.5,0.95]}`,
			Result:   `{"method":"Hyndman-Fan type 7","n":5,"percentiles":[{"p":0.5,"value":35},{"p":0.95,"value":48}]}`,
			Run:      running(percentile),
		},
		{
			Name:     "recurrence",
			Sentence: "Lists when something repeats, from a rule of RFC 5545 on the clock of a time zone.",
			Example:  `{"start":"2026-03-22T02:30","zone":"Europe/Berlin","rule":"FREQ=WEEKLY;BYDAY=SU","limit":2}`,
			Result: `{"rule":"FREQ=WEEKLY;BYDAY=SU","occurrences":[{"at":"2026-03-22T01:30:00Z","wall":"2026-03-22T02:30"},` +
				`{"at":"2026-03-29T01:30:00Z","wall":"2026-03-29T02:30"}],"more":true}`,
			Run: running(recur),
		},
		{
			Name:     "resolve-wall-time",
			Sentence: "Finds the instant at which a clock in a time zone shows a time, also when it skips that time or shows it twice.",
			Example:  `{"wall":"2026-03-29T02:30","zone":"Europe/Berlin","policy":"gap-end"}`,
			Result:   `{"instant":"2026-03-29T01:00:00Z","shows":"2026-03-29T03:00","exact":false}`,
			Run:      running(resolve),
		},
		{
			Name:     "working-time",
			Sentence: "Adds, subtracts and measures working time by a calendar (do: add, sub, add-days, between), or lists its periods (do: periods).",
			Example: `{"do":"add","from":"2026-12-23T15:00:00Z","duration":"8h","calendar":{"zone":"Europe/Berlin",` +
				`"week":{"wednesday":["09:00-17:00"],"thursday":["09:00-17:00"],"friday":["09:00-17:00"],"monday":["09:00-17:00"]},` +
				`"holidays":[{"name":"Christmas Eve","day":{"month":12,"day":24},"closed":["14:00-24:00"]},{"name":"Christmas","day":{"month":12,"day":25}}]}}`,
			Result: `{"instant":"2026-12-28T10:00:00Z","wall":"2026-12-28T11:00"}`,
			Run:    running(workingTime),
		},
	}
}

// Find is the calculation of that name.
func Find(name string) (Operation, error) {
	all := Operations()
	i := slices.IndexFunc(all, func(o Operation) bool { return o.Name == name })
	if i < 0 {
		return Operation{}, fmt.Errorf("%w: %q", ErrUnknown, name)
	}
	return all[i], nil
}

// running wraps a function of Go values as one of JSON. Fields that it does not know are refused.
func running[In, Out any](f func(In) (Out, error)) func([]byte) ([]byte, error) {
	return func(input []byte) ([]byte, error) {
		if len(input) > longestInput {
			return nil, fmt.Errorf("%w: more than %d bytes", ErrInput, longestInput)
		}
		var in In
		decoder := json.NewDecoder(bytes.NewReader(input))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&in); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrInput, err)
		}
		if _, err := decoder.Token(); err != io.EOF {
			return nil, fmt.Errorf("%w: something follows the JSON", ErrInput)
		}
		out, err := f(in)
		if err != nil {
			return nil, err
		}
		return json.Marshal(out)
	}
}

// missing says that the input lacks something.
func missing(field, form string) error {
	return fmt.Errorf("%w: %s is missing, write it as %s", ErrInput, field, form)
}

// bounded is the number of results asked for, 10 where none is.
func bounded(limit int) int {
	if limit <= 0 {
		return 10
	}
	return min(limit, mostResults)
}
