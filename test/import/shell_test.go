package importing

import (
	"path/filepath"
	"strings"
	"testing"

	"steward/calc"
)

func TestTheShellCounts(t *testing.T) {
	h, file := newHouse(t), filepath.Join(t.TempDir(), "log.csv")
	writeLog(t, file, 12, 0, 6)
	h.load(0, file, "incident", "--map", mappingFile)
	if got := strings.TrimSpace(h.run(0, "count", "--as", "incident")); got != "12" {
		t.Errorf("all: %q", got)
	}
	if got := h.run(0, "count", "--as", "incident", "--by", "state", "--filter", "state is not empty"); strings.Join(strings.Fields(got), " ") != "resolved 6 closed 6" && strings.Join(strings.Fields(got), " ") != "closed 6 resolved 6" {
		t.Errorf("by state: %q", got)
	}
	if got := h.run(0, "count", "--as", "incident", "--by", "month(created_at)"); strings.Join(strings.Fields(got), " ") != "2016-03-01 12" {
		t.Errorf("by month: %q", got)
	}
	if got := h.run(0, "count", "--as", "incident", "--by", "team"); !strings.Contains(got, "Group 1") {
		t.Errorf("by team: %q", got)
	}
	h.run(1, "count", "--as", "incident", "--by", "colour")
}

func TestTheShellCalculates(t *testing.T) {
	h := newHouse(t)
	for _, o := range calc.Operations() {
		c := h.command("calc", o.Name)
		c.Args = c.Args[:3]
		c.Stdin = strings.NewReader(o.Example)
		out, err := c.Output()
		if err != nil || strings.TrimSpace(string(out)) != o.Result {
			t.Errorf("%s: %s (%v)", o.Name, out, err)
		}
	}
}
