package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// limit is the least that a machine can need for comparable work.
type limit struct {
	name      string
	cpu, rate float64
}

// staticJSON answers ready-made JSON of 4 KB from this process over HTTP: what any web server needs.
func staticJSON(o options) limit {
	body := []byte(`{"text":"` + strings.Repeat("x", 4000) + `"}`)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
	defer s.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	alone := o
	alone.postgresPID, alone.seconds = 0, min(o.seconds, 2*time.Second)
	f := drive(alone, os.Getpid(), func(*rand.Rand) error {
		r, err := http.NewRequest("GET", s.URL, nil)
		if err != nil {
			return err
		}
		return call(client, r, http.StatusOK)
	})
	return limit{"ready-made JSON, server and client together", f.cpu, f.rate}
}

// rawInsert writes the four rows of a create (record, audit, search text, reader line) through the
// bare driver, eight creates in a transaction, with the same durability.
func rawInsert(ctx context.Context, o options, work string) (limit, error) {
	driver, address, blob := "sqlite", "file:"+filepath.Join(work, "raw.db")+"?_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)", "BLOB"
	if o.postgres != "" {
		driver, address, blob = "pgx", o.postgres, "bytea"
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		return limit{}, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, text := range []string{"DROP TABLE IF EXISTS raw_row", "CREATE TABLE raw_row (id text PRIMARY KEY, kind text, title text, body text, hash " + blob + ", n bigint)"} {
		if _, err := db.ExecContext(ctx, text); err != nil {
			return limit{}, err
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	before, started, done := systemCPU(o, os.Getpid()), time.Now(), 0
	for time.Since(started) < min(o.seconds, 3*time.Second) {
		if err := rawGroup(ctx, db, r, &done); err != nil {
			return limit{}, err
		}
	}
	took := time.Since(started)
	return limit{"the same four rows raw, 8 a commit", float64(systemCPU(o, os.Getpid())-before) / float64(time.Millisecond) / float64(done), float64(done) / took.Seconds()}, nil
}

func rawGroup(ctx context.Context, db *sql.DB, r *rand.Rand, done *int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for range 8 {
		title, body := text(r, 7), text(r, 60)
		for row := range 4 {
			if _, err := tx.ExecContext(ctx, "INSERT INTO raw_row (id, kind, title, body, hash, n) VALUES ($1, $2, $3, $4, $5, $6)",
				fmt.Sprintf("%032x%d", *done, row), "incident", title, body, []byte(title), *done); err != nil {
				return err
			}
		}
		*done++
	}
	return tx.Commit()
}
