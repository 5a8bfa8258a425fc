// Package job runs what the outbox says, after the commit, on any node.
//
// Its one rule: a handler is safe to run twice. A job that failed is tried again later, one whose
// node died is taken by another; what it writes into the database with Ends happens exactly once.
package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"runtime/debug"
	"slices"
	"time"

	"steward/kernel/store"
)

// Job is one job: its house, its topic and its data as JSON.
type Job = store.Job

// Handler does the job of a topic. A handler that writes through the engine hands the job on as
// engine.Options.Ends, so that the write and the end of the job are one transaction.
type Handler = func(ctx context.Context, j *Job) error

// Runner takes jobs and runs them.
type Runner struct {
	Store     *store.Store
	Handlers  map[string]Handler // by topic; jobs of other topics are left alone
	Schedules []Schedule
	House     string         // whose schedules they are
	Zone      *time.Location // in which cron expressions are read; UTC when nil
	Random    func() float64 // from 0 to below 1: spreads retries
	Workers   int            // how many jobs run at once; 4 when 0
	Log       *slog.Logger

	handlers  map[string]Handler
	topics    []string
	schedules []Schedule
	slots     map[string]int64 // by schedule: the newest slot that was added
}

// prepare adds the runner's own upkeep to what it was given.
func (r *Runner) prepare() {
	if r.handlers != nil {
		return
	}
	r.slots, r.handlers = map[string]int64{}, map[string]Handler{SweepTopic: r.sweep}
	maps.Copy(r.handlers, r.Handlers)
	r.topics = slices.Sorted(maps.Keys(r.handlers))
	r.schedules = append(slices.Clone(r.Schedules), Schedule{Name: SweepTopic, Topic: SweepTopic, Every: time.Hour})
}

const (
	workers = 4
	// batch is how many jobs are claimed at once.
	batch = 32
	// Lease is how long a node may stay silent before others take its jobs.
	Lease = time.Minute
	// Tries is how often a job is begun before it is dead.
	Tries     = 16
	firstWait = 2 * time.Second
	mostWait  = time.Hour
	mostError = 2000 // characters that are kept of an error
)

// Dead makes an error final: the job is not tried again and waits for a person.
func Dead(err error) error { return dead{err} }

type dead struct{ error }

func (d dead) Unwrap() error { return d.error }

// Backoff gives the wait after the nth attempt: 2 s, 4 s, 8 s up to an hour, each spread by a quarter
// to both sides so that what failed together is not tried again together.
func Backoff(attempt int, random float64) time.Duration {
	wait := mostWait
	if attempt < 12 {
		wait = min(firstWait<<(attempt-1), mostWait)
	}
	return time.Duration(float64(wait) * (0.75 + random/2))
}

// perform runs one job and says how it ended.
func (r *Runner) perform(ctx context.Context, j *Job) store.JobEnd {
	err := r.call(ctx, j)
	var final dead
	end := store.JobEnd{Job: j, State: store.JobWaiting, Error: cut(err)}
	switch {
	case err == nil, errors.Is(err, store.ErrLeaseLost):
		end.State = store.JobDone
	case ctx.Err() != nil:
		end.Unbegun = true
	case errors.As(err, &final), j.Attempt >= Tries:
		end.State = store.JobDead
		r.log().Error("job failed for good", "topic", j.Topic, "job", j.ID, "attempt", j.Attempt, "error", err)
	default:
		end.RunAt = r.Store.Now().Add(Backoff(j.Attempt, r.Random())).UnixMicro()
		r.log().Warn("job failed", "topic", j.Topic, "job", j.ID, "attempt", j.Attempt, "error", err)
	}
	return end
}

func (r *Runner) call(ctx context.Context, j *Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			r.log().Error("job panicked", "topic", j.Topic, "job", j.ID, "stack", string(debug.Stack()))
			err = fmt.Errorf("job.%s: %v", j.Topic, p)
		}
	}()
	return r.handlers[j.Topic](ctx, j)
}

func cut(err error) string {
	if err == nil {
		return ""
	}
	text := []rune(err.Error())
	return string(text[:min(len(text), mostError)])
}

func (r *Runner) log() *slog.Logger {
	if r.Log == nil {
		return slog.New(slog.DiscardHandler)
	}
	return r.Log
}
