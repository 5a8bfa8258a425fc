// Package world opens a whole installation for stories: every declared type, a database in a folder
// of its own, a clock that stands still until the story moves it, and people to act as.
//
// Its one rule: stories go in by the engine, as people do; nothing is mocked but the clock.
package world

import (
	"context"
	"sync"
	"testing"
	"time"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// Start is when every story begins: a Monday morning.
var Start = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// World is one installation.
type World struct {
	*app.System
	t     testing.TB
	ctx   context.Context
	lock  sync.Mutex
	now   time.Time
	roles map[string]string
}

// New opens an installation that the test closes.
func New(t testing.TB) *World {
	t.Helper()
	w := &World{t: t, ctx: t.Context(), now: Start, roles: map[string]string{}}
	s, err := app.Open(w.ctx, app.Settings{Data: t.TempDir(), Now: w.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	w.System = s
	roles, err := s.Engine.System("stories").Find(w.ctx, "role", "", 50)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range roles {
		w.roles[r.Named("key").Text()] = r.ID()
	}
	return w
}

// Now gives the story's time.
func (w *World) Now() time.Time {
	w.lock.Lock()
	defer w.lock.Unlock()
	return w.now
}

// Pass lets time pass.
func (w *World) Pass(d time.Duration) {
	w.lock.Lock()
	defer w.lock.Unlock()
	w.now = w.now.Add(d)
}

// System gives the actor who may do everything.
func (w *World) SystemActor() record.Actor { return w.Engine.SystemActor("job") }

// Person makes a person with roles and gives their id.
func (w *World) Person(name string, roles ...string) string {
	w.t.Helper()
	ids := make([]string, len(roles))
	for i, r := range roles {
		ids[i] = w.roles[r]
	}
	return w.Make(w.SystemActor(), "person", map[string]any{"name": name, "roles": ids}).ID()
}

// Role gives the id of a role that every installation has.
func (w *World) Role(key string) string { return w.roles[key] }

// Team makes a team of people and gives its id.
func (w *World) Team(name string, members ...string) string {
	w.t.Helper()
	id := w.Make(w.SystemActor(), "team", map[string]any{"name": name}).ID()
	for _, m := range members {
		w.Make(w.SystemActor(), "membership", map[string]any{"team": id, "person": m})
	}
	return id
}

// As gives a person at a page, with the roles and teams of this moment.
func (w *World) As(person string) record.Actor {
	w.t.Helper()
	a, err := w.Gate.PersonActor(w.ctx, person)
	if err != nil {
		w.t.Fatal(err)
	}
	a.Gateway = "page"
	return a
}

// Make makes a record; the story ends when it is refused.
func (w *World) Make(a record.Actor, typeName string, values map[string]any) *record.Record {
	w.t.Helper()
	return w.done(w.Engine.CreateOne(w.ctx, a, typeName, values))
}

// Change changes a record as it stands.
func (w *World) Change(a record.Actor, r *record.Record, values map[string]any) *record.Record {
	w.t.Helper()
	return w.done(w.Engine.ChangeOne(w.ctx, a, r.Type.Name, r.ID(), 0, values))
}

// Act runs an action of a record.
func (w *World) Act(a record.Actor, r *record.Record, action string, input map[string]any) *record.Record {
	w.t.Helper()
	return w.done(w.Engine.ActOn(w.ctx, a, r.Type.Name, r.ID(), action, input))
}

// Try gives the refusal of what the story expects to be refused.
func (w *World) Try(a record.Actor, c engine.Command) error {
	_, err := w.Engine.Do(w.ctx, a, engine.Options{}, c)
	return err
}

// Look gives a record as it is stored, whoever may see it.
func (w *World) Look(r *record.Record) *record.Record {
	w.t.Helper()
	return w.done(w.Engine.System("stories").Get(w.ctx, r.Type.Name, r.ID()))
}

// Find gives the records that the actor sees and that meet a condition.
func (w *World) Find(a record.Actor, typeName, condition string) []*record.Record {
	w.t.Helper()
	page, err := w.Engine.List(w.ctx, a, engine.Ask{Type: typeName, Filter: condition, Order: "created_at", Limit: engine.MostRows})
	if err != nil {
		w.t.Fatal(err)
	}
	return page.Records
}

// Refused ends the story unless err refuses this field with this message key.
func (w *World) Refused(err error, field, key string) {
	w.t.Helper()
	for _, f := range fault.All(err) {
		if f.Field == field && f.Key == key {
			return
		}
	}
	w.t.Fatalf("not refused with %q on %q: %v", key, field, err)
}

// ChangeOf is the command that changes a record, for Try.
func ChangeOf(r *record.Record, values map[string]any) engine.Command {
	return engine.Command{Do: engine.Change, Type: r.Type.Name, ID: r.ID(), Values: values}
}

// ActionOf is the command that runs an action, for Try.
func ActionOf(r *record.Record, action string, input map[string]any) engine.Command {
	return engine.Command{Do: engine.Act, Type: r.Type.Name, ID: r.ID(), Action: action, Values: input}
}

// Creation is the command that makes a record, for Try.
func Creation(typeName string, values map[string]any) engine.Command {
	return engine.Command{Do: engine.Create, Type: typeName, Values: values}
}

func (w *World) done(r *record.Record, err error) *record.Record {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}
