package configuration_test

import (
	"testing"

	"steward/test/world"
)

func TestARelationStandsOnce(t *testing.T) {
	w := world.New(t)
	manager := w.As(w.Person("Max", "manager"))
	item := func(name string) string {
		return w.Make(manager, "configuration_item", map[string]any{"name": name}).ID()
	}
	machine, server := item("vm-1"), item("host-1")
	runs := map[string]any{"from_item": machine, "kind": "runs_on", "to_item": server}
	w.Make(manager, "relation", runs)
	w.Refused(w.Try(manager, world.Creation("relation", runs)), "pair", "taken")
	w.Make(manager, "relation", map[string]any{"from_item": machine, "kind": "uses", "to_item": server})
}
