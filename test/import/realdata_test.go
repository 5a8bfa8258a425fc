//go:build realdata

package importing

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/signin"
	"steward/kernel/engine"
)

// figures are what the independent script counts in one table.
type figures struct {
	Cases, Events int
	States        map[string]int
	Teams         map[string]int
	Priorities    map[string]int
	Months        map[string]int
	Reassignments int
	Reopenings    int
	Reassigned    *int `json:"source_reassignment_count"` // as the source counted
	Reopened      *int `json:"source_reopen_count"`
}

type trial struct{ file, typeName, zone string }

var trials = map[string]trial{
	"servicenow-incident-log": {"logs/servicenow_incident_log_first_3000.csv", "incident", "UTC"},
	"helpdesk-event-log":      {"logs/helpdesk_event_log.csv", "incident", "Europe/Rome"},
	"vinst-closed-problems":   {"logs/vinst_closed_problems.csv", "problem", "UTC"},
	"vinst-open-problems":     {"logs/vinst_open_problems.csv", "problem", "UTC"},
	"hadoop-bugs":             {"exports/hadoop_bugs.csv", "incident", "UTC"},
	"it-tickets":              {"tickets/it_tickets_33485.csv.gz", "incident", "UTC"},
}

// The tables in STEWARD_REALDATA are imported by the real command; what API, shell and pages then
// count must be what the script counts in the files.
func TestRealTablesCountTheSameEverywhere(t *testing.T) {
	folder := os.Getenv("STEWARD_REALDATA")
	if folder == "" {
		t.Fatal("STEWARD_REALDATA names no folder")
	}
	out, err := exec.Command("python3", "count.py", folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	var counted map[string]figures
	if err := json.Unmarshal(out, &counted); err != nil {
		t.Fatal(err)
	}
	for name, trial := range trials {
		t.Run(name, func(t *testing.T) { compare(t, folder, name, trial, counted[name]) })
	}
}

func compare(t *testing.T, folder, name string, trial trial, want figures) {
	h, file, mapping := newHouse(t), filepath.Join(folder, trial.file), "../../docs/import/"+name+".yaml"
	started := time.Now()
	r := h.load(0, file, trial.typeName, "--map", mapping)
	took := time.Since(started)
	if r.Done.Created != want.Cases || r.Rows.Read != want.Events || r.Done.Refused != 0 || r.Events.Planned != want.Events+r.Events.Openings {
		t.Fatalf("%+v, the script counts %d cases and %d events", r, want.Cases, want.Events)
	}
	t.Logf("%d events in %v: %.0f a second", r.Events.Planned, took.Round(time.Millisecond), float64(r.Events.Planned)/took.Seconds())
	c := open(t, h, trial)
	same(t, "states by API", c.by("state"), want.States)
	same(t, "teams by API", c.by("team.name"), want.Teams)
	same(t, "priorities by API", c.by("priority"), want.Priorities)
	same(t, "months by API", c.by("month(created_at)"), want.Months)
	for state, n := range want.States {
		if got := c.count("state = " + state); got != n {
			t.Errorf("the API counts %d in state %s, the script %d", got, state, n)
		}
		c.page(state, n)
	}
	byShell(t, h, trial, want)
	if name == "servicenow-incident-log" {
		compareClocks(c, file)
	}
	again := h.load(0, file, trial.typeName, "--map", mapping)
	if again.Done.There != want.Cases || again.Done.Changed != 0 {
		t.Errorf("a second run does %+v", again.Done)
	}
}

// compareClocks compares the report of met and breached with a script that reckons the clocks straight
// from the file.
func compareClocks(of *client, file string) {
	t, c := of.t, *of
	c.plural = "clocks"
	out, err := exec.Command("python3", "clocks.py", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var reckoned struct{ Outcomes, Months map[string]int }
	if err := json.Unmarshal(out, &reckoned); err != nil {
		t.Fatal(err)
	}
	const decided = "kind = sla and measure = resolution and phase != cancelled"
	for outcome, n := range reckoned.Outcomes {
		if got := c.count(decided + " and outcome = " + outcome); got != n {
			t.Errorf("%d clocks are %s, the script reckons %d", got, outcome, n)
		}
	}
	for key, n := range reckoned.Months {
		month, outcome, _ := strings.Cut(key, " ")
		if got := c.count(decided + " and decided_at = " + month + " and outcome = " + outcome); got != n {
			t.Errorf("%s: %d, the script reckons %d", key, got, n)
		}
	}
	t.Logf("resolution clocks: %v", reckoned.Outcomes)
}

func same(t *testing.T, what string, got, want map[string]int) {
	t.Helper()
	if len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v, the script counts %v", what, got, want)
	}
}

// byShell compares what export writes.
func byShell(t *testing.T, h *house, trial trial, want figures) {
	t.Helper()
	fields := "state,priority,reassignment_count"
	if trial.typeName == "incident" {
		fields += ",reopen_count"
	}
	rows, err := csv.NewReader(strings.NewReader(h.run(0, "export", "--as", trial.typeName, "--fields", fields))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	states, priorities, sums := map[string]int{}, map[string]int{}, [4]int{}
	for _, row := range rows[1:] {
		states[row[0]]++
		priorities[row[1]]++
		for i := 2; i < len(row); i++ {
			n, _ := strconv.Atoi(row[i])
			sums[i] += n
		}
	}
	same(t, "states by export", states, want.States)
	same(t, "priorities by export", priorities, want.Priorities)
	if reassigned := orElse(want.Reassigned, want.Reassignments); sums[2] != reassigned {
		t.Errorf("%d reassignments stand in the records, %d in the file", sums[2], reassigned)
	}
	if reopened := orElse(want.Reopened, want.Reopenings); trial.typeName == "incident" && want.Reassigned != nil && sums[3] != reopened {
		t.Errorf("%d reopenings stand in the records, %d in the file", sums[3], reopened)
	}
}

func orElse(n *int, other int) int {
	if n == nil {
		return other
	}
	return *n
}

// client asks an installation over HTTP.
type client struct {
	t       *testing.T
	handler http.Handler
	plural  string
	token   string
	cookies []*http.Cookie
}

func open(t *testing.T, h *house, trial trial) *client {
	t.Helper()
	s, err := app.Open(t.Context(), app.Settings{Data: h.data})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	id, err := s.Gate.MakeAdministrator(t.Context(), signin.FirstAdministrator{Name: "Ada", Email: "ada@example.com", Password: "a long enough phrase"})
	if err != nil {
		t.Fatal(err)
	}
	system := s.Engine.SystemActor(engine.ImportGateway)
	if _, err := s.Engine.ChangeOne(t.Context(), system, "person", id, 0, map[string]any{"zone": trial.zone}); err != nil {
		t.Fatal(err)
	}
	token, err := s.Gate.CreateToken(t.Context(), system, id, "test", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	of, _ := s.Engine.Catalogue().Type(trial.typeName)
	c := &client{t: t, handler: handler, plural: of.Plural, token: token}
	if c.plural == "" {
		c.plural = of.Name + "s"
	}
	w := httptest.NewRecorder()
	if err := s.Gate.SignIn(w, httptest.NewRequest("POST", "/signin", nil), "ada@example.com", "a long enough phrase"); err != nil {
		t.Fatal(err)
	}
	c.cookies = w.Result().Cookies()
	return c
}

func (c *client) ask(path string, q url.Values, into any) {
	c.t.Helper()
	r := httptest.NewRequest("GET", "/api/v1/"+c.plural+"/"+path+"?"+q.Encode(), nil)
	r.Header.Set("Authorization", "Bearer "+c.token)
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	if err := json.Unmarshal(w.Body.Bytes(), into); err != nil || w.Code != http.StatusOK {
		c.t.Fatalf("%s %v: %d %s", path, q, w.Code, w.Body)
	}
}

func (c *client) count(filter string) int {
	c.t.Helper()
	var answer struct{ Count int }
	c.ask("count", url.Values{"filter": {filter}}, &answer)
	return answer.Count
}

// by counts by one field; months as 2016-03.
func (c *client) by(field string) map[string]int {
	c.t.Helper()
	var answer struct {
		Groups []struct {
			By      []any
			Figures []int
		}
	}
	c.ask("aggregate", url.Values{"by": {field}}, &answer)
	out := map[string]int{}
	for _, g := range answer.Groups {
		key := ""
		if g.By[0] != nil {
			key = fmt.Sprint(g.By[0])
		}
		if strings.HasPrefix(field, "month(") && key != "" {
			key = key[:7]
		}
		out[key] = g.Figures[0]
	}
	return out
}

var position = regexp.MustCompile(`of (\d+)(\+?)\s*<`)

// page holds the count that a list shows beside its page to the script's; a list counts no further
// than it says, and says nothing where everything is on the page.
func (c *client) page(state string, want int) {
	c.t.Helper()
	r := httptest.NewRequest("GET", "/t/"+c.plural+"?"+url.Values{"filter": {"state = " + state}}.Encode(), nil)
	for _, k := range c.cookies {
		r.AddCookie(k)
	}
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		c.t.Fatalf("the page of state %s: %d", state, w.Code)
	}
	found := position.FindStringSubmatch(w.Body.String())
	if found == nil {
		if want > 50 {
			c.t.Errorf("the page of state %s shows no count of %d", state, want)
		}
		return
	}
	n, _ := strconv.Atoi(found[1])
	if (found[2] == "" && n != want) || (found[2] != "" && n >= want) {
		c.t.Errorf("the page counts %s%s in state %s, the script %d", found[1], found[2], state, want)
	}
}
