package people

import "steward/kernel/record"

// Fields of an organisation, a location and a department.
var (
	OrganisationName = record.Text("name").Required().Unique()

	LocationName = record.Text("name").Required().Unique()
	LocationZone = record.Text("zone")

	DepartmentName         = record.Text("name").Required().Unique()
	DepartmentOrganisation = record.Ref("organisation", "organisation")
	DepartmentCostCentre   = record.Text("cost_centre")
)

// Organisation is a customer, a supplier or the own house.
var Organisation = record.Type{Name: "organisation", Title: OrganisationName, Keys: record.Columns{OrganisationName}, Icon: "building-2",
	Fields: record.Columns{OrganisationName}, Access: directoryAccess(), List: record.Columns{OrganisationName}}

// Location is where people and things are.
var Location = record.Type{Name: "location", Title: LocationName, Keys: record.Columns{LocationName}, Icon: "map-pin",
	Fields: record.Columns{LocationName, LocationZone}, Access: directoryAccess(), List: record.Columns{LocationName, LocationZone}}

// Department is a part of an organisation with its cost centre.
var Department = record.Type{Name: "department", Title: DepartmentName, Keys: record.Columns{DepartmentName}, Icon: "network",
	Fields: record.Columns{DepartmentName, DepartmentOrganisation, DepartmentCostCentre}, Access: directoryAccess(),
	List: record.Columns{DepartmentName, DepartmentOrganisation, DepartmentCostCentre}}
