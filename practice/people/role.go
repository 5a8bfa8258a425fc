package people

import "steward/kernel/record"

// Fields of a role.
var (
	RoleKey  = record.Text("key").Required().Unique()
	RoleName = record.Text("name").Required()
	RoleNote = record.LongText("note")
)

// Role is what a person may do; its permissions are declared with the types or made at run time.
var Role = record.Type{Name: "role", Title: RoleName, Keys: record.Columns{RoleKey}, Icon: "shield",
	Fields: record.Columns{RoleKey, RoleName, RoleNote},
	Access: record.Access{{Role: Administrator, Can: record.Everything()}, {Role: Manager, Can: []record.Operation{record.Read}}},
	List:   record.Columns{RoleKey, RoleName}}

// Founding gives the roles that every installation has from its first start.
func Founding() []map[string]any {
	return []map[string]any{
		{"key": Administrator, "name": "Administrator"},
		{"key": Manager, "name": "IT service manager"},
		{"key": Agent, "name": "Agent"},
		{"key": Requester, "name": "Requester"},
	}
}
