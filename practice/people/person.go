package people

import "steward/kernel/record"

// Fields of a person.
var (
	Name       = record.Text("name").Required().Indexed()
	Email      = record.Text("email").Unique()
	Phone      = record.Text("phone")
	JobTitle   = record.Text("job_title")
	Dept       = record.Ref("department", "department").Indexed()
	Org        = record.Ref("organisation", "organisation")
	Place      = record.Ref("location", "location")
	Superior   = record.Ref("manager", "person")
	CostCentre = record.Text("cost_centre")
	VIP        = record.YesNo("vip")
	Language   = record.Choice("language", "en", "de").Default("en")
	Zone       = record.Text("zone")
	Active     = record.YesNo("active").Default(true)
	Roles      = record.Text("roles")
)

// Person is somebody who asks, works or decides.
var Person = record.Type{Name: "person", Plural: "people", Title: Name, Keys: record.Columns{Email, Name}, Icon: "user",
	Fields: record.Columns{Name, Email, Phone, JobTitle, Dept, Org, Place, Superior, CostCentre, VIP, Language, Zone, Active, Roles},
	Access: directoryAccess(), List: record.Columns{Name, Email, JobTitle, Dept, Place}}
