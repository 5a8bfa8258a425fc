package calc

import (
	"steward/calc/controlchart"
	"steward/calc/statistics"
)

type controlChartInput struct {
	Values []float64 `json:"values"`
	// Floor is what no value goes below, such as 0 of a time; none when left out.
	Floor *float64 `json:"floor"`
}

type controlChartOutput struct {
	Chart   string         `json:"chart"`
	Phases  []controlPhase `json:"phases"`
	Signals []signalled    `json:"signals"`
}

type controlPhase struct {
	From        int     `json:"from"` // the first value is 1
	To          int     `json:"to"`
	Centre      float64 `json:"centre"`
	Lower       float64 `json:"lower"`
	Upper       float64 `json:"upper"`
	Provisional bool    `json:"provisional"`
}

type signalled struct {
	Value int `json:"value"`
	Rule  int `json:"rule"` // Nelson's number
}

func controlChart(in controlChartInput) (controlChartOutput, error) {
	out := controlChartOutput{Chart: "XmR", Phases: []controlPhase{}, Signals: []signalled{}}
	if err := statistics.Check(in.Values); err != nil {
		return out, err
	}
	phases := controlchart.Phases(in.Values, in.Floor)
	for _, p := range phases {
		out.Phases = append(out.Phases, controlPhase{p.From + 1, p.To + 1, p.Centre, p.Lower, p.Upper, p.Provisional})
	}
	for _, s := range controlchart.Signals(in.Values, phases) {
		out.Signals = append(out.Signals, signalled{s.At + 1, int(s.Rule)})
	}
	return out, nil
}
