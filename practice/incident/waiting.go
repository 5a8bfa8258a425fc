package incident

import (
	"context"

	"steward/ability/attachment"
	"steward/ability/conversation"
	"steward/ability/link"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/people"
)

// talk is how incidents are talked about: a word of the requester ends waiting at once.
var talk = conversation.Talk{Asks: Requester, Staff: people.Staff(), Waiting: []string{StatePending}, Settled: []string{StateResolved}, Back: StateInProgress, Ended: afterEnd,
	With: record.Columns{PendingReason, PendingUntil, ResolutionCode, Resolution, Cause}}

// waits say what an incident waits for.
var waits = record.Rules{
	{On: record.Filling, Say: "a reason to wait stands only while the incident waits", Reads: record.Columns{record.StateField, PendingReason, PendingUntil},
		Sets: record.Columns{PendingReason, PendingUntil}, Do: waiting},
	{On: record.Checking, Say: "waiting for a date needs the date, and it lies ahead", Reads: record.Columns{PendingReason, PendingUntil}, Do: until},
}

func waiting(_ context.Context, d *record.Draft, _ record.Reader) error {
	if d.State() != StatePending {
		PendingReason.Clear(d)
		PendingUntil.Clear(d)
	}
	return nil
}

func until(_ context.Context, d *record.Draft, _ record.Reader) error {
	at, given := PendingUntil.Get(d)
	if PendingReason.Of(d) == "date" && !given {
		return fault.New(fault.Invalid, "incident", "required").On(PendingUntil.Name())
	}
	if given && !at.After(d.HappenedAt) {
		return fault.New(fault.Invalid, "incident", "in-the-past").On(PendingUntil.Name())
	}
	return nil
}

// afterEnd: what the requester says of a closed incident opens a new one, linked to the old; of a
// merged one it goes to the one that survived.
func afterEnd(ctx context.Context, d *record.Draft, r record.Reader, w conversation.Word) (bool, error) {
	switch {
	case d.State() == StateMerged:
		return true, toSurvivor(ctx, d, r, w)
	case d.State() == StateClosed && w.Side == conversation.Requester && w.Visibility == conversation.Public:
		return true, again(ctx, d, r, w)
	}
	return false, nil
}

func toSurvivor(ctx context.Context, d *record.Draft, r record.Reader, w conversation.Word) error {
	row, err := r.System("follows a merge").Get(ctx, d.Type.Name, MergedInto.Of(d))
	if err != nil {
		return err
	}
	s := record.NewDraft(row.Type, row)
	s.HappenedAt, s.By = d.HappenedAt, d.By
	if w.Side == conversation.Requester && s.State() == StatePending {
		s.SetState(StateInProgress)
	}
	if err := conversation.Say(s, r, w); err != nil {
		return err
	}
	d.Follow(s)
	return nil
}

// again opens a new incident after a closed one.
func again(ctx context.Context, d *record.Draft, r record.Reader, w conversation.Word) error {
	n := record.NewDraft(d.Type, nil)
	id := w.Opens
	if !record.IsID(id) {
		id = r.NewID()
	}
	n.SetAt(record.SlotID, record.ID.Value(id))
	for _, f := range []record.Column{Title, Requester, Service, CI, Category, Subcategory, Location, Impact, Urgency, Confidential} {
		n.SetValue(f.Definition(), d.ValueOf(f.Definition()))
	}
	Description.Set(n, w.Body)
	Channel.Set(n, w.Channel)
	attachment.Count.Set(n, int64(len(w.Files)))
	d.Follow(n)
	if err := attachment.Hand(ctx, d, r, w.Files, record.Subject{Type: d.Type.Name, ID: id}); err != nil {
		return err
	}
	return linked(d, r, record.Subject{Type: d.Type.Name, ID: id}, link.Relates, subjectOf(d))
}
