package service_test

import (
	"testing"

	"steward/kernel/fault"
	"steward/practice/service"
	"steward/test/world"
)

func TestAServiceIsLiveOnlyWithOwnerAndTeam(t *testing.T) {
	w := world.New(t)
	manager := w.As(w.Person("Max", "manager"))
	s := w.Make(manager, "service", map[string]any{"name": "Mail", "outcome": "People reach one another."})
	err := w.Try(manager, world.ChangeOf(s, map[string]any{"state": "live"}))
	w.Refused(err, "owner", "state-asks")
	w.Refused(err, "team", "state-asks")
	s = w.Change(manager, s, map[string]any{"state": "live", "owner": w.Person("Ada"), "team": w.Team("Desk")})
	w.Refused(w.Try(manager, world.ChangeOf(s, map[string]any{"owner": ""})), "owner", "state-asks")
	s = w.Change(manager, s, map[string]any{"state": "retired"})
	w.Refused(w.Try(manager, world.ChangeOf(s, map[string]any{"state": "pipeline"})), "state", "no-such-move")
}

func TestARequesterSeesLiveServicesWithoutWhatTheyCost(t *testing.T) {
	w := world.New(t)
	manager, asker := w.As(w.Person("Max", "manager")), w.As(w.Person("Rita", "requester"))
	s := w.Make(manager, "service", map[string]any{"name": "Mail", "cost_centre": "4711", "owner": w.Person("Ada"), "team": w.Team("Desk")})
	if n := len(w.Find(asker, "service", "")); n != 0 {
		t.Fatalf("sees %d services that are not live", n)
	}
	w.Change(manager, s, map[string]any{"state": "live"})
	found := w.Find(asker, "service", "")
	if len(found) != 1 || service.Name.Of(found[0]) != "Mail" || service.CostCentre.Of(found[0]) != "" {
		t.Fatalf("sees %d", len(found))
	}
}

func TestAServiceDependsOnAnotherOnceAndNotOnItself(t *testing.T) {
	w := world.New(t)
	manager := w.As(w.Person("Max", "manager"))
	mail, network := w.Make(manager, "service", map[string]any{"name": "Mail"}), w.Make(manager, "service", map[string]any{"name": "Network"})
	needs := map[string]any{"service": mail.ID(), "depends_on": network.ID()}
	w.Make(manager, "service_dependency", needs)
	if err := w.Try(manager, world.Creation("service_dependency", needs)); !fault.Is(err, fault.Duplicate) {
		t.Fatalf("a service depends on another once: %v", err)
	}
	err := w.Try(manager, world.Creation("service_dependency", map[string]any{"service": mail.ID(), "depends_on": mail.ID()}))
	w.Refused(err, "depends_on", "not-oneself") // a service does not depend on itself
}
