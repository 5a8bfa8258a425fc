package engine

import (
	"context"
	"encoding/json"

	"steward/kernel/fault"
	"steward/kernel/record"
)

// answer is what an idempotency key remembers of a result.
type answer struct {
	Type    string `json:"type"`
	ID      string `json:"id"`
	Version int64  `json:"version"`
}

func onceKey(actor record.Actor, key string) string { return actor.Person + "/" + key }

func answerOf(results []Result) string {
	out := make([]answer, len(results))
	for i, r := range results {
		if r.Record != nil {
			out[i] = answer{Type: r.Record.Type.Name, ID: r.Record.ID(), Version: r.Record.Version()}
		}
	}
	b, err := json.Marshal(out)
	if err != nil {
		return "[]"
	}
	return string(b)
}

// replay answers a call whose key was used before with the records of the first call as they are
// now. The same key for another request is refused.
func (e *Engine) replay(ctx context.Context, actor record.Actor, o Options) ([]Result, bool, error) {
	if o.Key == "" {
		return nil, false, nil
	}
	before, err := e.store.Answered(ctx, e.config.House, onceKey(actor, o.Key))
	if err != nil || before == nil {
		return nil, false, err
	}
	if before.Fingerprint != o.Fingerprint {
		return nil, true, fault.New(fault.Conflict, "engine.do", "key-used-otherwise", "key", o.Key)
	}
	var answers []answer
	if err := json.Unmarshal([]byte(before.Answer), &answers); err != nil {
		return nil, true, fault.Wrap("engine.replay", err)
	}
	results := make([]Result, len(answers))
	for i, a := range answers {
		r, err := e.As(actor).Get(ctx, a.Type, a.ID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, true, err
		}
		results[i] = Result{Record: r, Replayed: true, Made: a.Version}
	}
	return results, true, nil
}
