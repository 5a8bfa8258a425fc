package service_test

import (
	"testing"

	"steward/test/world"
)

func TestAServiceDependsOnAnotherOnce(t *testing.T) {
	w := world.New(t)
	manager := w.As(w.Person("Max", "manager"))
	mail, network := w.Make(manager, "service", map[string]any{"name": "Mail"}).ID(), w.Make(manager, "service", map[string]any{"name": "Network"}).ID()
	w.Make(manager, "service_dependency", map[string]any{"service": mail, "depends_on": network})
	w.Make(manager, "service_dependency", map[string]any{"service": network, "depends_on": mail})
	w.Refused(w.Try(manager, world.Creation("service_dependency", map[string]any{"service": mail, "depends_on": network})), "pair", "taken")
}

func TestAServiceDoesNotDependOnItself(t *testing.T) {
	w := world.New(t)
	manager := w.As(w.Person("Max", "manager"))
	mail := w.Make(manager, "service", map[string]any{"name": "Mail"}).ID()
	w.Refused(w.Try(manager, world.Creation("service_dependency", map[string]any{"service": mail, "depends_on": mail})), "depends_on", "not-oneself")
}
