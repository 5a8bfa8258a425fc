package problem

import (
	"context"
	"time"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/ability/link"
	"steward/calc/walltime"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/oncall"
	"steward/practice/people"
)

var (
	work = assignment.Work{Teams: people.TeamsOf, Away: oncall.Away}
	talk = conversation.Talk{Staff: people.Staff()}
)

// verifiedAfter is how long no incident may come of a problem before it is closed (domain 2.4).
const verifiedAfter = 30 * 24 * time.Hour

var rules = record.Rules{
	record.Formula("priority follows impact and urgency", Priority, priority, Impact, Urgency),
	record.Formula("a problem that is understood and not resolved is a known error", KnownError, known, RootCause, record.StateField),
	{On: record.Filling, Say: "a problem remembers who opened it", Reads: record.Columns{record.CreatedBy}, Sets: record.Columns{OpenedBy}, Do: opened},
	{On: record.Filling, Say: "the time of closing is kept", Reads: record.Columns{record.StateField}, Sets: record.Columns{ClosedAt}, Do: closed},
	{On: record.Checking, Say: "a workaround that is published is there", Reads: record.Columns{Published, Workaround}, Do: worksAround},
	{On: record.Checking, Say: "who accepts a problem for good signs for it", Reads: record.Columns{Acceptance, AcceptedBy}, Do: signed},
	{On: record.Checking, Say: "a problem is closed when its incidents stopped, or it was accepted", Reads: record.Columns{record.StateField}, Do: quiet},
	{On: record.Checking, Say: "a deferred problem is looked at again on a day that lies ahead", Reads: record.Columns{record.StateField, ReviewDate}, Do: ahead},
}

var levels = map[string]int64{"high": 1, "medium": 2, "low": 3}

// priority is impact + urgency - 1, from 1 (critical) to 5 (domain, section 3).
func priority(d *record.Draft) int64 { return levels[Impact.Of(d)] + levels[Urgency.Of(d)] - 1 }

func known(d *record.Draft) bool {
	return RootCause.Of(d) != "" && d.Type.CategoryOf(d.State()).Open()
}

func opened(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.IsNew() && OpenedBy.Of(d) == "" {
		OpenedBy.Set(d, d.By)
	}
	return nil
}

func closed(_ context.Context, d *record.Draft, _ record.Reader) error {
	_, kept := ClosedAt.Get(d)
	switch is := d.Type.CategoryOf(d.State()) == record.StateClosed; {
	case is && !kept:
		ClosedAt.Set(d, d.HappenedAt)
	case !is && kept:
		ClosedAt.Clear(d)
	}
	return nil
}

func worksAround(_ context.Context, d *record.Draft, _ record.Reader) error {
	if Published.Of(d) && Workaround.Of(d) == "" {
		return fault.New(fault.Invalid, "problem", "required").On(Workaround.Name())
	}
	return nil
}

func signed(_ context.Context, d *record.Draft, _ record.Reader) error {
	if Acceptance.Of(d) != "" && AcceptedBy.Of(d) == "" {
		return fault.New(fault.Invalid, "problem", "required").On(AcceptedBy.Name())
	}
	return nil
}

// quiet: out of error control only what was accepted is closed; what was fixed is closed when no
// incident that it caused was opened within the window.
func quiet(ctx context.Context, d *record.Draft, r record.Reader) error {
	from, moved := d.Moved()
	if !moved || d.Type.CategoryOf(d.State()) != record.StateClosed || Acceptance.Of(d) != "" {
		return nil
	}
	if from != "fix_verified" {
		return fault.New(fault.Invalid, "problem.move", "not-accepted").On(Acceptance.Name())
	}
	all := r.System("looks at the incidents of the problem")
	caused, err := link.Ends(ctx, all, record.Subject{Type: d.Type.Name, ID: d.ID()}, link.CausedBy, link.To)
	if err != nil {
		return err
	}
	since, n := d.HappenedAt.Add(-verifiedAfter), 0
	for _, s := range caused {
		row, err := all.Get(ctx, s.Type, s.ID)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if record.CreatedAt.Of(row).After(since) {
			n++
		}
	}
	if n > 0 {
		return fault.New(fault.Invalid, "problem.move", "still-causes", "count", n, "days", int(verifiedAfter/(24*time.Hour))).On(record.StateName)
	}
	return nil
}

func ahead(_ context.Context, d *record.Draft, r record.Reader) error {
	day, given := ReviewDate.Get(d)
	if d.State() != "deferred" || !given {
		return nil
	}
	zone := r.Actor().Zone
	if zone == nil {
		zone = time.UTC
	}
	if day.Compare(walltime.DateOf(d.HappenedAt, zone)) <= 0 {
		return fault.New(fault.Invalid, "problem", "in-the-past").On(ReviewDate.Name())
	}
	return nil
}
