package statistics_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"steward/calc/statistics"
)

// alternating is the shape of the univariate sets NumAcc1 to NumAcc4 of the Statistical Reference
// Datasets of NIST, made to show how programs lose digits.
func alternating(first, low, high float64, n int) []float64 {
	values := []float64{first}
	for len(values) < n {
		values = append(values, low, high)
	}
	return values
}

func TestReferenceDatasets(t *testing.T) {
	for _, c := range []struct {
		name            string
		values          []float64
		mean, deviation float64
		digits          float64
	}{
		{"NumAcc1", alternating(10000002, 10000001, 10000003, 3), 10000002, 1, 15},
		{"NumAcc2", alternating(1.2, 1.1, 1.3, 1001), 1.2, 0.1, 14},
		{"NumAcc3", alternating(1000000.2, 1000000.1, 1000000.3, 1001), 1000000.2, 0.1, 9},
		{"NumAcc4", alternating(10000000.2, 10000000.1, 10000000.3, 1001), 10000000.2, 0.1, 8},
		{"digits of pi", []float64{3, 1, 4, 1, 5, 9, 2, 6, 5, 3}, 3.9, math.Sqrt(54.9 / 9), 15},
	} {
		mean, _ := statistics.Mean(c.values)
		deviation, _ := statistics.StandardDeviation(c.values)
		if math.Abs(mean-c.mean) > c.mean*1e-15 {
			t.Errorf("%s: mean %.17g, want %v", c.name, mean, c.mean)
		}
		if math.Abs(deviation-c.deviation) > c.deviation*math.Pow(10, -c.digits) {
			t.Errorf("%s: standard deviation %.17g, want %v", c.name, deviation, c.deviation)
		}
	}
}

func TestPercentile(t *testing.T) {
	for _, c := range []struct {
		source string
		values []float64
		p      float64
		want   float64
	}{
		{"Excel, PERCENTILE.INC", []float64{1, 3, 2, 4}, 0.3, 1.9},
		{"Excel, QUARTILE.INC", []float64{1, 2, 4, 7, 8, 9, 10, 12}, 0.25, 3.5},
		{"numpy, percentile", []float64{10, 7, 4, 3, 2, 1}, 0.5, 3.5},
		{"R, quantile(1:10)", []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 0.9, 9.1},
		{"R, quantile(c(15, 20, 35, 40, 50))", []float64{15, 20, 35, 40, 50}, 0.4, 29},
		{"lowest", []float64{5, -2, 9}, 0, -2},
		{"highest", []float64{5, -2, 9}, 1, 9},
		{"a single value", []float64{7}, 0.95, 7},
	} {
		before := slices.Clone(c.values)
		got, ok, err := statistics.Percentile(c.values, c.p)
		if err != nil || !ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: %v %v %v, want %v", c.source, got, ok, err, c.want)
		}
		if !slices.Equal(before, c.values) {
			t.Errorf("%s: the values were reordered", c.source)
		}
	}
}

func TestNothingHasNoFigures(t *testing.T) {
	if _, ok := statistics.Mean(nil); ok {
		t.Error("a mean of nothing")
	}
	if _, ok := statistics.Median(nil); ok {
		t.Error("a median of nothing")
	}
	if _, ok := statistics.StandardDeviation([]float64{4}); ok {
		t.Error("a standard deviation of one value")
	}
	if statistics.Sum(nil) != 0 {
		t.Error("the sum of nothing is not 0")
	}
}

func TestRefusals(t *testing.T) {
	for _, p := range []float64{-0.01, 1.01, 95, math.NaN()} {
		if _, _, err := statistics.Percentile([]float64{1}, p); !errors.Is(err, statistics.ErrFraction) {
			t.Errorf("fraction %v: %v", p, err)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if err := statistics.Check([]float64{1, bad}); !errors.Is(err, statistics.ErrValue) {
			t.Errorf("value %v: %v", bad, err)
		}
	}
}

func TestSumKeepsSmallValues(t *testing.T) {
	if got := statistics.Sum([]float64{1, 1e100, 1, -1e100}); got != 2 {
		t.Errorf("sum %v, want 2", got)
	}
}

func TestPercentilesLieBetweenValuesAndRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e9, 1e9), 1, 40).Draw(t, "values")
		low, high := rapid.Float64Range(0, 1).Draw(t, "p"), rapid.Float64Range(0, 1).Draw(t, "q")
		low, high = min(low, high), max(low, high)
		a, _, _ := statistics.Percentile(values, low)
		b, _, _ := statistics.Percentile(values, high)
		slack := 1e-6
		if a > b+slack || a < slices.Min(values)-slack || b > slices.Max(values)+slack {
			t.Fatalf("percentiles %v and %v are %v and %v", low, high, a, b)
		}
	})
}
