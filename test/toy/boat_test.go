package toy

import (
	"context"
	"time"

	"steward/calc/walltime"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Fields of a boat.
var (
	name      = record.Text("name").Required().Unique().Searched()
	length    = record.Decimal("length", 2).Required()
	owner     = record.Person("owner").Indexed()
	berth     = record.Ref("berth", "location").Indexed()
	fee       = record.Number("fee").Computed().Indexed()
	inspected = record.Date("inspected").Computed()
)

// boat is everything that a simple record type costs: this file.
var boat = record.Type{Name: "boat", Number: "BOT", Title: name, Keys: record.Columns{name}, Icon: "box",
	Fields: record.Columns{name, length, owner, berth, fee, inspected},
	States: &record.Lifecycle{
		States: []record.State{{Key: "moored", Category: record.StateNew}, {Key: "sailing", Category: record.StateActive, Asks: record.Columns{owner}},
			{Key: "scrapped", Category: record.StateClosed, Locks: true}},
		Moves: []record.Move{{Name: "sail", From: []string{"moored"}, To: "sailing"}, {Name: "moor", From: []string{"sailing"}, To: "moored"},
			{Name: "scrap", From: []string{"moored"}, To: "scrapped"}}},
	Rules: record.Rules{
		record.Formula("a boat pays ten for each metre that it begins", fee, charge, length),
		{On: record.Checking, Say: "a boat is longer than nothing", Reads: record.Columns{length}, Do: hasLength}},
	Actions: record.Actions{{Name: "inspect", Say: "note that the boat was looked at today", When: "state != scrapped", Sets: record.Columns{inspected}, Do: inspect}},
	Access:  record.Access{{Role: "administrator", Can: append(record.Everything(), record.Replay, record.Redact)}, {Role: "requester", Can: []record.Operation{record.Read}, Rows: "owner = me", But: []string{"fee"}}},
	List:    record.Columns{name, length, owner, fee}, Orders: []string{"name"}, Pages: record.Pages{Group: "estate"}}

func charge(d *record.Draft) int64 { return 10 * ((length.Of(d).Scaled + 99) / 100) }

func hasLength(_ context.Context, d *record.Draft, _ record.Reader) error {
	if length.Of(d) == (value.Decimal{Scale: 2}) {
		return fault.New(fault.Invalid, "boat", "required").On("length")
	}
	return nil
}

func inspect(_ context.Context, d *record.Draft, r record.Reader) error {
	inspected.Set(d, walltime.DateOf(r.Now(), time.UTC))
	return nil
}
