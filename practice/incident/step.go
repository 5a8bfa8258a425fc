package incident

import (
	"context"
	"time"

	"steward/ability/assignment"
	"steward/ability/notification"
	"steward/kernel/record"
	"steward/practice/people"
)

// What the system does next by itself, and when: on the record, so that everybody sees it coming.
var (
	NextStep   = record.Choice("next_step", StepRemind, StepGiveUp, StepGoOn, StepClose).Computed()
	NextStepAt = record.Instant("next_step_at").Computed().Filtered()
	Reminders  = record.Number("reminder_count").Computed().Default(0)
)

// The steps.
const (
	StepRemind = "remind"  // the requester, who has not answered
	StepGiveUp = "give_up" // resolve it: nobody answered
	StepGoOn   = "go_on"   // the date for which it waited has come
	StepClose  = "close"   // nobody objected to the resolution
)

// mostReminders is how often somebody who does not answer is reminded.
const mostReminders = 2

// steps say what happens without anybody's doing.
var steps = record.Rules{
	{On: record.Filling, Say: "who does not answer is reminded twice, then it is resolved; what waits for a date goes on by itself; what nobody objects to is closed",
		Reads: record.Columns{record.StateField, PendingReason, PendingUntil, Reminders}, Sets: record.Columns{NextStep, NextStepAt, Reminders}, Do: foresee},
	{On: record.Following, Say: "what is due by itself is done at its instant", Reads: record.Columns{NextStepAt}, Do: planned},
}

// step is what the system does when it is due.
var step = record.Action{Name: "next_step", Say: "do what is due by itself", When: "next_step is not empty", Roles: []string{record.OnlySystem},
	Sets: record.Columns{record.StateField, Reminders, ResolutionCode, Resolution}, Do: takeStep}

func foresee(ctx context.Context, d *record.Draft, r record.Reader) error {
	waits := d.State() == StatePending && PendingReason.Of(d) == "customer"
	if !waits {
		Reminders.Set(d, 0)
	}
	until, dated := PendingUntil.Get(d)
	switch {
	case d.Replays: // imported work is closed by those who know it
	case d.State() == StatePending && dated:
		return next(d, StepGoOn, until, nil)
	case waits && Reminders.Of(d) < mostReminders:
		at, err := after(ctx, d, r, RemindAfter)
		return next(d, StepRemind, at, err)
	case waits:
		at, err := after(ctx, d, r, GiveUpAfter)
		return next(d, StepGiveUp, at, err)
	case d.State() == StateResolved:
		at, err := after(ctx, d, r, CloseAfter)
		return next(d, StepClose, at, err)
	}
	NextStep.Clear(d)
	NextStepAt.Clear(d)
	return nil
}

func next(d *record.Draft, step string, at time.Time, err error) error {
	NextStep.Set(d, step)
	NextStepAt.Set(d, at)
	return err
}

func planned(_ context.Context, d *record.Draft, _ record.Reader) error {
	if at, due := NextStepAt.Get(d); due {
		d.Plan(step.Name, at)
	}
	return nil
}

// takeStep does what is due. A job of an earlier plan finds that another instant was planned since.
func takeStep(ctx context.Context, d *record.Draft, r record.Reader) error {
	if at, due := NextStepAt.Get(d.Old); !due || at.After(d.HappenedAt) {
		return nil
	}
	switch NextStep.Of(d.Old) {
	case StepRemind:
		Reminders.Set(d, Reminders.Of(d)+1)
		return notification.Tell(d, r, notification.News{Kind: notification.Reminded, To: []string{Requester.Of(d)}})
	case StepGoOn:
		d.SetState(StateInProgress)
		return notification.Tell(d, r, notification.News{Kind: notification.Due, To: []string{assignment.Assignee.Of(d)}})
	case StepClose:
		d.SetState(StateClosed)
	case StepGiveUp:
		language, err := languageOf(ctx, r, Requester.Of(d))
		if err != nil {
			return err
		}
		d.SetState(StateResolved)
		ResolutionCode.Set(d, "no_answer")
		Resolution.Set(d, r.Wording(language, "incident.no-answer", nil))
	}
	return nil
}

// languageOf gives the language in which the system writes to a person.
func languageOf(ctx context.Context, r record.Reader, person string) (string, error) {
	if person == "" {
		return r.Actor().Language, nil
	}
	row, err := r.System("asks for a person's language").Get(ctx, people.Person.Name, person)
	if err != nil {
		return "", err
	}
	return people.Language.Of(row), nil
}
