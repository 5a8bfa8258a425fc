package config

import (
	"context"
	"slices"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Difference is what of one record differs between the installation and a file.
type Difference struct {
	Type   *record.Type
	Key    string
	Stored *Item    // nil: only in the file
	Wanted *Item    // nil: only in the installation
	Fields []string // that differ, where it is in both
}

// Compare lists what differs, in the order in which it would be applied.
func Compare(ctx context.Context, e *engine.Engine, a record.Actor, file map[string][]*Item) ([]Difference, error) {
	var out []Difference
	for _, t := range Types(e.Catalogue()) {
		if _, told := file[t.Name]; !told {
			continue // the file says nothing of the type
		}
		found, err := compareType(ctx, e, a, t, file[t.Name])
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func compareType(ctx context.Context, e *engine.Engine, a record.Actor, t *record.Type, wanted []*Item) ([]Difference, error) {
	stored, err := Read(ctx, e, a, t)
	if err != nil {
		return nil, err
	}
	byKey := map[string]*Item{}
	for _, i := range stored {
		byKey[i.Key()] = i
	}
	var out []Difference
	for _, w := range wanted {
		key := w.Key()
		s := byKey[key]
		delete(byKey, key)
		d := Difference{Type: t, Key: key, Stored: s, Wanted: w}
		if s != nil {
			if d.Fields = differing(s, w); len(d.Fields) == 0 {
				continue
			}
		}
		out = append(out, d)
	}
	for _, s := range stored {
		if byKey[s.Key()] == s {
			out = append(out, Difference{Type: t, Key: s.Key(), Stored: s})
		}
	}
	return out, nil
}

func differing(stored, wanted *Item) []string {
	var out []string
	for _, d := range fields(stored.Type) {
		if plain(stored.Fields[d.Name]) != plain(wanted.Fields[d.Name]) {
			out = append(out, d.Name)
		}
	}
	for name := range wanted.Fields {
		if _, known := stored.Type.Field(name); !known {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Options say how a file is applied.
type Options struct {
	Batch  string // under which all of it can be undone
	DryRun bool   // try it and store nothing
	Prune  bool   // remove what the file does not hold
}

// Apply brings the installation to what the file says, and gives what it did. Types that shape the
// catalogue come first, each in a transaction of its own; all are one batch. A dry run tries everything
// that does not need a field that is still to be made.
func Apply(ctx context.Context, e *engine.Engine, a record.Actor, file map[string][]*Item, o Options) ([]Difference, error) {
	var done []Difference
	shaped := false
	for _, name := range names(Types(e.Catalogue())) {
		if _, told := file[name]; !told {
			continue
		}
		t, _ := e.Catalogue().Type(name)
		found, err := compareType(ctx, e, a, t, file[name])
		if err != nil {
			return done, err
		}
		changes, commands, err := commands(ctx, e, a, t, found, o.Prune)
		if err != nil {
			return done, err
		}
		done = append(done, changes...)
		if len(commands) == 0 || (o.DryRun && shaped) {
			continue
		}
		if _, err := e.Do(ctx, a, engine.Options{Batch: o.Batch, Preview: o.DryRun}, commands...); err != nil {
			return done, named(name, err)
		}
		shaped = shaped || (o.DryRun && t.Configuration.Shapes)
	}
	return done, nil
}

func names(types []*record.Type) []string {
	out := make([]string, len(types))
	for i, t := range types {
		out[i] = t.Name
	}
	return out
}

// named says of which type a refusal is.
func named(typeName string, err error) error {
	for _, f := range fault.All(err) {
		if f.Field != "" {
			f.Field = typeName + "." + f.Field
		}
	}
	return err
}
