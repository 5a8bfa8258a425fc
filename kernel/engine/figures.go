package engine

import (
	"context"
	"errors"
	"sync"
	"time"

	"steward/kernel/query"
)

const (
	// figuresAge is how old shared figures may be.
	figuresAge = time.Minute
	// figuresGrain is how exactly relative dates in shared figures are read, so that several who ask
	// within it ask the same.
	figuresGrain = time.Minute
	// mostFigures bounds what is remembered.
	mostFigures = 2_000
)

// figures remembers reckoned tables by the compiled question: whoever asks the same and sees the same
// shares them, and whoever asks while one is reckoned waits for it.
type figures struct {
	lock  sync.Mutex
	known map[string]*figure
}

type figure struct {
	ready chan struct{}
	table *query.Table
	err   error
	at    time.Time
}

func (k *figures) of(ctx context.Context, key string, now func() time.Time, reckon func() (*query.Table, error)) (*query.Table, error) {
	f, mine := k.take(key, now())
	if mine {
		if f.table, f.err = reckon(); f.err != nil {
			k.drop(key, f)
		} else {
			f.table.At = f.at
		}
		close(f.ready)
	}
	select {
	case <-f.ready:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if !mine && (errors.Is(f.err, context.Canceled) || errors.Is(f.err, context.DeadlineExceeded)) {
		return k.of(ctx, key, now, reckon) // the one who reckoned went away
	}
	return f.table, f.err
}

func (k *figures) take(key string, now time.Time) (f *figure, mine bool) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if f := k.known[key]; f != nil && now.Sub(f.at) < figuresAge {
		return f, false
	}
	if k.known == nil || len(k.known) >= mostFigures {
		k.known = map[string]*figure{}
	}
	f = &figure{ready: make(chan struct{}), at: now}
	k.known[key] = f
	return f, true
}

func (k *figures) drop(key string, f *figure) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.known[key] == f {
		delete(k.known, key)
	}
}
