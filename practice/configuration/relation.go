package configuration

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of a relation: From KIND To.
var (
	From = record.Ref("from_item", "configuration_item").Required().Indexed()
	Kind = record.Choice("kind", RunsOn, DependsOn, ConnectsTo, MemberOf, BacksUp, Uses, ProvidedBy).Required()
	To   = record.Ref("to_item", "configuration_item").Required().Indexed()
	pair = record.Text("pair").Computed().Unique()
)

// Relation says how one item stands to another: a virtual machine runs on a server.
var Relation = record.Type{Name: "relation", Icon: "waypoints",
	Fields: record.Columns{From, Kind, To, pair},
	Rules: record.Rules{
		record.Formula("a relation stands once", pair,
			func(d *record.Draft) string { return From.Of(d) + "/" + Kind.Of(d) + "/" + To.Of(d) }, From, Kind, To),
		{On: record.Checking, Say: "an item has no relation to itself", Reads: record.Columns{From, To}, Do: notItself},
	},
	Access: access(),
	List:   record.Columns{From, Kind, To},
}

func notItself(_ context.Context, d *record.Draft, _ record.Reader) error {
	if From.Of(d) == To.Of(d) {
		return fault.New(fault.Invalid, "relation", "not-oneself").On(To.Name())
	}
	return nil
}
