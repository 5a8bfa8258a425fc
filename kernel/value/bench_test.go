package value_test

import (
	"testing"

	"steward/kernel/value"
)

func BenchmarkFold(b *testing.B) {
	for name, text := range map[string]string{
		"english": "Printer on the third floor does not print since Monday morning, please have a look at it",
		"german":  "Störung: der Drucker im dritten Stock druckt seit Montag früh nicht, bitte prüfen, Straße 5",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				value.Fold(text)
			}
		})
	}
}
