package engine

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// UndoBatch takes back what a bulk edit or an import changed, in one transaction and through all
// rules: everything, or where one field was changed since, nothing. What the batch made is removed,
// what it changed goes back to how it found it, what it removed returns. What rules added to other
// records is left to the same rules. It tells how many records it took back.
func (e *Engine) UndoBatch(ctx context.Context, actor record.Actor, o Options, batch string) (int, error) {
	if results, found, err := e.replay(ctx, actor, o); found || err != nil {
		return len(results), err
	}
	touched, err := e.store.Touched(ctx, e.config.House, batch)
	if err != nil {
		return 0, err
	}
	var back, away []Command
	var refused fault.List
	r := e.As(actor).(*reader)
	for _, t := range touched {
		if err := e.mayKnow(ctx, r, t); err != nil {
			return 0, err
		}
		c, err := e.takeBack(ctx, actor, t, batch)
		if refused, err = collect(refused, err); err != nil {
			return 0, err
		}
		switch c.Do {
		case Remove:
			away = append(away, c)
		case "":
		default:
			back = append(back, c)
		}
	}
	if len(refused) > 0 {
		return 0, refused
	}
	// What was made last goes first: what refers goes before what it refers to.
	slices.SortFunc(away, func(a, b Command) int { return strings.Compare(b.ID, a.ID) })
	commands := append(back, away...)
	if len(commands) == 0 {
		return 0, fault.New(fault.NotFound, "engine.undo", "no-such-batch", "batch", batch)
	}
	o.Batch, o.Undoes = NewID(), batch
	_, err = e.Do(ctx, actor, o, commands...)
	return len(commands), err
}

// mayKnow refuses who may not see a record of the batch: for them there is no such batch.
func (e *Engine) mayKnow(ctx context.Context, r *reader, t store.Touched) error {
	if r.book.seesAll(r.actor, t.Type) {
		return nil
	}
	_, _, err := e.known(ctx, r, t.Type, t.Record)
	return err
}

// takeBack gives the command that takes back what a batch did to one record; none where the record
// is no longer as the batch left it there at all, or only rules touched it.
func (e *Engine) takeBack(ctx context.Context, actor record.Actor, t store.Touched, batch string) (Command, error) {
	if t.Made && t.Because != "" && t.Because != OutsideLifecycle {
		return Command{}, nil // made by a rule, and so for the same rule to take away
	}
	if t.Made && t.Count == t.Newest-t.First+1 {
		return Command{Do: Remove, Type: t.Type, ID: t.Record, Base: t.Newest, Strict: true}, nil
	}
	typ, ok := e.Catalogue().Type(t.Type)
	if !ok {
		return Command{}, fault.New(fault.NotFound, "engine.undo", "no-such-type", "type", t.Type)
	}
	versions, err := e.store.Versions(ctx, e.config.House, t.Record, t.First-1, int(t.Newest-t.First)+1)
	if err != nil {
		return Command{}, err
	}
	newest := versions[len(versions)-1]
	switch {
	case newest.Operation == store.Delete && newest.Batch == batch:
		return e.undoCommand(ctx, actor, t.Type, t.Record, newest.Number)
	case newest.Operation == store.Delete:
		return Command{}, nil
	case t.Made:
		return Command{Do: Remove, Type: t.Type, ID: t.Record, Base: t.Newest, Strict: true}, changedSinceThen(t.Type, versions, batch)
	}
	return goBack(typ, t.Record, versions, batch, actor)
}

// goBack gives the change that leads a record's fields back to how the batch found them.
func goBack(t *record.Type, id string, versions []*store.Version, batch string, actor record.Actor) (Command, error) {
	c := Command{Do: Change, Type: t.Name, ID: id, Base: versions[len(versions)-1].Number, exact: map[int]value.Value{}}
	for _, v := range versions {
		if !of(v, batch) {
			continue
		}
		if v.Gateway == ImportGateway && actor.Gateway == ImportGateway {
			// Nothing happens where a history goes back, so that no rule has anything to say.
			c.Replay = &Replay{Fields: t.QueryFieldNames()}
		}
		exact, err := exactly(t, v)
		if err != nil {
			return c, err
		}
		for slot, was := range exact {
			if _, earlier := c.exact[slot]; !earlier {
				c.exact[slot] = was
			}
		}
	}
	if len(c.exact) == 0 {
		return Command{}, nil
	}
	return c, changedSinceThen(t.Name, versions, batch)
}

// of tells whether a version is the batch's own and not what a rule made of it.
func of(v *store.Version, batch string) bool {
	return v.Batch == batch && (v.Because == "" || v.Because == OutsideLifecycle)
}

// changedSinceThen names the fields that others changed after the batch and that are no longer as it
// left them.
func changedSinceThen(typeName string, versions []*store.Version, batch string) error {
	left, now := map[string]store.Delta{}, map[string]store.Delta{}
	for _, v := range versions {
		for name, delta := range v.Changes {
			if v.Batch == batch {
				left[name] = delta
				delete(now, name)
			} else {
				now[name] = delta
			}
		}
	}
	var clash fault.List
	for _, name := range slices.Sorted(maps.Keys(now)) {
		before, ours := left[name]
		if (ours && !bytes.Equal(before.New, now[name].New)) || (!ours && !bytes.Equal(now[name].New, []byte("null"))) {
			clash = append(clash, fault.New(fault.Conflict, typeName+".undo", "changed-since-then").On(name))
		}
	}
	return clash.OrNil()
}
