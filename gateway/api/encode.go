package api

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"

	"steward/kernel/record"
)

// appendRecord writes a record as a JSON object. Slots are the fields to write, all when nil.
func appendRecord(b []byte, r *record.Record, slots []int) []byte {
	b = append(b, '{')
	first := true
	write := func(slot int) {
		if !first {
			b = append(b, ',')
		}
		first = false
		d := r.Type.Defs()[slot]
		b = append(b, '"')
		b = append(b, d.Name...)
		b = append(b, '"', ':')
		b = appendAny(b, d.Kind.JSON(d, r.At(slot)))
	}
	if slots == nil {
		for slot := range r.Type.Defs() {
			write(slot)
		}
	} else {
		for _, slot := range slots {
			write(slot)
		}
	}
	return append(b, '}')
}

func appendAny(b []byte, v any) []byte {
	switch v := v.(type) {
	case nil:
		return append(b, "null"...)
	case string:
		return appendText(b, v)
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

// appendText writes plain text fast and leaves the rest to encoding/json.
func appendText(b []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' || c >= utf8.RuneSelf {
			raw, err := json.Marshal(s)
			if err != nil {
				return append(b, `""`...)
			}
			return append(b, raw...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

func etag(r *record.Record) string { return `"` + strconv.FormatInt(r.Version(), 10) + `"` }

// send answers with one record and its version as entity tag.
func (c *call) send(status int, r *record.Record) error {
	c.w.Header().Set("ETag", etag(r))
	return c.raw(status, append(appendRecord(nil, r, nil), '\n'))
}

func (c *call) raw(status int, body []byte) error {
	c.w.Header().Set("Content-Type", "application/json")
	c.w.WriteHeader(status)
	if _, err := c.w.Write(body); err != nil {
		c.Log.Debug("the client left", "error", err)
	}
	return nil
}

// json answers with a plain Go value.
func (c *call) json(status int, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return c.raw(status, append(body, '\n'))
}

func address(t *record.Type, r *record.Record) string {
	name := r.Number()
	if name == "" {
		name = r.ID()
	}
	return "/api/v1/" + t.Plural + "/" + name
}
