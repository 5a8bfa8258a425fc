package people

import "steward/kernel/record"

// Fields of a team and a membership.
var (
	TeamName  = record.Text("name").Required().Unique().Searched()
	TeamLead  = record.Person("lead")
	TeamEmail = record.Email("email")
	TeamNote  = record.LongText("note")

	Member     = record.Person("person").Required().Indexed()
	MemberTeam = record.Ref("team", "team").Required().Indexed()
	memberPair = record.Text("pair").Computed().Unique()
)

// Team is who works together on records.
var Team = record.Type{Name: "team", Title: TeamName, Keys: record.Columns{TeamName}, Icon: "users", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{TeamName, TeamLead, TeamEmail, TeamNote}, Access: directoryAccess(), List: record.Columns{TeamName, TeamLead, TeamEmail},
	Configuration: &record.Configuration{By: record.Columns{TeamName}}}

// Membership says that a person works in a team.
var Membership = record.Type{Name: "membership", Icon: "users",
	Fields: record.Columns{Member, MemberTeam, memberPair}, Access: directoryAccess(), List: record.Columns{Member, MemberTeam},
	Rules: record.Rules{record.Formula("a person is a member of a team once", memberPair,
		func(d *record.Draft) string { return Member.Of(d) + "/" + MemberTeam.Of(d) }, Member, MemberTeam)}}
