package importing

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestAnImportIsTakenBackAsOne imports, goes on in a second batch, and takes both back, the newest
// first.
func TestAnImportIsTakenBackAsOne(t *testing.T) {
	h, folder := newHouse(t), t.TempDir()
	half, whole := filepath.Join(folder, "half.csv"), filepath.Join(folder, "whole.csv")
	writeLog(t, half, 40, 0, 3)
	writeLog(t, whole, 60, 0, 6)
	first := h.load(0, half, "incident", "--map", mappingFile)
	before := h.export("incident")
	on := h.load(0, whole, "incident", "--map", mappingFile)
	if on.Done.Created != 20 || on.Done.Continued != 40 || on.Batch == first.Batch {
		t.Fatalf("%+v", on)
	}
	h.run(0, "undo", "--batch", on.Batch)
	after := h.export("incident")
	for _, rows := range [][]map[string]any{before, after} {
		for _, row := range rows {
			delete(row, "version")
			delete(row, "updated_at")
			delete(row, "updated_by")
		}
	}
	for i := range before {
		if i >= len(after) || !maps.EqualFunc(before[i], after[i], func(a, b any) bool { return reflect.DeepEqual(a, b) }) {
			t.Fatalf("after the second import was taken back there are %d records, before it %d\n%s", len(after), len(before), unlike(before[i], after[i]))
		}
	}
	h.run(1, "undo", "--batch", on.Batch)
	h.run(0, "undo", "--batch", first.Batch)
	for _, name := range []string{"incident", "person", "team", "category", "location"} {
		if rows := h.export(name); len(rows) != 0 {
			t.Errorf("%d of type %s are left", len(rows), name)
		}
	}
	again := h.load(0, half, "incident", "--map", mappingFile)
	if again.Done.Created != 40 || again.Batch == first.Batch {
		t.Fatalf("after it was taken back, the import does %+v in batch %s", again.Done, again.Batch)
	}
	h.run(0, "undo", "--batch", again.Batch)
	h.run(0, "audit", "verify")
}

// unlike tells in which fields two records differ.
func unlike(a, b map[string]any) string {
	var out strings.Builder
	for name := range a {
		if !reflect.DeepEqual(a[name], b[name]) {
			fmt.Fprintf(&out, "%s: %v, %v\n", name, a[name], b[name])
		}
	}
	return out.String()
}

// TestAnImportThatIsKilledGoesOnWhereItWas kills the program in the middle, several times.
func TestAnImportThatIsKilledGoesOnWhereItWas(t *testing.T) {
	h, folder := newHouse(t), t.TempDir()
	file := filepath.Join(folder, "log.csv")
	const cases = 1500
	writeLog(t, file, cases, 0, 6)
	killed := 0
	for try := 1; try <= 3; try++ {
		if h.killed(file, try) {
			killed++
		}
	}
	r := h.load(0, file, "incident", "--map", mappingFile)
	if killed == 0 || r.Done.Created+r.Done.There != cases || r.Done.Continued != 0 || r.Done.RefusedCases != 0 {
		t.Fatalf("killed %d times, then %+v", killed, r.Done)
	}
	if r.Done.There == 0 {
		t.Fatal("nothing was left of what the killed ones did")
	}
	keys := map[any]bool{}
	for _, row := range h.export("incident") {
		keys[row["external_key"]] = true
	}
	if len(keys) != cases {
		t.Fatalf("%d of %d cases are there", len(keys), cases)
	}
	h.run(0, "undo", "--batch", r.Batch)
	if rows := h.export("incident"); len(rows) != 0 {
		t.Fatalf("of the batch %d records are left", len(rows))
	}
}

// killed imports and kills the process once it has told of progress some times; it tells whether the
// process was still at it.
func (h *house) killed(file string, after int) bool {
	h.t.Helper()
	c := h.command("import", file, "--as", "incident", "--map", mappingFile)
	told, err := c.StderrPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		h.t.Fatal(err)
	}
	buffer, seen := make([]byte, 256), ""
	for strings.Count(seen, " cases, ") < after {
		n, err := told.Read(buffer)
		seen += string(buffer[:n])
		if err == io.EOF {
			break
		}
		if err != nil {
			h.t.Fatal(err)
		}
	}
	if err := c.Process.Signal(os.Kill); err != nil {
		h.t.Log(err)
	}
	return c.Wait() != nil
}
