package calc

import (
	"fmt"
	"time"

	"steward/calc/walltime"
)

type resolveInput struct {
	Wall   walltime.DateTime `json:"wall"`
	Zone   string            `json:"zone"`
	Policy string            `json:"policy"` // shift, the default, or gap-end
}

type resolveOutput struct {
	Instant time.Time         `json:"instant"`
	Shows   walltime.DateTime `json:"shows"` // what the clock shows then
	Exact   bool              `json:"exact"` // the time asked for
}

func resolve(in resolveInput) (out resolveOutput, err error) {
	if in.Wall.Date.IsZero() {
		return out, missing("wall", "2026-03-29T02:30")
	}
	zone, err := walltime.Zone(in.Zone)
	if err != nil {
		return out, err
	}
	policy, known := map[string]walltime.Policy{"": walltime.Shift, "shift": walltime.Shift, "gap-end": walltime.GapEnd}[in.Policy]
	if !known {
		return out, fmt.Errorf("%w: policy %q, choose shift or gap-end", ErrInput, in.Policy)
	}
	out.Instant = in.Wall.In(zone, policy)
	out.Shows = walltime.Of(out.Instant, zone)
	out.Exact = in.Wall.In(time.UTC, policy).Equal(out.Shows.In(time.UTC, policy))
	return out, nil
}
