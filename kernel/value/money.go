package value

import "strings"

// Money is an amount in minor units (cents) of a currency, with the amount in the house's currency
// at the document's date, in its minor units.
type Money struct {
	Minor    int64
	Currency string // ISO 4217
	House    int64
}

// Value gives the value that holds the money: the house amount leads, because it is what compares.
func (m Money) Value() Value {
	if m.Currency == "" {
		return Value{}
	}
	return Parts(m.House, m.Currency, m.Minor, "")
}

// MoneyOf reads the value of a money field; the zero Money stands for empty.
func MoneyOf(v Value) Money {
	if v.shape != Compound {
		return Money{}
	}
	minor, _ := v.Second()
	return Money{Minor: minor, Currency: v.Text(), House: v.Int()}
}

// Amount gives the amount in whole units of its currency.
func (m Money) Amount() Decimal {
	digits, _ := CurrencyDigits(m.Currency)
	return Decimal{Scaled: m.Minor, Scale: digits}
}

// String writes "12.50 EUR", nothing for the zero Money.
func (m Money) String() string {
	if m.Currency == "" {
		return ""
	}
	return m.Amount().String() + " " + m.Currency
}

// CurrencyDigits gives the digits behind the point of a currency that is in use (ISO 4217, minor
// unit), false for any other text. Funds codes, metals and test codes are no currencies here.
func CurrencyDigits(code string) (digits int, known bool) {
	if len(code) != 3 {
		return 0, false
	}
	for digits, codes := range currencies {
		if i := strings.Index(codes, code); i >= 0 && i%4 == 0 {
			return digits, true
		}
	}
	return 0, false
}

// Currencies lists the codes of all currencies in use.
func Currencies() []string {
	var out []string
	for _, codes := range currencies {
		out = append(out, strings.Fields(codes)...)
	}
	return out
}

// currencies by digits behind the point, each code followed by one space.
var currencies = [...]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF ",
	1: "",
	2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF " +
		"CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL " +
		"HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT " +
		"MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB " +
		"SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH " +
		"USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG ",
	3: "BHD IQD JOD KWD LYD OMR TND ",
}
