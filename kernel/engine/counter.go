package engine

import (
	"context"
	"sync"
	"time"

	"steward/kernel/record"
	"steward/kernel/store"
)

const (
	// counterAge is how old a counter may be; a change of the type makes it old at once.
	counterAge = 5 * time.Second
	// mostCounters bounds what is remembered.
	mostCounters = 20_000
)

// counters remembers bounded counts by the compiled question: whoever asks the same and sees the same
// shares them, and whoever asks while one is counted waits for it.
type counters struct {
	lock  sync.Mutex
	known map[string]*counter
	types map[string]map[string]bool // the keys of the counters that a type decides
}

type counter struct {
	ready chan struct{}
	n     int64
	err   error
	at    time.Time
}

// Counter counts as CountUpTo does, for the numbers beside views: shared, and a few seconds old where
// only another type or the time has changed. Relative dates are read to counterAge.
func (e *Engine) Counter(ctx context.Context, actor record.Actor, a Ask, most int) (int64, error) {
	r := e.As(actor).(*reader)
	r.grain = counterAge
	sel, err := r.selection(ctx, a)
	if err != nil {
		return 0, err
	}
	types := []string{sel.Type.Name}
	for _, w := range sel.Where.Walks() {
		for _, s := range w.Steps {
			types = append(types, s.Target)
		}
	}
	c, mine := e.counters.of(e.store.CountKey(*sel, most), types, e.Now())
	if mine {
		// Others may be waiting for it, so that it goes on when the one who asked first has left.
		counting, stop := context.WithTimeout(context.WithoutCancel(ctx), Budget*20)
		defer stop()
		c.n, c.err = e.store.Count(counting, *sel, most)
		if c.err != nil {
			e.counters.drop(c)
		}
		close(c.ready)
	}
	select {
	case <-c.ready:
		return c.n, c.err
	case <-ctx.Done():
		return 0, ctx.Err()
	}
}

// of gives the counter of a key; mine says that there is none yet and the caller counts.
func (k *counters) of(key string, types []string, now time.Time) (c *counter, mine bool) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if c := k.known[key]; c != nil && now.Sub(c.at) < counterAge {
		return c, false
	}
	if k.known == nil || len(k.known) >= mostCounters {
		k.known, k.types = map[string]*counter{}, map[string]map[string]bool{}
	}
	c = &counter{ready: make(chan struct{}), at: now}
	k.known[key] = c
	for _, t := range types {
		if k.types[t] == nil {
			k.types[t] = map[string]bool{}
		}
		k.types[t][key] = true
	}
	return c, true
}

// drop takes out a counter that could not be counted.
func (k *counters) drop(c *counter) {
	k.lock.Lock()
	defer k.lock.Unlock()
	for key, other := range k.known {
		if other == c {
			delete(k.known, key)
		}
	}
}

// forget takes out the counters of types that have changed. One that is just being counted goes too:
// whoever asks from now on sees the change.
func (k *counters) forget(n store.News) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if n.Missed {
		k.known, k.types = nil, nil
	}
	for _, c := range n.Changes {
		for key := range k.types[c.Type] {
			delete(k.known, key)
		}
		delete(k.types, c.Type)
	}
}
