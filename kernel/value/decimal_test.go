package value_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"steward/kernel/value"
)

func TestADecimalIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := value.Decimal{Scaled: rapid.Int64().Draw(t, "scaled"), Scale: rapid.IntRange(0, value.MaxScale).Draw(t, "scale")}
		got, err := value.ParseDecimal(d.String(), d.Scale)
		if err != nil || got != d {
			t.Fatalf("%s read as %v: %v", d, got, err)
		}
	})
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		text  string
		scale int
		want  int64
		err   error
	}{
		{"12.5", 2, 1250, nil}, {"+0.5", 1, 5, nil}, {"-0.05", 2, -5, nil}, {"7", 0, 7, nil}, {"7.00", 0, 7, nil}, {"007", 0, 7, nil},
		{"-9223372036854775808", 0, math.MinInt64, nil},
		{"12,5", 2, 0, value.ErrNotDecimal}, {"", 0, 0, value.ErrNotDecimal}, {".5", 2, 0, value.ErrNotDecimal}, {"5.", 2, 0, value.ErrNotDecimal},
		{"+-5", 2, 0, value.ErrNotDecimal}, {"1e3", 2, 0, value.ErrNotDecimal}, {"١", 0, 0, value.ErrNotDecimal}, {"1.2.3", 2, 0, value.ErrNotDecimal},
		{"0.125", 2, 0, value.ErrTooManyDigits}, {"9223372036854775808", 0, 0, value.ErrOutOfRange}, {"92233720368547758.08", 3, 0, value.ErrOutOfRange},
	} {
		d, err := value.ParseDecimal(c.text, c.scale)
		if !errors.Is(err, c.err) || d.Scaled != c.want {
			t.Errorf("%q: %v, %v", c.text, d, err)
		}
	}
	if f := (value.Decimal{Scaled: -1250, Scale: 2}).Float(); f != -12.5 {
		t.Errorf("float %v", f)
	}
}

func TestCurrenciesHaveTheirDigits(t *testing.T) {
	for code, want := range map[string]int{"EUR": 2, "JPY": 0, "KWD": 3, "CHF": 2, "USD": 2} {
		if got, known := value.CurrencyDigits(code); !known || got != want {
			t.Errorf("%s has %d digits, known %v", code, got, known)
		}
	}
	for _, code := range []string{"", "eur", "EURO", "UR ", "XXX", "XAU", "R U"} {
		if _, known := value.CurrencyDigits(code); known {
			t.Errorf("%q is a currency", code)
		}
	}
	seen := map[string]bool{}
	for _, code := range value.Currencies() {
		if _, known := value.CurrencyDigits(code); !known || seen[code] || len(code) != 3 {
			t.Errorf("%q is listed badly", code)
		}
		seen[code] = true
	}
	if len(seen) < 150 {
		t.Errorf("only %d currencies", len(seen))
	}
}

func TestMoneyIsHeldWhole(t *testing.T) {
	m := value.Money{Minor: -5, Currency: "USD", House: -4}
	if got := value.MoneyOf(m.Value()); got != m {
		t.Fatalf("%v", got)
	}
	if m.String() != "-0.05 USD" || (value.Money{}).String() != "" || !(value.Money{}).Value().IsEmpty() {
		t.Fatal("money writes its amount and currency")
	}
	if !value.MoneyOf(value.Int(5)).Value().IsEmpty() {
		t.Fatal("a number is no money")
	}
}
