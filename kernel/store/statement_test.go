package store

import (
	"context"
	"crypto/rand"
	"runtime"
	"testing"
	"time"
)

// Whoever holds the one write connection may ask for statements while another waits for that
// connection to prepare some.
func TestPreparingDoesNotKeepOthersFromTheirStatements(t *testing.T) {
	ctx := t.Context()
	s, err := Open(ctx, Config{Folder: t.TempDir(), Now: time.Now, Random: func(b []byte) { _, _ = rand.Read(b) }})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Database() != "sqlite" {
		t.Fatal("this is about the embedded database")
	}
	open, tx, err := s.begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	s.writes.note("SELECT 2")
	waited := s.write.Stats().WaitCount
	prepared := make(chan struct{})
	go func() {
		s.writes.prepare(context.Background(), s.write)
		close(prepared)
	}()
	for s.write.Stats().WaitCount == waited {
		runtime.Gosched()
	}
	var one int
	if err := tx.QueryRowContext(ctx, "SELECT 1").Scan(&one); err != nil {
		t.Fatal(err)
	}
	if err := open.Rollback(); err != nil {
		t.Fatal(err)
	}
	<-prepared
}
