package job

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/adhocore/gronx"

	"steward/kernel/store"
)

// Schedule adds a job again and again. No node leads: each adds the job of the current slot, and the
// unique key of name and slot lets one of them through.
type Schedule struct {
	Name  string
	Topic string
	Data  map[string]any
	Every time.Duration // counted from 1970 in UTC
	Cron  string        // five fields in the runner's zone, where Every is 0
	// When, where set, tells whether there is anything to do. Then the job is added unless one waits
	// already, and leaves no trace when it is done.
	When func(ctx context.Context) (bool, error)
}

// keptFor is how long a job that was done stays in the table, late how old a missed slot may be to be
// caught up. A slot is never run twice because the first is longer. keyKeptFor is how long a write may
// be repeated under its idempotency key.
const (
	keptFor    = 7 * 24 * time.Hour
	late       = 6 * 24 * time.Hour
	keyKeptFor = 30 * 24 * time.Hour
)

// slot gives the newest slot that has begun and the time of the next.
func (s *Schedule) slot(now time.Time) (this, next time.Time, err error) {
	if s.Every > 0 {
		this = time.Unix(0, now.UnixNano()-now.UnixNano()%int64(s.Every)).UTC()
		return this, this.Add(s.Every), nil
	}
	if this, err = gronx.PrevTickBefore(s.Cron, now, true); err != nil {
		return this, next, fmt.Errorf("job: schedule %q: %w", s.Name, err)
	}
	if next, err = gronx.NextTickAfter(s.Cron, now, false); err != nil {
		return this, next, fmt.Errorf("job: schedule %q: %w", s.Name, err)
	}
	return this, next, nil
}

// plan adds the jobs of slots that have begun and gives the time of the next slot.
func (r *Runner) plan(ctx context.Context) (next time.Time, err error) {
	now := r.Store.Now().In(r.zone())
	for _, s := range r.schedules {
		this, following, err := s.slot(now)
		if err != nil {
			return next, err
		}
		if next.IsZero() || following.Before(next) {
			next = following
		}
		if r.slots[s.Name] == this.Unix() || now.Sub(this) > late {
			continue
		}
		if err := r.add(ctx, &s, this); err != nil {
			return next, err
		}
		r.slots[s.Name] = this.Unix()
	}
	return next, nil
}

func (r *Runner) add(ctx context.Context, s *Schedule, slot time.Time) error {
	line := store.Line{Topic: s.Topic, Data: s.Data}
	if s.When == nil {
		line.Unique = s.Name + "@" + strconv.FormatInt(slot.Unix(), 10)
		return r.Store.AddJobs(ctx, r.House, line)
	}
	if some, err := s.When(ctx); err != nil || !some {
		return err
	}
	line.Waiting = s.Name
	return r.Store.AddJobs(ctx, r.House, line)
}

func (r *Runner) zone() *time.Location {
	if r.Zone == nil {
		return time.UTC
	}
	return r.Zone
}

// SweepTopic is the topic of the job that removes jobs that were done long ago.
const SweepTopic = "jobs.sweep"

const (
	sweepBatch = 1000
)

// sweep removes the jobs that were done long ago, and the keys of writes that nobody repeats any more.
func (r *Runner) sweep(ctx context.Context, _ *Job) error {
	for _, old := range []struct {
		kept   time.Duration
		remove func(context.Context, int64, int) (int64, error)
	}{{keptFor, r.Store.SweepJobs}, {keyKeptFor, r.Store.SweepKeys}} {
		before := r.Store.Now().Add(-old.kept).UnixMicro()
		for n := int64(sweepBatch); n == sweepBatch; {
			var err error
			if n, err = old.remove(ctx, before, sweepBatch); err != nil {
				return err
			}
		}
	}
	return nil
}
