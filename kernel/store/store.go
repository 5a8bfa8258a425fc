// Package store keeps records: SQL from declarations, on SQLite and PostgreSQL.
//
// Its one rule: it reads declarations and writes rows; it knows no business fact and no practice.
// All SQL of Steward is in here. Whatever Apply acknowledged is on the disk.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"steward/kernel/record"
	"steward/kernel/store/direct"
)

// Config says where the data is.
type Config struct {
	// Folder holds the embedded database, attachments and keys.
	Folder string
	// URL is a postgres:// address; empty uses the embedded database in Folder.
	URL string
	// Now is the clock, Random the source of salts; both are passed in so that tests can set them.
	Now    func() time.Time
	Random func([]byte)
	Log    *slog.Logger
}

// Store is one open database.
type Store struct {
	dialect dialect
	read    *sql.DB
	write   *sql.DB
	direct  *direct.Pool // what is asked most, on SQLite; nil on PostgreSQL
	config  Config
	queue   chan *pending
	turns   chan func() // upkeep that needs the writer
	done    chan struct{}
	workers sync.WaitGroup
	layouts sync.Map // *record.Type -> *layout
	writes  statements
	fews    fews
	waiting atomic.Int64 // texts that wait for the search index, as far as this node knows
	merging sync.Mutex   // texts go into the search index one batch at a time
	joining sync.Mutex   // segments of the search index are brought together by one at a time
	base    atomic.Int64 // what is added to the database's transaction numbers; see positions.go

	watch    sync.Mutex
	watchers map[int]func(News)
	nextID   int
	radio    *radio // to and from other nodes; nil on SQLite
}

// Open connects, and starts the writers. The schema is not touched before Migrate.
func Open(ctx context.Context, c Config) (*Store, error) {
	s, err := connect(ctx, c)
	if err != nil {
		return nil, err
	}
	for range s.dialect.writers() {
		s.workers.Add(1)
		go s.writer()
	}
	return s, nil
}

func connect(ctx context.Context, c Config) (*Store, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{config: c, queue: make(chan *pending, 1024), turns: make(chan func()), done: make(chan struct{}), watchers: map[int]func(News){}}
	var err error
	if c.URL != "" {
		err = s.openPostgres(ctx)
	} else {
		err = s.openSQLite(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("store.open: %w", err)
	}
	return s, nil
}

// Close lets the writers finish what they hold and closes the connections.
func (s *Store) Close() error {
	close(s.done)
	s.workers.Wait()
	if s.radio != nil {
		s.radio.close()
	}
	err := s.write.Close()
	if s.direct != nil {
		err = errors.Join(err, s.direct.Close())
	}
	if s.read != s.write {
		if e := s.read.Close(); err == nil {
			err = e
		}
	}
	return err
}

// Database names the kind of database: "sqlite" or "postgres".
func (s *Store) Database() string { return s.dialect.name() }

// Folder gives the data folder.
func (s *Store) Folder() string { return s.config.Folder }

// Now gives the store's time.
func (s *Store) Now() time.Time { return s.config.Now() }

// Ping asks whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.read.QueryRowContext(ctx, "SELECT 1").Scan(&one)
}

func (s *Store) layout(t *record.Type) *layout {
	if l, ok := s.layouts.Load(t); ok {
		return l.(*layout)
	}
	l, _ := s.layouts.LoadOrStore(t, newLayout(t))
	return l.(*layout)
}
