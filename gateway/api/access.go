package api

import (
	"net/http"

	"steward/kernel/record"
)

// access answers why the asking person may read, change or remove a record.
func (c *call) access() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	out := map[string]any{}
	for _, op := range []record.Operation{record.Read, record.Change, record.Remove} {
		reasons, err := c.Engine.Explain(c.r.Context(), c.actor, c.actor, t.Name, c.r.PathValue("record"), op)
		if err != nil {
			return err
		}
		out[string(op)] = reasons
	}
	return c.json(http.StatusOK, out)
}
