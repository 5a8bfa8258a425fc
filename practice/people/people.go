// Package people keeps persons, teams, departments, organisations, locations and roles.
//
// Its one rule: who may do what follows from roles and memberships kept here as records; nothing
// about a person's rights is written anywhere else.
package people

import "steward/kernel/record"

// The roles that every installation has. Administrators make further ones.
const (
	Administrator = "administrator"
	Manager       = "manager"   // IT service manager
	Agent         = "agent"     // service desk and specialists
	Requester     = "requester" // everybody who may ask for help
	// PrivacyOfficer reads every record and erases what must not be kept, and changes nothing else.
	PrivacyOfficer = "privacy_officer"
)

// Staff is the roles that work on what others ask for: they see internal notes.
func Staff() []string { return []string{Administrator, Manager, Agent} }

// directoryAccess is the permissions of master data: administrators and managers keep it, agents and
// requesters read it.
func directoryAccess() record.Access {
	return record.Access{
		{Role: Administrator, Can: record.Everything()},
		{Role: Manager, Can: record.Everything()},
		{Role: Agent, Can: []record.Operation{record.Read}},
		{Role: Requester, Can: []record.Operation{record.Read}},
	}
}

// Types lists what the practice keeps.
func Types() []*record.Type {
	return []*record.Type{&Organisation, &Location, &Department, &Role, &Person, &Team, &Membership}
}
