// Package workspace keeps how people arrange their own work: the views of lists that they saved.
//
// Its one rule: it holds how something is looked at, never what may be seen; a shared view shows
// each reader what they may see.
package workspace

import "steward/kernel/record"

// Fields of a saved view.
var (
	Owner   = record.Person("owner").Required().Indexed()
	Of      = record.Text("of_type").Required().Indexed() // the name of the record type
	Name    = record.Text("name").Required().Max(80)
	Filter  = record.Text("filter").Max(4000)  // in the condition language
	Order   = record.Text("order_by").Max(400) // such as priority,-created_at
	Columns = record.Text("columns").Max(2000) // field names, parted by commas
	Colour  = record.Choice("colour", "blue", "violet", "teal", "pink", "olive", "grey").Default("blue")
	Shared  = record.YesNo("shared").Default(false)
)

// View is a list with its condition, order and columns under a name.
var View = record.Type{Name: "saved_view", Title: Name, Icon: "bookmark",
	Fields: record.Columns{Owner, Of, Name, Filter, Order, Columns, Colour, Shared},
	Access: record.Access{
		{Role: record.Everyone, Can: []record.Operation{record.Read}, Rows: "owner = me or shared = yes"},
		{Role: record.Everyone, Can: []record.Operation{record.Create, record.Change, record.Remove}, Rows: "owner = me"},
	},
	List: record.Columns{Name, Of, Filter, Shared, Owner},

	Configuration: &record.Configuration{By: record.Columns{Of, Name}, Rows: "shared = yes"}}

// Types lists what the package keeps.
func Types() []*record.Type { return []*record.Type{&View} }
