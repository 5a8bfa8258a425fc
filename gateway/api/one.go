package api

import (
	"net/http"
	"strconv"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

func (c *call) read() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	id := c.r.PathValue("record")
	if at := c.r.URL.Query().Get("as_of"); at != "" {
		return c.readAsOf(t, id, at)
	}
	row, err := c.Engine.As(c.actor).Get(c.r.Context(), t.Name, id)
	if err != nil {
		return err
	}
	if c.r.Header.Get("If-None-Match") == etag(row) {
		c.w.Header().Set("ETag", etag(row))
		c.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	return c.send(http.StatusOK, row)
}

func (c *call) readAsOf(t *record.Type, id, text string) error {
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return fault.New(fault.Invalid, "api", "not-an-instant", "given", text).On("as_of")
	}
	clock := engine.Recorded
	if c.r.URL.Query().Get("clock") == "happened" {
		clock = engine.Happened
	}
	row, err := c.Engine.AsOf(c.r.Context(), c.actor, t.Name, id, at, clock)
	if err != nil {
		return err
	}
	return c.raw(http.StatusOK, append(appendRecord(nil, row, nil), '\n'))
}

func (c *call) create() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	values, fingerprint, err := c.values()
	if err != nil {
		return err
	}
	row, replayed, err := c.do(engine.Command{Do: engine.Create, Type: t.Name, Values: values}, fingerprint)
	if err != nil {
		return err
	}
	if row == nil {
		return c.json(http.StatusCreated, map[string]any{"visible": false})
	}
	c.w.Header().Set("Location", address(t, row))
	if replayed {
		c.w.Header().Set("Idempotent-Replayed", "true")
	}
	return c.send(http.StatusCreated, row)
}

func (c *call) change() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	values, fingerprint, err := c.values()
	if err != nil {
		return err
	}
	base, err := c.ifMatch()
	if err != nil {
		return err
	}
	return c.written(engine.Command{Do: engine.Change, Type: t.Name, ID: c.r.PathValue("record"), Values: values, Base: base, Strict: base > 0}, fingerprint)
}

func (c *call) act() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	values, fingerprint := map[string]any{}, ""
	if c.r.ContentLength != 0 {
		if values, fingerprint, err = c.values(); err != nil {
			return err
		}
	}
	base, err := c.ifMatch()
	if err != nil {
		return err
	}
	return c.written(engine.Command{Do: engine.Act, Type: t.Name, ID: c.r.PathValue("record"), Action: c.r.PathValue("action"), Values: values, Base: base, Strict: base > 0}, fingerprint)
}

// written runs a command and answers with the record as it is now.
func (c *call) written(command engine.Command, fingerprint string) error {
	row, replayed, err := c.do(command, fingerprint)
	if err != nil {
		if command.Strict && fault.Is(err, fault.Conflict) {
			return strict{err}
		}
		return err
	}
	if replayed {
		c.w.Header().Set("Idempotent-Replayed", "true")
	}
	// The record as the actor may see it now: it may have gone where they cannot.
	seen, err := c.Engine.As(c.actor).Get(c.r.Context(), row.Type.Name, row.ID())
	if fault.Is(err, fault.NotFound) {
		return c.json(http.StatusOK, map[string]any{"id": row.ID(), "visible": false})
	}
	if err != nil {
		return err
	}
	return c.send(http.StatusOK, seen)
}

func (c *call) do(command engine.Command, fingerprint string) (*record.Record, bool, error) {
	o, err := c.options(fingerprint)
	if err != nil {
		return nil, false, err
	}
	results, err := c.Engine.Do(c.r.Context(), c.actor, o, command)
	if err != nil {
		return nil, false, err
	}
	return results[0].Record, results[0].Replayed, nil
}

func (c *call) remove() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	base, err := c.ifMatch()
	if err != nil {
		return err
	}
	_, err = c.Engine.Do(c.r.Context(), c.actor, engine.Options{}, engine.Command{Do: engine.Remove, Type: t.Name, ID: c.r.PathValue("record"), Base: base, Strict: base > 0})
	if err != nil {
		if base > 0 && fault.Is(err, fault.Conflict) {
			return strict{err}
		}
		return err
	}
	c.w.WriteHeader(http.StatusNoContent)
	return nil
}

// left answers with what a call left of a record: nothing where it is gone, or gone from sight.
func (c *call) left(row *record.Record) error {
	if row == nil {
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	}
	return c.send(http.StatusOK, row)
}

func (c *call) undo() error {
	t, err := c.typeOf()
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(c.r.PathValue("version"), 10, 64)
	if err != nil {
		return fault.New(fault.Invalid, "api", "not-whole-number", "given", c.r.PathValue("version")).On("version")
	}
	o, err := c.bare()
	if err != nil {
		return err
	}
	row, err := c.Engine.Undo(c.r.Context(), c.actor, o, t.Name, c.r.PathValue("record"), version)
	if err != nil {
		return err
	}
	return c.left(row)
}
