package value

import (
	"encoding/json"
	"fmt"
	"strconv"
)

// Encode gives the one canonical encoding of a value: JSON without spaces. Empty is null, text a
// string, a number a number, a compound [num,text,num2,text2], a set {"set":[...]}.
func (v Value) Encode() string { return string(v.Append(nil)) }

// Append adds the canonical encoding to b.
func (v Value) Append(b []byte) []byte {
	switch v.shape {
	case Text:
		return appendString(b, v.text)
	case Number:
		return strconv.AppendInt(b, v.num, 10)
	case Compound:
		n2, t2 := v.Second()
		b = append(b, '[')
		b = strconv.AppendInt(b, v.num, 10)
		b = append(b, ',')
		b = appendString(b, v.text)
		b = append(b, ',')
		b = strconv.AppendInt(b, n2, 10)
		b = append(b, ',')
		b = appendString(b, t2)
		return append(b, ']')
	case Set:
		b = append(b, `{"set":[`...)
		for i, m := range v.Members() {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, m)
		}
		return append(b, "]}"...)
	default:
		return append(b, "null"...)
	}
}

// Decode reads the canonical encoding.
func Decode(raw []byte) (Value, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return Value{}, nil
	}
	switch raw[0] {
	case '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return Exact(s), err
	case '[':
		return decodeCompound(raw)
	case '{':
		var o struct {
			Set []string `json:"set"`
		}
		err := json.Unmarshal(raw, &o)
		return SetOf(o.Set...), err
	default:
		n, err := strconv.ParseInt(string(raw), 10, 64)
		return Int(n), err
	}
}

func decodeCompound(raw []byte) (Value, error) {
	var parts [4]json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return Value{}, fmt.Errorf("value.decode: %w", err)
	}
	var n, n2 int64
	var t, t2 string
	for i, into := range []any{&n, &t, &n2, &t2} {
		if err := json.Unmarshal(parts[i], into); err != nil {
			return Value{}, fmt.Errorf("value.decode: %w", err)
		}
	}
	return Parts(n, t, n2, t2), nil
}

const hex = "0123456789abcdef"

// appendString writes a JSON string in one way only: the two escapes that JSON demands, \u00xx for
// control characters, everything else as it is.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[from:i]...)
		if c == '"' || c == '\\' {
			b = append(b, '\\', c)
		} else {
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		from = i + 1
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
