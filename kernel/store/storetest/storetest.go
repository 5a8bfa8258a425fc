// Package storetest opens empty databases for tests: SQLite always, PostgreSQL too behind the build
// tag "postgres".
//
// Its one rule: a test that passes on the one database passes on the other.
package storetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"steward/kernel/store"
)

// Clock is a clock that stands until it is set forward.
type Clock struct {
	lock sync.Mutex
	now  time.Time
}

// NewClock gives a clock that stands at noon of an ordinary day.
func NewClock() *Clock { return &Clock{now: time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)} }

// Now gives the clock's time.
func (c *Clock) Now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return c.now
}

// Forward sets the clock forward.
func (c *Clock) Forward(d time.Duration) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.now = c.now.Add(d)
}

// Each runs the test once for each kind of database, on an empty one.
func Each(t *testing.T, test func(t *testing.T, c store.Config)) {
	for _, name := range kinds {
		t.Run(name, func(t *testing.T) {
			test(t, store.Config{Folder: t.TempDir(), URL: address(t, name), Now: time.Now, Random: random, Log: slog.New(slog.DiscardHandler)})
		})
	}
}

// EachBench is Each for benchmarks.
func EachBench(b *testing.B, bench func(b *testing.B, c store.Config)) {
	for _, name := range kinds {
		b.Run(name, func(b *testing.B) {
			bench(b, store.Config{Folder: b.TempDir(), URL: address(b, name), Now: time.Now, Random: random, Log: slog.New(slog.DiscardHandler)})
		})
	}
}

// Open opens a store that is closed with the test.
func Open(t testing.TB, c store.Config) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func random(b []byte) {
	if _, err := rand.Read(b); err != nil {
		panic(fmt.Sprintf("storetest: no randomness: %v", err))
	}
}
