package configuration

import "steward/kernel/record"

// Fields of a relation: From KIND To.
var (
	From = record.Ref("from_item", "configuration_item").Required().Indexed()
	Kind = record.Choice("kind", "runs_on", "depends_on", "connects_to", "member_of", "backs_up", "uses", "provided_by").Required()
	To   = record.Ref("to_item", "configuration_item").Required().Indexed()
	pair = record.Text("pair").Computed().Unique()
)

// Relation says how one item stands to another: a virtual machine runs on a server.
var Relation = record.Type{Name: "relation", Icon: "waypoints",
	Fields: record.Columns{From, Kind, To, pair},
	Rules: record.Rules{record.Formula("a relation stands once", pair,
		func(d *record.Draft) string { return From.Of(d) + "/" + Kind.Of(d) + "/" + To.Of(d) }, From, Kind, To)},
	Access: access(),
	List:   record.Columns{From, Kind, To},
}
