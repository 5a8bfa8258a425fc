package record_test

import (
	"math/rand/v2"
	"testing"

	"steward/kernel/record"
	"steward/kernel/record/sample"
)

// What reading and storing one value costs, by kind.
func BenchmarkParseAndStore(b *testing.B) {
	for _, spec := range sample.Customs("person") {
		d, err := record.CustomField(spec)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(d.Kind.Name(), func(b *testing.B) {
			r := rand.New(rand.NewPCG(1, 2))
			raw := sample.Raw(sample.Page, d, sample.Value(r, d, sample.Fresh(r)))
			in := sample.Input()
			cells := make([]any, 0, 4)
			for b.Loop() {
				v, err := d.Kind.Parse(d, raw, in)
				if err != nil {
					b.Fatal(err)
				}
				cells = d.Kind.Store(d, v, cells[:0])
			}
		})
	}
}
