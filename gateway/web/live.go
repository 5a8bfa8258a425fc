package web

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
)

const (
	// beat is how often a quiet stream says that it is alive and asks who listens anew.
	beat = 25 * time.Second
	// streamsEach is how many streams one person may hold open; a browser shares one over its tabs.
	streamsEach = 12
	// wholeVersion is more than any version: a record that went away is old in every page.
	wholeVersion = 1 << 53
)

// streams counts the open streams of each person.
type streams struct {
	lock sync.Mutex
	open map[string]int
}

func (s *streams) enter(person string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.open[person] >= streamsEach {
		return false
	}
	s.open[person]++
	return true
}

func (s *streams) leave(person string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.open[person]--; s.open[person] <= 0 {
		delete(s.open, person)
	}
}

// live tells a browser which records have new versions: ids and versions, no content.
func live(v *visit) error {
	if !v.streams.enter(v.actor.Person) {
		return fault.New(fault.TooMany, "web.live", "page.too-many-streams")
	}
	defer v.streams.leave(v.actor.Person)
	h := v.w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	out := http.NewResponseController(v.w)
	events := v.Engine.Watch(v.r.Context(), v.actor)
	bell, stop := v.rooms.hear(v.actor.Person)
	defer stop()
	if _, err := fmt.Fprint(v.w, "retry: 3000\n\n"); err != nil || out.Flush() != nil {
		return nil
	}
	alive := time.NewTicker(beat)
	defer alive.Stop()
	for {
		select {
		case ev, ok := <-events:
			if !ok || v.tellEvent(ev) != nil || out.Flush() != nil {
				return nil
			}
		case key := <-bell:
			if v.tellHere(key) != nil || out.Flush() != nil {
				return nil
			}
		case <-alive.C:
			if !v.sameActor() {
				return nil // the browser comes back as who they are now
			}
			if _, err := fmt.Fprint(v.w, ": alive\n\n"); err != nil || out.Flush() != nil {
				return nil
			}
		case <-v.r.Context().Done():
			return nil
		}
	}
}

// tellHere says that others came to a record, went, or write; the page asks who.
func (v *visit) tellHere(key string) error {
	data, err := json.Marshal(map[string]string{"here": key})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.w, "data: %s\n\n", data)
	return err
}

func (v *visit) tellEvent(ev engine.Event) error {
	if ev.Resync {
		_, err := fmt.Fprint(v.w, "data: again\n\n")
		return err
	}
	version := ev.Version
	if ev.Removed {
		version = wholeVersion
	}
	data, err := json.Marshal(map[string]any{"type": ev.Type, "id": ev.ID, "version": version})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.w, "data: %s\n\n", data)
	return err
}

// sameActor asks whether the listener is still signed in and still who they were.
func (v *visit) sameActor() bool {
	now, err := v.Gate.Actor(v.r)
	return err == nil && same(now, v.actor)
}

func same(a, b record.Actor) bool {
	return a.Person == b.Person && slices.Equal(a.Roles, b.Roles) && slices.Equal(a.Teams, b.Teams) && a.Department == b.Department && a.Organisation == b.Organisation
}
