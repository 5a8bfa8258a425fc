package store

import (
	"context"
	"strconv"
	"strings"
	"sync"
	"time"

	"steward/kernel/fault"
	"steward/kernel/query"
	"steward/kernel/record"
)

// A list is read from whichever side is small: by an index that leads to the few records that the
// condition means; for who sees only a few records, from these on; or else along an index of the order.
// But from the second side, each record is asked for its reader lines. Which one it is decides the cost
// and never the answer, so that what is known of it may be old.

// fewAge is how long it stays known that somebody sees only a few records of a type.
const fewAge = 30 * time.Second

// mostFew bounds of how many it is known.
const mostFew = 4096

// fews remembers who sees only a few records of which type.
type fews struct {
	lock  sync.Mutex
	known map[string]fewKnown
}

type fewKnown struct {
	few bool
	at  time.Time
}

func (f *fews) get(key string, now time.Time) (few, known bool) {
	f.lock.Lock()
	defer f.lock.Unlock()
	k, ok := f.known[key]
	return k.few, ok && now.Sub(k.at) < fewAge && !now.Before(k.at)
}

func (f *fews) set(key string, few bool, now time.Time) {
	f.lock.Lock()
	defer f.lock.Unlock()
	if f.known == nil || len(f.known) >= mostFew {
		f.known = map[string]fewKnown{}
	}
	f.known[key] = fewKnown{few, now}
}

// chooseSide settles from which side a selection is read.
func (s *Store) chooseSide(ctx context.Context, q *Selection) (err error) {
	led := q.Where != nil && q.Where.Pins(leading(q.Type))
	q.led = led || (q.Where != nil && q.Where.Pins(ofPeople(q.Type)))
	if led || q.Sees.All || q.Sees.None() || len(q.Sees.Where) > 0 {
		return nil
	}
	key, now := q.House+"\x00"+q.Type.Name+"\x00"+strings.Join(q.Sees.Principals, "\x00"), s.Now()
	few, known := s.fews.get(key, now)
	if !known {
		if few, err = s.seesFew(ctx, q); err != nil {
			return err
		}
		s.fews.set(key, few, now)
	}
	q.few, q.led = few, q.led && !few
	return nil
}

// leading tells of the fields of a type by whose value there are never more than a handful of records:
// what is unique, what the record belongs to, and a record of the type that it is a part of.
func leading(t *record.Type) func(slot int) bool {
	return func(slot int) bool {
		d := t.Defs()[slot]
		return slot == record.SlotID || d.Unique || (d.Indexed && d.Kind == record.AnyReferenceKind) || refers(t, d)
	}
}

// ofPeople tells of the fields by which there are as many records as one person may have.
func ofPeople(t *record.Type) func(slot int) bool {
	return func(slot int) bool {
		d := t.Defs()[slot]
		return d.Indexed && d.Kind == record.PersonKind
	}
}

// seesFew counts, no further than it takes to know.
func (s *Store) seesFew(ctx context.Context, q *Selection) (bool, error) {
	b := query.NewBuilder(s.queryDialect(), q.House)
	b.Write("SELECT COUNT(*) FROM (SELECT 1 FROM ")
	writeVisible(b, SearchScope{Type: q.Type, Sees: q.Sees})
	b.Write(" LIMIT ", strconv.Itoa(fewVisible+1), ") AS bounded")
	var n int64
	_, err := s.one(ctx, b.String(), b.Args(), &n)
	return n <= fewVisible, fault.Wrap("store.select", err)
}

// writeFrom writes table and condition. The id is taken apart from its column so that no index on the
// column leads through the reader lines of everybody.
func (s *Store) writeFrom(b *query.Builder, q Selection) {
	if !q.few {
		b.Write(quote(q.Type.Table()), " WHERE ")
		s.writeWhere(b, q)
		return
	}
	b.Write(`(SELECT DISTINCT "record" || '' AS "seen__record" FROM `)
	writeVisible(b, SearchScope{Type: q.Type, Sees: q.Sees})
	b.Write(`) AS "seen" CROSS JOIN `, quote(q.Type.Table()), " WHERE ", query.Name(q.Type.Table()), `."id" = "seen"."seen__record" AND `)
	q.Sees = Sees{All: true}
	s.writeWhere(b, q)
}
