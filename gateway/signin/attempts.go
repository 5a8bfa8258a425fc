package signin

import (
	"sync"
	"time"
)

// attempts slows down guessing: after a few failures for one address or one account, each further
// try waits for the window to pass.
type attempts struct {
	lock sync.Mutex
	seen map[string]tries
}

type tries struct {
	count int
	since time.Time
}

const (
	mostTries   = 10
	tryWindow   = 10 * time.Minute
	mostTracked = 50_000
)

func (a *attempts) allow(now time.Time, keys ...string) bool {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.seen == nil || len(a.seen) > mostTracked {
		a.seen = map[string]tries{}
	}
	ok := true
	for _, k := range keys {
		t := a.seen[k]
		if now.Sub(t.since) > tryWindow {
			t = tries{since: now}
		}
		t.count++
		a.seen[k] = t
		most := mostTries
		if k[0] == 'a' {
			most *= 5 // one address may stand for a whole office
		}
		ok = ok && t.count <= most
	}
	return ok
}

func (a *attempts) succeeded(key string) {
	a.lock.Lock()
	defer a.lock.Unlock()
	delete(a.seen, key)
}
