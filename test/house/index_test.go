package house

import (
	"regexp"
	"testing"

	"steward/app"
	"steward/kernel/store"
)

// mostIndexes is how many indexes a type may have beside its key: each is written with every record
// and each change of its column.
const mostIndexes = 9

// indexes are the types that may have more, and why.
var indexes = map[string]struct {
	most int
	why  string
}{
	"incident":           {24, "four work lists of the open, and lists by number, state, time, priority, person, team, service and what failed"},
	"configuration_item": {21, "found by name, key, serial number, class, owner, team, service, place and user"},
	"problem":            {19, "three work lists of the open, and lists as of incidents"},
	"mail":               {16, "found by how it came, who wrote it, what it is about and what became of it"},
	"shift_handover":     {10, "shifts by team, giver and receiver"},
	"service":            {10, "found by name, owner, team and state"},
}

var created = regexp.MustCompile(`CREATE (?:UNIQUE )?INDEX "[^"]+" ON "([^"]+)"`)

func TestATypeHasAsManyIndexesAsItsListsNeed(t *testing.T) {
	s, err := app.Open(t.Context(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	of := map[string]int{}
	for _, m := range created.FindAllStringSubmatch(store.DDL("sqlite", s.Engine.Catalogue()), -1) {
		of[m[1]]++
	}
	for name, n := range of {
		most := mostIndexes
		if more, ok := indexes[name]; ok {
			most = more.most
		}
		if n > most {
			t.Errorf("%s has %d indexes, %d is the most: declare fields that are filtered and not sorted by as Filtered, others not at all, or say here why", name, n, most)
		}
	}
}
