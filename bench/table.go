package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"
)

// table collects figures and prints them as Markdown and JSON lines.
type table struct {
	notes   []string
	figures []figure
}

func measureSize(ctx context.Context, o options, t *table, work, binary string, n int) error {
	data := filepath.Join(work, fmt.Sprint("data-", n))
	kind, settings := "sqlite", "synchronous=FULL, WAL, one writer with group commit"
	if o.postgres != "" {
		kind, settings = "postgres", "fsync and synchronous_commit as the server has them, group commit"
	}
	f, took, err := fill(ctx, data, o.postgres, n)
	if err != nil {
		return err
	}
	t.notes = append(t.notes, fmt.Sprintf("%s, %d incidents: filled through the engine in %.1f s (%.0f a second); %s", kind, n, took.Seconds(), float64(n)/took.Seconds(), settings))
	mails, err := mailIn(ctx, data, o.postgres)
	if err != nil {
		return err
	}
	t.notes = append(t.notes, kind+", "+mails)
	web := staticJSON(o)
	raw, err := rawInsert(ctx, o, work)
	if err != nil {
		return err
	}
	s, err := start(ctx, binary, data, o.postgres)
	if err != nil {
		return err
	}
	defer s.stop()
	for _, w := range works(s, f, n) {
		if err := w.run(newRandom()); err != nil {
			t.notes = append(t.notes, fmt.Sprintf("%s is not measured: %v", w.name, err))
			continue
		}
		fig := drive(o, s.process.Process.Pid, w.run)
		fig.work, fig.size, fig.database = w.name, n, kind
		least := web
		if w.name == "create by API" {
			least = raw
		}
		fig.limit, fig.limitCPU, fig.limitRate = least.name, least.cpu, least.rate
		t.figures = append(t.figures, fig)
		fmt.Fprintf(os.Stderr, "%s, %d: %s %.3f ms CPU\n", kind, n, w.name, fig.cpu)
	}
	return nil
}

func newRandom() *rand.Rand { return rand.New(rand.NewPCG(9, 9)) }

func (t *table) print(w io.Writer) {
	for _, n := range t.notes {
		fmt.Fprintln(w, "-", n)
	}
	fmt.Fprint(w, "\n| database | incidents | work | CPU ms a request | requests/s | p50 ms | p99 ms | memory MB | errors | limit: CPU ms | limit: per s | limit is |\n|---|---|---|---|---|---|---|---|---|---|---|---|\n")
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	for _, f := range t.figures {
		fmt.Fprintf(w, "| %s | %d | %s | %.3f | %.0f | %.1f | %.1f | %d | %d | %.3f | %.0f | %s |\n", f.database, f.size, f.work, f.cpu, f.rate, ms(f.p50), ms(f.p99), f.memory>>20, f.errors, f.limitCPU, f.limitRate, f.limit)
	}
	fmt.Fprintln(w)
	for _, f := range t.figures {
		line, err := json.Marshal(map[string]any{"database": f.database, "incidents": f.size, "work": f.work, "cpu_ms": f.cpu, "rate": f.rate, "p50_ms": ms(f.p50), "p99_ms": ms(f.p99),
			"memory_bytes": f.memory, "errors": f.errors, "requests": f.requests, "limit": f.limit, "limit_cpu_ms": f.limitCPU, "limit_rate": f.limitRate})
		if err == nil {
			fmt.Fprintln(w, string(line))
		}
	}
}
