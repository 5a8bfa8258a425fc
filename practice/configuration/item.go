// Package configuration keeps what services are made of: configuration items and how they relate.
//
// Its one rule: what fails with an item is what its relations say, and following them always ends.
package configuration

import (
	"context"
	"strings"

	"steward/ability/attachment"
	"steward/ability/link"
	"steward/ability/watch"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// Fields of every configuration item.
var (
	Name         = record.Text("name").Required().Indexed().Searched()
	Class        = record.Choice("class", Server, VirtualMachine, NetworkDevice, Application, Database, Workstation, Mobile, Printer, CloudService).Indexed()
	Owner        = record.Person("owner").Indexed()
	Team         = record.Ref("team", "team").Indexed()
	Service      = record.Ref("service", "service").Indexed()
	Location     = record.Ref("location", "location").Indexed()
	Environment  = record.Choice("environment", "production", "staging", "test", "development")
	Description  = record.LongText("description")
	LastVerified = record.Instant("last_verified").Indexed()
	Source       = record.Text("source_of_truth")
	ExternalKey  = record.Text("external_key").Unique().Filtered()
	// MembersNeeded is how many of a group's members must work for the group to work; all when empty.
	MembersNeeded = record.Number("members_needed").Examples("1", "2", "3")

	identity = record.Text("identity").Computed().Unique().Max(400)
)

// Item is anything that has to be managed in order to deliver a service.
var Item = record.Type{Name: "configuration_item", Number: "CI", Title: Name, Keys: record.Columns{ExternalKey, Name}, Icon: "server",
	Fields: append(record.Columns{Name, Class, Owner, Team, Service, Location, Environment, Description, LastVerified, MembersNeeded, Source, ExternalKey, identity}, attributes...),
	States: life,
	Rules: record.Rules{
		{On: record.Checking, Say: "an item has the attributes of its class", Reads: append(record.Columns{Class}, attributes...), Do: classFits},
		{On: record.Checking, Say: "an address is an IP address", Reads: record.Columns{Address}, Do: addressFits},
		{On: record.Checking, Say: "an item was not verified in the future", Reads: record.Columns{LastVerified}, Do: verifiedBefore},
		{On: record.Checking, Say: "a group needs one of its members at least", Reads: record.Columns{MembersNeeded}, Do: needsOne},
		record.Formula("two items of a class are not named alike", identity, identityOf, Class, Name),
	},
	Has:     record.Abilities{attachment.Files(people.Staff()...), link.Between(people.Staff()...), watch.ByPeople()},
	Actions: record.Actions{{Name: "verify", Say: "what is recorded was compared with what is there", Sets: record.Columns{LastVerified}, Do: verify}},
	Access:  access(),
	List:    record.Columns{Name, Class, Service, Environment, Owner},
	Pages:   record.Pages{Group: "estate"},
}

func verifiedBefore(_ context.Context, d *record.Draft, _ record.Reader) error {
	if LastVerified.Of(d).After(d.HappenedAt) {
		return fault.New(fault.Invalid, "configuration_item", "in-the-future").On(LastVerified.Name())
	}
	return nil
}

func needsOne(_ context.Context, d *record.Draft, _ record.Reader) error {
	if n, given := MembersNeeded.Get(d); given && n < 1 {
		return fault.New(fault.Invalid, "configuration_item", "needs-one").On(MembersNeeded.Name())
	}
	return nil
}

// identityOf is the key by which an item is found twice: its class and its name in whatever case.
func identityOf(d *record.Draft) string {
	return Class.Of(d) + "/" + strings.ToLower(strings.Join(strings.Fields(Name.Of(d)), " "))
}

func verify(_ context.Context, d *record.Draft, _ record.Reader) error {
	LastVerified.Set(d, d.HappenedAt)
	return nil
}

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Item, &Relation} }

func access() record.Access {
	return record.Access{
		{Role: people.Administrator, Can: record.Everything()},
		{Role: people.Manager, Can: record.Everything()},
		{Role: people.Agent, Can: []record.Operation{record.Read, record.Create, record.Change}},
	}
}

var life = &record.Lifecycle{
	States: []record.State{
		{Key: "planned", Category: record.StateNew, Colour: "grey"},
		{Key: "ordered", Category: record.StateWaiting, Colour: "violet"},
		{Key: "in_stock", Category: record.StateWaiting, Colour: "violet"},
		{Key: "in_build", Category: record.StateActive, Colour: "blue"},
		{Key: "live", Category: record.StateActive, Colour: "green"},
		{Key: "maintenance", Category: record.StateWaiting, Colour: "amber"},
		{Key: "retired", Category: record.StateClosed, Colour: "grey"},
		{Key: "disposed", Category: record.StateClosed, Colour: "grey"},
	},
	Moves: []record.Move{
		{Name: "order", From: []string{"planned"}, To: "ordered"},
		{Name: "receive", From: []string{"planned", "ordered", "in_build", "live", "maintenance", "retired"}, To: "in_stock"},
		{Name: "build", From: []string{"planned", "ordered", "in_stock", "retired"}, To: "in_build"},
		{Name: "go_live", From: []string{"planned", "ordered", "in_stock", "in_build", "maintenance"}, To: "live"},
		{Name: "maintain", From: []string{"live"}, To: "maintenance"},
		{Name: "retire", From: []string{"planned", "ordered", "in_stock", "in_build", "live", "maintenance"}, To: "retired"},
		{Name: "dispose", From: []string{"in_stock", "retired"}, To: "disposed"},
	},
}
