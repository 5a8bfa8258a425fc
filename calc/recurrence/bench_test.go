package recurrence_test

import (
	"testing"

	"steward/calc/walltime"
)

func BenchmarkNext(b *testing.B) {
	for _, rule := range []string{"FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY", "FREQ=MINUTELY;INTERVAL=15",
		"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"} {
		b.Run(rule, func(b *testing.B) {
			s := series(b, "2001-01-01", "Europe/Berlin", rule)
			after := wall(b, "2026-06-08T10:00").In(s.Zone, walltime.Shift)
			for b.Loop() {
				if _, _, err := s.Next(after); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
