// Package golden keeps what others build on where a reviewer sees it change: the description of the
// API and the schema of both databases.
//
// Its one rule: an addition is written down by `go test ./test/golden -update`; a change that breaks
// a client of the API fails even then.
package golden

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"steward/app"
	"steward/gateway/api"
	"steward/kernel/store"
)

var update = flag.Bool("update", false, "write the golden files anew")

// keep compares a text with the golden file, or writes it.
func keep(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err == nil && string(want) == got {
		return
	}
	if !*update {
		t.Errorf("%s has changed: read the difference after `go test ./test/golden -update` and commit it", file)
		return
	}
	if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T) *app.System {
	t.Helper()
	s, err := app.Open(context.Background(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestTheSchemaOfBothDatabasesIsTheGoldenOne(t *testing.T) {
	c := open(t).Engine.Catalogue()
	for _, database := range []string{"sqlite", "postgres"} {
		keep(t, "schema_"+database+".sql", store.DDL(database, c))
	}
}

func TestTheDescriptionOfTheAPIOnlyGrows(t *testing.T) {
	s := open(t)
	got, err := api.Describe(s.Engine.Catalogue(), s.Words)
	if err != nil {
		t.Fatal(err)
	}
	if before, err := os.ReadFile("openapi.json"); err == nil {
		for _, b := range breaks(parse(t, before), parse(t, got)) {
			t.Errorf("this breaks programs that use the API: %s", b)
		}
	}
	if !t.Failed() {
		keep(t, "openapi.json", string(got))
	}
}

func parse(t *testing.T, raw []byte) map[string]any {
	t.Helper()
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		t.Fatal(err)
	}
	return out
}
