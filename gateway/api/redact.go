package api

import (
	"steward/kernel/engine"
)

// redact takes values away for good, from the record and its history.
func (c *call) redact() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	var what struct {
		Fields  []string       `json:"fields"`
		Version int64          `json:"version"`
		Instead map[string]any `json:"instead"`
		Reason  string         `json:"reason"`
	}
	fingerprint, err := c.body(&what)
	if err != nil {
		return err
	}
	o, err := c.options(fingerprint)
	if err != nil {
		return err
	}
	row, err := c.Engine.Redact(c.r.Context(), c.actor, o, engine.Redaction{Type: t.Name, ID: c.r.PathValue("record"),
		Fields: what.Fields, Version: what.Version, Instead: what.Instead, Reason: what.Reason})
	if err != nil {
		return err
	}
	return c.left(row)
}

// redactInput describes what redact takes.
func redactInput() object {
	return object{"type": "object", "required": []any{"fields", "reason"}, "properties": object{
		"fields":  object{"type": "array", "minItems": 1, "items": object{"type": "string"}},
		"version": object{"type": "integer", "description": "only the value that stood at this version; every value when left out"},
		"instead": object{"type": "object", "description": "what stands there from now on, by field"},
		"reason":  object{"type": "string"}}}
}
