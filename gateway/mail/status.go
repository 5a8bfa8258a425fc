package mail

import (
	"context"
	"errors"
	"sync"
	"time"

	"steward/kernel/record"
)

// The two ways of a mailbox.
const (
	reading = "IMAP"
	sending = "SMTP"
)

const (
	// tolerance is how long a server may be out of reach before the mailbox counts as failing; a
	// refused sign-in counts at once.
	tolerance = 2 * time.Minute
	// toldEvery is how often the record of a mailbox that works says so.
	toldEvery = 15 * time.Minute
)

// errSignIn is a refused sign-in: waiting does not help.
var errSignIn = errors.New("the server refused the sign-in")

// status is what this node knows of the mailboxes.
type status struct {
	lock  sync.Mutex
	boxes map[string]*boxStatus
}

type boxStatus struct {
	errs  map[string]error     // by way
	since map[string]time.Time // of the errors
	told  time.Time            // when the record last said that the mailbox works
	bad   string               // what the record says, when it says that it fails
}

func (s *status) forget(id string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.boxes, id)
}

// note keeps how a way went and says what the record must say now: nothing, well, or a failure.
func (s *status) note(id, way string, err error, now time.Time) (well bool, failure string, since time.Time) {
	s.lock.Lock()
	defer s.lock.Unlock()
	b := s.boxes[id]
	if b == nil {
		b = &boxStatus{errs: map[string]error{}, since: map[string]time.Time{}}
		s.boxes[id] = b
	}
	if err == nil {
		delete(b.errs, way)
		delete(b.since, way)
	} else {
		b.errs[way] = err
		if b.since[way].IsZero() {
			b.since[way] = now
		}
	}
	for _, w := range []string{reading, sending} {
		if e := b.errs[w]; e != nil && (errors.Is(e, errSignIn) || now.Sub(b.since[w]) >= tolerance) {
			text := cut(w+": "+e.Error(), 1000)
			if b.bad == text {
				return false, "", time.Time{}
			}
			b.bad, b.told = text, time.Time{}
			return false, text, b.since[w]
		}
	}
	if len(b.errs) == 0 && (b.bad != "" || now.Sub(b.told) >= toldEvery) {
		b.bad, b.told = "", now
		return true, "", time.Time{}
	}
	return false, "", time.Time{}
}

// report notes how a way of a mailbox went, and writes it at the mailbox where that is news.
func (p *Post) report(ctx context.Context, box *record.Record, way string, err error) {
	if ctx.Err() != nil {
		return
	}
	now := p.Engine.Now()
	well, failure, since := p.status.note(box.ID(), way, err, now)
	values := map[string]any{}
	switch {
	case well:
		values["health"], values["reached_at"], values["failing_since"], values["failure"] = "well", now.UTC().Format(time.RFC3339), nil, nil
	case failure != "":
		values["health"], values["failing_since"], values["failure"] = "failing", since.UTC().Format(time.RFC3339), failure
		p.Log.Error("a mailbox does not work", "mailbox", box.Named("address").Text(), "error", failure)
	default:
		return
	}
	if _, err := p.Engine.ChangeOne(ctx, p.system(), mailboxType, box.ID(), 0, values); err != nil && ctx.Err() == nil {
		p.Log.Error("the state of a mailbox was not written", "mailbox", box.Named("address").Text(), "error", err)
	}
}

// Failing lists the mailboxes that do not work, for the page of readiness.
func (p *Post) Failing(ctx context.Context) ([]string, error) {
	rows, err := p.Engine.System("looks for mailboxes that fail").Find(ctx, mailboxType, "health = failing and active = yes", mostBoxes)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, b := range rows {
		out = append(out, b.Named("address").Text()+": "+b.Named("failure").Text())
	}
	return out, nil
}
