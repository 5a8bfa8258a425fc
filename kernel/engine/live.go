package engine

import (
	"context"
	"sync"

	"steward/kernel/record"
	"steward/kernel/store"
)

// Event tells a live stream that a record has a new version. It holds no content: whoever shows the
// record reads it anew under their own access.
type Event struct {
	Type    string `json:"type,omitempty"`
	ID      string `json:"id,omitempty"`
	Version int64  `json:"version,omitempty"`
	// Removed says that the record is no longer there for the one who watches: removed, or handed to
	// people they do not belong to.
	Removed bool `json:"removed,omitempty"`
	// Resync says that events were left out: everything on the page may be old.
	Resync bool `json:"resync,omitempty"`
}

// eventBuffer is how many events wait for a slow stream before it is told to look anew instead.
const eventBuffer = 64

// Watch gives the changes of all records that the actor may see, until ctx ends; then the channel is
// closed. The actor's roles and teams are those of the call: a gateway ends the stream when they
// change.
func (e *Engine) Watch(ctx context.Context, actor record.Actor) <-chan Event {
	s := &subscriber{actor: actor, events: make(chan Event, eventBuffer+1)}
	e.hub.join(s)
	context.AfterFunc(ctx, func() { e.hub.leave(s) })
	return s.events
}

type subscriber struct {
	actor  record.Actor
	events chan Event
	lost   bool   // the buffer was full: a Resync is its last event
	told   uint64 // the number of the change that was last sent
}

// give never waits. When the buffer is full its last event is a Resync, and nothing follows before
// it has been taken: whoever takes it looks anew and so misses nothing.
func (s *subscriber) give(ev Event) {
	if s.lost && len(s.events) > 0 {
		return
	}
	s.lost = len(s.events) >= eventBuffer
	if s.lost {
		ev = Event{Resync: true}
	}
	s.events <- ev
}

// audience is who watches a type: those who see all of it, and the others by principal.
type audience struct {
	all map[*subscriber]bool
	by  map[string]map[*subscriber]bool
}

// hub hands each change to those who may see it. What a change costs depends on who hears of it, not
// on how many watch: nobody's access is asked from the database one by one.
type hub struct {
	engine *Engine

	lock        sync.Mutex
	subscribers map[*subscriber]bool
	audiences   map[string]*audience
	sent        uint64

	queue   sync.Mutex
	waiting store.News
	running bool
}

func newHub(e *Engine) *hub {
	return &hub{engine: e, subscribers: map[*subscriber]bool{}, audiences: map[string]*audience{}}
}

func (h *hub) join(s *subscriber) {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.subscribers[s] = true
	h.seat(s)
}

func (h *hub) leave(s *subscriber) {
	h.lock.Lock()
	defer h.lock.Unlock()
	delete(h.subscribers, s)
	for _, a := range h.audiences {
		delete(a.all, s)
		for principal, seats := range a.by {
			if delete(seats, s); len(seats) == 0 {
				delete(a.by, principal)
			}
		}
	}
	close(s.events)
}

// seat puts a subscriber into the audience of each type that it may see.
func (h *hub) seat(s *subscriber) {
	b := h.engine.book.Load()
	for _, t := range h.engine.Catalogue().Types() {
		a := h.audiences[t.Name]
		if a == nil {
			a = &audience{all: map[*subscriber]bool{}, by: map[string]map[*subscriber]bool{}}
			h.audiences[t.Name] = a
		}
		if b.seesAll(s.actor, t.Name) {
			a.all[s] = true
			continue
		}
		for _, p := range b.principals(s.actor, t.Name) {
			if a.by[p] == nil {
				a.by[p] = map[*subscriber]bool{}
			}
			a.by[p][s] = true
		}
	}
}

// reseat follows a change of permissions: everybody is told to look anew.
func (h *hub) reseat() {
	h.lock.Lock()
	defer h.lock.Unlock()
	h.audiences = map[string]*audience{}
	for s := range h.subscribers {
		h.seat(s)
	}
	h.resync()
}

func (h *hub) resync() {
	for s := range h.subscribers {
		s.give(Event{Resync: true})
	}
}

// hear takes news without waiting; a goroutine hands it on while there is any.
func (h *hub) hear(n store.News) {
	h.queue.Lock()
	defer h.queue.Unlock()
	h.waiting.Changes = append(h.waiting.Changes, n.Changes...)
	h.waiting.Missed = h.waiting.Missed || n.Missed
	if !h.running {
		h.running = true
		go h.drain()
	}
}

func (h *hub) take() (store.News, bool) {
	h.queue.Lock()
	defer h.queue.Unlock()
	n := h.waiting
	h.waiting = store.News{}
	h.running = len(n.Changes) > 0 || n.Missed
	return n, h.running
}

func (h *hub) drain() {
	for {
		n, some := h.take()
		if !some {
			return
		}
		readers, unknown := h.readers(n.Changes)
		h.spread(n, readers, unknown)
	}
}
