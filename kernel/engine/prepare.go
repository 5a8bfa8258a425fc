package engine

import (
	"context"
	"errors"
	"slices"
	"sort"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/store"
	"steward/kernel/value"
)

// preparation turns commands into one write. It reads a snapshot and writes nothing.
type preparation struct {
	engine    *Engine
	catalogue *record.Catalogue
	book      *book
	actor     record.Actor
	options   Options
	reader    *reader
	write     store.Write
	depth     int
	now       int64               // microseconds; one moment for the whole write
	fresh     map[string]bool     // ids that were made here, so that nothing can stand under them
	regranted map[string]int      // by id: where its new reader lines stand in the write
	seen      []sight             // what the overlay held before, to take a part back
	there     map[string]bool     // records that were found while checking references
	spare     int64               // how many human numbers the call may need
	leaving   map[string][]string // ids that the call removes, by type
	gone      map[string]bool     // the same, as type/id
	referrers map[fieldOf]map[string][]string
	contents  []string // digests that a redaction takes away
}

func (e *Engine) prepare(actor record.Actor, o Options) *preparation {
	b := e.book.Load()
	p := &preparation{engine: e, catalogue: b.catalogue, book: b, actor: actor, options: o, now: e.Now().UnixMicro(), fresh: map[string]bool{}, regranted: map[string]int{}, there: map[string]bool{},
		leaving: map[string][]string{}, gone: map[string]bool{}, referrers: map[fieldOf]map[string][]string{}}
	p.reader = &reader{engine: e, catalogue: p.catalogue, book: p.book, actor: actor, overlay: map[string]*record.Record{}, fresh: p.fresh, pending: newPending(), known: map[string]*record.Record{}}
	return p
}

func (p *preparation) run(ctx context.Context, commands []Command) ([]Result, error) {
	results := make([]Result, len(commands))
	p.leave(commands)
	var refused fault.List
	for i := range commands {
		r, err := p.one(ctx, &commands[i])
		if err != nil {
			var l fault.List
			var f *fault.Fault
			switch {
			case errors.As(err, &l):
				refused = append(refused, l...)
			case errors.As(err, &f):
				refused = append(refused, f)
			default:
				return nil, err
			}
			continue
		}
		results[i] = r
	}
	return results, refused.OrNil()
}

func (p *preparation) one(ctx context.Context, c *Command) (Result, error) {
	if c.By != nil {
		if !p.actor.System {
			return Result{}, fault.New(fault.Forbidden, "engine."+string(c.Do), "forbidden", "operation", string(c.Do), "type", c.Type)
		}
		actor, reading := p.actor, p.reader.actor
		p.actor, p.reader.actor = *c.By, *c.By
		defer func() { p.actor, p.reader.actor = actor, reading }()
	}
	t, ok := p.catalogue.Type(c.Type)
	if !ok {
		return Result{}, fault.New(fault.NotFound, "engine."+string(c.Do), "no-such-type", "type", c.Type)
	}
	d, err := p.draftOf(ctx, t, c)
	if err != nil {
		return Result{}, err
	}
	if err := p.fillAndCheck(ctx, d, c); err != nil {
		return Result{}, err
	}
	return p.finish(ctx, d, c)
}

func (p *preparation) draftOf(ctx context.Context, t *record.Type, c *Command) (*record.Draft, error) {
	if c.Do == Start {
		return p.start(ctx, t, c)
	}
	return p.draft(ctx, t, c)
}

// draft makes the draft of a command: may the actor do this at all, and what do the values mean.
func (p *preparation) draft(ctx context.Context, t *record.Type, c *Command) (*record.Draft, error) {
	var old *record.Record
	if c.Do != Create {
		r, err := p.reader.whole(ctx, t.Name, c.ID)
		if err != nil {
			return nil, err
		}
		old = r
	}
	held, err := p.mayUse(ctx, t, c, old)
	if err != nil {
		return nil, err
	}
	d := p.newDraft(t, old, c)
	d.Removing = c.Do == Remove
	if old == nil {
		p.begin(d, c)
	}
	if old != nil && c.Base > 0 && c.Base != old.Version() {
		if err := p.merge(ctx, t, c, old, held); err != nil {
			return nil, err
		}
	}
	if c.Do == Act {
		if c.Replay != nil {
			c.Replay.fix(d, nil)
		}
		return d, p.act(ctx, d, c)
	}
	if err := p.values(ctx, d, c, held); err != nil {
		return nil, err
	}
	if c.Replay != nil {
		c.Replay.fix(d, c.Values)
	}
	return d, nil
}

func (p *preparation) newDraft(t *record.Type, old *record.Record, c *Command) *record.Draft {
	d := record.NewDraft(t, old)
	d.HappenedAt, d.By = time.UnixMicro(p.happened(c)).UTC(), p.person(c)
	return d
}

// begin gives a new record its id, times, first state and defaults.
func (p *preparation) begin(d *record.Draft, c *Command) {
	id := c.ID
	if !record.IsID(id) {
		id = NewID()
		p.fresh[id] = true
	}
	d.SetAt(record.SlotID, value.Exact(id))
	at := p.happened(c)
	d.SetAt(record.SlotCreatedAt, value.Int(at))
	d.SetAt(record.SlotCreatedBy, value.Exact(p.person(c)))
	for slot, f := range d.Type.Defs() {
		if !f.Default.IsEmpty() {
			d.SetAt(slot, f.Default)
		}
	}
	if d.Type.States != nil {
		d.SetState(d.Type.States.States[0].Key)
	}
}

func (p *preparation) happened(c *Command) int64 {
	if c != nil && !c.HappenedAt.IsZero() {
		return c.HappenedAt.UnixMicro()
	}
	return p.now
}

func (p *preparation) person(c *Command) string {
	if c != nil && c.As != "" {
		return c.As
	}
	return p.actor.Person
}

// values parses what was given by field kind and collects every refusal.
func (p *preparation) values(ctx context.Context, d *record.Draft, c *Command, held []permission) error {
	for slot, v := range c.exact {
		d.SetAt(slot, v)
	}
	refused := p.exact(d, c, held)
	may, err := p.readable(ctx, d.Old)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(c.Values))
	for n := range c.Values {
		names = append(names, n)
	}
	sort.Strings(names)
	in := p.input(ctx)
	for _, n := range names {
		if f := p.value(d, c, held, may, n, in); f != nil {
			refused = append(refused, f)
		}
	}
	if len(refused) > 0 && d.IsNew() {
		refused = append(refused, p.missing(d, refused)...)
	}
	return refused.OrNil()
}

// missing names what a new record wants besides what was refused. Rules have not run yet: what one of
// them may fill is not missed.
func (p *preparation) missing(d *record.Draft, refused fault.List) fault.List {
	known := map[string]bool{}
	for _, f := range refused {
		known[f.Field] = true
	}
	for _, r := range d.Type.Fills() {
		for _, f := range r.Sets {
			known[f.Definition().Name] = true
		}
	}
	return slices.DeleteFunc(p.checkRequired(d), func(f *fault.Fault) bool { return known[f.Field] })
}

// exact refuses what an undo would bring back into fields that the actor may not write. Values of
// computed fields come with the others.
func (p *preparation) exact(d *record.Draft, c *Command, held []permission) fault.List {
	var refused fault.List
	for slot := range c.exact {
		def := d.Type.Defs()[slot]
		if p.actor.System || def.Computed || covered(held, def.Name) || !d.ChangedAt(slot) {
			continue
		}
		refused = append(refused, fault.New(fault.Forbidden, d.Type.Name+"."+string(c.Do), "field-forbidden").On(def.Name))
	}
	return refused
}

// readable lists by slot what the actor may read of a stored record; nil means all.
func (p *preparation) readable(ctx context.Context, old *record.Record) ([]bool, error) {
	if old == nil {
		return nil, nil
	}
	return p.reader.readable(ctx, old)
}

// value reads one field. To give back what stands there is no change, where the actor may read it:
// otherwise the answer would tell whether a guess is right.
func (p *preparation) value(d *record.Draft, c *Command, held []permission, may []bool, name string, in record.Input) *fault.Fault {
	op := d.Type.Name + "." + string(c.Do)
	def, ok := d.Type.Field(name)
	if !ok {
		return fault.New(fault.Invalid, op, "no-such-field", "field", name, "type", d.Type.Name, "suggest", query.Nearest(name, d.Type.QueryFieldNames())).On(name)
	}
	v, err := def.Kind.Parse(def, c.Values[name], in)
	if err != nil {
		f := fault.All(err)[0]
		f.Op, f.Field = op, name
		return f
	}
	slot := d.Type.Slot(def)
	same := d.At(slot).Equal(v) && (may == nil || may[slot])
	if def.Computed && !c.told(name, slot) && !(p.actor.System && c.Do == Create && slot == record.SlotID) {
		if same {
			return nil
		}
		return fault.New(fault.Invalid, op, "computed").On(name)
	}
	if !p.actor.System && !covered(held, name) {
		if same {
			return nil
		}
		return fault.New(fault.Forbidden, op, "field-forbidden").On(name)
	}
	d.SetAt(slot, v)
	return nil
}

func operationOf(v Verb) record.Operation {
	switch v {
	case Create:
		return record.Create
	case Remove:
		return record.Remove
	}
	return record.Change
}

// act parses an action's input and lets it set the draft.
func (p *preparation) act(ctx context.Context, d *record.Draft, c *Command) error {
	a, ok := d.Type.Action(c.Action)
	if !ok {
		return fault.New(fault.NotFound, d.Type.Name+".act", "no-such-action", "action", c.Action, "type", d.Type.Name)
	}
	op := d.Type.Name + "." + a.Name
	if a.Name == AttachAction && !c.received && !p.actor.System {
		return fault.New(fault.Forbidden, op, "attach-without-content")
	}
	holds, err := p.reader.holds(ctx, d.Type, a.When, d.Old)
	if err != nil {
		return err
	}
	if !holds {
		return fault.New(fault.Invalid, op, "action-not-now", "action", a.Name)
	}
	if d.Input, err = p.reader.taken(ctx, op, a.Takes, c.Values); err != nil {
		return err
	}
	return a.Do(ctx, d, p.reader)
}
