// Package every takes each declared type through what every type must do, the moment it is
// declared: create, show, change, refuse, filter, sort, page, history, undo, API and access.
package every

import (
	"context"
	"math/rand/v2"
	"testing"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/record/sample"
)

// world is an installation with some records of every type.
type world struct {
	t      *testing.T
	system *app.System
	engine *engine.Engine
	random *rand.Rand
	ids    map[string][]string // type -> records made
}

const perType = 9

func newWorld(t *testing.T) *world {
	t.Helper()
	data, url := place(t)
	s, err := app.Open(context.Background(), app.Settings{Data: data, Database: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return &world{t: t, system: s, engine: s.Engine, random: rand.New(rand.NewPCG(7, 11)), ids: map[string][]string{}}
}

func (w *world) root() record.Actor { return w.engine.SystemActor("api") }

// types lists the types that people see.
func (w *world) types() []*record.Type {
	var out []*record.Type
	for _, t := range w.engine.Catalogue().Types() {
		if !t.Internal {
			out = append(out, t)
		}
	}
	return out
}

// refs gives records that references may lead to.
func (w *world) refs(typeName string) []string {
	if typeName == "" {
		return w.ids["attachment"] // what files are
	}
	return w.ids[typeName]
}

// fill makes records of every type; types that others refer to come first.
func (w *world) fill() {
	w.t.Helper()
	made := map[string]bool{}
	var visit func(t *record.Type)
	visit = func(t *record.Type) {
		if made[t.Name] {
			return
		}
		made[t.Name] = true
		for _, d := range t.Defs() {
			if to, ok := w.engine.Catalogue().Type(d.Target); ok && d.Required && !d.Computed {
				visit(to)
			}
		}
		for range perType {
			w.create(t)
		}
	}
	for _, t := range w.types() {
		visit(t)
	}
}

// create makes one record. Values that a rule of the type refuses by name are left out and tried
// without: the rules belong to the practice, the kinds to this suite.
func (w *world) create(t *record.Type) *record.Record {
	w.t.Helper()
	values := w.values(t)
	var last error
	for range 12 {
		row, err := w.engine.CreateOne(w.t.Context(), w.root(), t.Name, values)
		if err == nil {
			w.ids[t.Name] = append(w.ids[t.Name], row.ID())
			return row
		}
		last = err
		seen := map[string]bool{}
		for _, f := range fault.All(err) {
			d, ok := t.Field(f.Field)
			if seen[f.Field] {
				continue
			}
			seen[f.Field] = true
			switch {
			case !ok || d.Computed:
				values = w.values(t)
			case values[d.Name] == nil || d.Required || f.Key == "required" || f.Key == "state-asks" || f.Key == "taken":
				values[d.Name] = sample.Raw(sample.API, d, sample.Value(w.random, d, w.refs))
			default:
				delete(values, d.Name)
			}
		}
	}
	w.t.Fatalf("no %s can be made: %v\n%v", t.Name, last, values)
	return nil
}

// values gives raw values for a new record: what is required, and some of the rest.
func (w *world) values(t *record.Type) map[string]any {
	values := map[string]any{}
	for _, d := range t.Defs() {
		if d.Computed || d.Name == record.StateName {
			continue
		}
		v := sample.Optional(w.random, d, w.refs)
		if d.Required && v.IsEmpty() {
			v = sample.Value(w.random, d, w.refs)
		}
		if !v.IsEmpty() {
			values[d.Name] = sample.Raw(sample.API, d, v)
		}
	}
	return values
}

// all gives every record of a type as it is stored.
func (w *world) all(t *record.Type) []*record.Record {
	w.t.Helper()
	var out []*record.Record
	ask := engine.Ask{Type: t.Name, Order: "id", Limit: 100, Background: true}
	for {
		page, err := w.engine.List(w.t.Context(), w.root(), ask)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, page.Records...)
		if ask.Cursor = page.Next; page.Next == "" {
			return out
		}
	}
}

func ids(rows []*record.Record) []string {
	out := make([]string, len(rows))
	for i, r := range rows {
		out[i] = r.ID()
	}
	return out
}

func (w *world) each(do func(t *testing.T, of *record.Type)) {
	for _, of := range w.types() {
		// What was made may be a permission; the job writes the reader lines of its type anew.
		if err := w.engine.Refill(w.t.Context()); err != nil {
			w.t.Fatal(err)
		}
		w.t.Run(of.Name, func(t *testing.T) { do(t, of) })
	}
}
