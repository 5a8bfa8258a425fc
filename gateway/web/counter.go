package web

import (
	"strings"
	"sync"
	"time"

	"steward/kernel/engine"
	"steward/kernel/query"
)

// counts remembers bounded counts for a moment: many pages show the same ones. A count belongs to
// the person, because what they may see does.
type counts struct {
	lock  sync.Mutex
	known map[string]counted
}

type counted struct {
	n     int64
	until time.Time
}

const (
	// countAge is how long a counter may be behind.
	countAge = 5 * time.Second
	// mostCounts bounds what is remembered.
	mostCounts = 20_000
)

// count counts no further than countMost.
func (v *visit) count(a engine.Ask) (int64, error) {
	key := strings.Join([]string{v.actor.Person, a.Type, a.Filter, query.Print(a.Also)}, "\x00")
	c := v.counts
	c.lock.Lock()
	was, ok := c.known[key]
	c.lock.Unlock()
	if ok && v.Now.Before(was.until) {
		return was.n, nil
	}
	n, err := v.Engine.CountUpTo(v.r.Context(), v.actor, a, countMost)
	if err != nil {
		return 0, err
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	if len(c.known) >= mostCounts {
		clear(c.known)
	}
	c.known[key] = counted{n, v.Now.Add(countAge)}
	return n, nil
}
