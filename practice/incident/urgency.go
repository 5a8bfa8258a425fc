package incident

import (
	"context"
	"strconv"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// urgencies say what comes first.
var urgencies = record.Rules{
	{On: record.Filling, Say: "a VIP raises the urgency by one step, never the impact", Reads: record.Columns{Requester}, Sets: record.Columns{Urgency}, Do: important},
	record.Formula("priority follows impact and urgency, unless somebody overrides it", Priority, priority, Impact, Urgency, PriorityOverride),
	{On: record.Checking, Say: "overriding the priority needs a reason", Reads: record.Columns{PriorityOverride, PriorityReason}, Do: justified},
}

// important runs when the requester is named: an agent may lower the urgency again.
func important(ctx context.Context, d *record.Draft, r record.Reader) error {
	if Requester.Of(d) == "" || !d.Changed(Requester) || d.Replays {
		return nil
	}
	person, err := r.System("looks up whether the requester is a VIP").Get(ctx, "person", Requester.Of(d))
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil || !people.VIP.Of(person) {
		return err
	}
	switch Urgency.Of(d) {
	case "low":
		Urgency.Set(d, "medium")
	case "medium":
		Urgency.Set(d, "high")
	}
	return nil
}

var levels = map[string]int64{"high": 1, "medium": 2, "low": 3}

// priority is impact + urgency - 1, from 1 (critical) to 5 (domain, section 3).
func priority(d *record.Draft) int64 {
	if n, err := strconv.ParseInt(PriorityOverride.Of(d), 10, 64); err == nil {
		return n
	}
	return levels[Impact.Of(d)] + levels[Urgency.Of(d)] - 1
}

func justified(_ context.Context, d *record.Draft, _ record.Reader) error {
	if PriorityOverride.Of(d) != "" && PriorityReason.Of(d) == "" {
		return fault.New(fault.Invalid, "incident", "needs-reason").On(PriorityReason.Name())
	}
	return nil
}
