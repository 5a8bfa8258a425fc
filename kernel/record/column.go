package record

import (
	"strings"

	"steward/kernel/value"
)

// What kinds share in writing values to columns and reading them back.

func loadText(column any) value.Value { return value.Exact(textOf(column)) }

func textOf(column any) string {
	switch t := column.(type) {
	case string:
		return t
	case []byte:
		return string(t)
	}
	return ""
}

func loadNumber(column any) value.Value {
	if n, ok := column.(int64); ok {
		return value.Int(n)
	}
	return value.Value{}
}

func numberOf(column any) int64 {
	n, _ := column.(int64)
	return n
}

func textOrNil(v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return v.Text()
}

func numberOrNil(v value.Value) any {
	if v.IsEmpty() {
		return nil
	}
	return v.Int()
}

// barred writes a set as |a|b|, so that |a| is found whole.
func barred(v value.Value) string {
	if v.IsEmpty() {
		return ""
	}
	return "|" + strings.Join(v.Members(), "|") + "|"
}

func loadSet(column any) value.Value {
	s := textOf(column)
	if s == "" {
		return value.Value{}
	}
	return value.SetOf(strings.Split(s, "|")...)
}
