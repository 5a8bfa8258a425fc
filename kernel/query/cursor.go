package query

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"hash/crc32"
	"strconv"
	"strings"

	"steward/kernel/fault"
)

// Cursor is a place in an order: behind one record.
type Cursor struct{ marks []mark }

// maxCursor is more than the sort keys of MaxKeys fields need.
const maxCursor = 16 << 10

// CursorOf gives the place behind a record as text for an address. It holds the record's sort keys.
func (o Sort) CursorOf(r Row) string {
	list := []any{o.signature()}
	for _, k := range o {
		if m := k.mark(r); m.none {
			list = append(list, nil)
		} else {
			list = append(list, m.arg(k.Field))
		}
	}
	var body bytes.Buffer
	write := json.NewEncoder(&body)
	write.SetEscapeHTML(false)
	if err := write.Encode(list); err != nil {
		return ""
	}
	sum := strconv.FormatUint(uint64(crc32.ChecksumIEEE(body.Bytes())), 36)
	return base64.RawURLEncoding.EncodeToString(append(body.Bytes(), sum...))
}

// signature tells orders apart, so that a cursor of another one is refused.
func (o Sort) signature() int64 { return int64(crc32.ChecksumIEEE([]byte(o.String()))) }

// ParseCursor reads what CursorOf gave for the same order; nil for an empty text. Anything else is
// refused as Invalid.
func (o Sort) ParseCursor(text string) (*Cursor, error) {
	if text == "" {
		return nil, nil
	}
	wrong := fault.New(fault.Invalid, "order", "cursor")
	if len(text) > maxCursor {
		return nil, wrong
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	body, sum, found := bytes.Cut(raw, []byte("\n"))
	if err != nil || !found || string(sum) != strconv.FormatUint(uint64(crc32.ChecksumIEEE(raw[:len(body)+1])), 36) {
		return nil, wrong
	}
	var list []any
	read := json.NewDecoder(bytes.NewReader(body))
	read.UseNumber()
	if err := read.Decode(&list); err != nil || len(list) != len(o)+1 {
		return nil, wrong
	}
	if s, ok := list[0].(json.Number); !ok || s.String() != strconv.FormatInt(o.signature(), 10) {
		return nil, wrong
	}
	c := &Cursor{}
	for i, k := range o {
		m, ok := k.markFrom(list[i+1])
		if !ok || m.none && i == len(o)-1 {
			return nil, wrong
		}
		c.marks = append(c.marks, m)
	}
	return c, nil
}

func (k Key) markFrom(raw any) (mark, bool) {
	text, _ := rankedAsText(k.Field)
	switch raw := raw.(type) {
	case nil:
		return mark{none: true}, true
	case string:
		return mark{text: raw}, text && strings.IndexByte(raw, 0) < 0
	case json.Number:
		n, err := raw.Int64()
		return mark{number: n}, err == nil && !text
	}
	return mark{}, false
}

// After tells whether a record stands behind the cursor; every record does when it is nil.
func (o Sort) After(after *Cursor, r Row) bool {
	if after == nil {
		return true
	}
	for i, k := range o {
		if c := k.compare(k.mark(r), after.marks[i]); c != 0 {
			return c > 0
		}
	}
	return false
}
