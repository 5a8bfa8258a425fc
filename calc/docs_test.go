package calc_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"steward/calc/walltime"
	"steward/calc/worktime"
)

// The calendar that docs/calculations.md shows is one.
func TestTheCalendarOfTheDocumentation(t *testing.T) {
	text, err := os.ReadFile("../docs/calculations.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, found := strings.Cut(string(text), "```json\n")
	example, _, closed := strings.Cut(example, "```")
	if !found || !closed {
		t.Fatal("no calendar in the documentation")
	}
	var def worktime.Definition
	if err := json.Unmarshal([]byte(example), &def); err != nil {
		t.Fatal(err)
	}
	if _, err := worktime.New(def, walltime.Date{Year: 2026, Month: 1, Day: 1}); err != nil {
		t.Error(err)
	}
}
