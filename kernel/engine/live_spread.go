package engine

import (
	"context"
	"slices"

	"steward/kernel/store"
)

// readersAtOnce is how many records' readers are asked in one query.
const readersAtOnce = 500

// readers asks once for all changes who may read the records of which the write did not say so, and
// only for types that somebody watches who does not see all of it. unknown says that it failed.
func (h *hub) readers(changes []store.Changed) (readers map[string][]string, unknown bool) {
	wanted := map[string][]string{}
	h.lock.Lock()
	for _, c := range changes {
		if a := h.audiences[c.Type]; a != nil && len(a.by) > 0 && c.Readers == nil && !c.Removed {
			wanted[c.Type] = append(wanted[c.Type], c.ID)
		}
	}
	h.lock.Unlock()
	out := map[string][]string{}
	for name, ids := range wanted {
		t, ok := h.engine.Catalogue().Type(name)
		if !ok {
			continue
		}
		for part := range slices.Chunk(ids, readersAtOnce) {
			found, err := h.engine.store.ReadersOf(context.Background(), h.engine.config.House, t, part)
			if err != nil {
				h.engine.config.Log.Warn("who may read changed records is not known", "type", name, "error", err)
				return out, true
			}
			for id, principals := range found {
				out[id] = principals
			}
		}
	}
	return out, false
}

// spread gives each change to its audience.
func (h *hub) spread(n store.News, readers map[string][]string, unknown bool) {
	h.lock.Lock()
	defer h.lock.Unlock()
	if n.Missed || unknown {
		h.resync()
		return
	}
	stale := h.engine.book.Load().stale
	for _, c := range n.Changes {
		a := h.audiences[c.Type]
		if a == nil || c.House != h.engine.config.House {
			continue
		}
		h.sent++
		ev := Event{Type: c.Type, ID: c.ID, Version: c.Version, Removed: c.Removed}
		h.tell(a.all, ev)
		if stale[readersMark+c.Type] {
			h.unsure(a)
			continue
		}
		now := c.Readers
		if now == nil {
			now = readers[c.ID]
		}
		for _, p := range now {
			h.tell(a.by[p], ev)
		}
		ev.Removed = true
		for _, p := range c.Was {
			h.tell(a.by[p], ev)
		}
	}
}

// unsure tells those who do not see all of a type to look anew: its reader lines are stale.
func (h *hub) unsure(a *audience) {
	for _, seats := range a.by {
		h.tell(seats, Event{Resync: true})
	}
}

// tell gives the event to those of the seats who have not had it.
func (h *hub) tell(seats map[*subscriber]bool, ev Event) {
	for s := range seats {
		if s.told != h.sent {
			s.told = h.sent
			s.give(ev)
		}
	}
}
