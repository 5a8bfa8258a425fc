package config

import (
	"context"
	"slices"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// commands gives what brings the records of a type to what a file says, and the differences that they
// settle. Records that others of the file refer to are made before them.
func commands(ctx context.Context, e *engine.Engine, a record.Actor, t *record.Type, found []Difference, prune bool) ([]Difference, []engine.Command, error) {
	made := map[string]string{} // key of a record that is made -> its id
	for _, d := range found {
		if d.Stored == nil {
			made[d.Wanted.name()] = engine.NewID()
		}
	}
	slices.SortStableFunc(found, func(x, y Difference) int { return x.depth(found, 0) - y.depth(found, 0) })
	var settled []Difference
	var out []engine.Command
	for _, d := range found {
		c := engine.Command{Type: t.Name}
		switch {
		case d.Wanted == nil && !prune:
			continue
		case d.Wanted == nil:
			c.Do, c.ID = engine.Remove, d.Stored.ID
		case d.Stored == nil:
			c.Do, c.ID, c.Values = engine.Create, made[d.Wanted.name()], d.Wanted.whole()
		default:
			c.Do, c.ID, c.Values = engine.Change, d.Stored.ID, d.Wanted.only(d.Fields)
		}
		if err := resolve(ctx, e, a, t, c.Values, made); err != nil {
			return nil, nil, err
		}
		settled, out = append(settled, d), append(out, c)
	}
	return settled, out, nil
}

// name is what a reference to the item says.
func (i *Item) name() string {
	for _, k := range i.Type.Keys {
		if v, ok := i.Fields[k.Definition().Name].(string); ok && v != "" {
			return v
		}
	}
	return i.Key()
}

// depth counts how many records of the file must be made before.
func (d Difference) depth(all []Difference, so int) int {
	if d.Wanted == nil || so > len(all) {
		return 0
	}
	most := 0
	for _, def := range fields(d.Type) {
		if def.Target != d.Type.Name {
			continue
		}
		for _, other := range all {
			if other.Stored == nil && d.Wanted.Fields[def.Name] == any(other.Wanted.name()) {
				most = max(most, 1+other.depth(all, so+1))
			}
		}
	}
	return most
}

// whole gives every field of a new record: what the file leaves out is empty, whatever a new record
// would otherwise hold.
func (i *Item) whole() map[string]any {
	values := map[string]any{}
	for name, v := range i.Fields {
		values[name] = v
	}
	for _, d := range fields(i.Type) {
		if _, told := values[d.Name]; !told && !d.Required && !d.Default.IsEmpty() {
			values[d.Name] = nil
		}
	}
	return values
}

func (i *Item) only(names []string) map[string]any {
	values := map[string]any{}
	for _, name := range names {
		values[name] = i.Fields[name]
	}
	return values
}

// resolve puts ids where the values name records that are made in the same go, and the one who applies
// where they name a person who is not there: a view of somebody who has left is theirs from now on.
func resolve(ctx context.Context, e *engine.Engine, a record.Actor, t *record.Type, values map[string]any, made map[string]string) error {
	for name, v := range values {
		text, _ := v.(string)
		d, ok := t.Field(name)
		if !ok || text == "" || d.Target == "" {
			continue
		}
		if id := made[text]; id != "" && d.Target == t.Name {
			values[name] = id
			continue
		}
		if d.Kind != record.PersonKind || a.Person == "" {
			continue
		}
		_, err := e.System("asks whether the person that a file names is there").Get(ctx, d.Target, text)
		if fault.Is(err, fault.NotFound) {
			values[name], err = a.Person, nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
