package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"steward/kernel/fault"
	"steward/kernel/value"
)

// refuse makes the fault of a value that a kind does not take. key is a message key; given fills
// {given}, and args are further pairs of name and value.
func refuse(key string, given any, args ...any) *fault.Fault {
	return fault.New(fault.Invalid, "parse", key, append([]any{"given", shown(given)}, args...)...)
}

const shownMax = 80

// shown writes what was given, short enough for a message.
func shown(given any) string {
	s := fmt.Sprint(given)
	if utf8.RuneCountInString(s) > shownMax {
		s = string([]rune(s)[:shownMax-1]) + "…"
	}
	return strings.ToValidUTF8(s, "�")
}

// asText takes what stands for one text in a form or in JSON.
func asText(raw any) (string, error) {
	switch t := raw.(type) {
	case nil:
		return "", nil
	case string:
		return t, nil
	case json.Number:
		return t.String(), nil
	case float64:
		return strconv.FormatFloat(t, 'f', -1, 64), nil
	case []string:
		if len(t) == 0 {
			return "", nil
		}
		if len(t) == 1 {
			return t[0], nil
		}
	}
	return "", refuse("not-text", raw)
}

// asWord is asText without the space around it, and refuses what is not UTF-8.
func asWord(raw any) (string, error) {
	s, err := asText(raw)
	if err == nil && !utf8.ValidString(s) {
		return "", refuse("not-utf8", "")
	}
	return strings.TrimSpace(s), err
}

// asList takes what stands for several texts: a list, or one text parted by commas, semicolons,
// bars or line ends.
func asList(raw any) ([]any, error) {
	switch t := raw.(type) {
	case nil:
		return nil, nil
	case []any:
		return t, nil
	case []string:
		if len(t) == 1 {
			return parted(t[0]), nil
		}
		out := make([]any, len(t))
		for i := range t {
			out[i] = t[i]
		}
		return out, nil
	case map[string]any:
		return []any{t}, nil
	}
	s, err := asText(raw)
	return parted(s), err
}

func parted(s string) []any {
	var out []any
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;|\n\r", r) }) {
		out = append(out, part)
	}
	return out
}

// asNumber takes what stands for one number and gives it in plain notation, or empty for none.
func asNumber(raw any) (string, error) {
	switch t := raw.(type) {
	case float64:
		if math.IsNaN(t) || math.IsInf(t, 0) {
			return "", value.ErrNotDecimal
		}
		return strconv.FormatFloat(t, 'f', -1, 64), nil
	case json.Number:
		return withoutExponent(t.String())
	}
	s, err := asText(raw)
	return strings.TrimSpace(s), err
}

const exponentMax = 40

// withoutExponent writes JSON's 1.25e1 as 12.5, exactly.
func withoutExponent(s string) (string, error) {
	mantissa, power, has := strings.Cut(strings.ToLower(s), "e")
	if !has {
		return s, nil
	}
	e, err := strconv.Atoi(power)
	if err != nil || e > exponentMax || e < -exponentMax {
		return "", value.ErrOutOfRange
	}
	rest, negative := strings.CutPrefix(mantissa, "-")
	whole, fraction, _ := strings.Cut(rest, ".")
	digits := strings.Repeat("0", exponentMax) + whole + fraction + strings.Repeat("0", exponentMax)
	point := exponentMax + len(whole) + e
	whole = strings.TrimLeft(digits[:point], "0")
	if whole == "" {
		whole = "0"
	}
	if negative {
		whole = "-" + whole
	}
	return whole + "." + digits[point:], nil
}

// parseScaled reads a number with at most scale digits behind the point. key says what is wrong
// with what is no number at all.
func parseScaled(raw any, scale int, key string) (n int64, given bool, err error) {
	s, err := asNumber(raw)
	if err == nil && s == "" {
		return 0, false, nil
	}
	var d value.Decimal
	if err == nil {
		d, err = value.ParseDecimal(s, scale)
	}
	switch {
	case err == nil:
		return d.Scaled, true, nil
	case errors.Is(err, value.ErrOutOfRange):
		return 0, false, refuse("number-too-large", raw)
	case errors.Is(err, value.ErrTooManyDigits) && scale > 0:
		return 0, false, refuse("too-many-digits", raw, "digits", scale)
	}
	return 0, false, refuse(key, raw)
}
