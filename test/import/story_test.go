// Package importing takes tables through steward import as people do: by the command, with the
// documented mapping files, killed in between, twice, and back.
package importing

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"steward/app"
)

// asSteward makes the test's own program be steward: so the command under test is a process that can
// be killed, and nothing has to be built.
const asSteward = "STEWARD_TEST_IS_STEWARD"

func TestMain(m *testing.M) {
	if os.Getenv(asSteward) != "" {
		os.Exit(app.Main(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// house is an installation that is used by the shell.
type house struct {
	t    *testing.T
	data string
}

func newHouse(t *testing.T) *house { return &house{t: t, data: filepath.Join(t.TempDir(), "data")} }

func (h *house) command(args ...string) *exec.Cmd {
	c := exec.Command(os.Args[0], append(args, "--data", h.data)...)
	c.Env = append(os.Environ(), asSteward+"=1")
	return c
}

// run gives what the command writes; it must end with the exit code.
func (h *house) run(code int, args ...string) string {
	h.t.Helper()
	c := h.command(args...)
	var out, errors bytes.Buffer
	c.Stdout, c.Stderr = &out, &errors
	err := c.Run()
	if c.ProcessState == nil || c.ProcessState.ExitCode() != code {
		h.t.Fatalf("steward %s: %v\n%s%s", strings.Join(args, " "), err, out.String(), errors.String())
	}
	return out.String()
}

// report is what --report FILE holds, as far as the tests look at it.
type report struct {
	Batch  string                          `json:"batch"`
	Rows   struct{ Read, Planned int }     `json:"rows"`
	Cases  struct{ Found, Planned int }    `json:"cases"`
	Events struct{ Planned, Openings int } `json:"events"`
	Done   struct {
		Created, Continued, There int
		RefusedCases              int `json:"refused_cases"`
		Changed, Unchanged        int
		Refused                   int
		References                map[string]int
	} `json:"done"`
	Problems []struct {
		Code, Field, Value, Say string
		Line                    int
		Taken                   bool
	} `json:"problems"`
}

// load imports a table and gives the report.
func (h *house) load(code int, file, typeName string, further ...string) report {
	h.t.Helper()
	path := filepath.Join(h.t.TempDir(), "report.json")
	h.run(code, append([]string{"import", file, "--as", typeName, "--report", path}, further...)...)
	raw, err := os.ReadFile(path)
	if err != nil {
		h.t.Fatal(err)
	}
	var r report
	if err := json.Unmarshal(raw, &r); err != nil {
		h.t.Fatal(err)
	}
	return r
}

// export gives every record of a type.
func (h *house) export(typeName string) []map[string]any {
	h.t.Helper()
	var rows []map[string]any
	d := json.NewDecoder(strings.NewReader(h.run(0, "export", "--as", typeName, "--format", "json")))
	for d.More() {
		var row map[string]any
		if err := d.Decode(&row); err != nil {
			h.t.Fatal(err)
		}
		rows = append(rows, row)
	}
	return rows
}

const mappingFile = "../../docs/import/servicenow-incident-log.yaml"

// writeLog writes an event log as a service desk exports it: cases side by side, states in and
// outside of our lifecycle.
func writeLog(t testing.TB, path string, cases, from, to int) {
	t.Helper()
	lives := [][]string{
		{"New", "Active", "Awaiting User Info", "Active", "Resolved", "Closed"},
		{"New", "Resolved", "Active", "Resolved", "Closed"},
		{"Active", "Closed", "Active", "New", "Resolved"},
		{"Awaiting Vendor", "Active", "Active", "Resolved"},
	}
	var out strings.Builder
	out.WriteString("number,incident_state,reassignment_count,reopen_count,sys_mod_count,caller_id,opened_by,opened_at,sys_updated_by,sys_updated_at," +
		"contact_type,location,category,subcategory,u_symptom,cmdb_ci,impact,urgency,priority,assignment_group,assigned_to,closed_code,resolved_at,closed_at\n")
	for step := from; step < to; step++ {
		for i := range cases {
			life := lives[i%len(lives)]
			if step >= len(life) {
				continue
			}
			fmt.Fprintf(&out, "INC%07d,%s,%d,0,%d,Caller %d,Opened by %d,1/3/2016 08:00,Updated by %d,%d/3/2016 09:%02d,Phone,Location %d,Category %d,Subcategory %d,?,?,"+
				"2 - Medium,%d - %s,3 - Moderate,Group %d,Resolver %d,code 6,20/3/2016 11:29,21/3/2016 12:00\n",
				i, life[step], step/3, step, i%17, i%5, step, 2+step, i%60, i%7, i%11, i%13, 1+i%3, []string{"High", "Medium", "Low"}[i%3], (i+step/3)%6, (i*7+step)%9)
		}
	}
	if err := os.WriteFile(path, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestALogIsImportedOnceAndGoesOn(t *testing.T) {
	h, folder := newHouse(t), t.TempDir()
	half, whole := filepath.Join(folder, "half.csv"), filepath.Join(folder, "whole.csv")
	writeLog(t, half, 40, 0, 3)
	writeLog(t, whole, 40, 0, 6)

	tried := h.load(0, half, "incident", "--map", mappingFile, "--dry-run")
	if tried.Done.Created != 40 || tried.Done.RefusedCases != 0 || len(h.export("incident")) != 0 || len(h.export("person")) != 0 {
		t.Fatalf("a dry run tells %+v", tried.Done)
	}
	first := h.load(0, half, "incident", "--map", mappingFile)
	if first.Done.Created != 40 || first.Done.Changed+first.Done.Unchanged != first.Events.Planned || first.Rows.Read != 120 {
		t.Fatalf("%+v", first)
	}
	again := h.load(0, half, "incident", "--map", mappingFile)
	if again.Done.There != 40 || again.Done.Changed != 0 || len(again.Done.References) != 0 {
		t.Fatalf("a second run does %+v", again.Done)
	}
	on := h.load(0, whole, "incident", "--map", mappingFile)
	if on.Done.Continued != 40 || on.Done.Created != 0 || on.Done.Refused != 0 {
		t.Fatalf("a longer log does %+v", on.Done)
	}
	states := map[any]int{}
	for _, row := range h.export("incident") {
		states[row["state"]]++
	}
	if states["closed"] != 20 || states["resolved"] != 20 {
		t.Fatalf("states %v", states)
	}
	other := filepath.Join(folder, "other.csv")
	raw, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(other, bytes.Replace(raw, []byte("INC0000003,Awaiting Vendor"), []byte("INC0000003,New"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	clash := h.load(1, other, "incident", "--map", mappingFile)
	if clash.Done.There != 39 || clash.Done.RefusedCases != 1 || clash.Problems[0].Code != "history-differs" || clash.Problems[0].Value != "INC0000003" {
		t.Fatalf("another history does %+v %+v", clash.Done, clash.Problems)
	}
}
