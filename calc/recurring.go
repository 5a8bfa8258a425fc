package calc

import (
	"time"

	"steward/calc/recurrence"
	"steward/calc/walltime"
)

type recurrenceInput struct {
	Start  walltime.DateTime   `json:"start"`
	Zone   string              `json:"zone"`
	Rule   recurrence.Rule     `json:"rule"`
	Extra  []walltime.DateTime `json:"extra"`
	Except []walltime.DateTime `json:"except"`
	From   time.Time           `json:"from"` // default: the start
	To     time.Time           `json:"to"`   // default: ten years later
	Limit  int                 `json:"limit"`
}

type recurrenceOutput struct {
	Rule        recurrence.Rule `json:"rule"`
	Occurrences []occurrence    `json:"occurrences"`
	More        bool            `json:"more"`
}

type occurrence struct {
	At   time.Time         `json:"at"`
	Wall walltime.DateTime `json:"wall"`
}

func recur(in recurrenceInput) (recurrenceOutput, error) {
	out := recurrenceOutput{Rule: in.Rule, Occurrences: []occurrence{}}
	if in.Start.Date.IsZero() {
		return out, missing("start", "2026-03-29T09:00")
	}
	zone, err := walltime.Zone(in.Zone)
	if err != nil {
		return out, err
	}
	if in.From.IsZero() {
		in.From = in.Start.In(zone, walltime.Shift)
	}
	if in.To.IsZero() {
		in.To = in.From.AddDate(10, 0, 0)
	}
	series := recurrence.Series{Start: in.Start, Zone: zone, Rule: in.Rule, Extra: in.Extra, Except: in.Except}
	list, more, err := series.Between(in.From, in.To, bounded(in.Limit))
	for _, o := range list {
		out.Occurrences = append(out.Occurrences, occurrence{o.At, o.Wall})
	}
	out.More = more
	return out, err
}
