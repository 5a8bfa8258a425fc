package record_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"steward/kernel/record"
	"steward/kernel/record/sample"
	"steward/kernel/value"
)

func TestAValueIsWrittenAsItsKindGivesIt(t *testing.T) {
	for _, d := range everyKind(t) {
		values := []value.Value{{}}
		r := rand.New(rand.NewPCG(7, 7))
		for range 50 {
			values = append(values, sample.Value(r, d, sample.Fresh(r)))
		}
		for _, v := range values {
			want, err := json.Marshal(d.Kind.JSON(d, v))
			if got := string(record.AppendJSON(nil, d, v)); err != nil || got != string(want) {
				t.Errorf("%s: %s, not %s, %v", d.Kind.Name(), got, want, err)
			}
		}
	}
}

func TestATextIsWrittenAsJSONWritesIt(t *testing.T) {
	for _, s := range []string{"", "printer", "Drucker für Öl", "a \"b\" \\ c", "line\nline\ttab\x01", "<b>&", "\u2028 and \u2029", "broken \xff", "日本 🙂"} {
		want, err := json.Marshal(s)
		if got := string(record.AppendText(nil, s)); err != nil || got != string(want) {
			t.Errorf("%q: %s, not %s, %v", s, got, want, err)
		}
	}
}
