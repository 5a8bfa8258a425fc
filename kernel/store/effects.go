package store

import (
	"context"
	"strings"

	"steward/kernel/fault"
)

// Effect is something that a change put into the outbox: a mail, a call to another system. An undo
// cannot take it back.
type Effect struct {
	Type, Record string
	Version      int64
	Topic        string
	Job          string   // id of the job
	State        JobState // empty when the job was done long ago
}

// mostEffects bounds how many effects are listed.
const mostEffects = 1000

// EffectsOf lists what a version of a record set in motion.
func (s *Store) EffectsOf(ctx context.Context, house, record string, version int64) ([]Effect, error) {
	return s.effects(ctx, house, `"record" = $2 AND "version" = $3`, record, version)
}

// EffectsOfBatch lists what a batch set in motion, the newest first, at most a thousand.
func (s *Store) EffectsOfBatch(ctx context.Context, house, batch string) ([]Effect, error) {
	return s.effects(ctx, house, `"batch" = $2`, batch)
}

func (s *Store) effects(ctx context.Context, house, where string, args ...any) ([]Effect, error) {
	versions, err := s.versions(ctx, `SELECT `+versionColumns+` FROM "audit" WHERE "house" = $1 AND `+where+` AND "effects" IS NOT NULL ORDER BY "position" DESC, "record", "version" DESC LIMIT 1000`, append([]any{house}, args...)...)
	if err != nil {
		return nil, err
	}
	var out []Effect
	for _, v := range versions {
		for _, e := range v.Effects {
			topic, job, _ := strings.Cut(e, "/")
			if len(out) < mostEffects {
				out = append(out, Effect{Type: v.Type, Record: v.Record, Version: v.Number, Topic: topic, Job: job})
			}
		}
	}
	return out, s.jobStates(ctx, house, out)
}

func (s *Store) jobStates(ctx context.Context, house string, list []Effect) error {
	if len(list) == 0 {
		return nil
	}
	args := []any{house}
	for _, e := range list {
		args = append(args, e.Job)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT "id", "state" FROM "job" WHERE "house" = $1 AND "id" IN (`+places(2, len(list))+`)`, args...)
	if err != nil {
		return fault.Wrap("store.effects", err)
	}
	defer rows.Close()
	states := map[string]JobState{}
	for rows.Next() {
		var id, state string
		if err := rows.Scan(&id, &state); err != nil {
			return fault.Wrap("store.effects", err)
		}
		states[id] = JobState(state)
	}
	for i := range list {
		list[i].State = states[list[i].Job]
	}
	return fault.Wrap("store.effects", rows.Err())
}
