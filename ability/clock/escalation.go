package clock

import (
	"context"
	"slices"
	"time"

	"steward/ability/escalation"
	"steward/ability/notification"
	"steward/calc/clock"
	"steward/kernel/fault"
	"steward/kernel/record"
)

// breachLevel is the level at which a clock has run out. It is planned for every clock, so that a
// breach is known when it happens.
const breachLevel = 100

// PassLevel is the action by which a clock notes that it has reached a level.
const PassLevel = "pass_level"

// quiet says that nobody is told, because the level was reached long ago.
var quiet = record.YesNo("quiet")

func (w Work) passLevel() record.Action {
	return record.Action{Name: PassLevel, Say: "notes that the clock has reached a level", When: "phase = running and next_at is not empty",
		Roles: []string{record.OnlySystem}, Takes: record.Columns{quiet}, Do: w.pass}
}

// Levels are the shares at which something is to happen, in percent.
func (p *Promise) Levels() []int {
	out := []int{breachLevel}
	for _, s := range p.Steps {
		out = append(out, s.Percent)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// planNext writes when the next level is reached that has not been passed; none while that is open.
func (b *Book) planNext(f *record.Draft, s clock.State) {
	Next.Clear(f)
	NextAt.Clear(f)
	if s.Phase != clock.Running {
		return
	}
	for _, l := range s.Levels {
		if int64(l.Percent) > Level.Of(f) && !l.At.IsZero() {
			Next.Set(f, int64(l.Percent))
			NextAt.Set(f, l.At)
			return
		}
	}
}

// CatchUpTopic is the topic of the job that looks at clocks whose levels have long passed, as those
// of an import have.
const CatchUpTopic = "clocks.catch-up"

// plan lets the clock come back when its next level is reached.
func plan(_ context.Context, d *record.Draft, r record.Reader) error {
	at, some := NextAt.Get(d)
	switch {
	case d.Removing || !some:
	case d.Replays && !at.After(r.Now()):
		d.SendLater(record.Effect{Topic: CatchUpTopic, Waiting: CatchUpTopic})
	default:
		d.Plan(PassLevel, at)
	}
	return nil
}

// pass notes the levels that a clock has passed by now, and tells of the highest.
func (w Work) pass(ctx context.Context, d *record.Draft, r record.Reader) error {
	book, err := w.Book(ctx, r)
	if err != nil {
		return err
	}
	c, err := book.Read(d.Old)
	if err != nil {
		return err
	}
	if c.state, err = book.Replay(c.events, r.Now()); err != nil {
		return err
	}
	var highest clock.Level
	for _, l := range c.state.Levels {
		if l.Passed && int64(l.Percent) > Level.Of(d) {
			highest = l
		}
	}
	if highest.Percent == 0 {
		return nil // it has moved since this was planned
	}
	Level.Set(d, int64(highest.Percent))
	c.stand(d)
	Elapsed.Set(d, Elapsed.Of(d.Old)) // as of the last event
	book.planNext(d, c.state)
	if hush, _ := record.Given(d, quiet); hush {
		return nil
	}
	return book.escalate(ctx, d, r, c, highest)
}

// escalate writes that the level was reached, and whom that concerns.
func (b *Book) escalate(ctx context.Context, d *record.Draft, r record.Reader, c *Clock, l clock.Level) error {
	p := b.byID[c.terms().Target]
	if p == nil {
		return nil
	}
	at := slices.IndexFunc(p.Steps, func(s Step) bool { return s.Percent == l.Percent })
	if at < 0 {
		return nil
	}
	people, team, err := concerned(ctx, r, Subject.Of(d), p.Steps[at])
	if err != nil {
		return err
	}
	members, err := escalation.Members(ctx, r, team)
	if err != nil {
		return err
	}
	f, err := escalation.New(r, Subject.Of(d), escalation.ByClock)
	if err != nil {
		return err
	}
	escalation.OfClock.Set(f, d.ID())
	escalation.Measure.Set(f, c.measure)
	escalation.Percent.Set(f, int64(l.Percent))
	escalation.At.Set(f, l.At)
	setOrClear(f, escalation.RunsOut, c.state.Due)
	escalation.Told.Set(f, people)
	setText(f, escalation.ToTeam, team)
	d.Follow(f)
	return notify(ctx, d, r, append(people, members...))
}

// notify writes the notices, as news of the record that the clock is about.
func notify(ctx context.Context, d *record.Draft, r record.Reader, people []string) error {
	s := Subject.Of(d)
	row, err := r.System("tells of an escalation").Get(ctx, s.Type, s.ID)
	if err != nil {
		return err
	}
	about := record.NewDraft(row.Type, row)
	if err := notification.Tell(about, r, notification.News{Kind: notification.Escalated, To: people}); err != nil {
		return err
	}
	for _, n := range about.Followers() {
		d.Follow(n)
	}
	return nil
}

// concerned gives whom a step tells, from the record as it is now.
func concerned(ctx context.Context, r record.Reader, s record.Subject, step Step) (people []string, team string, err error) {
	all := r.System("looks up whom an escalation concerns")
	row, err := all.Get(ctx, s.Type, s.ID)
	if err != nil {
		return nil, "", err
	}
	people = slices.Clone(step.Also)
	for _, who := range step.Tell {
		var one string
		switch who {
		case "assignee":
			one = row.Named("assignee").Text()
		case "team":
			team = row.Named("team").Text()
		case "team_lead":
			one, err = through(ctx, all, "team", row.Named("team").Text(), "lead")
		case "service_owner":
			one, err = through(ctx, all, "service", row.Named("service").Text(), "owner")
		}
		if err != nil {
			return nil, "", err
		}
		if one != "" {
			people = append(people, one)
		}
	}
	slices.Sort(people)
	return slices.Compact(people), team, nil
}

// through gives what a field of another record names.
func through(ctx context.Context, r record.Reader, typeName, id, field string) (string, error) {
	if id == "" {
		return "", nil
	}
	row, err := r.Get(ctx, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return row.Named(field).Text(), nil
}

// Late is the condition of clocks whose next level lies before a time.
func Late(now time.Time) string {
	return "phase = running and next_at < " + now.UTC().Format(time.RFC3339)
}
