package api

import (
	"encoding/json"
	"strconv"

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
		b = record.AppendJSON(b, d, r.At(slot))
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

func etag(r *record.Record) string { return `"` + strconv.FormatInt(r.Version(), 10) + `"` }

// send answers with one record and its version as entity tag.
func (c *call) send(status int, r *record.Record) error {
	c.w.Header().Set("ETag", etag(r))
	return c.raw(status, append(appendRecord(make([]byte, 0, bytesAField*len(r.Values)), r, nil), '\n'))
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
