package importing

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"steward/gateway/cli"
)

// TestWhatLooksLikeAFormulaComesBack writes names as export does and imports them.
func TestWhatLooksLikeAFormulaComesBack(t *testing.T) {
	h, file := newHouse(t), filepath.Join(t.TempDir(), "locations.csv")
	names := []string{"=1+1", "'=1+1", "''=1+1", "'quoted'", "+49 30 1234", "-5", "@home", "-"}
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(out)
	rows := [][]string{{"name"}}
	for _, n := range names {
		rows = append(rows, []string{cli.Harmless(n)})
	}
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	if r := h.load(0, file, "location"); r.Done.Created != len(names) {
		t.Fatalf("%+v", r.Done)
	}
	there := map[any]bool{}
	for _, row := range h.export("location") {
		there[row["name"]] = true
	}
	for _, n := range names {
		if !there[n] {
			t.Errorf("%q did not come back: %v", n, there)
		}
	}
	if again := h.load(0, file, "location"); again.Done.There != len(names) {
		t.Fatalf("a second run does %+v", again.Done)
	}
}
