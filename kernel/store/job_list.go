package store

import (
	"context"
	"database/sql"
	"strconv"

	"steward/kernel/fault"
)

// JobAsk asks for a page of jobs, the newest first.
type JobAsk struct {
	State  JobState // any when empty
	Topic  string   // any when empty
	Before string   // the id behind which the page begins; from the newest when empty
	Limit  int
}

// Jobs lists jobs of a house: what waits, runs, was done, or is dead and waits for a person.
func (s *Store) Jobs(ctx context.Context, house string, a JobAsk) ([]*Job, error) {
	text, args := `SELECT `+jobColumns+` FROM "job" WHERE "house" = $1`, []any{house}
	for _, c := range []struct{ column, op, value string }{{"state", "=", string(a.State)}, {"topic", "=", a.Topic}, {"id", "<", a.Before}} {
		if c.value != "" {
			args = append(args, c.value)
			text += ` AND ` + quote(c.column) + " " + c.op + " $" + strconv.Itoa(len(args))
		}
	}
	return s.jobs(ctx, s.read, text+` ORDER BY "id" DESC LIMIT `+strconv.Itoa(a.Limit), args...)
}

// RetryJob lets a dead job run again as if for the first time; not found when there is none.
func (s *Store) RetryJob(ctx context.Context, house, id string) error {
	r, err := s.write.ExecContext(ctx, `UPDATE "job" SET "state" = 'waiting', "attempt" = 0, "run_at" = $3, "done_at" = NULL WHERE "house" = $1 AND "id" = $2 AND "state" = 'dead'`, house, id, s.Now().UnixMicro())
	if err != nil {
		return fault.Wrap("store.retry-job", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return fault.New(fault.NotFound, "job.retry", "not-found", "type", "job", "id", id).Because(err)
	}
	s.tell(News{Jobs: true})
	return nil
}

// HoldJobs lets jobs that wait or run, of topics other than these, wait for a person instead, and says
// how many. why stands with them.
func (s *Store) HoldJobs(ctx context.Context, but []string, why string) (int64, error) {
	args := append([]any{why, s.Now().UnixMicro()}, anys(but)...)
	r, err := s.write.ExecContext(ctx, `UPDATE "job" SET "state" = 'dead', "error" = $1, "done_at" = $2, "leased_by" = NULL, "lease_until" = NULL
WHERE "state" IN ('waiting', 'running') AND "topic" NOT IN (`+places(3, len(but))+`)`, args...)
	if err != nil {
		return 0, fault.Wrap("store.hold-jobs", err)
	}
	n, err := r.RowsAffected()
	return n, fault.Wrap("store.hold-jobs", err)
}

// CountJobs counts the jobs of all houses by state.
func (s *Store) CountJobs(ctx context.Context) (map[JobState]int64, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT "state", COUNT(*) FROM "job" GROUP BY "state"`)
	if err != nil {
		return nil, fault.Wrap("store.count-jobs", err)
	}
	defer rows.Close()
	out := map[JobState]int64{}
	for rows.Next() {
		var state string
		var n int64
		if err := rows.Scan(&state, &n); err != nil {
			return nil, fault.Wrap("store.count-jobs", err)
		}
		out[JobState(state)] = n
	}
	return out, fault.Wrap("store.count-jobs", rows.Err())
}

// SweepJobs removes at most limit jobs that were done before a time, and says how many. Dead ones stay
// until a person has seen them.
func (s *Store) SweepJobs(ctx context.Context, before int64, limit int) (int64, error) {
	r, err := s.write.ExecContext(ctx, `DELETE FROM "job" WHERE "id" IN (SELECT "id" FROM "job" WHERE "state" = 'done' AND "run_at" < $1 AND "done_at" < $1 LIMIT `+strconv.Itoa(limit)+`)`, before)
	if err != nil {
		return 0, fault.Wrap("store.sweep-jobs", err)
	}
	n, err := r.RowsAffected()
	return n, fault.Wrap("store.sweep-jobs", err)
}

// SweepKeys forgets at most limit idempotency keys that were used before a time, and says how many.
func (s *Store) SweepKeys(ctx context.Context, before int64, limit int) (int64, error) {
	r, err := s.write.ExecContext(ctx, `DELETE FROM "idempotency" WHERE ("house", "key") IN (SELECT "house", "key" FROM "idempotency" WHERE "at" < $1 ORDER BY "at" LIMIT `+strconv.Itoa(limit)+`)`, before)
	if err != nil {
		return 0, fault.Wrap("store.sweep-keys", err)
	}
	n, err := r.RowsAffected()
	return n, fault.Wrap("store.sweep-keys", err)
}

func (s *Store) jobs(ctx context.Context, db *sql.DB, text string, args ...any) ([]*Job, error) {
	rows, err := db.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, fault.Wrap("store.jobs", err)
	}
	defer rows.Close()
	var out []*Job
	for rows.Next() {
		var j Job
		var data string
		var lease, failed sql.NullString
		var till, done sql.NullInt64
		if err := rows.Scan(&j.ID, &j.House, &j.Topic, &data, &j.State, &j.RunAt, &j.Attempt, &lease, &till, &failed, &j.CreatedAt, &done); err != nil {
			return nil, fault.Wrap("store.jobs", err)
		}
		j.Data, j.Lease, j.LeaseTill, j.Error, j.DoneAt = []byte(data), lease.String, till.Int64, failed.String, done.Int64
		out = append(out, &j)
	}
	return out, fault.Wrap("store.jobs", rows.Err())
}
