package engine

import (
	"context"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// reader reads records as an actor. Within a preparation it sees what the same write has changed so
// far.
type reader struct {
	engine    *Engine
	catalogue *record.Catalogue
	book      *book
	actor     record.Actor
	overlay   map[string]*record.Record
	fresh     map[string]bool // ids that the write under way made, so that nothing stored refers to them
	pending   *pending        // what the write under way has changed, by type
	// known is what the system has read for the write under way: a write is prepared on one state of a
	// record, however many rules ask for it. Nil outside of a write.
	known map[string]*record.Record
	// grain is how exactly the reader knows the time; 0: as exactly as the clock.
	grain time.Duration
}

var _ record.Reader = (*reader)(nil)

// As gives a reader that sees what the actor sees.
func (e *Engine) As(actor record.Actor) record.Reader {
	b := e.book.Load()
	return &reader{engine: e, catalogue: b.catalogue, book: b, actor: actor}
}

// System gives a reader that sees everything; because is the reason, for the reader of the code.
func (e *Engine) System(because string) record.Reader {
	return e.As(e.SystemActor("system"))
}

func (r *reader) System(string) record.Reader { return r.asSystemReader() }
func (r *reader) asSystem() record.Reader     { return r.asSystemReader() }

// Wording gives a text of the message catalogue; the key where there is none.
func (r *reader) Wording(language, key string, args map[string]any) string {
	if r.engine.config.Say == nil {
		return key
	}
	return r.engine.config.Say(language, key, args)
}

// As gives a reader that sees what another person sees.
func (r *reader) As(ctx context.Context, person string) (record.Reader, error) {
	a, err := r.engine.config.Directory.Actor(ctx, r.asSystemReader(), person)
	if err != nil {
		return nil, err
	}
	a.House, a.Roles = r.engine.config.House, append(a.Roles, record.Everyone)
	if a.Zone == nil {
		a.Zone = r.engine.config.Zone
	}
	c := *r
	c.actor = a
	return &c, nil
}

func (r *reader) asSystemReader() *reader {
	c := *r
	c.actor.System = true
	return &c
}

func (r *reader) Actor() record.Actor { return r.actor }
func (r *reader) Now() time.Time      { return r.engine.Now().Truncate(r.grain) }
func (r *reader) NewID() string       { return NewID() }
func (r *reader) Type(name string) (*record.Type, bool) {
	return r.catalogue.Type(name)
}

func (r *reader) typeOf(name string) (*record.Type, error) {
	t, ok := r.catalogue.Type(name)
	if !ok {
		return nil, fault.New(fault.NotFound, "engine.read", "no-such-type", "type", name)
	}
	return t, nil
}

// Get gives a record by id, number or one of its keys; not found when the actor may not see it.
func (r *reader) Get(ctx context.Context, typeName, id string) (*record.Record, error) {
	row, err := r.whole(ctx, typeName, id)
	if err != nil {
		return nil, err
	}
	return r.shown(ctx, row)
}

// whole is Get with every field, also those that the actor may not read: what rules work on.
func (r *reader) whole(ctx context.Context, typeName, id string) (*record.Record, error) {
	t, err := r.typeOf(typeName)
	if err != nil {
		return nil, err
	}
	if !record.IsID(id) {
		found, ok, err := r.asSystemReader().lookup(ctx, typeName, id)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, notFound(typeName, id)
		}
		id = found
	}
	if row, ok := r.overlay[typeName+"/"+id]; ok {
		if row == nil {
			return nil, notFound(typeName, id)
		}
		return row, nil
	}
	return r.stored(ctx, t, id)
}

func (r *reader) stored(ctx context.Context, t *record.Type, id string) (*record.Record, error) {
	key := t.Name + "/" + id
	if row := r.known[key]; row != nil && r.actor.System {
		return row, nil
	}
	row, err := r.engine.store.Get(ctx, r.engine.config.House, t, id, r.sees(t))
	if err != nil {
		return nil, err
	}
	if row == nil {
		return nil, notFound(t.Name, id)
	}
	if r.known != nil && r.actor.System {
		r.known[key] = row
	}
	return row, nil
}

func notFound(typeName, id string) error {
	return fault.New(fault.NotFound, typeName+".get", "not-found", "type", typeName, "id", id)
}

// shown empties the fields that the actor may not read in this record.
func (r *reader) shown(ctx context.Context, row *record.Record) (*record.Record, error) {
	may, err := r.readable(ctx, row)
	if err != nil {
		return nil, err
	}
	return only(row, may), nil
}

// readable lists by slot which fields of this record the actor may read; nil means all. A permission
// for some fields counts only in the rows that it is for.
func (r *reader) readable(ctx context.Context, row *record.Record) ([]bool, error) {
	if r.actor.System || r.book.wholeRows(r.actor, row.Type.Name) {
		return nil, nil
	}
	held, err := r.held(ctx, record.Read, row)
	if err != nil {
		return nil, err
	}
	may := make([]bool, len(row.Values))
	for slot, d := range row.Type.Defs() {
		may[slot] = always(slot) || covered(held, d.Name)
	}
	return may, nil
}

// lookup finds a record by number or by one of the type's keys, as the system: a reference may name
// what its author cannot open.
func (r *reader) lookup(ctx context.Context, typeName, text string) (string, bool, error) {
	t, err := r.typeOf(typeName)
	if err != nil || text == "" {
		return "", false, err
	}
	keys := t.Keys
	if t.Number != "" {
		keys = append(record.Columns{record.NumberField}, keys...)
	}
	for _, k := range keys {
		d := k.Definition()
		id, err := r.engine.store.FindByKey(ctx, r.engine.config.House, t, d, value.Of(text))
		if err != nil || id != "" {
			return id, id != "", err
		}
	}
	return "", false, nil
}

// env is what me, my teams and relative dates mean for the actor.
func (r *reader) env(ctx context.Context) query.Env {
	zone := r.actor.Zone
	if zone == nil {
		zone = r.engine.config.Zone
	}
	return query.Env{Me: r.actor.Person, Teams: r.actor.Teams, Department: r.actor.Department, Organisation: r.actor.Organisation,
		Now: r.Now(), Zone: zone, Language: r.actor.Language, Currency: r.engine.Currency(),
		Lookup: func(typeName, text string) (string, bool, error) { return r.lookup(ctx, typeName, text) }}
}

// holds tells whether a stored record meets a condition.
func (r *reader) holds(ctx context.Context, t *record.Type, condition string, row *record.Record) (bool, error) {
	n, err := query.Parse(condition)
	if err != nil {
		return false, err
	}
	return r.holdsNode(ctx, t, n, row)
}

func (r *reader) holdsNode(ctx context.Context, t *record.Type, n query.Node, row *record.Record) (bool, error) {
	if _, all := n.(query.All); all {
		return true, nil
	}
	c, err := query.Bind(n, t, r.env(ctx))
	if err != nil {
		return false, err
	}
	return c.Holds(rowOf{ctx: ctx, reader: r.asSystemReader(), record: row}), nil
}

// rowOf lets a condition look at a record and follow its references.
type rowOf struct {
	ctx    context.Context
	reader *reader
	record *record.Record
}

func (w rowOf) At(slot int) value.Value { return w.record.At(slot) }

func (w rowOf) Follow(slot int) (query.Row, bool) {
	id, d := w.record.At(slot).Text(), w.record.Type.Defs()[slot]
	if id == "" || d.Target == "" {
		return nil, false
	}
	to, err := w.reader.Get(w.ctx, d.Target, id)
	if err != nil {
		return nil, false
	}
	return rowOf{w.ctx, w.reader, to}, true
}
