// Package direct reads an embedded SQLite database without database/sql in between.
//
// Its one rule: it only reads. A page asks some twenty short questions, and what stands between such a
// question and the engine costs several times the answer (measured: names and declared types of every
// column each time, a lock for every value, a goroutine to watch the context). Here a statement stays
// prepared with its connection, which one goroutine at a time uses and which therefore needs no locks.
package direct

import (
	"context"
	"errors"
)

// Pool is some connections to one database, opened when they are first needed.
type Pool struct {
	path    string
	pragmas []string
	free    chan *conn // nil: one that is not open yet
	size    int
}

// New makes a pool of at most size connections to a database in WAL mode. Pragmas are statements that
// each connection runs first.
func New(path string, size int, pragmas ...string) *Pool {
	p := &Pool{path: path, pragmas: pragmas, free: make(chan *conn, size), size: size}
	for range size {
		p.free <- nil
	}
	return p
}

// Close closes the connections, after those that are in use have come back.
func (p *Pool) Close() error {
	var failed error
	for range p.size {
		if c := <-p.free; c != nil {
			failed = errors.Join(failed, c.close())
		}
	}
	return failed
}

// Pages counts the pages of the database that the connections have asked for so far, whether they were
// in memory or not. It waits for those that are in use.
func (p *Pool) Pages() (total int64) {
	held := make([]*conn, p.size)
	for i := range held {
		held[i] = <-p.free
	}
	for _, c := range held {
		if c != nil {
			total += c.pages()
		}
		p.free <- c
	}
	return total
}

// Query asks one question. Whoever asks reads the rows to their end or closes them.
func (p *Pool) Query(ctx context.Context, text string, args ...any) (*Rows, error) {
	c, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.query(ctx, text, args)
	if err != nil {
		p.free <- c
		return nil, err
	}
	rows.leave = func() { p.free <- c }
	return rows, nil
}

func (p *Pool) take(ctx context.Context) (*conn, error) {
	select {
	case c := <-p.free:
		if c != nil {
			return c, nil
		}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	c, err := open(p.path, p.pragmas)
	if err != nil {
		p.free <- nil
	}
	return c, err
}

// Snapshot is one state of the database, for several questions one after another.
type Snapshot struct {
	pool *Pool
	conn *conn
}

// Snapshot begins one. Whoever begins it closes it.
func (p *Pool) Snapshot(ctx context.Context) (*Snapshot, error) {
	c, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.run("BEGIN"); err != nil {
		p.free <- c
		return nil, err
	}
	return &Snapshot{p, c}, nil
}

// Query asks a question of the state.
func (s *Snapshot) Query(ctx context.Context, text string, args ...any) (*Rows, error) {
	return s.conn.query(ctx, text, args)
}

// Close lets go of the state. All rows must have been read or closed.
func (s *Snapshot) Close() error {
	err := s.conn.run("ROLLBACK")
	s.pool.free <- s.conn
	return err
}
