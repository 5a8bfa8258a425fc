package every

import (
	"slices"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// oracle says from the declarations alone which records an actor may read: it evaluates each row
// condition in memory and knows nothing of reader tables.
func (w *world) oracle(t *testing.T, a record.Actor, of *record.Type, rows []*record.Record) []string {
	t.Helper()
	var out []string
	for _, r := range rows {
		if w.mayRead(t, a, r) {
			out = append(out, r.ID())
		}
	}
	return out
}

// mayRead tells whether some declared permission lets the actor read the record.
func (w *world) mayRead(t *testing.T, a record.Actor, r *record.Record) bool {
	t.Helper()
	return slices.ContainsFunc(r.Type.Access, func(p record.Permission) bool { return w.lets(t, p, a, r) })
}

// lets evaluates one permission for one record; one that goes via another record holds where that
// record may be read.
func (w *world) lets(t *testing.T, p record.Permission, a record.Actor, r *record.Record) bool {
	t.Helper()
	if !p.Allows(record.Read) || !a.Is(p.Role) {
		return false
	}
	env := query.Env{Me: a.Person, Teams: a.Teams, Department: a.Department, Organisation: a.Organisation, Now: w.engine.Now()}
	c, err := query.Compile(p.Rows, r.Type, env)
	if err != nil {
		t.Fatal(err)
	}
	return c.Holds(row{w, r}) && (p.Via == "" || w.mayReadVia(t, a, r, p.Via))
}

func (w *world) mayReadVia(t *testing.T, a record.Actor, r *record.Record, field string) bool {
	t.Helper()
	d, _ := r.Type.Field(field)
	v, target := r.ValueOf(d), d.Target
	if _, of := v.Second(); target == "" {
		target = of
	}
	to, err := w.engine.System("the oracle sees all").Get(t.Context(), target, v.Text())
	return err == nil && w.mayRead(t, a, to)
}

// actors gives, for every role that a declaration names and for nobody in particular, a person of
// the world who stands in some records, with and without teams.
func (w *world) actors() []record.Actor {
	roles := []string{"none"}
	for _, t := range w.types() {
		for _, p := range t.Access {
			if !slices.Contains(roles, p.Role) {
				roles = append(roles, p.Role)
			}
		}
	}
	var out []record.Actor
	for _, role := range roles {
		for n := range 3 {
			a := record.Actor{Person: w.ids["person"][n*2], Roles: []string{role, record.Everyone}, House: w.engine.House(), Gateway: "api"}
			if n > 0 {
				a.Teams, a.Department = w.ids["team"][:n*2], w.ids["department"][0]
			}
			out = append(out, a)
		}
	}
	return out
}

func TestEveryWayOfReadingShowsWhatTheDeclarationsAllowAndNothingElse(t *testing.T) {
	w := newWorld(t)
	w.fill()
	actors := w.actors()
	w.each(func(t *testing.T, of *record.Type) {
		rows := w.all(of)
		for _, a := range actors {
			w.compareAccess(t, a, of, rows)
		}
	})
}

func (w *world) compareAccess(t *testing.T, a record.Actor, of *record.Type, rows []*record.Record) {
	t.Helper()
	want := w.oracle(t, a, of, rows)
	who := a.Roles[0]
	page, err := w.engine.List(t.Context(), a, engine.Ask{Type: of.Name, Order: "id", Limit: 500})
	switch {
	case fault.Is(err, fault.Forbidden):
		page = &engine.Page{}
	case err != nil:
		t.Fatalf("%s: %v", who, err)
	}
	if got := ids(page.Records); !slices.Equal(got, want) && len(got)+len(want) > 0 {
		t.Errorf("%s lists %d of %d, the declarations allow %d", who, len(got), len(rows), len(want))
	}
	n, err := w.engine.CountUpTo(t.Context(), a, engine.Ask{Type: of.Name}, 0)
	if err == nil && int(n) != len(want) {
		t.Errorf("%s counts %d, may see %d", who, n, len(want))
	}
	for _, r := range rows {
		may := slices.Contains(want, r.ID())
		got, err := w.engine.As(a).Get(t.Context(), of.Name, r.ID())
		if may != (err == nil) {
			t.Errorf("%s reads %s by id: %v, may %v", who, r.ID(), err, may)
		}
		if err == nil {
			w.compareFields(t, a, of, r, got)
		}
		_, err = w.engine.History(t.Context(), a, of.Name, r.ID(), 0, 10)
		if may != (err == nil) {
			t.Errorf("%s reads the history of %s: %v, may %v", who, r.ID(), err, may)
		}
		if !may {
			if _, err := w.engine.Undo(t.Context(), a, engine.Options{}, of.Name, r.ID(), 1); err == nil {
				t.Errorf("%s takes back a change of a record that they may not see", who)
			}
		}
	}
}

// compareFields holds each field to the declarations: shown when some permission covers it.
// Id, version and the two times are part of every record that may be read.
func (w *world) compareFields(t *testing.T, a record.Actor, of *record.Type, stored, seen *record.Record) {
	t.Helper()
	for slot, d := range of.Defs() {
		covered := slot <= record.SlotVersion || slot == record.SlotCreatedAt || slot == record.SlotUpdatedAt || slices.ContainsFunc(of.Access, func(p record.Permission) bool {
			return p.Covers(d.Name) && w.lets(t, p, a, stored)
		})
		if !covered && !seen.At(slot).IsEmpty() {
			t.Errorf("%s sees %s, which no permission covers", a.Roles[0], d.Name)
		}
		if covered && !seen.At(slot).Equal(stored.At(slot)) {
			t.Errorf("%s does not see %s as it is", a.Roles[0], d.Name)
		}
	}
}
