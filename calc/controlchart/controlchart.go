// Package controlchart tells chance from cause in a row of measured values: Shewhart's chart of
// individual values and moving ranges (XmR), in phases.
//
// Its one rule: limits come from the values themselves and never from a wish; what rests on few values
// says so. Values have whatever unit the caller measures in, and so have limits; values must be finite.
package controlchart

import (
	"math"

	"steward/calc/statistics"
)

// d2 is the expected range of two values in standard deviations (Montgomery, Introduction to
// Statistical Quality Control, table of factors for n = 2).
const d2 = 1.128

const (
	// Few is how many values a phase needs before its limits are more than provisional.
	Few = 12
	// run is how many values in a row on one side of the centre are a shift (Nelson's second rule).
	run = 9
	// shortest is how many values a phase has at least when a shift parts it from the one before.
	shortest = 6
)

// Limits are those that a process sets itself.
type Limits struct {
	Centre, Lower, Upper float64
	N                    int // values that they rest on
	// Provisional says that they rest on fewer than Few values.
	Provisional bool
}

// Phase is a stretch of values with limits of its own, From and To inclusive.
type Phase struct {
	From, To int
	Limits
}

// Signal is a value that is not chance, and the rule that says so.
type Signal struct {
	At   int
	Rule Rule
}

// Rule is one of Nelson's rules, by its number.
type Rule int

// The rules that are looked for: one value beyond a limit, nine in a row on one side of the centre.
const (
	Beyond Rule = 1
	Shift  Rule = 2
)

// XmR gives the limits of individual values: the mean, and 3 standard deviations to either side, where
// the deviation is the mean moving range by d2 (2.66 times the mean moving range). There are none of
// fewer than two values. Where floor is given, the lower limit does not go below it: no time is
// negative.
func XmR(values []float64, floor *float64) (Limits, bool) {
	centre, _ := statistics.Mean(values)
	if len(values) < 2 {
		return Limits{}, false
	}
	ranges := make([]float64, 0, len(values)-1)
	for i := 1; i < len(values); i++ {
		ranges = append(ranges, math.Abs(values[i]-values[i-1]))
	}
	moving, _ := statistics.Mean(ranges)
	reach := 3 * moving / d2
	l := Limits{Centre: centre, Lower: centre - reach, Upper: centre + reach, N: len(values), Provisional: len(values) < Few}
	if floor != nil {
		l.Lower = math.Max(l.Lower, *floor)
	}
	return l, true
}

// screened gives the limits without the values beyond the first ones: what had a cause of its own says
// nothing about chance. It is done once.
func screened(values []float64, floor *float64) (Limits, bool) {
	first, ok := XmR(values, floor)
	if !ok {
		return first, false
	}
	var kept []float64
	for _, v := range values {
		if v >= first.Lower && v <= first.Upper {
			kept = append(kept, v)
		}
	}
	if len(kept) == len(values) || len(kept) < shortest {
		return first, true
	}
	return XmR(kept, floor)
}

// Phases parts values where the process shifted: nine in a row on one side of the centre that stood
// before them begin a new phase, whose limits are reckoned anew. Without a shift there is one phase;
// without two values, none.
func Phases(values []float64, floor *float64) []Phase {
	var out []Phase
	for from := 0; from < len(values); {
		to, found := shiftAfter(values, from, floor)
		if !found {
			to = len(values)
		}
		limits, ok := screened(values[from:to], floor)
		if !ok {
			return out
		}
		out = append(out, Phase{From: from, To: to - 1, Limits: limits})
		from = to
	}
	return out
}

// shiftAfter finds the first run beyond the beginning of a phase that is a shift against all that stood
// before it in the phase.
func shiftAfter(values []float64, from int, floor *float64) (at int, found bool) {
	for at := from + shortest; at+run <= len(values); at++ {
		before, ok := screened(values[from:at], floor)
		if ok && sameSide(values[at:at+run], before.Centre) && apart(values[at:at+run], before) {
			return at, true
		}
	}
	return 0, false
}

// apart tells whether a run lies off the centre by more than a sixth of the band: a shift that somebody
// would see.
func apart(values []float64, l Limits) bool {
	mean, _ := statistics.Mean(values)
	return math.Abs(mean-l.Centre) > (l.Upper-l.Lower)/12
}

// sameSide tells whether all values lie on one side of the centre; a value on it is on neither.
func sameSide(values []float64, centre float64) bool {
	above, below := 0, 0
	for _, v := range values {
		if v > centre {
			above++
		}
		if v < centre {
			below++
		}
	}
	return above == len(values) || below == len(values)
}

// Signals lists the values of a chart that are not chance, by its phases: beyond a limit, or the ninth
// and later in a row on one side. A value on a limit is not beyond it.
func Signals(values []float64, phases []Phase) []Signal {
	var out []Signal
	for _, p := range phases {
		for i := p.From; i <= p.To; i++ {
			switch v := values[i]; {
			case v > p.Upper || v < p.Lower:
				out = append(out, Signal{i, Beyond})
			case i-run+1 >= p.From && sameSide(values[i-run+1:i+1], p.Centre):
				out = append(out, Signal{i, Shift})
			}
		}
	}
	return out
}
