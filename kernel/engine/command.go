package engine

import (
	"context"
	"errors"
	"slices"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// Command is one thing to do to one record.
type Command struct {
	Do     Verb
	Type   string
	ID     string         // id or number; of a new record optional
	Action string         // for Act
	Values map[string]any // raw values by field name; for Act its input
	// Base is the version that the person saw. 0 means: whatever is stored.
	Base int64
	// Strict refuses when the stored version is not Base. Otherwise fields merge: only a field that
	// was changed by both sides since Base is a conflict.
	Strict bool
	// HappenedAt is when it happened outside, for imports; the zero time means now.
	HappenedAt time.Time
	// As replaces the actor in the audit by a name's person, for imports.
	As string
	// By does the command in place of the actor of the call, with their own rights and no others: what
	// the system does on somebody's behalf together with work of its own. Only the system may say so.
	By *record.Actor
	// Note is what the history shows beside the change; the actor's reason when empty. A replayed
	// event with a note stands in the history even where it changes no field.
	Note string
	// Replay repeats another system's history; nil for what happens here.
	Replay *Replay
	// received says that the command attaches a content that came with it; see Receive.
	received bool
	// parsed values, used by the kernel itself (undo) instead of Values.
	exact map[int]value.Value
}

// Verb says what a command does.
type Verb string

// The verbs.
const (
	Create Verb = "create"
	Change Verb = "change"
	Remove Verb = "remove"
	Act    Verb = "act"
	Start  Verb = "start" // Action names a start of the type
)

// Options apply to all commands of one call.
type Options struct {
	// Key makes the call idempotent: a second call with the same key answers as the first did.
	Key string
	// Fingerprint is a digest of the request; the same key with another one is refused.
	Fingerprint string
	Batch       string
	// Undoes is the batch that the call takes back.
	Undoes string
	// Preview prepares everything and writes nothing.
	Preview bool
	// Ends is the job that makes the call: it is done in the same transaction.
	Ends *store.Job
}

// Result is what became of one command.
type Result struct {
	Record  *record.Record
	Changed bool
	// Draft is what was prepared, for previews.
	Draft *record.Draft
	// Replayed says that an earlier call with the same key did it.
	Replayed bool
	// Made is the version that the earlier call made.
	Made int64
}

const (
	prepareTries = 6
	// startTries is how often a start that finds its record is prepared: of many who take what comes
	// next at once, each round leaves all but one to look again.
	startTries = 64
)

// Do runs commands in one transaction: all are stored, or none.
func (e *Engine) Do(ctx context.Context, actor record.Actor, o Options, commands ...Command) ([]Result, error) {
	if results, found, err := e.replay(ctx, actor, o); found || err != nil {
		return results, err
	}
	for try := 1; ; try++ {
		p := e.prepare(actor, o)
		results, err := p.run(ctx, commands)
		if err != nil {
			return results, err
		}
		if err := p.show(ctx, results); err != nil || o.Preview {
			return results, err
		}
		err = e.commit(ctx, actor, o, p, results)
		var before *store.Repeated
		if errors.As(err, &before) {
			results, _, err := e.replay(ctx, actor, o)
			return results, err
		}
		if fault.Is(err, fault.Conflict) && try < tries(commands) {
			continue
		}
		if err != nil {
			return nil, err
		}
		return results, nil
	}
}

func tries(commands []Command) int {
	if slices.ContainsFunc(commands, func(c Command) bool { return c.Do == Start }) {
		return startTries
	}
	return prepareTries
}

// show takes out of the answers what the actor may not read.
func (p *preparation) show(ctx context.Context, results []Result) error {
	var err error
	for i := range results {
		if results[i].Record, err = p.reader.shown(ctx, results[i].Record); err != nil {
			return err
		}
	}
	return nil
}

func (e *Engine) commit(ctx context.Context, actor record.Actor, o Options, p *preparation, results []Result) error {
	if len(p.write.Changes) == 0 && len(p.write.Lines) == 0 && len(p.write.Origins) == 0 && o.Key == "" && o.Ends == nil {
		return nil
	}
	p.write.House, p.write.Ends, p.write.Undoes = e.config.House, o.Ends, o.Undoes
	if o.Key != "" {
		p.write.Once = &store.Once{Key: onceKey(actor, o.Key), Fingerprint: o.Fingerprint, Answer: answerOf(results)}
	}
	return e.store.Apply(ctx, &p.write)
}

// CreateOne makes one record.
func (e *Engine) CreateOne(ctx context.Context, actor record.Actor, typeName string, values map[string]any) (*record.Record, error) {
	return first(e.Do(ctx, actor, Options{}, Command{Do: Create, Type: typeName, Values: values}))
}

// ChangeOne changes fields of one record; base is the version the person saw, 0 for any.
func (e *Engine) ChangeOne(ctx context.Context, actor record.Actor, typeName, id string, base int64, values map[string]any) (*record.Record, error) {
	return first(e.Do(ctx, actor, Options{}, Command{Do: Change, Type: typeName, ID: id, Base: base, Values: values}))
}

// RemoveOne removes one record.
func (e *Engine) RemoveOne(ctx context.Context, actor record.Actor, typeName, id string, base int64) error {
	_, err := e.Do(ctx, actor, Options{}, Command{Do: Remove, Type: typeName, ID: id, Base: base})
	return err
}

// ActOn runs an action of one record.
func (e *Engine) ActOn(ctx context.Context, actor record.Actor, typeName, id, action string, input map[string]any) (*record.Record, error) {
	return first(e.Do(ctx, actor, Options{}, Command{Do: Act, Type: typeName, ID: id, Action: action, Values: input}))
}

func first(results []Result, err error) (*record.Record, error) {
	if err != nil {
		return nil, err
	}
	return results[0].Record, nil
}
