package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"
)

// limit is the least that this machine needs at this moment for comparable work.
type limit struct {
	name      string
	cpu, rate float64
}

// readyMade answers ready-made JSON of 4 KB from this process over HTTP: what any web server needs,
// with the client that asks.
func readyMade(seconds time.Duration, clients int) (limit, error) {
	body := []byte(`{"text":"` + strings.Repeat("x", 4000) + `"}`)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	}))
	defer s.Close()
	client := manyConnections(nil)
	f := drive(min(seconds, time.Second), clients, system{pid: os.Getpid()}, func(*rand.Rand) error {
		r, err := http.NewRequest("GET", s.URL, nil)
		if err == nil {
			_, err = call(client, r, http.StatusOK)
		}
		return err
	})
	if f.errors > 0 {
		return limit{}, fmt.Errorf("ready-made JSON: %d errors", f.errors)
	}
	return limit{"ready-made JSON, server and client", f.cpu, f.rate}, nil
}

// rowsOfACreate is how many rows a create writes at least: the record, two clocks, their audit rows,
// the text for search, a reader line.
const rowsOfACreate = 8

// rawRows writes as many rows as a create, of the same size in all, through the bare driver, as many
// creates in a transaction as there are clients, with the same durability.
func rawRows(ctx context.Context, seconds time.Duration, clients int, d *database) (limit, error) {
	folder, address, err := d.place()
	if err != nil {
		return limit{}, err
	}
	defer os.RemoveAll(folder)
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return limit{}, err
	}
	db, err := d.raw(folder, address)
	if err != nil {
		return limit{}, err
	}
	defer db.Close()
	blob := map[string]string{"sqlite": "BLOB", "postgres": "bytea"}[d.kind]
	if _, err := db.ExecContext(ctx, "CREATE TABLE raw_row (id text PRIMARY KEY, kind text, title text, body text, hash "+blob+", n bigint)"); err != nil {
		return limit{}, err
	}
	r, s := rand.New(rand.NewPCG(1, 1)), system{os.Getpid(), d.pid}
	before, started, done := s.cpu(), time.Now(), 0
	for time.Since(started) < min(seconds, time.Second) {
		if err := rawGroup(ctx, db, r, clients, &done); err != nil {
			return limit{}, err
		}
	}
	took := time.Since(started)
	return limit{fmt.Sprintf("%d rows raw, %d creates a commit", rowsOfACreate, clients), float64(s.cpu()-before) / float64(time.Millisecond) / float64(done), float64(done) / took.Seconds()}, nil
}

func rawGroup(ctx context.Context, db *sql.DB, r *rand.Rand, creates int, done *int) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, "INSERT INTO raw_row (id, kind, title, body, hash, n) VALUES ($1, $2, $3, $4, $5, $6)")
	if err != nil {
		return err
	}
	for range creates {
		for row := range rowsOfACreate {
			body := ""
			if row < 3 {
				body = text(r, 60)
			}
			title := text(r, 7)
			if _, err := insert.ExecContext(ctx, fmt.Sprintf("%032x%d", *done, row), "incident", title, body, []byte(title)[:32], *done); err != nil {
				return err
			}
		}
		*done++
	}
	return tx.Commit()
}
