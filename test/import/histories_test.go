//go:build realdata

package importing

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"steward/app"
	"steward/kernel/engine"
)

// life is what became of a case: its states and groups, each with the minute at which it came.
type life struct {
	States, Groups  [][2]string
	Moved, Reopened int
}

// TestTheHistoryOfEveryRealIncidentIsTheOneOfItsFile: states, teams, reassignments and reopenings stand
// in each record's history with their original times.
func TestTheHistoryOfEveryRealIncidentIsTheOneOfItsFile(t *testing.T) {
	file := filepath.Join(os.Getenv("STEWARD_REALDATA"), trials["servicenow-incident-log"].file)
	out, err := exec.Command("python3", "histories.py", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	var told map[string]life
	if err := json.Unmarshal(out, &told); err != nil {
		t.Fatal(err)
	}
	h := newHouse(t)
	h.load(0, file, "incident", "--map", "../../docs/import/servicenow-incident-log.yaml")
	s, err := app.Open(t.Context(), app.Settings{Data: h.data})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	reopened, wrong := 0, 0
	for number, want := range told {
		got := lived(t, s.Engine, number)
		reopened += want.Reopened
		if !reflect.DeepEqual(got, want) {
			if wrong++; wrong <= 5 {
				t.Errorf("%s lived\n%+v, the file tells\n%+v", number, got, want)
			}
		}
	}
	if wrong > 0 || len(told) < 1000 || reopened == 0 {
		t.Fatalf("%d of %d histories differ; %d reopenings", wrong, len(told), reopened)
	}
	t.Logf("%d histories are those of the file, %d reopenings among them", len(told), reopened)
}

// lived reads a record's history.
func lived(t *testing.T, e *engine.Engine, number string) (out life) {
	t.Helper()
	ctx, root := context.Background(), e.SystemActor("test")
	id, err := e.FindBy(ctx, "incident", "external_key", number)
	if err != nil || id == "" {
		t.Fatalf("%s is not there (%v)", number, err)
	}
	versions, err := e.History(ctx, root, "incident", id, 0, 500)
	if err != nil {
		t.Fatal(err)
	}
	out.States, out.Groups = [][2]string{}, [][2]string{}
	done := map[string]bool{"resolved": true, "closed": true}
	for i := len(versions) - 1; i >= 0; i-- {
		v := versions[i]
		at := time.UnixMicro(v.HappenedAt).UTC().Format("2006-01-02T15:04")
		if state := text(t, v.Changes["state"].New); state != "" {
			if n := len(out.States); n > 0 && done[out.States[n-1][1]] && !done[state] {
				out.Reopened++
			}
			out.States = append(out.States, [2]string{at, state})
		}
		if team := text(t, v.Changes["team"].New); team != "" {
			row, err := e.System("test").Get(ctx, "team", team)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(out.Groups); n == 0 || out.Groups[n-1][1] != row.Title() {
				out.Groups = append(out.Groups, [2]string{at, row.Title()})
			}
		}
	}
	out.Moved = max(0, len(out.Groups)-1)
	return out
}

func text(t *testing.T, raw json.RawMessage) (out string) {
	t.Helper()
	if raw == nil || string(raw) == "null" {
		return ""
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
