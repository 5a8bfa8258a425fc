package query

import (
	"fmt"
	"time"

	"steward/kernel/fault"
	"steward/kernel/value"
)

// hourOfWeek is the dimension that tells when in the week something happens: 0 is the hour that begins
// on Monday at midnight, 167 the last of Sunday, by the clock of the zone.
const hourOfWeek = "hour_of_week"

const (
	microsOfHour = int64(time.Hour / time.Microsecond)
	hoursOfWeek  = 168
	// thursday is the hour of the week in which 1970 began.
	thursday = 72
	// wholeWeeks makes every instant that can be stored positive, so that dividing rounds down in each
	// database.
	wholeWeeks = 600_000 * hoursOfWeek * microsOfHour
)

// ahead is how far the clocks of a zone are ahead of UTC, up to an instant; the last one has none.
type ahead struct {
	until int64 // microseconds; 0: for good
	by    int64 // microseconds
}

// clocksOf lists those of a zone from one instant to another.
func clocksOf(first, last int64, zone *time.Location) ([]ahead, error) {
	var out []ahead
	for at := time.UnixMicro(first).In(zone); ; {
		_, seconds := at.Zone()
		_, end := at.ZoneBounds()
		if end.IsZero() || end.UnixMicro() > last {
			return append(out, ahead{by: int64(seconds) * 1e6}), nil
		}
		if len(out) == MaxPeriods {
			return nil, fault.New(fault.TooLarge, "aggregate", "too-many-periods", "most", MaxPeriods)
		}
		out = append(out, ahead{until: end.UnixMicro(), by: int64(seconds) * 1e6})
		at = end.In(zone)
	}
}

// hourOf gives the hour of the week of an instant.
func hourOf(micros int64, zone *time.Location) value.Value {
	_, seconds := time.UnixMicro(micros).In(zone).Zone()
	return value.Int(((micros+int64(seconds)*1e6+wholeWeeks)/microsOfHour + thursday) % hoursOfWeek)
}

// hourSQL writes the hour of the week as a tree of comparisons with the instants at which clocks change.
func hourSQL(b *Builder, column string, all []ahead) {
	if len(all) == 1 {
		fmt.Fprintf(&b.text, "((%s + %d) / %d + %d) %% %d", column, all[0].by+wholeWeeks, microsOfHour, thursday, hoursOfWeek)
		return
	}
	half := len(all) / 2
	fmt.Fprintf(&b.text, "CASE WHEN %s < %d THEN ", column, all[half-1].until)
	hourSQL(b, column, all[:half])
	b.Write(" ELSE ")
	hourSQL(b, column, all[half:])
	b.Write(" END")
}
