package clock_test

import (
	"testing"
	"time"

	"steward/calc/clock"
)

// BenchmarkHundredThousandClocks replays clocks of five events, three levels and two pauses each.
func BenchmarkHundredThousandClocks(b *testing.B) {
	target := clock.Target{Name: "normal", Duration: 20 * time.Hour, Calendar: calendar(b, "09:00-17:00")}
	happened := events(b, nil, "8 09:00 start", "8 12:00 pause user", "9 10:00 resume user", "9 15:00 pause supplier", "10 11:00 resume supplier")
	now := on(b, "11 12:00")
	rules := clock.Rules{Levels: []int{50, 75, 100}}
	for b.Loop() {
		for range 100_000 {
			if _, err := clock.Replay(target, happened, rules, now); err != nil {
				b.Fatal(err)
			}
		}
	}
}
