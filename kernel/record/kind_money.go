package record

import (
	"strings"

	"steward/kernel/query"
	"steward/kernel/value"
)

type moneyKind struct{}

// MoneyKind is an amount with its currency. It compares and sorts by the amount in the currency of
// the house, converted at the document's date when it is written.
var MoneyKind Kind = moneyKind{}

// Money declares an amount of money.
func Money(name string) Field[value.Money] {
	return NewField(&Def{Name: name, Kind: MoneyKind}, value.MoneyOf, value.Money.Value)
}

func (moneyKind) Name() string { return "money" }
func (moneyKind) Columns() []Storage {
	return []Storage{{Number: true}, {Suffix: "__minor", Number: true}, {Suffix: "__currency"}}
}
func (moneyKind) Class() query.Class { return query.Number }

// Parse reads "12.50 EUR", "EUR 12.50", {"amount": "12.50", "currency": "EUR"}, and an amount alone
// in the currency of the house.
func (moneyKind) Parse(_ *Def, raw any, in Input) (value.Value, error) {
	amount, code, err := moneyParts(raw)
	if err != nil {
		return value.Value{}, err
	}
	if _, parts := raw.(map[string]any); amount == nil || amount == "" {
		if parts || code == "" { // a form sends its preset currency beside an empty amount
			return value.Value{}, nil
		}
		return value.Value{}, refuse("not-money", raw)
	}
	if code == "" {
		code = in.Currency
	}
	if code == "" {
		return value.Value{}, refuse("currency-missing", raw)
	}
	digits, known := value.CurrencyDigits(code)
	if !known {
		return value.Value{}, refuse("not-a-currency", code)
	}
	key := "not-money"
	if digits == 0 {
		key = "not-whole-money"
	}
	minor, given, err := parseScaled(amount, digits, key)
	if err != nil || !given {
		return value.Value{}, err
	}
	return converted(value.Money{Minor: minor, Currency: code}, in)
}

// moneyParts takes the amount and the currency's code apart.
func moneyParts(raw any) (amount any, code string, err error) {
	if m, ok := raw.(map[string]any); ok {
		code, err = asWord(m["currency"])
		if text, isText := m["amount"].(string); isText {
			return strings.TrimSpace(text), strings.ToUpper(code), err
		}
		return m["amount"], strings.ToUpper(code), err
	}
	if _, isText := raw.(string); !isText {
		if list, isList := raw.([]string); !isList || len(list) != 1 {
			return raw, "", nil
		}
	}
	s, err := asWord(raw)
	if err != nil {
		return nil, "", err
	}
	letters := func(r rune) bool { return r > '9' }
	switch first, last := strings.IndexFunc(s, letters), strings.LastIndexFunc(s, letters); {
	case first < 0:
		return s, "", nil
	case first == 0:
		return strings.TrimSpace(s[last+1:]), strings.ToUpper(s[:last+1]), nil
	default:
		return strings.TrimSpace(s[:first]), strings.ToUpper(s[first:]), nil
	}
}

// converted adds the amount in the currency of the house. Where no house currency is known, the
// amount stands for itself.
func converted(m value.Money, in Input) (value.Value, error) {
	if in.Currency == "" || in.Currency == m.Currency {
		m.House = m.Minor
		return m.Value(), nil
	}
	if in.Convert == nil {
		return value.Value{}, refuse("no-exchange-rate", m.Currency, "house", in.Currency)
	}
	house, found, err := in.Convert(m.Minor, m.Currency)
	if err != nil {
		return value.Value{}, err
	}
	if !found {
		return value.Value{}, refuse("no-exchange-rate", m.Currency, "house", in.Currency)
	}
	m.House = house
	return m.Value(), nil
}

func (moneyKind) Store(_ *Def, v value.Value, dst []any) []any {
	if v.IsEmpty() {
		return append(dst, nil, nil, nil)
	}
	m := value.MoneyOf(v)
	return append(dst, m.House, m.Minor, m.Currency)
}

func (moneyKind) Load(_ *Def, columns []any) value.Value {
	return value.Money{House: numberOf(columns[0]), Minor: numberOf(columns[1]), Currency: textOf(columns[2])}.Value()
}

func (moneyKind) Rank(_ *Def, v value.Value) value.Value {
	if v.IsEmpty() {
		return v
	}
	return value.Int(v.Int())
}

func (moneyKind) Format(_ *Def, v value.Value) string { return value.MoneyOf(v).String() }

func (moneyKind) JSON(_ *Def, v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	m := value.MoneyOf(v)
	return map[string]any{"amount": m.Amount().String(), "currency": m.Currency}
}

func (moneyKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "object", "required": []any{"amount", "currency"}, "properties": map[string]any{
		"amount":   map[string]any{"type": "string", "format": "decimal", "pattern": `^-?\d+(\.\d+)?$`},
		"currency": map[string]any{"type": "string", "pattern": "^[A-Z]{3}$"},
	}}
}
