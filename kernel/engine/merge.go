package engine

import (
	"context"
	"maps"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// merge lets a change stand that was made on an older version when nobody else touched its fields
// since. Two moves of state always clash.
func (p *preparation) merge(ctx context.Context, t *record.Type, c *Command, old *record.Record, held []permission) error {
	op := t.Name + "." + string(c.Do)
	if c.Strict || c.Do == Remove || c.Base > old.Version() {
		return fault.New(fault.Conflict, op, "version-not-current", "base", c.Base, "current", old.Version())
	}
	since, err := p.engine.changedSince(ctx, t, old.ID(), c.Base)
	if err != nil {
		return err
	}
	may, err := p.readable(ctx, old)
	if err != nil {
		return err
	}
	mine := p.wanted(ctx, t, c)
	var clash fault.List
	for _, n := range slices.Sorted(maps.Keys(mine)) {
		def, ok := t.Field(n)
		if !ok || !since[n] || (!p.actor.System && !covered(held, n)) {
			continue // who may not write the field is refused for that, and told nothing of it
		}
		now := old.ValueOf(def)
		if v := mine[n]; v != nil && v.Equal(now) {
			continue
		}
		theirs := ""
		if may == nil || may[t.Slot(def)] {
			theirs = def.Kind.Format(def, now)
		}
		clash = append(clash, fault.New(fault.Conflict, op, "changed-by-other", "theirs", theirs, "version", old.Version()).On(n))
	}
	return clash.OrNil()
}

// wanted gives by field what a command would write; nil what cannot be read.
func (p *preparation) wanted(ctx context.Context, t *record.Type, c *Command) map[string]*value.Value {
	out, in := map[string]*value.Value{}, p.input(ctx)
	for n, raw := range c.Values {
		out[n] = nil
		if def, ok := t.Field(n); ok {
			if v, err := def.Kind.Parse(def, raw, in); err == nil {
				out[n] = &v
			}
		}
	}
	for slot, v := range c.exact {
		out[t.Defs()[slot].Name] = &v
	}
	return out
}

// changedSince names the fields that versions after base touched, by the names that they have now.
func (e *Engine) changedSince(ctx context.Context, t *record.Type, id string, base int64) (map[string]bool, error) {
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
				if slot := t.SlotEver(n); slot >= 0 {
					n = t.Defs()[slot].Name
				}
				out[n] = true
			}
			before = v.Number
		}
		if len(versions) < 100 {
			return out, nil
		}
	}
}
