//go:build realdata

package sheet

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"steward/gateway/sheet/mapping"
	"steward/gateway/sheet/table"
)

// figures are what the independent script prints for one table.
type figures struct {
	Cases         int            `json:"cases"`
	Events        int            `json:"events"`
	States        map[string]int `json:"states"`
	Teams         map[string]int `json:"teams"`
	Priorities    map[string]int `json:"priorities"`
	Months        map[string]int `json:"months"`
	Reassignments int            `json:"reassignments"`
	Reopenings    int            `json:"reopenings"`
}

var trials = map[string]struct{ file, zone string }{
	"servicenow-incident-log": {"logs/servicenow_incident_log_first_3000.csv", "UTC"},
	"helpdesk-event-log":      {"logs/helpdesk_event_log.csv", "Europe/Rome"},
	"vinst-closed-problems":   {"logs/vinst_closed_problems.csv", "UTC"},
	"vinst-open-problems":     {"logs/vinst_open_problems.csv", "UTC"},
	"hadoop-bugs":             {"exports/hadoop_bugs.csv", "UTC"},
	"it-tickets":              {"tickets/it_tickets_33485.csv.gz", "UTC"},
}

// The folder in STEWARD_REALDATA is planned with the documented mapping files and
// must give what the script counts in the same files.
func TestPlansOfRealTablesGiveWhatTheScriptCounts(t *testing.T) {
	folder := os.Getenv("STEWARD_REALDATA")
	if folder == "" {
		t.Fatal("STEWARD_REALDATA names no folder")
	}
	out, err := exec.Command("python3", "../../test/import/count.py", folder).Output()
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]figures
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for name, trial := range trials {
		t.Run(name, func(t *testing.T) {
			zone, err := time.LoadLocation(trial.zone)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			got, report := count(t, filepath.Join("../../docs/import", name+".yaml"), filepath.Join(folder, trial.file), zone)
			took := time.Since(start)
			if err := report.Accounted(); err != nil {
				t.Error(err)
			}
			want := want[name]
			if len(want.Months) == 0 {
				got.Months = want.Months
			}
			if len(want.States) == 0 {
				got.States = want.States
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("planned  %+v\ncounted %+v", got, want)
			}
			for _, kind := range report.kinds {
				t.Logf("%s column %s field %s: %d, first in line %d", kind.Code, kind.Column, kind.Field, kind.Count, kind.Line)
			}
			t.Logf("%+v %+v %+v", report.Rows, report.Cases, report.Events)
			t.Logf("%d events in %v: %.0f a second", report.Events.Planned, took.Round(time.Millisecond), float64(report.Events.Planned)/took.Seconds())
		})
	}
}

func count(t *testing.T, mappingFile, tableFile string, zone *time.Location) (figures, *Report) {
	m, err := mapping.Load(mappingFile)
	if err != nil {
		t.Fatal(err)
	}
	tab, err := table.Open(tableFile, m.Table)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.Close()
	stream, err := Plan(t.Context(), m, tab, Options{File: tableFile, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Close()
	f := figures{States: map[string]int{}, Teams: map[string]int{}, Priorities: map[string]int{}, Months: map[string]int{}}
	for {
		c, err := stream.Next()
		if err != nil {
			break
		}
		f.Cases++
		f.add(c, zone)
	}
	return f, stream.Report()
}

// add replays the events of a case, as an import would.
func (f *figures) add(c Case, zone *time.Location) {
	fields := map[string]string{}
	known, before := "", ""
	for _, e := range c.Events {
		if !e.Opening {
			f.Events++
		}
		for _, v := range e.Values {
			fields[v.Field] = v.Text
		}
		team, state := fields["team"], fields["state"]
		if team != "" && known != "" && team != known {
			f.Reassignments++
		}
		if team != "" {
			known = team
		}
		if ended(before) && !ended(state) {
			f.Reopenings++
		}
		before = state
	}
	f.States[before]++
	f.Teams[fields["team"]]++
	f.Months[c.Events[0].HappenedAt.In(zone).Format("2006-01")]++
	step := map[string]int{"high": 1, "medium": 2, "low": 3}
	f.Priorities[fmt.Sprint(step[fields["impact"]]+step[fields["urgency"]]-1)]++
}

func ended(state string) bool { return strings.Contains("resolved closed", state) && state != "" }
