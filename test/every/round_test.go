package every

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"steward/app"
	"steward/kernel/record"
)

// TestWhatExportWritesImportsBack exports every type and imports it into an empty installation, each
// type again while what it refers to comes in. Every row is as it was.
func TestWhatExportWritesImportsBack(t *testing.T) {
	w := newWorld(t)
	w.fill()
	from, to := w.system.Settings, filepath.Join(t.TempDir(), "to")
	place := func(data, url string) []string { return []string{"--data", data, "--database", url} }
	folder := t.TempDir()
	read := func(s app.Settings, of *record.Type, name string) map[string][]string {
		file := filepath.Join(folder, name+of.Name+".csv")
		if code := app.Main(append([]string{"export", "--as", of.Name, "--order", "id", "--out", file}, place(s.Data, s.Database)...)); code != 0 {
			t.Fatalf("%s is not exported", of.Name)
		}
		return table(t, of, file)
	}
	before := map[string]map[string][]string{}
	for _, of := range w.types() {
		before[of.Name] = read(from, of, "from-")
	}
	for range 4 {
		for _, of := range w.types() {
			app.Main(append([]string{"import", filepath.Join(folder, "from-"+of.Name+".csv"), "--as", of.Name}, place(to, "")...))
		}
	}
	for _, of := range w.types() {
		after, came := read(app.Settings{Data: to}, of, "to-"), 0
		for id, row := range before[of.Name] {
			if after[id] == nil {
				continue
			}
			if came++; !slices.Equal(row, after[id]) {
				t.Errorf("%s\n%q\n%q", of.Name, row, after[id])
			}
		}
		if came < perType { // what every installation has from its start is there already
			t.Errorf("%d of %d rows of %s came back", came, len(before[of.Name]), of.Name)
		}
	}
}

// table reads an exported table by id, without what begins anew.
func table(t *testing.T, of *record.Type, path string) map[string][]string {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, row := range rows[1:] {
		id := row[0]
		for i, name := range rows[0] {
			d, _ := of.Field(name)
			if slices.Contains([]string{"version", "created_by", "updated_at", "updated_by"}, name) || record.IsSealed(d) {
				row[i] = ""
			}
		}
		out[id] = row
	}
	return out
}
