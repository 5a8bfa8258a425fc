package store

import (
	"context"
	"database/sql"

	"steward/kernel/store/direct"
)

// rows are the rows of an answer, from either database.
type rows interface {
	Next() bool
	Scan(into ...any) error
	Err() error
	Close() error
}

// asker answers questions: the database as it is now, or one moment of it.
type asker interface {
	ask(ctx context.Context, text string, args ...any) (rows, error)
}

// ask asks the database as it is now.
func (s *Store) ask(ctx context.Context, text string, args ...any) (rows, error) {
	if s.direct == nil {
		return asking{s.read}.ask(ctx, text, args...)
	}
	r, err := s.direct.Query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// one reads the only row of an answer, and tells whether there is one.
func one(ctx context.Context, from asker, text string, args []any, into ...any) (bool, error) {
	r, err := from.ask(ctx, text, args...)
	if err != nil {
		return false, err
	}
	defer r.Close()
	if !r.Next() {
		return false, r.Err()
	}
	return true, r.Scan(into...)
}

func (s *Store) one(ctx context.Context, text string, args []any, into ...any) (bool, error) {
	return one(ctx, s, text, args, into...)
}

// moment gives one state of the database, and what lets go of it.
func (s *Store) moment(ctx context.Context) (asker, func(), error) {
	if s.direct != nil {
		m, err := s.direct.Snapshot(ctx)
		if err != nil {
			return nil, nil, err
		}
		return moment{m}, func() { _ = m.Close() }, nil // nothing was written
	}
	tx, err := s.read.BeginTx(ctx, s.dialect.snapshot())
	if err != nil {
		return nil, nil, err
	}
	return asking{tx}, func() { _ = tx.Rollback() }, nil
}

// moment is a state of the embedded database.
type moment struct{ *direct.Snapshot }

func (m moment) ask(ctx context.Context, text string, args ...any) (rows, error) {
	r, err := m.Query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// asking asks through database/sql.
type asking struct {
	of interface {
		QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
	}
}

func (a asking) ask(ctx context.Context, text string, args ...any) (rows, error) {
	r, err := a.of.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	return r, nil
}

// read reads the columns of a row, each as what the database holds.
func read(r rows, into []any) error {
	if d, ok := r.(*direct.Rows); ok {
		d.Read(into)
		return nil
	}
	places := make([]any, len(into))
	for i := range into {
		places[i] = &into[i]
	}
	return r.Scan(places...)
}

// width gives the number of columns.
func width(r rows) (int, error) {
	switch r := r.(type) {
	case *direct.Rows:
		return r.Width(), nil
	case *sql.Rows:
		names, err := r.Columns()
		return len(names), err
	}
	return 0, nil
}

// PagesAsked counts the pages of the embedded database that questions have asked for so far, whether
// they were in memory or not; 0 on PostgreSQL, which counts for itself.
func (s *Store) PagesAsked() int64 {
	if s.direct == nil {
		return 0
	}
	return s.direct.Pages()
}
