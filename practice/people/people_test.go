package people_test

import (
	"context"
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
	"steward/test/world"
)

func get(t *testing.T, w *world.World, a record.Actor, typeName, id string) *record.Record {
	t.Helper()
	r, err := w.Engine.As(a).Get(context.Background(), typeName, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestARequesterReadsNamesAndHowToReachColleagues(t *testing.T) {
	w := world.New(t)
	own := w.Make(w.SystemActor(), "organisation", map[string]any{"name": "Own"}).ID()
	person := func(values map[string]any) string { return w.Make(w.SystemActor(), "person", values).ID() }
	rita := person(map[string]any{"name": "Rita", "organisation": own, "phone": "+31 10 555 0101", "cost_centre": "4711", "roles": []string{w.Role("requester")}})
	colleague := person(map[string]any{"name": "Karl", "organisation": own, "email": "karl@example.com", "phone": "+31 10 555 0102", "cost_centre": "4712", "vip": true})
	stranger := person(map[string]any{"name": "Sven", "email": "sven@example.org"})
	a := w.As(rita)
	if k := get(t, w, a, "person", colleague); people.Name.Of(k) != "Karl" || people.Email.Of(k) == "" || people.Phone.Of(k) != "" || people.CostCentre.Of(k) != "" || people.VIP.Of(k) {
		t.Fatalf("a colleague: %q %q %q", people.Email.Of(k), people.Phone.Of(k), people.CostCentre.Of(k))
	}
	if s := get(t, w, a, "person", stranger); people.Name.Of(s) != "Sven" || people.Email.Of(s) != "" {
		t.Fatalf("a stranger: %q", people.Email.Of(s))
	}
	if r := get(t, w, a, "person", rita); people.CostCentre.Of(r) != "4711" {
		t.Fatal("one's own record is read whole")
	}
	w.Change(a, get(t, w, a, "person", rita), map[string]any{"phone": "+31 10 555 0199", "language": "de"})
	w.Refused(w.Try(a, world.ChangeOf(get(t, w, a, "person", rita), map[string]any{"vip": true})), "vip", "field-forbidden")
	if err := w.Try(a, world.ChangeOf(get(t, w, a, "person", colleague), map[string]any{"phone": ""})); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a colleague's phone: %v", err)
	}
	if _, err := w.Engine.List(context.Background(), a, engine.Ask{Type: "person", Filter: "cost_centre = 4712"}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("asked by cost centre: %v", err)
	}
}

func TestOnlyAnAdministratorGivesRoles(t *testing.T) {
	w := world.New(t)
	manager, agent := w.As(w.Person("Max", "manager")), w.As(w.Person("Ada", "agent"))
	caller := w.Make(agent, "person", map[string]any{"name": "Caller", "phone": "+31 10 555 0103"})
	for _, a := range []record.Actor{manager, agent} {
		w.Refused(w.Try(a, world.ChangeOf(caller, map[string]any{"roles": []string{w.Role("administrator")}})), "roles", "field-forbidden")
	}
	root := w.As(w.Person("Root", "administrator"))
	w.Change(root, caller, map[string]any{"roles": []string{w.Role("requester")}})
}

func TestTheLastAdministratorKeepsTheRole(t *testing.T) {
	w := world.New(t)
	first := w.Person("Root", "administrator")
	root := w.As(first)
	row := get(t, w, root, "person", first)
	w.Refused(w.Try(root, world.ChangeOf(row, map[string]any{"roles": []string{w.Role("agent")}})), "roles", "last-administrator")
	w.Refused(w.Try(root, world.ChangeOf(row, map[string]any{"active": false})), "roles", "last-administrator")
	err := w.Engine.RemoveOne(context.Background(), root, "person", first, 0)
	w.Refused(err, "roles", "last-administrator") // the last administrator is not removed
	w.Person("Second", "administrator")
	w.Change(root, row, map[string]any{"roles": []string{w.Role("agent")}})
}

func TestZonesAndSuperiorsAreRealOnes(t *testing.T) {
	w := world.New(t)
	a := w.SystemActor()
	w.Refused(w.Try(a, world.Creation("person", map[string]any{"name": "x", "zone": "Mars/Olympus"})), "zone", "not-a-zone") // a zone is one that the calendar knows
	p := w.Make(a, "person", map[string]any{"name": "Ada", "zone": "Europe/Amsterdam"})
	w.Refused(w.Try(a, world.ChangeOf(p, map[string]any{"manager": p.ID()})), "manager", "not-oneself") // nobody is their own superior
}

func TestAPersonIsAMemberOfATeamOnce(t *testing.T) {
	w := world.New(t)
	ada := w.Person("Ada")
	team := w.Team("Desk", ada)
	if err := w.Try(w.SystemActor(), world.Creation("membership", map[string]any{"person": ada, "team": team})); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("twice: %v", err)
	}
}

func TestARoleKeepsItsKeyAndThoseOfEveryInstallationStay(t *testing.T) {
	w := world.New(t)
	root := w.As(w.Person("Root", "administrator"))
	agent := get(t, w, root, "role", "agent")
	w.Refused(w.Try(root, world.ChangeOf(agent, map[string]any{"key": "helper"})), "key", "key-stays")
	w.Refused(w.Engine.RemoveOne(context.Background(), root, "role", agent.ID(), 0), "", "role-of-every-installation") // the roles of every installation stay
	made := w.Make(root, "role", map[string]any{"key": "auditor", "name": "Auditor"})
	w.Change(root, made, map[string]any{"name": "Audit"})
	if err := w.Engine.RemoveOne(context.Background(), root, "role", made.ID(), 0); err != nil {
		t.Fatal(err)
	}
}
