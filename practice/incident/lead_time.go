package incident

import (
	"context"
	"time"

	"steward/kernel/record"
)

// TimeToResolve is how long it took from the report to the resolution, by the clock on the wall; what
// was promised is measured by service clocks.
var TimeToResolve = record.Duration("time_to_resolve").Computed()

var leadTimes = record.Rules{
	{On: record.Filling, Say: "the time to resolve runs from the report to the resolution that stands", Reads: record.Columns{OpenedAt, ResolvedAt}, Sets: record.Columns{TimeToResolve}, Do: timed},
}

func timed(_ context.Context, d *record.Draft, _ record.Reader) error {
	at, resolved := ResolvedAt.Get(d)
	switch opened, known := OpenedAt.Get(d); {
	case resolved && known:
		TimeToResolve.Set(d, at.Sub(opened).Round(time.Second))
	default:
		TimeToResolve.Clear(d)
	}
	return nil
}
