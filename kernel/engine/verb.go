package engine

import (
	"context"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// start lets a verb of the type make a record, or find the one to work on.
func (p *preparation) start(ctx context.Context, t *record.Type, c *Command) (*record.Draft, error) {
	s, ok := t.Start(c.Action)
	if !ok {
		return nil, fault.New(fault.NotFound, t.Name+".start", "no-such-action", "action", c.Action, "type", t.Name)
	}
	op := t.Name + "." + s.Name
	if !p.holdsOneOf(s.Roles) || !p.actor.InScope(t.Name, record.Change) {
		return nil, fault.New(fault.Forbidden, op, "action-forbidden", "action", s.Name)
	}
	d := p.newDraft(t, nil, c)
	p.begin(d, c)
	var err error
	if d.Input, err = p.reader.taken(ctx, op, s.Takes, c.Values); err != nil {
		return nil, err
	}
	made, err := s.Do(ctx, d, p.reader)
	if err != nil || made == d {
		return made, err
	}
	made.HappenedAt, made.By = d.HappenedAt, d.By
	return made, nil
}

// Answer asks a type one of its questions. The answer shows what the actor may see.
func (e *Engine) Answer(ctx context.Context, actor record.Actor, typeName, question string, input map[string]any) ([]record.Finding, error) {
	r := e.As(actor).(*reader)
	t, err := r.typeOf(typeName)
	if err != nil {
		return nil, err
	}
	q, ok := t.Question(question)
	if !ok {
		return nil, fault.New(fault.NotFound, t.Name+".ask", "no-such-action", "action", question, "type", t.Name)
	}
	op := t.Name + "." + q.Name
	if !actor.System && !holdsOne(actor, q.Roles) || !actor.InScope(t.Name, record.Read) {
		return nil, fault.New(fault.Forbidden, op, "action-forbidden", "action", q.Name)
	}
	d := record.NewDraft(t, nil)
	d.HappenedAt, d.By = r.Now(), actor.Person
	if d.Input, err = r.taken(ctx, op, q.Takes, input); err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, answerBudget)
	defer stop()
	return q.Ask(ctx, d, r)
}

// answerBudget is how long an answer may take: somebody is typing.
const answerBudget = 2 * time.Second

func holdsOne(actor record.Actor, roles []string) bool {
	for _, role := range roles {
		if role == record.Everyone || actor.Is(role) {
			return true
		}
	}
	return false
}

// taken parses the input of a verb by the kinds of the fields that it takes, and collects every
// refusal.
func (r *reader) taken(ctx context.Context, op string, takes record.Columns, raw map[string]any) (map[string]value.Value, error) {
	out := make(map[string]value.Value, len(takes))
	in := r.input(ctx)
	var refused fault.List
	for _, f := range takes {
		def := f.Definition()
		v, err := def.Kind.Parse(def, raw[def.Name], in)
		if err != nil {
			bad := fault.All(err)[0]
			bad.Op, bad.Field = op, def.Name
			refused = append(refused, bad)
			continue
		}
		if def.Required && v.IsEmpty() {
			refused = append(refused, fault.New(fault.Invalid, op, "required").On(def.Name))
		}
		out[def.Name] = v
	}
	return out, refused.OrNil()
}

func (p *preparation) input(ctx context.Context) record.Input { return p.reader.input(ctx) }

// input gives what parsing may depend on.
func (r *reader) input(ctx context.Context) record.Input {
	return record.Input{Zone: r.actor.Zone, Language: r.actor.Language, Now: r.engine.Now(), Currency: r.engine.Currency(),
		Lookup: func(typeName, text string) (string, bool, error) { return r.lookup(ctx, typeName, text) },
		Known:  func(name string) bool { _, ok := r.catalogue.Type(name); return ok }}
}
