package record_test

import (
	"context"
	"testing"

	"steward/kernel/record"
)

// A kettle is the toy type of these tests.
var (
	model   = record.Text("model").Required()
	power   = record.Number("power")
	heat    = record.Choice("heat", "low", "high")
	seconds = record.Duration("seconds").Computed()
	advice  = record.Text("advice").Computed()
	owner   = record.Person("owner")
)

func toys() []*record.Type {
	name := record.Text("name")
	person := &record.Type{Name: "person", Plural: "people", Title: name, Fields: record.Columns{name}}
	kettle := &record.Type{Name: "kettle", Number: "KET", Title: model,
		Fields: record.Columns{model, power, heat, seconds, advice, owner},
		States: &record.Lifecycle{
			States: []record.State{{Key: "cold", Category: record.StateNew}, {Key: "boiling", Category: record.StateActive, Asks: record.Columns{power}},
				{Key: "done", Category: record.StateClosed, Locks: true}},
			Moves: []record.Move{{Name: "switch on", From: []string{"cold", "done"}, To: "boiling"}, {Name: "whistle", From: []string{"boiling"}, To: "done"}},
		},
		List: record.Columns{model}}
	return []*record.Type{kettle, person}
}

// kettles gives the catalogue of the toys after a change of the kettle.
func kettles(change func(*record.Type)) (*record.Catalogue, error) {
	types := toys()
	change(types[0])
	return record.NewCatalogue(types, nil)
}

func kettle(t *testing.T) *record.Type {
	t.Helper()
	c, err := kettles(func(*record.Type) {})
	if err != nil {
		t.Fatal(err)
	}
	k, ok := c.Type("kettle")
	if !ok {
		t.Fatal("no kettle")
	}
	return k
}

func nothing(context.Context, *record.Draft, record.Reader) error { return nil }
