package record_test

import (
	"strings"
	"testing"

	"steward/kernel/record"
	"steward/kernel/value"
)

// compared gives the order of two ranks as the databases order them: numbers as numbers, text by
// bytes.
func compared(a, b value.Value) int {
	if a.Shape() == value.Number {
		return int(max(-1, min(1, a.Int()-b.Int())))
	}
	return strings.Compare(a.Text(), b.Text())
}

func TestRanksOrderAsPeopleExpect(t *testing.T) {
	for _, c := range []struct {
		field record.Column
		raws  []string // in the order expected, all different
	}{
		{record.Text("t"), []string{"Äpfel", "apfelmus", "Étage", "istanbul", "STRASSE 1", "straße 2", "Ʒ", "日本"}},
		{record.LocalizedText("t"), []string{`{"en":"alpha","de":"Zeta"}`, `{"de":"beta"}`, `{"en":"beta","de":"x"}`, `{"en":"Gamma"}`}},
		{record.Choice("c", "high", "medium", "low"), []string{"high", "medium", "low"}},
		{record.Choices("c", "mon", "tue", "wed"), []string{"mon", "mon, tue", "mon, tue, wed", "mon, wed", "tue", "tue, wed", "wed"}},
		{record.Number("n"), []string{"-10", "-9", "0", "9", "10", "9007199254740992", "9007199254740993"}},
		{record.Decimal("n", 2), []string{"-1.50", "-1.49", "0.09", "0.1", "10"}},
		{record.Money("m"), []string{"-1 EUR", "1 EUR", "0.51 USD", "1.03 EUR", "1 USD"}},
		{record.YesNo("b"), []string{"no", "yes"}},
		{record.Date("d"), []string{"1969-12-31", "1970-01-01", "2024-02-29", "2024-03-01"}},
		{record.Instant("i"), []string{"1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2026-03-29T01:00:00+02:00", "2026-03-29T00:00:00Z"}},
		{record.Planned("p"), []string{"2026-03-29T10:00 Asia/Tokyo", "2026-03-29T03:15 Europe/Berlin", "2026-03-29T02:30 Europe/Berlin", "2026-03-29T02:00 UTC"}},
		{record.Duration("d"), []string{"-1h", "0s", "59s", "1m", "90m", "2h", "1d"}},
		{record.Phone("p"), []string{"030 1234", "+1 555 0000", "0049 30 1", "(49) 30 2"}},
		{record.Email("e"), []string{"anna@example.com", "Berta@example.com"}},
	} {
		d := c.field.Definition()
		var ranks []value.Value
		for _, raw := range c.raws {
			v, err := d.Kind.Parse(d, raw, circumstances(t))
			if err != nil {
				t.Fatalf("%s %q: %v", d.Kind.Name(), raw, err)
			}
			ranks = append(ranks, d.Kind.Rank(d, v))
		}
		for i := 1; i < len(ranks); i++ {
			if compared(ranks[i-1], ranks[i]) >= 0 {
				t.Errorf("%s: %q does not come before %q", d.Kind.Name(), c.raws[i-1], c.raws[i])
			}
		}
	}
}

func TestAConditionsTextIsComparedWithTheRank(t *testing.T) {
	for _, c := range []struct {
		field       record.Column
		held, asked string
	}{
		{record.Text("t"), "Große Störung", "STORUNG"},
		{record.LocalizedText("t"), `{"en":"Printer","de":"Drucker"}`, "druck"},
		{record.LocalizedText("t"), `{"en":"Printer","de":"Drucker"}`, "PRINT"},
		{record.Phone("p"), "+49 (30) 1234-56", "30 123456"},
		{record.NumberField, "INC0000123", "inc0000"},
	} {
		d := c.field.Definition()
		v, err := d.Kind.Parse(d, c.held, circumstances(t))
		if err != nil {
			t.Fatal(err)
		}
		in, part := d.Kind.Rank(d, v).Text(), d.Kind.Rank(d, value.Of(c.asked)).Text()
		if part == "" || !strings.Contains(in, part) {
			t.Errorf("%s: %q does not contain %q (%q in %q)", d.Kind.Name(), c.held, c.asked, part, in)
		}
	}
}
