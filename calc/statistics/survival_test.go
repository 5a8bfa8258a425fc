package statistics_test

import (
	"math"
	"testing"

	"steward/calc/statistics"
)

// TestKaplanMeierAsItWasPublished: remission in weeks of the patients given 6-mercaptopurine (Freireich
// and others 1963), the example of nearly every textbook.
func TestKaplanMeierAsItWasPublished(t *testing.T) {
	var all []statistics.Lifetime
	for _, weeks := range []float64{6, 6, 6, 7, 10, 13, 16, 22, 23} {
		all = append(all, statistics.Lifetime{Length: weeks, Ended: true})
	}
	for _, weeks := range []float64{6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35} {
		all = append(all, statistics.Lifetime{Length: weeks})
	}
	s := statistics.EstimateSurvival(all)
	for _, c := range []struct{ at, share float64 }{{5, 1}, {6, 0.857}, {7, 0.807}, {10, 0.753}, {13, 0.690}, {16, 0.627}, {22, 0.538}, {23, 0.448}, {40, 0.448}} {
		if got := s.Beyond(c.at); math.Abs(got-c.share) > 0.0006 {
			t.Errorf("beyond %v weeks: %.4f, published is %.3f", c.at, got, c.share)
		}
	}
	if s.N != 21 || s.Ended != 9 {
		t.Errorf("%d patients, %d relapses", s.N, s.Ended)
	}
	if p, ok := s.Given(10, 22); !ok || math.Abs(p-0.538/0.753) > 0.001 {
		t.Errorf("of those past 10 weeks %.3f pass 22", p)
	}
}

func TestNothingIsKnownBeyondTheLast(t *testing.T) {
	s := statistics.EstimateSurvival([]statistics.Lifetime{{Length: 1, Ended: true}})
	if _, ok := s.Given(1, 2); ok {
		t.Error("a share of nobody")
	}
	if p := (statistics.Survival{}).Beyond(3); p != 1 {
		t.Errorf("of nothing known %v ends", p)
	}
}
