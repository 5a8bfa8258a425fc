package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/kernel/value"
)

// Operation is what a change does to its row.
type Operation string

// The operations as the audit names them.
const (
	Insert Operation = "create"
	Update Operation = "change"
	Delete Operation = "remove"
	Redact Operation = "redact" // values were erased from the record and its history
)

// Write is what one request changes: everything or nothing of it is stored.
type Write struct {
	House   string
	Changes []Change
	Lines   []Line
	// Regrants give records new reader lines without a new version.
	Regrants []Regrant
	// Texts give records new texts for search without a new version.
	Texts []Retext
	// Ends is the job that did the write, done in the same transaction: its effects in the database
	// happen exactly once. When another run has taken the job, the write is refused with ErrLeaseLost.
	Ends *Job
	// Once makes the write idempotent: a second write with the same key is refused with a Repeated.
	Once *Once
	// Origins say how far foreign histories have been repeated by this write.
	Origins []Origin
	// Undoes is the batch that the write takes back: its origins are forgotten.
	Undoes string

	// Derived are records, as they stand, whose columns that follow from values are written anew.
	Derived []*record.Record
	// Move is the step of a data move that the write is.
	Move *MoveStep
	// Needs are the records that the write was prepared on without changing them: it is refused when one
	// is no longer as it was.
	Needs []Need

	rows []*Change // what is written to the types' tables: one change for each record
}

// Once is an idempotency key with a digest of what was asked and the answer to repeat.
type Once struct {
	Key, Fingerprint, Answer string
}

// Repeated is the error of a write whose idempotency key was used before.
type Repeated struct{ Fingerprint, Answer string }

func (r *Repeated) Error() string { return "store.apply: the idempotency key was used before" }

// Change is one record's new version.
type Change struct {
	Type      *record.Type
	Operation Operation
	ID        string
	Base      int64         // the stored version that the change was prepared on; of Insert the removed record's last, else 0
	Values    []value.Value // by slot, as they will be; version and times included
	Old       []value.Value // by slot, as they were; nil for Insert, and for Redact of a removed record
	Slots     []int         // the slots that change
	Readers   []Reader      // who may read it; nil leaves the stored ones
	Search    *Text         // its text for search; nil leaves the stored one
	Entry     Entry
	// Erase lists, for Redact, by field name the versions that wrote a value which is erased.
	Erase map[string][]int64

	was     []string // the principals that could read it before, where the write replaced them
	encoded string   // its fields as the audit holds them
	sealed  []byte   // what its hash covers, beside the hash before it
}

func (c *Change) version() int64 { return c.Values[record.SlotVersion].Int() }

// Reader is one line of a type's reader table.
type Reader struct{ Principal, Category string }

// Regrant is who may read a record from now on, because who may read another one has changed.
type Regrant struct {
	Type    *record.Type
	ID      string
	Version int64 // the stored version of which they were derived; 0: whatever it is
	Readers []Reader
}

// Retext is by what a record is found from now on, because other fields of its type are searched.
type Retext struct {
	Type    *record.Type
	ID      string
	Version int64
	Text    Text
}

// Line is one line of the outbox: a job that runs after the commit.
type Line struct {
	ID     string // given where the audit names the line; else it is made
	Topic  string
	Data   map[string]any
	Unique string // a second line with the same topic and key is not added, also after the job is done
	// Waiting is a key too: a second line is not added while a job with this key waits. When it runs
	// another may be added, so that nothing that came meanwhile is passed over.
	Waiting string
	RunAt   int64 // microseconds; 0: at once
}

type pending struct {
	ctx   context.Context
	write *Write
	done  chan error
}

// Apply stores a write. When it returns nil, the write is on the disk.
func (s *Store) Apply(ctx context.Context, w *Write) error {
	s.encode(w)
	p := &pending{ctx: ctx, write: w, done: make(chan error, 1)}
	select {
	case s.queue <- p:
	case <-s.done:
		return fault.New(fault.Unavailable, "store.apply", "stopping")
	case <-ctx.Done():
		return fmt.Errorf("store.apply: %w", ctx.Err())
	}
	select {
	case err := <-p.done:
		return err
	case <-s.done:
		// The writer answers everything that it took; what it never took was not written.
		s.workers.Wait()
		select {
		case err := <-p.done:
			return err
		default:
			return fault.New(fault.Unavailable, "store.apply", "stopping")
		}
	}
}

const groupSize = 64

// writer commits what waits in groups: one transaction, one savepoint each. Upkeep has its turns when
// nothing waits.
func (s *Store) writer() {
	defer s.workers.Done()
	for {
		select {
		case first := <-s.queue:
			s.serve(first)
			continue
		default:
		}
		select {
		case first := <-s.queue:
			s.serve(first)
		case turn := <-s.turns:
			turn()
		case <-s.done:
			return
		}
	}
}

// serve commits a group. Where too much waits for the search index, the group pays with work of its
// own size, so that what waits never grows beyond a bound.
func (s *Store) serve(first *pending) {
	s.payIndex(s.commitGroup(s.gather(first)))
}

func (s *Store) gather(first *pending) []*pending {
	group := []*pending{first}
	for len(group) < groupSize {
		select {
		case p := <-s.queue:
			group = append(group, p)
		default:
			return group
		}
	}
	return group
}

// commitGroup answers each write of a group, and says how many texts they made that wait for the
// index.
func (s *Store) commitGroup(group []*pending) (texts int) {
	errs, err := s.tryGroup(group)
	if err != nil && len(group) > 1 {
		for _, p := range group {
			texts += s.commitGroup([]*pending{p})
		}
		return texts
	}
	for try := 0; err != nil && s.dialect.again(err) && try < 5; try++ {
		errs, err = s.tryGroup(group)
	}
	if err != nil {
		errs = []error{fault.Wrap("store.apply", err)}
	}
	var news News
	for i, p := range group {
		if errs[i] == nil {
			news.Changes = append(news.Changes, p.write.changed()...)
			news.Jobs = news.Jobs || len(p.write.Lines) > 0
			texts += p.write.texts()
		}
	}
	// Watchers first: who is told that a session ended must not find it in a cache.
	s.tell(news)
	for i, p := range group {
		p.done <- errs[i]
	}
	return texts
}

// texts counts the texts that the write made for search.
func (w *Write) texts() int {
	n := len(w.Texts)
	for _, c := range w.rows {
		if c.Search != nil {
			n++
		}
	}
	return n
}

// tryGroup gives each write's own refusal, or the error that undid the whole group.
func (s *Store) tryGroup(group []*pending) ([]error, error) {
	ctx := context.Background()
	defer s.writes.prepare(ctx, s.write)
	open, tx, err := s.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer open.Rollback()
	errs := make([]error, len(group))
	for i, p := range group {
		if errs[i] = p.ctx.Err(); errs[i] != nil {
			continue
		}
		if errs[i], err = s.inSavepoint(ctx, tx, p.write, len(group) > 1); err != nil {
			return nil, err
		}
		if errs[i] != nil && len(group) == 1 {
			return errs, nil
		}
	}
	return errs, open.Commit()
}

func (s *Store) inSavepoint(ctx context.Context, tx querier, w *Write, several bool) (refusal, broken error) {
	if several {
		if _, err := tx.ExecContext(ctx, "SAVEPOINT one"); err != nil {
			return nil, err
		}
	}
	err := s.applyOne(ctx, tx, w)
	if err != nil && (s.dialect.again(err) || errors.Is(err, driver.ErrBadConn)) {
		return nil, err
	}
	if !several {
		return err, nil
	}
	if err != nil {
		if _, e := tx.ExecContext(ctx, "ROLLBACK TO SAVEPOINT one"); e != nil {
			return nil, e
		}
	}
	_, broken = tx.ExecContext(ctx, "RELEASE SAVEPOINT one")
	return err, broken
}

func (s *Store) applyOne(ctx context.Context, tx querier, w *Write) error {
	if w.Once != nil {
		if err := s.once(ctx, tx, w); err != nil {
			return err
		}
	}
	if w.Ends != nil {
		if err := endInside(ctx, tx, w.Ends, s.Now()); err != nil {
			return err
		}
	}
	if err := step(ctx, tx, w.Move); err != nil {
		return err
	}
	w.rows = folded(w.Changes)
	if err := s.needed(ctx, tx, w); err != nil {
		return err
	}
	for _, c := range w.rows {
		if err := s.applyRow(ctx, tx, w.House, c); err != nil {
			return err
		}
	}
	if err := s.newReaders(ctx, tx, w.House, w.rows); err != nil {
		return err
	}
	if err := s.unreferred(ctx, tx, w); err != nil {
		return err
	}
	if err := s.audit(ctx, tx, w); err != nil {
		return fault.Wrap("store.audit", err)
	}
	for i := range w.Changes {
		if err := s.eraseValues(ctx, tx, w.House, &w.Changes[i]); err != nil {
			return fault.Wrap("store.erase", err)
		}
	}
	if w.Undoes != "" {
		if err := forget(ctx, tx, w.House, w.Undoes); err != nil {
			return err
		}
	}
	for i := range w.Origins {
		if err := s.applyOrigin(ctx, tx, w.House, &w.Origins[i]); err != nil {
			return err
		}
	}
	if err := s.applyDerived(ctx, tx, w); err != nil {
		return err
	}
	for _, l := range w.Lines {
		if err := s.addLine(ctx, tx, w.House, l); err != nil {
			return err
		}
	}
	return nil
}

// applyDerived writes what follows from records that the write does not change.
func (s *Store) applyDerived(ctx context.Context, tx querier, w *Write) error {
	for _, g := range w.Regrants {
		if err := s.still(ctx, tx, w.House, g.Type, g.ID, g.Version); err != nil {
			return err
		}
		c := &Change{Type: g.Type, Operation: Update, ID: g.ID, Readers: g.Readers}
		if err := s.writeReaders(ctx, tx, w.House, c); err != nil {
			return fault.Wrap("store.regrant", err)
		}
	}
	for _, r := range w.Derived {
		if err := s.rederive(ctx, tx, w.House, r); err != nil {
			return err
		}
	}
	for _, t := range w.Texts {
		if err := s.still(ctx, tx, w.House, t.Type, t.ID, t.Version); err != nil {
			return err
		}
		if err := s.pendSearch(ctx, tx, w.House, t.Type.Name, t.ID, t.Version, &t.Text); err != nil {
			return fault.Wrap("store.retext", err)
		}
	}
	return nil
}

func (s *Store) once(ctx context.Context, tx querier, w *Write) error {
	r, err := tx.ExecContext(ctx, `INSERT INTO "idempotency" ("house", "key", "fingerprint", "at", "answer") VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
		w.House, w.Once.Key, w.Once.Fingerprint, s.config.Now().UnixMicro(), w.Once.Answer)
	if err != nil {
		return err
	}
	if n, _ := r.RowsAffected(); n == 1 {
		return nil
	}
	var before Repeated
	if err := tx.QueryRowContext(ctx, `SELECT "fingerprint", "answer" FROM "idempotency" WHERE "house" = $1 AND "key" = $2`, w.House, w.Once.Key).Scan(&before.Fingerprint, &before.Answer); err != nil {
		return err
	}
	return &before
}

// Answered gives what a write with this idempotency key answered, nil when there was none.
func (s *Store) Answered(ctx context.Context, house, key string) (*Repeated, error) {
	var before Repeated
	err := s.read.QueryRowContext(ctx, `SELECT "fingerprint", "answer" FROM "idempotency" WHERE "house" = $1 AND "key" = $2`, house, key).Scan(&before.Fingerprint, &before.Answer)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return &before, fault.Wrap("store.answered", err)
}
