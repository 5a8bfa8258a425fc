package controlchart_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"steward/calc/controlchart"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-3 }

// Worked by hand: mean 10.2, moving ranges 2, 1, 3, 2, mean range 2; limits 10.2 -+ 3 x 2 / 1.128.
func TestLimitsOfIndividualValues(t *testing.T) {
	l, ok := controlchart.XmR([]float64{10, 12, 11, 8, 10}, nil)
	if !ok || !near(l.Centre, 10.2) || !near(l.Upper, 10.2+3*2/1.128) || !near(l.Lower, 10.2-3*2/1.128) || !l.Provisional || l.N != 5 {
		t.Errorf("%+v", l)
	}
	zero := 0.0
	if l, _ := controlchart.XmR([]float64{1, 9, 1, 9}, &zero); l.Lower != 0 {
		t.Errorf("the floor does not hold: %+v", l)
	}
	if _, ok := controlchart.XmR([]float64{1}, nil); ok {
		t.Error("one value sets limits")
	}
}

func TestAShiftBeginsANewPhaseAndASingleCauseDoesNot(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var values []float64
	for range 20 {
		values = append(values, 5.5+r.NormFloat64()*.4)
	}
	values[13] = 9.5
	for range 12 {
		values = append(values, 3.9+r.NormFloat64()*.3)
	}
	phases := controlchart.Phases(values, nil)
	if len(phases) != 2 || phases[1].From < 19 || phases[1].From > 21 || !near(float64(phases[1].To), 31) {
		t.Fatalf("%+v", phases)
	}
	if phases[0].Upper > 9 {
		t.Errorf("the outlier widens the limits: %+v", phases[0])
	}
	signals := controlchart.Signals(values, phases)
	if len(signals) != 1 || signals[0] != (controlchart.Signal{At: 13, Rule: controlchart.Beyond}) {
		t.Errorf("%+v", signals)
	}
}

// Properties: phases cover the values without gap, limits contain their centre, and a steady process
// seldom signals.
func TestPhasesCoverTheValues(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	alarms := 0
	for range 300 {
		values := make([]float64, 2+r.IntN(60))
		for i := range values {
			values[i] = 10 + r.NormFloat64()
		}
		phases := controlchart.Phases(values, nil)
		next := 0
		for _, p := range phases {
			if p.From != next || p.To < p.From || p.Lower > p.Centre || p.Upper < p.Centre {
				t.Fatalf("%+v of %v", phases, values)
			}
			next = p.To + 1
		}
		if len(phases) > 0 && next != len(values) && len(values)-next > 1 {
			t.Fatalf("%d of %d covered", next, len(values))
		}
		alarms += len(controlchart.Signals(values, phases))
	}
	if alarms > 300 {
		t.Errorf("%d alarms of a steady process", alarms)
	}
}
