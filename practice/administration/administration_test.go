package administration_test

import (
	"context"
	"testing"

	"steward/app"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

func open(t *testing.T) *engine.Engine {
	t.Helper()
	s, err := app.Open(context.Background(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s.Engine
}

func admin() record.Actor {
	return record.Actor{Roles: []string{"administrator"}, Gateway: "page"}
}

func field(t *testing.T, e *engine.Engine, values map[string]any) *record.Record {
	t.Helper()
	r, err := e.CreateOne(t.Context(), admin(), "custom_field", values)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnAdministratorAddsAFieldAndItIsThereAtOnce(t *testing.T) {
	e := open(t)
	field(t, e, map[string]any{"record_type": "team", "name": "x_floor", "kind": "number", "label": map[string]any{"en": "Floor"}, "sortable": true})
	r, err := e.CreateOne(t.Context(), admin(), "team", map[string]any{"name": "Network", "x_floor": "3"})
	if err != nil {
		t.Fatal(err)
	}
	page, err := e.List(t.Context(), admin(), engine.Ask{Type: "team", Filter: "x_floor > 2", Order: "-x_floor"})
	if err != nil || len(page.Records) != 1 || page.Records[0].ID() != r.ID() {
		t.Fatalf("%v %v", page, err)
	}
}

// The sentence: a custom field belongs to a declared type and fits its kind.
func TestAFieldThatDoesNotFitIsRefusedByName(t *testing.T) {
	e := open(t)
	for name, values := range map[string]map[string]any{
		"record_type": {"record_type": "nothing", "name": "x_a", "kind": "text", "label": map[string]any{"en": "A"}},
		"options":     {"record_type": "team", "name": "x_a", "kind": "choice", "label": map[string]any{"en": "A"}},
		"kind":        {"record_type": "team", "name": "x_a", "kind": "poem", "label": map[string]any{"en": "A"}},
	} {
		_, err := e.CreateOne(t.Context(), admin(), "custom_field", values)
		if fault.All(err)[0].Field != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The sentence: a custom field keeps its type, name and kind.
func TestAFieldKeepsItsKind(t *testing.T) {
	e := open(t)
	f := field(t, e, map[string]any{"record_type": "team", "name": "x_floor", "kind": "number", "label": map[string]any{"en": "Floor"}})
	_, err := e.ChangeOne(t.Context(), admin(), "custom_field", f.ID(), 0, map[string]any{"kind": "text"})
	if fault.All(err)[0].Key != "field-stays" {
		t.Fatal(err)
	}
}

// The sentence: a permission names a type, its fields and a condition that can be read.
func TestARoleMadeAtRunTimeSeesWhatItsPermissionsSay(t *testing.T) {
	e := open(t)
	role, err := e.CreateOne(t.Context(), admin(), "role", map[string]any{"key": "auditor", "name": "Auditor"})
	if err != nil {
		t.Fatal(err)
	}
	team, err := e.CreateOne(t.Context(), admin(), "team", map[string]any{"name": "Network"})
	if err != nil {
		t.Fatal(err)
	}
	auditor := record.Actor{Roles: []string{"auditor"}, Gateway: "page"}
	if _, err := e.As(auditor).Get(t.Context(), "team", team.ID()); !fault.Is(err, fault.NotFound) {
		t.Fatalf("without a permission: %v", err)
	}
	if _, err := e.CreateOne(t.Context(), admin(), "permission", map[string]any{"role": role.ID(), "record_type": "team", "operations": []string{"read"}, "rows": "nam = 1"}); fault.All(err)[0].Field != "rows" {
		t.Fatalf("a condition that cannot be read: %v", err)
	}
	p, err := e.CreateOne(t.Context(), admin(), "permission", map[string]any{"role": role.ID(), "record_type": "team", "operations": []string{"read"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.As(auditor).Get(t.Context(), "team", team.ID()); err != nil {
		t.Fatalf("with a permission: %v", err)
	}
	if err := e.RemoveOne(t.Context(), admin(), "permission", p.ID(), 0); err != nil {
		t.Fatal(err)
	}
	if _, err := e.As(auditor).Get(t.Context(), "team", team.ID()); !fault.Is(err, fault.NotFound) {
		t.Fatalf("after the permission was taken back: %v", err)
	}
}

// What could not be taken into use is refused when it is written, not at the next start.
func TestAPermissionThatCannotBeUsedIsRefused(t *testing.T) {
	e := open(t)
	role, err := e.CreateOne(t.Context(), admin(), "role", map[string]any{"key": "auditor", "name": "Auditor"})
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []struct {
		values     map[string]any
		field, key string
	}{
		{map[string]any{"rows": "assignee = me and team = my-teams"}, "rows", "rows-not-principals"},
		{map[string]any{"rows": "impact = huge"}, "rows", ""},
		{map[string]any{"via": "title"}, "via", "no-such-field"},
		{map[string]any{"via": "service", "operations": []string{"read", "change"}}, "via", "via-reads-only"},
		{map[string]any{"only_fields": "title colour"}, "only_fields", "no-such-field"},
	} {
		values := map[string]any{"role": role.ID(), "record_type": "problem", "operations": []string{"read"}}
		for k, v := range bad.values {
			values[k] = v
		}
		_, err := e.CreateOne(t.Context(), admin(), "permission", values)
		if f := fault.All(err); len(f) == 0 || f[0].Field != bad.field || (bad.key != "" && f[0].Key != bad.key) {
			t.Errorf("%v: %v", bad.values, err)
		}
	}
}
