package people

import "steward/kernel/record"

// Fields of a person.
var (
	Name       = record.Text("name").Required().Indexed().Searched()
	Email      = record.Email("email").Unique()
	Phone      = record.Phone("phone")
	JobTitle   = record.Text("job_title")
	Dept       = record.Ref("department", "department").Indexed()
	Org        = record.Ref("organisation", "organisation").Indexed()
	Place      = record.Ref("location", "location")
	Superior   = record.Person("manager").Indexed()
	CostCentre = record.Text("cost_centre")
	VIP        = record.YesNo("vip")
	Language   = record.Choice("language", "en", "de").Required().Default("en")
	Zone       = record.Text("zone")
	Active     = record.YesNo("active").Default(true)
	Roles      = record.Refs("roles", "role")
)

// Person is somebody who asks, works or decides.
var Person = record.Type{Name: "person", Plural: "people", Title: Name, Keys: record.Columns{Email, Name}, Icon: "user", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{Name, Email, Phone, JobTitle, Dept, Org, Place, Superior, CostCentre, VIP, Language, Zone, Active, Roles},
	Access: directoryAccess(), List: record.Columns{Name, Email, JobTitle, Dept, Place}}
