package calc

import (
	"slices"

	"steward/calc/statistics"
)

type percentileInput struct {
	Values      []float64 `json:"values"`
	Percentiles []float64 `json:"percentiles"`
}

type percentileOutput struct {
	Method      string       `json:"method"`
	N           int          `json:"n"`
	Percentiles []quantified `json:"percentiles"`
}

type quantified struct {
	P     float64  `json:"p"`
	Value *float64 `json:"value"` // null of no values
}

func percentile(in percentileInput) (percentileOutput, error) {
	rising := slices.Sorted(slices.Values(in.Values))
	out := percentileOutput{Method: "Hyndman-Fan type 7", N: len(rising), Percentiles: []quantified{}}
	for _, p := range in.Percentiles {
		value, ok, err := statistics.PercentileSorted(rising, p)
		if err != nil {
			return out, err
		}
		q := quantified{P: p}
		if ok {
			q.Value = &value
		}
		out.Percentiles = append(out.Percentiles, q)
	}
	return out, nil
}
