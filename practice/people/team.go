package people

import "steward/kernel/record"

// Fields of a team, a membership and a role.
var (
	TeamName  = record.Text("name").Required().Unique()
	TeamLead  = record.Ref("lead", "person")
	TeamEmail = record.Text("email")

	Member     = record.Ref("person", "person").Required().Indexed()
	MemberTeam = record.Ref("team", "team").Required().Indexed()

	RoleKey  = record.Text("key").Required().Unique()
	RoleName = record.Text("name").Required()
)

// Team is who works together on records.
var Team = record.Type{Name: "team", Title: TeamName, Keys: record.Columns{TeamName}, Icon: "users",
	Fields: record.Columns{TeamName, TeamLead, TeamEmail}, Access: directoryAccess(), List: record.Columns{TeamName, TeamLead}}

// Membership says that a person works in a team.
var Membership = record.Type{Name: "membership", Icon: "users",
	Fields: record.Columns{Member, MemberTeam}, Access: directoryAccess(), List: record.Columns{Member, MemberTeam}}

// Role is what a person may do; its permissions are declared with the types or made at run time.
var Role = record.Type{Name: "role", Title: RoleName, Keys: record.Columns{RoleKey}, Icon: "shield",
	Fields: record.Columns{RoleKey, RoleName}, Access: record.Access{{Role: Administrator, Can: record.Everything()}, {Role: Manager, Can: []record.Operation{record.Read}}},
	List: record.Columns{RoleKey, RoleName}}
