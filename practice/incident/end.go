package incident

import (
	"context"
	"slices"
	"time"

	"steward/ability/conversation"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// undoWithin is how long a cancelled incident can be taken up again.
const undoWithin = 24 * time.Hour

// ends say how an incident ends, and comes back.
var ends = record.Rules{
	{On: record.Filling, Say: "the cause is the item or service concerned, unless another is named", Reads: record.Columns{record.StateField, CI, Service},
		Sets: record.Columns{Cause}, Do: caused},
	{On: record.Filling, Say: "a reopened incident needs a new resolution", Reads: record.Columns{record.StateField},
		Sets: record.Columns{ResolutionCode, Resolution}, Do: reopened},
	entered("the time of resolving is kept until it is reopened", ResolvedAt, StateResolved, StateClosed),
	entered("the time of closing is kept", ClosedAt, StateClosed),
	entered("the time of cancelling is kept until it is undone", CancelledAt, StateCancelled),
	{On: record.Filling, Say: "every reopening is counted", Reads: record.Columns{record.StateField}, Sets: record.Columns{ReopenCount}, Do: counted},
	{On: record.Filling, Say: "an incident points to a survivor only while it is merged", Reads: record.Columns{record.StateField}, Sets: record.Columns{MergedInto}, Do: parted},
	{On: record.Checking, Say: "the cause is a service or a configuration item", Reads: record.Columns{Cause}, Do: causes},
	{On: record.Checking, Say: "what was solved names its cause", Reads: record.Columns{record.StateField, ResolutionCode, Cause}, Do: explained},
	{On: record.Checking, Say: "cancelling is undone within a day", Reads: record.Columns{record.StateField}, Do: undoneInTime},
	{On: record.Checking, Say: "an incident is merged into another one that goes on", Reads: record.Columns{MergedInto}, Do: survives},
	{On: record.Following, Say: "who asked in a merged incident, and who followed it, follows the one that survives", Reads: record.Columns{record.StateField}, Do: handOver},
}

// entered keeps in a field when the record came into one of the states, and forgets it when it
// leaves them.
func entered(say string, at record.Field[time.Time], states ...string) record.Rule {
	return record.Rule{On: record.Filling, Say: say, Reads: record.Columns{record.StateField}, Sets: record.Columns{at},
		Do: func(_ context.Context, d *record.Draft, _ record.Reader) error {
			is := slices.Contains(states, d.State())
			switch _, kept := at.Get(d); {
			case is && !kept:
				at.Set(d, d.HappenedAt)
			case !is && kept:
				at.Clear(d)
			}
			return nil
		}}
}

func caused(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.State() != StateResolved || Cause.Of(d).ID != "" {
		return nil
	}
	switch {
	case CI.Of(d) != "":
		Cause.Set(d, record.Subject{Type: CI.Definition().Target, ID: CI.Of(d)})
	case Service.Of(d) != "":
		Cause.Set(d, record.Subject{Type: Service.Definition().Target, ID: Service.Of(d)})
	}
	return nil
}

// comesBack tells whether an incident that was resolved is open again.
func comesBack(d *record.Draft) bool {
	from, moved := d.Moved()
	if !moved || !d.Type.CategoryOf(d.State()).Open() {
		return false
	}
	return from == StateResolved || from == StateClosed
}

func reopened(_ context.Context, d *record.Draft, _ record.Reader) error {
	if comesBack(d) && !d.Replays {
		ResolutionCode.Clear(d)
		Resolution.Clear(d)
	}
	return nil
}

func counted(_ context.Context, d *record.Draft, _ record.Reader) error {
	if comesBack(d) {
		ReopenCount.Set(d, ReopenCount.Of(d)+1)
	}
	return nil
}

func causes(ctx context.Context, d *record.Draft, r record.Reader) error {
	c := Cause.Of(d)
	if c.ID == "" {
		return nil
	}
	if c.Type != CI.Definition().Target && c.Type != Service.Definition().Target {
		return fault.New(fault.Invalid, "incident", "not-a-cause").On(Cause.Name())
	}
	_, err := r.System("looks up the cause").Get(ctx, c.Type, c.ID)
	if fault.Is(err, fault.NotFound) {
		return fault.New(fault.Invalid, "incident", "no-such-record", "given", c.ID, "type", c.Type).On(Cause.Name())
	}
	return err
}

// explained: what nobody answered, was reported before or is no longer needed has no cause to name.
func explained(_ context.Context, d *record.Draft, _ record.Reader) error {
	solved := (d.State() == StateResolved || d.State() == StateClosed) && !slices.Contains(notSolved, ResolutionCode.Of(d))
	if solved && Cause.Of(d).ID == "" {
		return fault.New(fault.Invalid, "incident", "state-asks", "state", d.State()).On(Cause.Name())
	}
	return nil
}

func undoneInTime(_ context.Context, d *record.Draft, _ record.Reader) error {
	from, moved := d.Moved()
	if !moved || from != StateCancelled {
		return nil
	}
	at, known := CancelledAt.Get(d.Old)
	if known && d.HappenedAt.Sub(at) > undoWithin {
		return fault.New(fault.Invalid, "incident.move", "too-late", "hours", int(undoWithin.Hours())).On(record.StateName)
	}
	return nil
}

func parted(_ context.Context, d *record.Draft, _ record.Reader) error {
	if from, moved := d.Moved(); moved && from == StateMerged {
		MergedInto.Clear(d)
	}
	return nil
}

func survives(ctx context.Context, d *record.Draft, r record.Reader) error {
	into := MergedInto.Of(d)
	if into == "" {
		return nil
	}
	row, err := r.System("looks up the survivor").Get(ctx, d.Type.Name, into)
	if fault.Is(err, fault.NotFound) {
		return nil // refused already as a reference to nothing
	}
	if err != nil {
		return err
	}
	if into == d.ID() || row.State() == StateMerged || row.State() == StateCancelled || row.State() == StateClosed {
		return fault.New(fault.Invalid, "incident", "not-a-survivor").On(MergedInto.Name())
	}
	return nil
}

// What the person who asked may do at the end, or before.
var (
	confirm = record.Action{Name: "confirm", Say: "the requester says that it works again", When: "requester = me and state = resolved",
		Roles: []string{record.Everyone}, Sets: record.Columns{record.StateField}, Do: moves(StateClosed)}
	object = record.Action{Name: "object", Say: "the requester says that it does not work yet", When: "requester = me and state = resolved",
		Roles: []string{record.Everyone}, Takes: record.Columns{conversation.Body}, Sets: record.Columns{record.StateField}, Do: objects}
	withdraw = record.Action{Name: "withdraw", Say: "the requester no longer needs it", When: "requester = me and state is open",
		Roles: []string{record.Everyone}, Sets: record.Columns{record.StateField}, Do: moves(StateCancelled)}
)

func moves(to string) func(context.Context, *record.Draft, record.Reader) error {
	return func(_ context.Context, d *record.Draft, _ record.Reader) error {
		d.SetState(to)
		return nil
	}
}

func objects(_ context.Context, d *record.Draft, r record.Reader) error {
	body, _ := record.Given(d, conversation.Body)
	d.SetState(StateInProgress)
	return conversation.Say(d, r, conversation.Word{By: d.By, Side: conversation.Requester, Visibility: conversation.Public, Body: body, Channel: "page"})
}
