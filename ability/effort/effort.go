// Package effort is the ability of records to know how much work went into them.
//
// Its one rule: time is changed by whoever spent it, or by those who keep the books; the sum on the
// record is always that of its entries.
package effort

import (
	"context"
	"slices"
	"time"

	"steward/calc/walltime"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// EntryName is the name of the record type of an entry.
const EntryName = "time_entry"

// Fields of an entry.
var (
	Subject  = record.AnyRef("subject").Required().Indexed()
	Person   = record.Person("person").Required().Indexed()
	Minutes  = record.Number("minutes").Required().Examples("5", "25", "480")
	WorkedOn = record.Date("worked_on").Indexed()
	Note     = record.Text("note")
)

// Spent is the sum of a record's entries, in minutes.
var Spent = record.Number("time_spent").Computed().Default(0)

// mostMinutes is one day: more is several entries.
const mostMinutes = 24 * 60

// Of gives a type its time. keepers are the roles that may correct the entries of others.
func Of(staff, keepers []string) record.Ability {
	return record.Ability{Name: "effort", Panel: "time", Fields: record.Columns{Spent}, Types: []*record.Type{entries(staff, keepers)},
		Actions: record.Actions{{Name: "log_time", Say: "write down time spent on the record", Roles: staff, Takes: record.Columns{Minutes, Note, WorkedOn}, Do: logs}}}
}

func entries(staff, keepers []string) *record.Type {
	var access record.Access
	for _, role := range staff {
		access = append(access, record.Permission{Role: role, Can: []record.Operation{record.Read}, Via: Subject.Name()},
			record.Permission{Role: role, Can: []record.Operation{record.Create, record.Change, record.Remove}})
	}
	own := owned(keepers)
	return &record.Type{Name: EntryName, Plural: "time_entries", Icon: "clock", Access: access,
		Fields: record.Columns{Subject, Person, Minutes, WorkedOn, Note},
		Rules: record.Rules{
			{On: record.Filling, Say: "time is spent by whoever writes it down, today, unless something else is said", Reads: record.Columns{Subject}, Sets: record.Columns{Person, WorkedOn}, Do: mine},
			{On: record.Checking, Say: "an entry has from one minute to a day, and lies not ahead", Reads: record.Columns{Minutes, WorkedOn}, Do: possible},
			{On: record.Checking, Say: "time belongs to a record that its author sees, and stays there", Reads: record.Columns{Subject}, Do: belongs},
			{On: record.Checking, Say: "time is changed by whoever spent it, or who keeps the books", Do: own},
			{On: record.Removing, Say: "time is taken away by whoever spent it, or who keeps the books", Do: own},
			{On: record.Following, Say: "a record knows the sum of its time", Reads: record.Columns{Minutes}, Do: sum},
		},
		List: record.Columns{WorkedOn, Person, Minutes, Note, Subject}}
}

func mine(_ context.Context, d *record.Draft, r record.Reader) error {
	if Person.Of(d) == "" {
		Person.Set(d, d.By)
	}
	if _, given := WorkedOn.Get(d); !given {
		WorkedOn.Set(d, walltime.DateOf(d.HappenedAt, zoneOf(r)))
	}
	return nil
}

func zoneOf(r record.Reader) *time.Location {
	if z := r.Actor().Zone; z != nil {
		return z
	}
	return time.UTC
}

func possible(_ context.Context, d *record.Draft, r record.Reader) error {
	var refused fault.List
	if n := Minutes.Of(d); n < 1 || n > mostMinutes {
		refused = append(refused, fault.New(fault.Invalid, EntryName, "minutes-range", "most", mostMinutes).On(Minutes.Name()))
	}
	if WorkedOn.Of(d).Compare(walltime.DateOf(d.HappenedAt, zoneOf(r))) > 0 {
		refused = append(refused, fault.New(fault.Invalid, EntryName, "in-the-future").On(WorkedOn.Name()))
	}
	return refused.OrNil()
}

func belongs(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() {
		return fault.New(fault.Invalid, EntryName, "stays-with-its-record").On(Subject.Name())
	}
	s := Subject.Of(d)
	_, err := r.Get(ctx, s.Type, s.ID)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Invalid, EntryName, "no-such-record", "given", s.ID, "type", s.Type).On(Subject.Name())
	}
	return err
}

func owned(keepers []string) func(context.Context, *record.Draft, record.Reader) error {
	return func(_ context.Context, d *record.Draft, r record.Reader) error {
		a := r.Actor()
		if a.System || slices.ContainsFunc(keepers, a.Is) || Person.Of(d) == a.Person && (d.IsNew() || Person.Of(d.Old) == a.Person) {
			return nil
		}
		return fault.New(fault.Forbidden, EntryName, "not-your-time").On(Person.Name())
	}
}

// sum keeps the figure of the record, each entry adding its own difference.
func sum(ctx context.Context, d *record.Draft, r record.Reader) error {
	n := Minutes.Of(d)
	if d.Removing {
		n = 0
	}
	if d.Old != nil {
		n -= Minutes.Of(d.Old)
	}
	if n == 0 {
		return nil
	}
	s := Subject.Of(d)
	row, err := r.System("adds up the time").Get(ctx, s.Type, s.ID)
	if fault.Is(err, fault.NotFound) {
		return nil // the record goes with its entries
	}
	if err != nil || !row.Type.Ability("effort") {
		return err
	}
	of := record.NewDraft(row.Type, row)
	Spent.Set(of, Spent.Of(row)+n)
	d.Follow(of)
	return nil
}

func logs(_ context.Context, d *record.Draft, r record.Reader) error {
	n, _ := record.Given(d, Minutes)
	note, _ := record.Given(d, Note)
	e, err := Entry(d, r, n, note)
	if err == nil {
		e.SetValue(WorkedOn.Definition(), d.Input[WorkedOn.Name()])
	}
	return err
}

// Entry writes time down on the draft's record, spent by whoever does it.
func Entry(d *record.Draft, r record.Reader, minutes int64, note string) (*record.Draft, error) {
	t, ok := r.Type(EntryName)
	if !ok {
		return nil, fault.New(fault.Internal, "effort", "no-such-type", "type", EntryName)
	}
	e := record.NewDraft(t, nil)
	Subject.Set(e, record.Subject{Type: d.Type.Name, ID: d.ID()})
	Minutes.Set(e, minutes)
	Note.Set(e, note)
	d.Follow(e)
	return e, nil
}
