package engine

import (
	"context"
	"sort"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// merge lets a change stand that was made on an older version when nobody else touched its fields
// since. Two moves of state always clash.
func (p *preparation) merge(ctx context.Context, t *record.Type, c *Command, old *record.Record) error {
	op := t.Name + "." + string(c.Do)
	if c.Strict || c.Do == Remove || c.Base > old.Version() {
		return fault.New(fault.Conflict, op, "version-not-current", "base", c.Base, "current", old.Version())
	}
	since, err := p.engine.changedSince(ctx, old.ID(), c.Base)
	if err != nil {
		return err
	}
	var clash fault.List
	names := make([]string, 0, len(c.Values))
	for n := range c.Values {
		names = append(names, n)
	}
	sort.Strings(names)
	for _, n := range names {
		def, ok := t.Field(n)
		if !ok || !since[n] {
			continue
		}
		mine, err := def.Kind.Parse(def, c.Values[n], p.input(ctx))
		if err == nil && mine.Equal(old.ValueOf(def)) {
			continue
		}
		clash = append(clash, fault.New(fault.Conflict, op, "changed-by-other", "theirs", def.Kind.Format(def, old.ValueOf(def)), "version", old.Version()).On(n))
	}
	return clash.OrNil()
}

// changedSince names the fields that versions after base touched.
func (e *Engine) changedSince(ctx context.Context, id string, base int64) (map[string]bool, error) {
	out := map[string]bool{}
	before := int64(0)
	for {
		versions, err := e.store.History(ctx, e.config.House, id, before, 100)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			if v.Number <= base {
				return out, nil
			}
			for n := range v.Changes {
				out[n] = true
			}
			before = v.Number
		}
		if len(versions) < 100 {
			return out, nil
		}
	}
}
