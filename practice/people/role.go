package people

import (
	"context"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// Fields of a role.
var (
	RoleKey  = record.Text("key").Required().Unique()
	RoleName = record.Text("name").Required()
	RoleNote = record.LongText("note")
)

// Role is what a person may do; its permissions are declared with the types or made at run time.
var Role = record.Type{Name: "role", Title: RoleName, Keys: record.Columns{RoleKey}, Icon: "shield",
	Fields: record.Columns{RoleKey, RoleName, RoleNote},
	Rules: record.Rules{
		{On: record.Checking, Say: "a role keeps its key", Reads: record.Columns{RoleKey}, Do: keepsKey},
		{On: record.Removing, Say: "the roles of every installation stay", Do: staysRole},
	},
	Access: record.Access{{Role: Administrator, Can: record.Everything()}, {Role: Manager, Can: []record.Operation{record.Read}}},
	List:   record.Columns{RoleKey, RoleName},

	Configuration: &record.Configuration{By: record.Columns{RoleKey}, Shapes: true}}

func keepsKey(_ context.Context, d *record.Draft, _ record.Reader) error {
	if !d.IsNew() || RoleKey.Of(d) == record.Everyone {
		return fault.New(fault.Invalid, "role", "key-stays").On(RoleKey.Name())
	}
	return nil
}

func staysRole(_ context.Context, d *record.Draft, _ record.Reader) error {
	switch RoleKey.Of(d.Old) {
	case Administrator, Manager, Agent, Requester, PrivacyOfficer:
		return fault.New(fault.Invalid, "role.remove", "role-of-every-installation")
	}
	return nil
}

// Founding gives the roles that every installation has from its first start.
func Founding() []map[string]any {
	return []map[string]any{
		{"key": Administrator, "name": "Administrator"},
		{"key": Manager, "name": "IT service manager"},
		{"key": Agent, "name": "Agent"},
		{"key": Requester, "name": "Requester"},
		{"key": PrivacyOfficer, "name": "Privacy officer"},
	}
}
