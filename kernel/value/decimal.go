package value

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// What ParseDecimal refuses with.
var (
	ErrNotDecimal    = errors.New("not a decimal number")
	ErrTooManyDigits = errors.New("more digits behind the point than allowed")
	ErrOutOfRange    = errors.New("number out of range")
)

// MaxScale is the most digits behind the point that a Decimal has.
const MaxScale = 9

// Decimal is a number with a fixed count of digits behind the point: Scaled / 10^Scale.
type Decimal struct {
	Scaled int64
	Scale  int
}

// ParseDecimal reads "12.5" or "-0.05" with at most scale digits behind the point; further zeros
// do no harm. There is no other notation: no comma, no spaces, no exponent.
func ParseDecimal(text string, scale int) (Decimal, error) {
	digits, negative := strings.CutPrefix(text, "-")
	if !negative {
		digits = strings.TrimPrefix(digits, "+")
	}
	whole, fraction, pointed := strings.Cut(digits, ".")
	if !onlyDigits(whole) || (pointed && !onlyDigits(fraction)) {
		return Decimal{}, ErrNotDecimal
	}
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > scale {
		return Decimal{}, ErrTooManyDigits
	}
	if negative {
		whole = "-" + whole
	}
	n, err := strconv.ParseInt(whole+fraction+strings.Repeat("0", scale-len(fraction)), 10, 64)
	if err != nil {
		return Decimal{}, ErrOutOfRange
	}
	return Decimal{Scaled: n, Scale: scale}, nil
}

func onlyDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// String writes the number with all Scale digits: "12.50".
func (d Decimal) String() string {
	sign, n := "", uint64(d.Scaled)
	if d.Scaled < 0 {
		sign, n = "-", -n
	}
	digits := strconv.FormatUint(n, 10)
	if d.Scale <= 0 {
		return sign + digits
	}
	if short := d.Scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	point := len(digits) - d.Scale
	return sign + digits[:point] + "." + digits[point:]
}

// Float gives the nearest binary number, for charts and statistics only.
func (d Decimal) Float() float64 { return float64(d.Scaled) / math.Pow10(d.Scale) }
