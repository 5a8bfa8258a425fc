package configuration_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/configuration"
	"steward/test/world"
)

func TestAnItemHasTheAttributesOfItsClass(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	srv := w.Make(a, "configuration_item", map[string]any{"name": "srv01", "class": "server", "ip_address": "192.0.2.1", "operating_system": "Debian 12"})
	w.Refused(w.Try(a, world.ChangeOf(srv, map[string]any{"url": "https://example.com"})), "url", "not-of-class")
	w.Refused(w.Try(a, world.ChangeOf(srv, map[string]any{"class": "printer"})), "operating_system", "not-of-class")
	w.Refused(w.Try(a, world.ChangeOf(srv, map[string]any{"ip_address": "192.0.2.999"})), "ip_address", "not-an-address") // an address is an IP address
	w.Make(a, "configuration_item", map[string]any{"name": "not classified yet", "serial_number": "123"})
}

func TestTwoItemsOfAClassAreNotNamedAlike(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	w.Make(a, "configuration_item", map[string]any{"name": "srv01", "class": "server"})
	w.Make(a, "configuration_item", map[string]any{"name": "srv01", "class": "application"})
	if err := w.Try(a, world.Creation("configuration_item", map[string]any{"name": "SRV01", "class": "server"})); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("named alike: %v", err)
	}
}

func TestAnItemWasNotVerifiedInTheFuture(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	i := w.Make(a, "configuration_item", map[string]any{"name": "srv01"})
	w.Refused(w.Try(a, world.ChangeOf(i, map[string]any{"last_verified": w.Now().Add(time.Hour).Format(time.RFC3339)})), "last_verified", "in-the-future")
	if i = w.Act(a, i, "verify", nil); !configuration.LastVerified.Of(i).Equal(w.Now()) {
		t.Fatal("verified now")
	}
}

func TestAnItemGoesThroughItsLife(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	i := w.Make(a, "configuration_item", map[string]any{"name": "srv01"})
	for _, state := range []string{"ordered", "in_stock", "in_build", "live", "maintenance", "live", "retired", "disposed"} {
		i = w.Change(a, i, map[string]any{"state": state})
	}
	w.Refused(w.Try(a, world.ChangeOf(i, map[string]any{"state": "live"})), "state", "no-such-move")
}

// estate makes items and relations of the form "a kind b".
func estate(w *world.World, a record.Actor, relations ...[3]string) map[string]string {
	items := map[string]string{}
	id := func(name string) string {
		if items[name] == "" {
			items[name] = w.Make(a, "configuration_item", map[string]any{"name": name}).ID()
		}
		return items[name]
	}
	for _, r := range relations {
		w.Make(a, "relation", map[string]any{"from_item": id(r[0]), "kind": r[1], "to_item": id(r[2])})
	}
	return items
}

func TestARelationStandsOnceAndNotToItself(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	items := estate(w, a, [3]string{"vm", "runs_on", "host"})
	again := map[string]any{"from_item": items["vm"], "kind": "runs_on", "to_item": items["host"]}
	if err := w.Try(a, world.Creation("relation", again)); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("a relation stands once: %v", err)
	}
	again["to_item"] = items["vm"]
	w.Refused(w.Try(a, world.Creation("relation", again)), "to_item", "not-oneself") // an item has no relation to itself
}

func TestImpactFollowsWhatDependsAndEndsOnCircles(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	items := estate(w, a,
		[3]string{"vm", "runs_on", "host"}, [3]string{"db", "runs_on", "vm"}, [3]string{"shop", "depends_on", "db"}, [3]string{"report", "uses", "db"},
		[3]string{"db", "depends_on", "shop"}, // a circle
		[3]string{"host", "member_of", "cluster"}, [3]string{"portal", "provided_by", "cluster"},
		[3]string{"host", "connects_to", "switch"}, [3]string{"tape", "backs_up", "db"})
	got, more, err := configuration.Impact(context.Background(), w.Engine.As(a), items["host"])
	if err != nil || more {
		t.Fatal(err)
	}
	names := map[string]string{}
	for name, id := range items {
		names[id] = name
	}
	steps := map[string]int{}
	for _, f := range got {
		steps[names[f.Item]] = f.Steps
	}
	want := map[string]int{"vm": 1, "cluster": 1, "db": 2, "portal": 2, "shop": 3, "report": 3}
	if fmt.Sprint(steps) != fmt.Sprint(want) {
		t.Fatalf("%v, not %v", steps, want)
	}
	if got, _, err := configuration.Impact(context.Background(), w.Engine.As(a), items["tape"]); err != nil || len(got) != 0 {
		t.Fatalf("a backup carries no failure: %v %v", got, err)
	}
}

// A group of two hosts that needs one goes on with the other; when both fail, what it provides fails.
// The sentence: a group needs one of its members at least.
func TestAGroupHoldsWhileEnoughOfItsMembersWork(t *testing.T) {
	w := world.New(t)
	a := w.As(w.Person("Ada", "agent"))
	items := estate(w, a, [3]string{"one", "member_of", "cluster"}, [3]string{"two", "member_of", "cluster"}, [3]string{"three", "member_of", "cluster"}, [3]string{"portal", "provided_by", "cluster"},
		[3]string{"one", "runs_on", "rack"}, [3]string{"two", "runs_on", "rack"})
	cluster := w.Find(a, "configuration_item", `name = "cluster"`)[0]
	w.Refused(w.Try(a, world.ChangeOf(cluster, map[string]any{"members_needed": "0"})), "members_needed", "needs-one")
	reach := func(from ...string) int {
		got, _, err := configuration.Impact(t.Context(), w.Engine.As(a), from...)
		if err != nil {
			t.Fatal(err)
		}
		return len(got)
	}
	if n := reach(items["one"]); n != 2 {
		t.Fatalf("all are needed, yet %d are affected", n)
	}
	w.Change(a, cluster, map[string]any{"members_needed": "2"})
	if n := reach(items["one"]); n != 0 {
		t.Fatalf("two of three work, yet %d are affected", n)
	}
	if n := reach(items["one"], items["three"]); n != 2 {
		t.Fatalf("one of three works, and %d are affected", n)
	}
	if n := reach(items["rack"]); n != 4 {
		t.Fatalf("the rack carries two of them: %d are affected", n)
	}
}
