package clock

import (
	"context"
	"slices"
	"time"

	"steward/ability/escalation"
	"steward/kernel/query"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Work says how a type is promised.
type Work struct {
	// Book gives the promises as the agreements are now.
	Book func(context.Context, record.Reader) (*Book, error)
	// Opened is when a record was opened: its clocks start then.
	Opened record.Field[time.Time]
	// Why is the field that says what a waiting record waits for.
	Why record.Column
	// Team, Service, Category and Priority are copied into clocks, so that figures can be parted by
	// them. Team also parts the clocks of teams.
	Team, Service, Category, Priority record.Column
	// Staff reads the clocks of teams and suppliers; Excluding are the roles that may set a clock
	// aside in reports.
	Staff, Excluding []string
}

// Kept gives a type its clocks. Its rules come last, see [Work.Rules].
func (w Work) Kept() record.Ability {
	return record.Ability{Name: "clock", Fields: record.Columns{Due, DueFor}, Panel: "clocks",
		Types: []*record.Type{w.clocks(), escalation.Type(w.Staff)},
		Actions: record.Actions{{Name: MeasureAgain, Say: "measures the clocks again after agreements have changed", Roles: []string{record.OnlySystem},
			Sets: record.Columns{Due, DueFor}, Do: w.again}}}
}

// MeasureAgain is the action by which the system measures a record's clocks anew.
const MeasureAgain = "measure_clocks"

// Rules are to stand behind all others of the type: what moves a clock may be any field, and must
// have its value by then.
func (w Work) Rules() record.Rules {
	return record.Rules{
		{On: record.Filling, Say: "what happens to a record moves its clocks", Sets: record.Columns{Due, DueFor}, Do: w.happen},
		{On: record.Following, Say: "clocks go with their record", Do: leave},
	}
}

// happen moves the clocks by what a write changes. A history that is replayed moves them once, by all
// of its events together, when it has told the last.
func (w Work) happen(ctx context.Context, d *record.Draft, r record.Reader) error {
	if d.More {
		return nil
	}
	book, err := w.Book(ctx, r)
	if err != nil {
		return err
	}
	var moments []*record.Draft
	for _, one := range append(slices.Clip(d.Passed), d) {
		if w.concerns(book, one) {
			moments = append(moments, one)
		}
	}
	if len(moments) == 0 {
		return nil
	}
	return w.take(ctx, d, r, book, moments)
}

func (w Work) again(ctx context.Context, d *record.Draft, r record.Reader) error {
	book, err := w.Book(ctx, r)
	if err != nil {
		return err
	}
	return w.take(ctx, d, r, book, []*record.Draft{d})
}

// concerns tells whether a write changes anything that could move a clock.
func (w Work) concerns(b *Book, d *record.Draft) bool {
	if len(b.promises[d.Type.Name]) == 0 {
		return false
	}
	if d.IsNew() {
		return true
	}
	for _, c := range []record.Column{record.StateField, w.Opened.Definition(), w.Why, w.Team, w.Service, w.Category, w.Priority} {
		if c != nil && d.ChangedAt(d.Type.SlotNamed(c.Definition().Name)) {
			return true
		}
	}
	return slices.ContainsFunc(b.watched[d.Type.Name], func(name string) bool { return d.ChangedAt(d.Type.SlotNamed(name)) })
}

// take moves the clocks by one moment after another and lets what changed follow the draft.
func (w Work) take(ctx context.Context, d *record.Draft, r record.Reader, book *Book, moments []*record.Draft) error {
	clocks, err := w.of(ctx, r, book, d.ID())
	if err != nil {
		return err
	}
	for _, one := range moments {
		if clocks, err = book.Advance(w.moment(ctx, one, r), clocks); err != nil {
			return err
		}
		for _, c := range clocks {
			if c.stirred || c.going() {
				c.seen = one
			}
			c.stirred = false
		}
	}
	t, _ := r.Type(TypeName)
	for _, c := range clocks {
		f := record.NewDraft(t, c.Row)
		if c.seen == nil || !w.copies(c, f) && !c.moved {
			continue
		}
		if c.moved {
			Subject.Set(f, record.Subject{Type: d.Type.Name, ID: d.ID()})
			if err := c.write(f, book); err != nil {
				return err
			}
		}
		f.SetBecause("what happens to a record moves its clocks")
		d.Follow(f)
	}
	showDue(d, clocks)
	return nil
}

// of gives the clocks of a record, the oldest first.
func (w Work) of(ctx context.Context, r record.Reader, book *Book, id string) ([]*Clock, error) {
	rows, err := r.Referring(ctx, TypeName, Subject.Name(), id)
	if err != nil {
		return nil, err
	}
	out := make([]*Clock, len(rows))
	for i, row := range rows {
		if out[i], err = book.Read(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Read gives a stored clock with where it stood after its last event.
func (b *Book) Read(row *record.Record) (*Clock, error) {
	events, err := decode(Events.Of(row))
	if err != nil {
		return nil, err
	}
	c := &Clock{Row: row, Kind: Kind.Of(row), measure: Measure.Of(row), Team: Team.Of(row), events: events}
	if c.Kind != OLA {
		c.Team = ""
	}
	if len(events) > 0 {
		c.state, err = b.Replay(events, c.last().At)
	}
	return c, err
}

func (w Work) moment(ctx context.Context, d *record.Draft, r record.Reader) *Moment {
	m := &Moment{Type: d.Type.Name, At: d.HappenedAt, Opened: w.Opened.Of(d), New: d.IsNew(), By: d.By, State: d.Type.CategoryOf(d.State()),
		After: row{ctx, r.System("follows a reference of a condition"), d.Type, d.At}}
	if d.Old != nil {
		m.Before = row{ctx, r.System("follows a reference of a condition"), d.Type, d.Old.At}
	}
	if w.Why != nil {
		m.Why = d.ValueOf(w.Why.Definition()).Text()
	}
	if w.Team != nil {
		m.Team = d.ValueOf(w.Team.Definition()).Text()
	}
	if m.Opened.IsZero() || m.Opened.After(m.At) {
		m.Opened = m.At
	}
	return m
}

// copies puts what figures are parted by into a clock, from its subject as it was when the clock last
// went or moved; of a team's own clock the team stays.
func (w Work) copies(c *Clock, f *record.Draft) bool {
	for _, p := range []struct{ from, to record.Column }{{w.Service, Service}, {w.Category, Category}, {w.Priority, Priority}, {w.Team, Team}} {
		if p.from == nil || p.to.Definition() == Team.Definition() && c.Kind == OLA {
			continue
		}
		f.SetValue(p.to.Definition(), c.seen.ValueOf(p.from.Definition()))
	}
	if c.Kind == OLA && c.Row == nil {
		Team.Set(f, c.Team)
	}
	return len(f.ChangedSlots()) > 0
}

// showDue puts the promise to the customer that runs out next into the record.
func showDue(d *record.Draft, clocks []*Clock) {
	var next *Clock
	for _, c := range clocks {
		runs := c.Kind == SLA && c.going() && !c.state.Due.IsZero()
		if runs && (next == nil || c.state.Due.Before(next.state.Due)) {
			next = c
		}
	}
	if next == nil {
		Due.Clear(d)
		DueFor.Clear(d)
		return
	}
	Due.Set(d, next.state.Due)
	DueFor.Set(d, next.measure)
}

// leave takes the clocks of a record that is removed along.
func leave(ctx context.Context, d *record.Draft, r record.Reader) error {
	if !d.Removing {
		return nil
	}
	for _, typeName := range []string{escalation.TypeName, TypeName} {
		rows, err := r.Referring(ctx, typeName, Subject.Name(), d.ID())
		if err != nil {
			return err
		}
		for _, row := range rows {
			f := record.NewDraft(row.Type, row)
			f.Removing = true
			d.Follow(f)
		}
	}
	return nil
}

// row lets a condition look at a record, stored or about to be, and follow its references.
type row struct {
	ctx    context.Context
	reader record.Reader
	t      *record.Type
	at     func(slot int) value.Value
}

func (w row) At(slot int) value.Value { return w.at(slot) }

func (w row) Follow(slot int) (query.Row, bool) {
	id, d := w.at(slot).Text(), w.t.Defs()[slot]
	if id == "" || d.Target == "" {
		return nil, false
	}
	to, err := w.reader.Get(w.ctx, d.Target, id)
	if err != nil {
		return nil, false
	}
	return row{w.ctx, w.reader, to.Type, to.At}, true
}
