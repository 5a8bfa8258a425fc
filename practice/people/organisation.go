package people

import "steward/kernel/record"

// Fields of an organisation, a location and a department.
var (
	OrganisationName  = record.Text("name").Required().Unique().Searched()
	OrganisationKind  = record.Choice("kind", "own", "customer", "supplier").Required().Default("customer")
	OrganisationEmail = record.Email("email")
	OrganisationPhone = record.Phone("phone")
	OrganisationSite  = record.Link("website")
	OrganisationNote  = record.LongText("note")

	LocationName    = record.Text("name").Required().Unique().Searched()
	LocationPart    = record.Ref("part_of", "location").Indexed()
	LocationAddress = record.LongText("address")
	LocationZone    = record.Text("zone")

	DepartmentName         = record.Text("name").Required().Unique().Searched()
	DepartmentOrganisation = record.Ref("organisation", "organisation").Indexed()
	DepartmentPart         = record.Ref("part_of", "department").Indexed()
	DepartmentHead         = record.Person("head")
	DepartmentCostCentre   = record.Text("cost_centre")
)

// Organisation is a customer, a supplier or the own house.
var Organisation = record.Type{Name: "organisation", Title: OrganisationName, Keys: record.Columns{OrganisationName}, Icon: "building-2", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{OrganisationName, OrganisationKind, OrganisationEmail, OrganisationPhone, OrganisationSite, OrganisationNote},
	Access: directoryAccess(), List: record.Columns{OrganisationName, OrganisationKind, OrganisationEmail, OrganisationPhone}}

// Location is where people and things are.
var Location = record.Type{Name: "location", Title: LocationName, Keys: record.Columns{LocationName}, Icon: "map-pin", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{LocationName, LocationPart, LocationAddress, LocationZone},
	Access: directoryAccess(), List: record.Columns{LocationName, LocationPart, LocationZone}}

// Department is a part of an organisation with its cost centre.
var Department = record.Type{Name: "department", Title: DepartmentName, Keys: record.Columns{DepartmentName}, Icon: "network", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{DepartmentName, DepartmentOrganisation, DepartmentPart, DepartmentHead, DepartmentCostCentre},
	Access: directoryAccess(), List: record.Columns{DepartmentName, DepartmentOrganisation, DepartmentHead, DepartmentCostCentre}}
