package record

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"steward/kernel/value"
)

// AppendJSON writes a value as its kind's JSON gives it. What most fields of a list hold is written
// without making anything on the way: nothing, a text, a time, a number.
func AppendJSON(b []byte, d *Def, v value.Value) []byte {
	if v.IsEmpty() {
		return append(b, "null"...)
	}
	switch d.Kind.(type) {
	// The kinds themselves: what is built on them may show something else, or nothing at all.
	case textKind, longKind, choiceKind, stateKind, referenceKind, personKind, idKind, numberTextKind, emailKind:
		return AppendText(b, v.Text())
	case instantKind:
		b = readInstant(v).AppendFormat(append(b, '"'), time.RFC3339Nano)
		return append(b, '"')
	case numberKind:
		return strconv.AppendInt(b, v.Int(), 10)
	}
	return appendAny(b, d.Kind.JSON(d, v))
}

func appendAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return AppendText(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case bool:
		return strconv.AppendBool(b, v)
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return append(b, "null"...)
	}
	return append(b, raw...)
}

// AppendText writes a text as encoding/json does, which it asks for what has to be escaped.
func AppendText(b []byte, s string) []byte {
	ascii := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			return escaped(b, s)
		}
		ascii = ascii && c < utf8.RuneSelf
	}
	if !ascii && (!utf8.ValidString(s) || strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029")) {
		return escaped(b, s)
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func escaped(b []byte, s string) []byte {
	raw, err := json.Marshal(s)
	if err != nil {
		return append(b, `""`...)
	}
	return append(b, raw...)
}
