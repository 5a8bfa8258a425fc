package api

import (
	"net/http"

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

// erase takes away everything that the types declare to be about the record: of a person what they
// wrote and how to reach them, wherever it stands. To send it again does the rest.
func (c *call) erase() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	var what struct {
		Reason string `json:"reason"`
	}
	if _, err := c.body(&what); err != nil {
		return err
	}
	done, err := c.Engine.Erase(c.r.Context(), c.actor, engine.Erasing{Type: t.Name, ID: c.r.PathValue("record"), Reason: what.Reason})
	if err != nil {
		return err
	}
	refused := []refusal{}
	for _, f := range done.Refused {
		refused = append(refused, refusal{Field: f.Field, Code: f.Key, Detail: c.Words.Refusal(c.language(), f), Args: f.Args})
	}
	return c.json(http.StatusOK, object{"records": done.Records, "refused": refused})
}

// erased describes what erase takes and answers.
func erased() object {
	answer := object{"type": "object", "required": []any{"records", "refused"}, "properties": object{
		"records": object{"type": "integer", "description": "records of which values went"},
		"refused": object{"type": "array", "description": "what could not be erased", "items": object{"type": "object"}}}}
	return withBody(answers("200", answer), object{"type": "object", "required": []any{"reason"}, "properties": object{"reason": object{"type": "string"}}})
}
