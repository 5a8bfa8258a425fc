package engine

import (
	"context"
	"slices"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
)

// JobAsk asks for a page of jobs.
type JobAsk = store.JobAsk

// Job is a piece of work after a commit.
type Job = store.Job

// JobState says where a job is on its way.
type JobState = store.JobState

// The states in which people look for jobs.
const (
	JobWaiting = store.JobWaiting
	JobRunning = store.JobRunning
	JobDead    = store.JobDead
)

// Jobs lists the jobs of the house, the newest first: what waits, runs, was done, or has failed for
// good. Only operators may see them.
func (e *Engine) Jobs(ctx context.Context, actor record.Actor, a store.JobAsk) ([]*store.Job, error) {
	if err := e.operates(actor, "job.list"); err != nil {
		return nil, err
	}
	if a.Limit <= 0 || a.Limit > MostRows {
		a.Limit = 50
	}
	return e.store.Jobs(ctx, e.config.House, a)
}

// RetryJob lets a job that has failed for good run again. Only operators may.
func (e *Engine) RetryJob(ctx context.Context, actor record.Actor, id string) error {
	if err := e.operates(actor, "job.retry"); err != nil {
		return err
	}
	return e.store.RetryJob(ctx, e.config.House, id)
}

// AddJob adds a job for what was left lying, once for each key.
func (e *Engine) AddJob(ctx context.Context, topic, key string, data map[string]any) error {
	return e.store.AddJobs(ctx, e.config.House, store.Line{ID: NewID(), Topic: topic, Data: data, Unique: topic + "/" + key})
}

// operates refuses everybody who does not keep the installation running.
func (e *Engine) operates(actor record.Actor, op string) error {
	if actor.System || slices.ContainsFunc(e.config.Operators, actor.Is) {
		return nil
	}
	return fault.New(fault.Forbidden, op, "forbidden", "operation", op, "type", "job")
}
