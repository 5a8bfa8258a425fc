package store

import (
	"context"
	"database/sql"
	"sync"
)

// mostStatements bounds how many texts are kept prepared on each side.
const mostStatements = 400

// statements keeps what is run often prepared on SQLite, whose driver would otherwise parse the
// text each time (measured: a fifth of the CPU of a create). pgx does the same by itself.
type statements struct {
	lock   sync.RWMutex
	ready  map[string]*sql.Stmt
	wanted map[string]bool
}

// querier runs SQL: a transaction, or the prepared statements of one.
type querier interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
}

// prepared is a transaction that uses prepared statements where they stand. What is missing is
// noted and prepared after the transaction, when the connection is free.
type prepared struct {
	*sql.Tx
	kept  *statements
	bound map[string]*sql.Stmt // those that this transaction has used
}

// bind gives the transaction's own form of a prepared statement, nil where the text is not prepared.
func (p prepared) bind(ctx context.Context, text string) *sql.Stmt {
	if s := p.bound[text]; s != nil {
		return s
	}
	s := p.kept.get(text)
	if s == nil {
		return nil
	}
	p.bound[text] = p.Tx.StmtContext(ctx, s)
	return p.bound[text]
}

func (p prepared) ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error) {
	if s := p.bind(ctx, text); s != nil {
		return s.ExecContext(ctx, args...)
	}
	return p.Tx.ExecContext(ctx, text, args...)
}

func (p prepared) QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row {
	if s := p.bind(ctx, text); s != nil {
		return s.QueryRowContext(ctx, args...)
	}
	return p.Tx.QueryRowContext(ctx, text, args...)
}

func (p prepared) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	if s := p.bind(ctx, text); s != nil {
		return s.QueryContext(ctx, args...)
	}
	return p.Tx.QueryContext(ctx, text, args...)
}

func (k *statements) get(text string) *sql.Stmt {
	k.lock.RLock()
	s, noted := k.ready[text], k.wanted[text]
	k.lock.RUnlock()
	if s == nil && !noted {
		k.note(text)
	}
	return s
}

func (k *statements) note(text string) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.wanted == nil {
		k.ready, k.wanted = map[string]*sql.Stmt{}, map[string]bool{}
	}
	if len(k.ready)+len(k.wanted) < mostStatements {
		k.wanted[text] = true
	}
}

// prepare prepares what was noted. A text that does not parse is left for its own run to report.
// The lock is not held meanwhile: preparing waits for a free connection, and whoever holds the
// connection asks for statements.
func (k *statements) prepare(ctx context.Context, db *sql.DB) {
	for _, text := range k.take() {
		if s, err := db.PrepareContext(ctx, text); err == nil {
			k.keep(text, s)
		}
	}
}

// take gives the texts that were noted and no longer wants them.
func (k *statements) take() []string {
	k.lock.Lock()
	defer k.lock.Unlock()
	var out []string
	for text := range k.wanted {
		out = append(out, text)
		delete(k.wanted, text)
	}
	return out
}

// keep keeps a prepared statement, unless another has prepared the same text meanwhile.
func (k *statements) keep(text string, s *sql.Stmt) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.ready[text] != nil {
		s.Close()
		return
	}
	k.ready[text] = s
}

// forget closes every prepared statement: the schema has changed.
func (k *statements) forget() {
	k.lock.Lock()
	defer k.lock.Unlock()
	for _, s := range k.ready {
		s.Close()
	}
	clear(k.ready)
}

// begin opens a write transaction.
func (s *Store) begin(ctx context.Context) (*sql.Tx, querier, error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil || s.Database() != "sqlite" {
		return tx, tx, err
	}
	return tx, prepared{tx, &s.writes, map[string]*sql.Stmt{}}, nil
}
