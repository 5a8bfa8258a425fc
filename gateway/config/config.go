// Package config writes what configures an installation as YAML, compares it with a file, and applies
// the file: custom fields, roles, permissions, shared views, categories, and whatever else a type
// declares to be configuration.
//
// Its one rule: a file means the same in every installation; records go under keys, never under ids,
// and everything that is applied passes the engine like anything else.
package config

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Item is one record of configuration: its fields as plain data, references as keys.
type Item struct {
	Type   *record.Type
	ID     string // of the stored record; empty in a file
	Fields map[string]any
}

// Key tells one record of the type from another, the same in every installation.
func (i *Item) Key() string {
	parts := make([]string, len(i.Type.Configuration.By))
	for n, f := range i.Type.Configuration.By {
		if v := i.Fields[f.Definition().Name]; v != nil {
			parts[n] = plain(v)
		}
	}
	return strings.TrimRight(strings.Join(parts, " / "), " /")
}

// plain writes a value in one way, so that equal ones are equal texts.
func plain(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	raw, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(raw)
}

// Types lists the types that hold configuration: those that shape the catalogue first, then each after
// those that it refers to.
func Types(c *record.Catalogue) []*record.Type {
	var out []*record.Type
	var visit func(t *record.Type)
	visit = func(t *record.Type) {
		if t.Configuration == nil || slices.Contains(out, t) {
			return
		}
		for _, d := range t.Defs() {
			if to, ok := c.Type(d.Target); ok && to != t && !d.Computed {
				visit(to)
			}
		}
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, shaping := range []bool{true, false} {
		for _, t := range c.Types() {
			if t.Configuration != nil && t.Configuration.Shapes == shaping {
				visit(t)
			}
		}
	}
	return out
}

// fields lists what of a type is configured: what people may set.
func fields(t *record.Type) []*record.Def {
	return slices.DeleteFunc(slices.Clone(t.Defs()), func(d *record.Def) bool { return d.Computed || record.IsSealed(d) })
}

// Read gives the configuration of a type as the actor sees it, in the order of the keys.
func Read(ctx context.Context, e *engine.Engine, a record.Actor, t *record.Type) ([]*Item, error) {
	var out []*Item
	ask := engine.Ask{Type: t.Name, Filter: t.Configuration.Rows, Order: "created_at", Limit: engine.MostRows, Background: true}
	for {
		page, err := e.List(ctx, a, ask)
		if err != nil {
			return nil, err
		}
		for _, row := range page.Records {
			i, err := item(ctx, e, row)
			if err != nil {
				return nil, err
			}
			out = append(out, i)
		}
		if ask.Cursor = page.Next; page.Next == "" {
			break
		}
	}
	slices.SortStableFunc(out, func(x, y *Item) int { return strings.Compare(x.Key(), y.Key()) })
	return out, nil
}

func item(ctx context.Context, e *engine.Engine, row *record.Record) (*Item, error) {
	i := &Item{Type: row.Type, ID: row.ID(), Fields: map[string]any{}}
	for _, d := range fields(row.Type) {
		v := row.ValueOf(d)
		if v.IsEmpty() {
			continue
		}
		var err error
		if i.Fields[d.Name], err = portable(ctx, e, d, v); err != nil {
			return nil, err
		}
	}
	return i, nil
}

// portable gives a value as plain data in which records stand under their keys.
func portable(ctx context.Context, e *engine.Engine, d *record.Def, v value.Value) (any, error) {
	if d.Target == "" {
		return asData(d.Kind.JSON(d, v))
	}
	var names []any
	for _, id := range record.Referred(v) {
		row, err := e.System("names what the configuration refers to").Get(ctx, d.Target, id)
		if err != nil {
			return nil, err
		}
		name := keyOf(row)
		if name == "" {
			return nil, fault.New(fault.Invalid, "config.export", "config-without-key", "type", row.Type.Name, "title", row.Title()).On(d.Name)
		}
		names = append(names, name)
	}
	if len(names) == 1 && len(v.Members()) == 0 {
		return names[0], nil
	}
	slices.SortFunc(names, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	return names, nil
}

// keyOf gives the number or the first key of a record: what a reference to it may say instead of an id.
func keyOf(row *record.Record) string {
	if n := row.Number(); n != "" {
		return n
	}
	for _, k := range row.Type.Keys {
		if v := row.ValueOf(k.Definition()); !v.IsEmpty() {
			return v.Text()
		}
	}
	return ""
}

// asData brings a value into the forms that JSON reads: maps, lists, texts, numbers, yes and no.
func asData(v any) (any, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, fault.Wrap("config.export", err)
	}
	in := json.NewDecoder(strings.NewReader(string(raw)))
	in.UseNumber()
	var out any
	return out, fault.Wrap("config.export", in.Decode(&out))
}
