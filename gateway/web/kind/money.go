package kind

import (
	"net/url"
	"slices"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

type money struct{ text }

// currencies are offered beside the one that a value has: ISO 4217.
var currencies = []string{"EUR", "USD", "GBP", "CHF", "JPY", "CNY", "INR", "PLN", "CZK", "SEK", "NOK", "DKK", "CAD", "AUD", "BRL"}

func (money) Cell(r *Reader, _ Field, v value.Value, c *view.Cell) {
	m := value.MoneyOf(v)
	c.Text = r.Number(m.Amount().String()) + "\u00a0" + m.Currency
}

func (money) Post(r *Reader, f Field, v value.Value) url.Values {
	if v.IsEmpty() {
		return url.Values{}
	}
	m := value.MoneyOf(v)
	return url.Values{f.Name: {r.typed(m.Amount().String())}, f.Name + ".currency": {m.Currency}}
}

func (money) Fill(_ *Reader, f Field, p url.Values, in *view.Input) {
	in.Value, in.Unit = p.Get(f.Name), p.Get(f.Name+".currency")
	if in.Unit == "" {
		in.Unit = currencies[0]
	}
	codes := currencies
	if !slices.Contains(codes, in.Unit) {
		codes = append([]string{in.Unit}, codes...)
	}
	for _, code := range codes {
		in.Units = append(in.Units, view.Option{Value: code, Label: code})
	}
}

// Raw gives nothing where no amount stands, whatever currency was preset.
func (money) Raw(r *Reader, f Field, p url.Values) any {
	amount := r.plain(p.Get(f.Name))
	if amount == "" {
		return ""
	}
	return map[string]any{"amount": amount, "currency": p.Get(f.Name + ".currency")}
}
