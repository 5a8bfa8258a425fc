package engine

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/value"
)

// Known is what an earlier import did of a case.
type Known struct {
	Record string // that stands for the case
	Digest string // of the history as far as it was repeated
	Gone   bool   // the record is no longer there
}

// Origins tells what earlier imports know of the cases with these keys, by key. It is asked as the
// system: who imports again what somebody else imported must not make it twice.
func (e *Engine) Origins(ctx context.Context, typeName string, keys []string) (map[string]Known, error) {
	t, ok := e.Catalogue().Type(typeName)
	if !ok {
		return nil, fault.New(fault.NotFound, "engine.origins", "no-such-type", "type", typeName)
	}
	found, err := e.store.Origins(ctx, e.config.House, t, keys)
	out := make(map[string]Known, len(found))
	for k, o := range found {
		out[k] = Known{Record: o.Record, Digest: o.Digest, Gone: o.Gone}
	}
	return out, err
}

// FindBy gives the id of the record whose field holds exactly the text, empty when there is none. It
// looks as the system, as every reference by name does.
func (e *Engine) FindBy(ctx context.Context, typeName, field, text string) (string, error) {
	t, ok := e.Catalogue().Type(typeName)
	if !ok {
		return "", fault.New(fault.NotFound, "engine.find", "no-such-type", "type", typeName)
	}
	d, ok := t.Field(field)
	if !ok {
		return "", fault.New(fault.Invalid, "engine.find", "no-such-field", "field", field, "type", typeName).On(field)
	}
	return e.store.FindByKey(ctx, e.config.House, t, d, value.Of(text))
}

// BatchState tells whether anything was ever written under the name of a batch, and whether an import
// of that name stands.
func (e *Engine) BatchState(ctx context.Context, batch string) (used, stands bool, err error) {
	return e.store.BatchState(ctx, e.config.House, batch)
}
