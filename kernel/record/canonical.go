package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"steward/kernel/value"
)

// Canonical JSON: no spaces, keys sorted by bytes, strings in NFC with the fewest escapes, whole
// numbers exact, other numbers as the shortest text of the nearest float64.

var (
	errNotJSON = errors.New("not JSON")
	errTooDeep = errors.New("nested too deep")
)

// deepest is how far objects and lists may stand in one another.
const deepest = 32

// readJSON reads one JSON document. A key that stands twice in an object is refused, because
// readers disagree about which one counts.
func readJSON(text string) (any, error) {
	if !utf8.ValidString(text) {
		return nil, errNotJSON
	}
	in := json.NewDecoder(strings.NewReader(text))
	in.UseNumber()
	v, err := readNext(in, 0)
	if err != nil {
		return nil, err
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return nil, errNotJSON
	}
	return v, nil
}

func readNext(in *json.Decoder, depth int) (any, error) {
	if depth > deepest {
		return nil, errTooDeep
	}
	token, err := in.Token()
	if err != nil {
		return nil, errNotJSON
	}
	switch token {
	case json.Delim('{'):
		return readObject(in, depth)
	case json.Delim('['):
		list := []any{}
		for in.More() {
			v, err := readNext(in, depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, closed(in)
	}
	return token, nil
}

func readObject(in *json.Decoder, depth int) (any, error) {
	object := map[string]any{}
	for in.More() {
		token, err := in.Token()
		key, isText := token.(string)
		if err != nil || !isText {
			return nil, errNotJSON
		}
		if _, twice := object[key]; twice {
			return nil, errNotJSON
		}
		if object[key], err = readNext(in, depth+1); err != nil {
			return nil, err
		}
	}
	return object, closed(in)
}

func closed(in *json.Decoder) error {
	if _, err := in.Token(); err != nil {
		return errNotJSON
	}
	return nil
}

// appendJSON writes the canonical form of what encoding/json reads into an any.
func appendJSON(b []byte, v any, depth int) ([]byte, error) {
	if depth > deepest {
		return nil, errTooDeep
	}
	switch t := v.(type) {
	case nil:
		return append(b, "null"...), nil
	case bool:
		return strconv.AppendBool(b, t), nil
	case string:
		return appendJSONText(b, t), nil
	case float64, json.Number:
		return appendJSONNumber(b, fmt.Sprint(t))
	case []any:
		return appendJSONList(b, t, depth)
	case map[string]any:
		return appendJSONObject(b, t, depth)
	}
	return nil, errNotJSON
}

func appendJSONText(b []byte, s string) []byte {
	v := value.Of(strings.ToValidUTF8(s, "�"))
	if v.IsEmpty() {
		return append(b, `""`...)
	}
	return v.Append(b)
}

func appendJSONNumber(b []byte, s string) ([]byte, error) {
	if !strings.ContainsAny(s, ".eE") {
		if s == "-0" {
			s = "0"
		}
		return append(b, s...), nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return nil, errNotJSON
	}
	if f == 0 {
		return append(b, '0'), nil
	}
	short, err := json.Marshal(f)
	return append(b, short...), err
}

func appendJSONList(b []byte, list []any, depth int) ([]byte, error) {
	var err error
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendJSON(b, list[i], depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendJSONObject(b []byte, object map[string]any, depth int) ([]byte, error) {
	clean := make(map[string]string, len(object)) // as it is written -> as it was given
	for key := range object {
		clean[string(appendJSONText(nil, key))] = key
	}
	if len(clean) != len(object) {
		return nil, errNotJSON
	}
	b = append(b, '{')
	for i, key := range slices.Sorted(maps.Keys(clean)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, key...), ':')
		var err error
		if b, err = appendJSON(b, object[clean[key]], depth+1); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}
