package incident

import (
	"context"

	"steward/ability/assignment"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/oncall"
	"steward/practice/people"
)

// work says how incidents are assigned.
var work = assignment.Work{Unassigned: StateNew, Assigned: StateAssigned, Teams: people.TeamsOf, Away: oncall.Away}

// origins say where an incident comes from.
var origins = record.Rules{
	{On: record.Filling, Say: "who reports for nobody else is the requester", Reads: record.Columns{Channel}, Sets: record.Columns{Requester}, Do: reported},
	{On: record.Filling, Say: "an incident remembers who opened it", Reads: record.Columns{record.CreatedBy}, Sets: record.Columns{OpenedBy}, Do: opened},
	{On: record.Filling, Say: "an incident is opened when it is recorded, unless an earlier time is given", Reads: record.Columns{record.CreatedAt}, Sets: record.Columns{OpenedAt}, Do: openedAt},
	{On: record.Filling, Say: "the channel is the way in which it came", Reads: record.Columns{record.CreatedAt}, Sets: record.Columns{Channel}, Do: arrived},
	{On: record.Checking, Say: "an incident is not opened after it is recorded", Reads: record.Columns{OpenedAt}, Do: openedBefore},
	{On: record.Checking, Say: "nothing new is reported of a service that is retired", Reads: record.Columns{Service}, Do: delivered},
	{On: record.Checking, Say: "a subcategory belongs to the category", Reads: record.Columns{Category, Subcategory}, Do: below},
}

// reported: a person at a page, in a mail or a chat asks for themselves.
func reported(_ context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() || d.Replays || r.Actor().System || !Requester.Value(Requester.Of(d)).IsEmpty() {
		return nil
	}
	if c := Channel.Of(d); c != "alert" && c != "import" {
		Requester.Set(d, d.By)
	}
	return nil
}

func opened(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() && OpenedBy.Of(d) == "" {
		OpenedBy.Set(d, d.By)
	}
	return nil
}

func openedAt(_ context.Context, d *record.Draft, _ record.Reader) error {
	if _, given := OpenedAt.Get(d); d.IsNew() && !given {
		OpenedAt.Set(d, d.HappenedAt)
	}
	return nil
}

func arrived(_ context.Context, d *record.Draft, r record.Reader) error {
	if !d.IsNew() || Channel.Of(d) != "" {
		return nil
	}
	channel := r.Actor().Gateway
	if Channel.Definition().Rank(channel) == 0 {
		channel = "page"
	}
	Channel.Set(d, channel)
	return nil
}

func openedBefore(_ context.Context, d *record.Draft, _ record.Reader) error {
	if OpenedAt.Of(d).After(d.HappenedAt) {
		return fault.New(fault.Invalid, "incident", "in-the-future").On(OpenedAt.Name())
	}
	return nil
}

func delivered(ctx context.Context, d *record.Draft, r record.Reader) error {
	if Service.Of(d) == "" || d.Replays {
		return nil
	}
	row, err := r.System("looks whether a service is delivered").Get(ctx, "service", Service.Of(d))
	if fault.Is(err, fault.NotFound) {
		return nil // refused already as a reference to nothing
	}
	if err == nil && !row.Type.CategoryOf(row.State()).Open() {
		return fault.New(fault.Invalid, "incident", "service-retired", "name", row.Title()).On(Service.Name())
	}
	return err
}

func below(ctx context.Context, d *record.Draft, r record.Reader) error {
	if Subcategory.Of(d) == "" {
		return nil
	}
	row, err := r.System("looks up the category").Get(ctx, "category", Subcategory.Of(d))
	if err != nil {
		return err
	}
	if parent := CategoryParent.Of(row); parent != "" && parent != Category.Of(d) {
		return fault.New(fault.Invalid, "incident", "not-of-category").On(Subcategory.Name())
	}
	return nil
}
