package api

import (
	"net/http"
	"strconv"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

// MostBatch is the most commands of one batch.
const MostBatch = 1000

type step struct {
	Do      string         `json:"do"`
	Type    string         `json:"type"`
	ID      string         `json:"id"`
	Action  string         `json:"action"`
	Version int64          `json:"version"`
	Values  map[string]any `json:"values"`
}

var verbs = map[string]engine.Verb{"create": engine.Create, "change": engine.Change, "remove": engine.Remove, "act": engine.Act}

// batch runs many commands in one transaction: all are stored, or none.
func (c *call) batch() error {
	var steps []step
	fingerprint, err := c.body(&steps)
	if err != nil {
		return err
	}
	if len(steps) > MostBatch {
		return fault.New(fault.TooLarge, "api.batch", "batch-too-large", "most", MostBatch, "given", len(steps))
	}
	commands := make([]engine.Command, len(steps))
	for i, s := range steps {
		verb, ok := verbs[s.Do]
		if !ok {
			return fault.New(fault.Invalid, "api.batch", "no-such-verb", "given", s.Do, "step", i+1).On("do")
		}
		if t, ok := c.Engine.Catalogue().Type(s.Type); !ok || t.Internal {
			return fault.New(fault.NotFound, "api.batch", "no-such-type", "type", s.Type).On("type")
		}
		commands[i] = engine.Command{Do: verb, Type: s.Type, ID: s.ID, Action: s.Action, Values: s.Values, Base: s.Version, Strict: s.Version > 0}
	}
	o, err := c.options(fingerprint)
	if err != nil {
		return err
	}
	o.Batch = engine.NewID()
	o.Preview = c.r.URL.Query().Get("preview") == "true"
	results, err := c.Engine.Do(c.r.Context(), c.actor, o, commands...)
	if err != nil {
		return err
	}
	if len(results) > 0 && results[0].Replayed {
		c.w.Header().Set("Idempotent-Replayed", "true")
		if o.Batch, err = c.firstBatch(results); err != nil {
			return err
		}
	}
	b := append([]byte{}, `{"batch":"`+o.Batch+`","items":[`...)
	for i, r := range results {
		if i > 0 {
			b = append(b, ',')
		}
		if r.Record == nil {
			b = append(b, "null"...)
			continue
		}
		b = append(b, `{"type":"`+r.Record.Type.Name+`","id":"`+r.Record.ID()+`","version":`+strconv.FormatInt(r.Record.Version(), 10)+`,"changed":`+strconv.FormatBool(r.Changed)+`}`...)
	}
	return c.raw(http.StatusOK, append(b, "]}\n"...))
}

// firstBatch finds the batch that a repeated request made when it came first; empty when the person
// no longer sees any of its records.
func (c *call) firstBatch(results []engine.Result) (string, error) {
	for _, r := range results {
		if r.Record == nil {
			continue
		}
		versions, err := c.Engine.History(c.r.Context(), c.actor, r.Record.Type.Name, r.Record.ID(), r.Made+1, 1)
		if err != nil {
			return "", err
		}
		if len(versions) > 0 {
			return versions[0].Batch, nil
		}
	}
	return "", nil
}

// undoBatch takes back everything that a batch changed, or nothing. It names what the batch set in
// motion outside, which nobody can take back.
func (c *call) undoBatch() error {
	o, err := c.bare()
	if err != nil {
		return err
	}
	n, err := c.Engine.UndoBatch(c.r.Context(), c.actor, o, c.r.PathValue("batch"))
	if err != nil {
		return err
	}
	sent, err := c.Engine.BatchEffects(c.r.Context(), c.actor, c.r.PathValue("batch"))
	if err != nil {
		return err
	}
	type effect struct {
		Type    string `json:"type"`
		Record  string `json:"record"`
		Version int64  `json:"version"`
		Topic   string `json:"topic"`
		State   string `json:"state,omitempty"`
	}
	effects := []effect{}
	for _, e := range sent {
		effects = append(effects, effect{e.Type, e.Record, e.Version, e.Topic, string(e.State)})
	}
	return c.json(http.StatusOK, map[string]any{"undone": n, "effects": effects})
}
