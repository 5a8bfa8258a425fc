package administration_test

import (
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
)

func TestATypeHasAFieldOfANameOnce(t *testing.T) {
	e := open(t)
	floor := map[string]any{"record_type": "team", "name": "x_floor", "kind": "number", "label": map[string]any{"en": "Floor"}}
	field(t, e, floor)
	_, err := e.Do(t.Context(), admin(), engine.Options{}, engine.Command{Do: engine.Create, Type: "custom_field", Values: floor})
	if !fault.Is(err, fault.Duplicate) {
		t.Fatal(err)
	}
	floor["record_type"] = "person"
	field(t, e, floor)
}
