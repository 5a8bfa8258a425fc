package pages_test

import (
	"context"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"

	"steward/app"
	"steward/gateway/web/kind"
	"steward/kernel/record"
	"steward/kernel/record/sample"
)

// Every declared type is listed, made, shown, changed, moved and undone by its derived pages, the
// moment it is declared.
func TestEveryTypeHasItsPages(t *testing.T) {
	s, b := start(t)
	for _, of := range s.Engine.Catalogue().Types() {
		if of.Internal {
			continue
		}
		t.Run(of.Name, func(t *testing.T) {
			b.t = t
			journey(t, s, b, of)
		})
	}
}

func journey(t *testing.T, s *app.System, b *browser, of *record.Type) {
	list := "/t/" + of.Plural
	b.get(list)
	if !s.Engine.May(actor(t, s), of.Name, record.Create) {
		return // made by actions of other records only
	}
	b.get(list + "/new")
	f := b.form(list + "/new")
	answer(t, s, f, of)
	b.saved(f)
	made := b.at.Path
	if made == list+"/new" {
		t.Fatalf("not made: %s", b.text())
	}
	b.get(list)
	b.get(list + "?sel=" + id(b))
	b.get(made + "/edit")
	b.saved(b.form(made + "/edit"))
	b.get(made + "/history")
	walkMoves(t, b, of, made)
	b.get(made + "?version=1")
	bulk(t, b, of, list)
	if s.Engine.May(actor(t, s), of.Name, record.Remove) {
		b.get(made)
		b.submit(b.button("remove"))
		if b.status != http.StatusOK && b.status != http.StatusUnprocessableEntity {
			t.Fatalf("removing: %d %s", b.status, b.text())
		}
	}
}

func actor(t *testing.T, s *app.System) record.Actor {
	t.Helper()
	p, err := s.Engine.System("test").Get(context.Background(), record.PersonType, "ada@example.com")
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Gate.PersonActor(context.Background(), p.ID())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// fitting are answers that have to name something that is there, by the name of the field
// or of type and field.
var fitting = map[string]string{"record_type": "team", "of_type": "team", "custom_field.kind": "text",
	"calendar.monday": "09:00-17:00", "target.filter": "priority = 1 and location is empty"}

// answer fills in the required questions of a form with samples, and leaves what the page filled.
func answer(t *testing.T, s *app.System, f *form, of *record.Type) {
	t.Helper()
	random := rand.New(rand.NewPCG(7, uint64(len(of.Name))))
	r := &kind.Reader{Language: "en", Zone: s.Engine.Zone(), Words: s.Words, Names: kind.NewNames()}
	var used []string // no record stands in two fields: many types refuse what refers to one thing twice
	for _, name := range f.values["field"] {
		d, ok := of.Field(name)
		wanted := ok && (d.Required || fitting[of.Name+"."+name] != "")
		if !wanted || f.values.Get(name) != "" {
			continue
		}
		field := kind.Field{Of: of, Def: d}
		v := sample.Value(random, d, func(typeName string) []string {
			used = append(used, some(t, s, typeName, used...))
			return used[len(used)-1:]
		})
		for part, values := range kind.Of(field).Post(r, field, v) {
			f.values[part] = values
		}
		if d.Kind.Name() == "text" && len(d.Examples) == 0 {
			f.values[name] = []string{"sample_" + sample.ID(random)[:8]}
		}
		for _, key := range []string{name, of.Name + "." + name} {
			if given, ok := fitting[key]; ok {
				f.values[name] = []string{given}
			}
		}
	}
}

// some gives the id of a record of the type that is none of those used, of a new one where there is
// none.
func some(t *testing.T, s *app.System, typeName string, used ...string) string {
	t.Helper()
	found, err := s.Engine.System("test").Find(context.Background(), typeName, "", len(used)+1)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range found {
		if !slices.Contains(used, row.ID()) {
			return row.ID()
		}
	}
	of, _ := s.Engine.Catalogue().Type(typeName)
	random, values := rand.New(rand.NewPCG(8, uint64(len(used)))), map[string]any{}
	for _, d := range of.Defs() {
		if d.Required && !d.Computed && d.Name != record.StateName {
			v := sample.Value(random, d, func(n string) []string { return []string{some(t, s, n)} })
			values[d.Name] = sample.Raw(sample.API, d, v)
		}
	}
	row, err := s.Engine.CreateOne(context.Background(), s.Engine.SystemActor("test"), typeName, values)
	if err != nil {
		t.Fatal(err)
	}
	return row.ID()
}

func id(b *browser) string {
	return attribute(b.firstRow(), "data-id")
}

// walkMoves makes the first move that the page offers, answers what it asks, and takes it back.
func walkMoves(t *testing.T, b *browser, of *record.Type, made string) {
	t.Helper()
	if of.States == nil {
		return
	}
	b.get(made)
	for _, m := range of.States.Out(of.States.States[0].Key) {
		to, _ := of.States.On(m.To)
		if len(m.Asks)+len(to.Asks) > 0 || len(m.Roles) > 0 {
			continue
		}
		b.submit(b.button(m.Name))
		if b.status == http.StatusUnprocessableEntity {
			return // a rule wants more than the form asks; it said so
		}
		b.get(made + "/history")
		if _, back := of.States.Between(m.To, of.States.States[0].Key); back {
			b.saved(b.button("undo"))
		}
		return
	}
}

// bulk removes a second record by the bulk form: preview first, then in one step that can be undone.
func bulk(t *testing.T, b *browser, of *record.Type, list string) {
	t.Helper()
	b.get(list)
	f := b.form("/bulk").set("id", id(b)).set("action", "edit")
	b.saved(f)
	f = b.form("/bulk")
	for _, name := range b.questions(f) {
		if d, ok := of.Field(name); ok && d.Kind.Name() == "long_text" {
			f.set(name, "Said of several at once")
			b.saved(f)
			b.wants("1 will change")
			b.saved(b.form("/bulk/apply"))
			b.wants("one record changed")
			b.saved(b.form("/undo"))
			b.wants("one record taken back")
			return
		}
	}
}
