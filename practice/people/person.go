package people

import (
	"context"
	"slices"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
)

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
	Formats    = record.Choice("formats", "iso", "day_first", "month_first") // of dates and numbers; empty: as the language has them
	Zone       = record.Text("zone")                                         // IANA name
	Active     = record.YesNo("active").Default(true)
	Roles      = record.Refs("roles", "role")
)

// Person is somebody who asks, works or decides.
var Person = record.Type{Name: "person", Plural: "people", Title: Name, Keys: record.Columns{Email, Name}, Icon: "user", Pages: record.Pages{Group: "people"},
	Fields: record.Columns{Name, Email, Phone, JobTitle, Dept, Org, Place, Superior, CostCentre, VIP, Language, Formats, Zone, Active, Roles},
	Rules: record.Rules{
		{On: record.Checking, Say: "a zone is one that the calendar knows", Reads: record.Columns{Zone}, Do: knownZone},
		{On: record.Checking, Say: "nobody is their own superior", Reads: record.Columns{Superior}, Do: notOwnSuperior},
		{On: record.Checking, Say: "the last administrator keeps the role", Reads: record.Columns{Roles, Active}, Do: someoneAdministers},
		{On: record.Removing, Say: "the last administrator is not removed", Do: someoneAdministers},
	},
	Personal: []record.Personal{{Fields: record.Columns{Name, Email, Phone, JobTitle, CostCentre}}},
	Access:   personAccess(), List: record.Columns{Name, Email, JobTitle, Dept, Place}}

// personAccess: everybody who may ask for help reads names, for they stand on tickets, and beyond
// names only of people in their own organisation, and there how to tell and reach them at work. The
// phone number, cost centre, superior, VIP mark and roles are for staff. Everybody reads all of
// their own record and keeps phone, language, formats and zone themselves. Who gives roles is the
// administrator alone; an agent adds a caller and corrects how to reach them.
func personAccess() record.Access {
	reach := []string{Name.Name(), Email.Name(), Phone.Name(), JobTitle.Name(), Dept.Name(), Org.Name(), Place.Name(), Superior.Name(), Language.Name(), Zone.Name()}
	roles := []string{Roles.Name()}
	return record.Access{
		{Role: Administrator, Can: record.Everything()},
		{Role: Manager, Can: []record.Operation{record.Read, record.Remove}},
		{Role: Manager, Can: []record.Operation{record.Create, record.Change}, But: roles},
		{Role: Agent, Can: []record.Operation{record.Read}},
		{Role: Agent, Can: []record.Operation{record.Create, record.Change}, Fields: reach},
		{Role: Requester, Can: []record.Operation{record.Read}, Fields: []string{Name.Name()}},
		{Role: Requester, Can: []record.Operation{record.Read}, Rows: "organisation = my-organisation",
			Fields: []string{Name.Name(), Email.Name(), JobTitle.Name(), Dept.Name(), Org.Name(), Place.Name()}},
		{Role: record.Everyone, Can: []record.Operation{record.Read}, Rows: "id = me"},
		{Role: record.Everyone, Can: []record.Operation{record.Change}, Rows: "id = me", Fields: []string{Phone.Name(), Language.Name(), Formats.Name(), Zone.Name()}},
	}
}

func knownZone(_ context.Context, d *record.Draft, _ record.Reader) error {
	if z := Zone.Of(d); z != "" {
		if _, err := time.LoadLocation(z); err != nil || z == "Local" {
			return fault.New(fault.Invalid, "person", "not-a-zone", "given", z).On(Zone.Name())
		}
	}
	return nil
}

func notOwnSuperior(_ context.Context, d *record.Draft, _ record.Reader) error {
	if s := Superior.Of(d); s != "" && s == d.ID() {
		return fault.New(fault.Invalid, "person", "not-oneself").On(Superior.Name())
	}
	return nil
}

// someoneAdministers keeps an installation from locking everybody out.
func someoneAdministers(ctx context.Context, d *record.Draft, r record.Reader) error {
	if d.IsNew() {
		return nil
	}
	all := r.System("looks for other administrators")
	role, err := all.Get(ctx, Role.Name, Administrator)
	if err != nil {
		return err
	}
	administers := func(h record.Holder) bool { return Active.Of(h) && slices.Contains(Roles.Of(h), role.ID()) }
	if !administers(d.Old) || (!d.Removing && administers(d)) {
		return nil
	}
	n, err := all.Count(ctx, d.Type.Name, `active = yes and roles has "`+role.ID()+`"`)
	if err != nil || n > 1 {
		return err
	}
	return fault.New(fault.Invalid, "person", "last-administrator").On(Roles.Name())
}
