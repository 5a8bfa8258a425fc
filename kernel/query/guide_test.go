package query_test

import (
	"os"
	"strings"
	"testing"

	"steward/kernel/query"
	"steward/kernel/record"
)

// guided is a type with the fields that docs/conditions.md speaks of.
func guided(t *testing.T) *record.Type {
	t.Helper()
	states := &record.Lifecycle{States: []record.State{{Key: "new", Category: record.StateNew}, {Key: "waiting", Category: record.StateWaiting},
		{Key: "resolved", Category: record.StateResolved}, {Key: "closed", Category: record.StateClosed}}}
	types, err := record.NewCatalogue([]*record.Type{
		{Name: "ticket", States: states, Fields: record.Columns{record.Text("title"), record.Number("priority"), record.Ref("team", "team"), record.Person("assignee"),
			record.Person("requester"), record.Refs("watchers", record.PersonType), record.Choice("impact", "low", "high"), record.YesNo("vip"), record.Money("cost"),
			record.Duration("effort"), record.LongText("notes"), record.Instant("opened_at"), record.Date("due")}},
		{Name: "team", Fields: record.Columns{record.Text("name")}},
		{Name: "department", Fields: record.Columns{record.Text("name")}},
		{Name: record.PersonType, Plural: "people", Fields: record.Columns{record.Text("name"), record.Ref("department", "department")}},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ticket, _ := types.Type("ticket")
	return ticket
}

func TestEveryExampleOfTheGuideIsTaken(t *testing.T) {
	raw, err := os.ReadFile("../../docs/conditions.md")
	if err != nil {
		t.Fatal(err)
	}
	ticket := guided(t)
	env := query.Env{Me: anna, Lookup: func(string, string) (string, bool, error) { return anna, true, nil }}
	taken := map[string]int{}
	language := ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			language = strings.TrimPrefix(line, "```")
			continue
		}
		switch language {
		case "condition":
			_, err = query.Compile(line, ticket, env)
		case "order":
			_, err = query.ParseOrder(line, ticket)
		case "figures":
			measures, by, _ := strings.Cut(line, " by ")
			_, err = query.CompileAggregate(measures, by, ticket, env)
		default:
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
		taken[language]++
	}
	if taken["condition"] < 30 || taken["order"] < 3 || taken["figures"] < 3 {
		t.Errorf("only %v examples", taken)
	}
}
