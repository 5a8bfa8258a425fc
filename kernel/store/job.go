package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"steward/kernel/fault"
)

// JobState says where a job is on its way.
type JobState string

// The states. A dead job has failed for good and waits for a person.
const (
	JobWaiting JobState = "waiting"
	JobRunning JobState = "running"
	JobDone    JobState = "done"
	JobDead    JobState = "dead"
)

// Job is one line of the outbox on its way.
type Job struct {
	ID        string
	House     string
	Topic     string
	Data      json.RawMessage
	State     JobState
	RunAt     int64 // microseconds UTC: not before
	Attempt   int   // how often it was begun
	Lease     string
	LeaseTill int64
	Error     string // of the last attempt that failed
	CreatedAt int64
	DoneAt    int64
}

// ErrLeaseLost refuses the write of a job that another run has taken meanwhile.
var ErrLeaseLost = errors.New("store: another run has taken the job")

const (
	jobColumns = `"id", "house", "topic", "data", "state", "run_at", "attempt", "leased_by", "lease_until", "error", "created_at", "done_at"`
	// waitingMark begins the key of a job that is told apart only while it waits, ranMark the one that
	// it has once it ran. Such jobs leave no trace when they are done.
	waitingMark, ranMark = "~", "!"
)

func (l Line) key() any {
	switch {
	case l.Unique != "":
		return "=" + l.Unique
	case l.Waiting != "":
		return waitingMark + l.Waiting
	}
	return nil
}

// AddJobs adds lines to the outbox.
func (s *Store) AddJobs(ctx context.Context, house string, lines ...Line) error {
	return s.Apply(ctx, &Write{House: house, Lines: lines})
}

// NextJob gives the time at which the next job of these topics is due; none when there is none.
func (s *Store) NextJob(ctx context.Context, topics []string) (at int64, some bool, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT "run_at" FROM "job" WHERE "state" = 'waiting' AND "topic" IN (`+places(1, len(topics))+`) ORDER BY "run_at", "id" LIMIT 1`, anys(topics)...).Scan(&at)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return at, err == nil, fault.Wrap("store.next-job", err)
}

// ClaimJobs takes at most limit jobs of these topics that are due, the longest due first. Nobody
// else gets them before the lease ends.
func (s *Store) ClaimJobs(ctx context.Context, topics []string, lease time.Duration, limit int) ([]*Job, error) {
	now := s.Now().UnixMicro()
	args := append([]any{now, now + lease.Microseconds(), uuid.NewString()}, anys(topics)...)
	jobs, err := s.jobs(ctx, s.write, `UPDATE "job" SET "state" = 'running', "attempt" = "attempt" + 1, "lease_until" = $2, "leased_by" = $3,
"unique_key" = CASE WHEN "unique_key" LIKE '`+waitingMark+`%' THEN '`+ranMark+`' || "id" ELSE "unique_key" END
WHERE "id" IN (SELECT "id" FROM "job" WHERE "state" = 'waiting' AND "run_at" <= $1 AND "topic" IN (`+places(4, len(topics))+`) ORDER BY "run_at", "id" LIMIT `+strconv.Itoa(limit)+s.dialect.skipLocked()+`)
RETURNING `+jobColumns, args...)
	slices.SortFunc(jobs, func(a, b *Job) int {
		if a.RunAt != b.RunAt {
			return int(min(max(a.RunAt-b.RunAt, -1), 1))
		}
		return strings.Compare(a.ID, b.ID)
	})
	return jobs, err
}

// RenewJobs makes the leases last for another while and names the jobs that are still held.
func (s *Store) RenewJobs(ctx context.Context, held []*Job, lease time.Duration) (map[string]bool, error) {
	args := []any{s.Now().Add(lease).UnixMicro()}
	where, args := leases(held, args)
	ids, err := texts(s.write.QueryContext(ctx, `UPDATE "job" SET "lease_until" = $1 WHERE "state" = 'running' AND `+where+` RETURNING "id"`, args...))
	kept := make(map[string]bool, len(ids))
	for _, id := range ids {
		kept[id] = true
	}
	return kept, fault.Wrap("store.renew-jobs", err)
}

// ReapJobs gives back the jobs whose leases have run out, because their node died; one that was begun
// as often as tries allows is dead.
func (s *Store) ReapJobs(ctx context.Context, tries int) (int64, error) {
	r, err := s.write.ExecContext(ctx, `UPDATE "job" SET "state" = CASE WHEN "attempt" >= $2 THEN 'dead' ELSE 'waiting' END, "run_at" = $1, "leased_by" = NULL, "lease_until" = NULL,
"error" = 'the node that ran it stopped' WHERE "state" = 'running' AND "lease_until" < $1`, s.Now().UnixMicro(), tries)
	if err != nil {
		return 0, fault.Wrap("store.reap-jobs", err)
	}
	n, err := r.RowsAffected()
	return n, fault.Wrap("store.reap-jobs", err)
}

// JobEnd is how one run of a job ended: done, dead, or waiting for another try at RunAt.
type JobEnd struct {
	Job   *Job
	State JobState
	RunAt int64
	Error string
	// Unbegun takes the attempt back: the run was broken off because the node stops.
	Unbegun bool
}

// EndJobs writes how runs ended, in one transaction. A run that lost its lease changes nothing.
func (s *Store) EndJobs(ctx context.Context, ends []JobEnd) error {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return fault.Wrap("store.end-jobs", err)
	}
	defer tx.Rollback()
	var done []*Job
	for _, e := range ends {
		if e.State == JobDone {
			done = append(done, e.Job)
			continue
		}
		if err := endFailed(ctx, tx, e, s.Now()); err != nil {
			return fault.Wrap("store.end-jobs", err)
		}
	}
	if _, err := endDone(ctx, tx, done, s.Now()); err != nil {
		return fault.Wrap("store.end-jobs", err)
	}
	return fault.Wrap("store.end-jobs", tx.Commit())
}

func endInside(ctx context.Context, tx querier, j *Job, now time.Time) error {
	n, err := endDone(ctx, tx, []*Job{j}, now)
	if err == nil && n == 0 {
		err = ErrLeaseLost
	}
	return err
}

func endDone(ctx context.Context, tx querier, done []*Job, now time.Time) (ended int64, err error) {
	if len(done) == 0 {
		return 0, nil
	}
	where, args := leases(done, nil)
	r, err := tx.ExecContext(ctx, `DELETE FROM "job" WHERE "state" = 'running' AND "unique_key" LIKE '`+ranMark+`%' AND `+where, args...)
	if err != nil {
		return 0, err
	}
	gone, err := r.RowsAffected()
	if err != nil || gone == int64(len(done)) {
		return gone, err
	}
	where, args = leases(done, []any{now.UnixMicro()})
	if r, err = tx.ExecContext(ctx, `UPDATE "job" SET "state" = 'done', "done_at" = $1, "error" = NULL, "leased_by" = NULL, "lease_until" = NULL WHERE "state" = 'running' AND `+where, args...); err != nil {
		return 0, err
	}
	ended, err = r.RowsAffected()
	return ended + gone, err
}

func endFailed(ctx context.Context, tx *sql.Tx, e JobEnd, now time.Time) error {
	begun := 0
	if e.Unbegun {
		begun = 1
	}
	var doneAt any
	if e.State == JobDead {
		doneAt = now.UnixMicro()
	}
	_, err := tx.ExecContext(ctx, `UPDATE "job" SET "state" = $3, "run_at" = $4, "error" = $5, "attempt" = "attempt" - $6, "done_at" = $7, "leased_by" = NULL, "lease_until" = NULL
WHERE "id" = $1 AND "leased_by" = $2 AND "state" = 'running'`, e.Job.ID, e.Job.Lease, string(e.State), max(e.RunAt, e.Job.RunAt), orNull(e.Error), begun, doneAt)
	return err
}

// leases writes the condition that the jobs are still held by these runs.
func leases(jobs []*Job, args []any) (string, []any) {
	pairs := make([]string, len(jobs))
	for i, j := range jobs {
		args = append(args, j.ID, j.Lease)
		pairs[i] = "(" + places(len(args)-1, 2) + ")"
	}
	return `("id", "leased_by") IN (VALUES ` + strings.Join(pairs, ", ") + ")", args
}

func anys(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = t
	}
	return out
}
