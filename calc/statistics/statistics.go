// Package statistics computes the figures by which a set of measured values is described.
//
// Its one rule: what is undefined is said to be none, never zero, infinite or not a number. Values have
// whatever unit the caller measures in, and so have the results; values must be finite.
package statistics

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// ErrFraction marks a percentile outside 0 to 1.
var ErrFraction = errors.New("fraction outside 0 to 1")

// ErrValue marks a value that is infinite or not a number.
var ErrValue = errors.New("not a finite number")

// Check returns an [ErrValue] that names the position of the first value that is not finite.
func Check(values []float64) error {
	for i, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("%w: value %d is %v", ErrValue, i+1, v)
		}
	}
	return nil
}

// Sum adds with the correction of Neumaier (1974), so that small values are not lost beside large ones.
// The sum of nothing is 0.
func Sum(values []float64) float64 {
	var sum, lost float64
	for _, v := range values {
		next := sum + v
		if math.Abs(sum) >= math.Abs(v) {
			lost += (sum - next) + v
		} else {
			lost += (v - next) + sum
		}
		sum = next
	}
	return sum + lost
}

// Mean is the arithmetic mean; there is none of no values.
func Mean(values []float64) (mean float64, ok bool) {
	if len(values) == 0 {
		return 0, false
	}
	return Sum(values) / float64(len(values)), true
}

// StandardDeviation is that of a sample, with n-1 in the denominator; there is none of fewer than two
// values. Two passes with the correction of Chan, Golub and LeVeque (1983).
func StandardDeviation(values []float64) (deviation float64, ok bool) {
	n := float64(len(values))
	mean, _ := Mean(values)
	if n < 2 {
		return 0, false
	}
	squares := make([]float64, len(values))
	var drift float64
	for i, v := range values {
		squares[i] = (v - mean) * (v - mean)
		drift += v - mean
	}
	return math.Sqrt((Sum(squares) - drift*drift/n) / (n - 1)), true
}

// Percentile is the value below which the fraction p, 0 to 1, of the values lies: type 7 of Hyndman and
// Fan (1996), with h = (n-1)p + 1 and a straight line between neighbours, as Excel's PERCENTILE.INC and
// the defaults of R and numpy. There is none of no values. Values need not be sorted and stay as they are.
func Percentile(values []float64, p float64) (percentile float64, ok bool, err error) {
	return PercentileSorted(slices.Sorted(slices.Values(values)), p)
}

// PercentileSorted is [Percentile] for values that already rise, which saves the sorting when several
// percentiles of one set are wanted.
func PercentileSorted(rising []float64, p float64) (percentile float64, ok bool, err error) {
	if !(p >= 0 && p <= 1) {
		return 0, false, fmt.Errorf("%w: %v, the 95th percentile is 0.95", ErrFraction, p)
	}
	if len(rising) == 0 {
		return 0, false, nil
	}
	whole, part := math.Modf(float64(len(rising)-1) * p)
	below := rising[int(whole)]
	if part == 0 {
		return below, true, nil
	}
	above := rising[int(whole)+1]
	return below*(1-part) + above*part, true, nil
}

// Median is the 50th percentile; there is none of no values.
func Median(values []float64) (median float64, ok bool) {
	median, ok, _ = Percentile(values, 0.5)
	return median, ok
}
