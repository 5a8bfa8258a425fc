package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

// table collects figures and prints them as Markdown and JSON lines.
type table struct {
	notes   []string
	figures []figure
}

func (t *table) note(text string, values ...any) {
	t.notes = append(t.notes, fmt.Sprintf(text, values...))
	fmt.Fprintln(os.Stderr, t.notes[len(t.notes)-1])
}

func (t *table) add(f figure) {
	t.figures = append(t.figures, f)
	fmt.Fprintf(os.Stderr, "%s, %d, %d clients: %s: %.3f ms CPU, %.0f/s\n", f.database, f.size, f.clients, f.work, f.cpu, f.rate)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func (t *table) print(w io.Writer) {
	for _, n := range t.notes {
		fmt.Fprintln(w, "-", n)
	}
	fmt.Fprint(w, "\n| database | size | clients | work | CPU ms | a second | p50 ms | p99 ms | memory MB | errors | limit: CPU ms | limit: a second | limit is |\n|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---|\n")
	for _, f := range t.figures {
		fmt.Fprintf(w, "| %s | %d | %d | %s | %.3f | %.0f | %.1f | %.1f | %d | %d | %.3f | %.0f | %s |\n", f.database, f.size, f.clients, f.work, f.cpu, f.rate,
			milliseconds(f.p50), milliseconds(f.p99), f.memory>>20, f.errors, f.limit.cpu, f.limit.rate, f.limit.name)
	}
	fmt.Fprintln(w)
	for _, f := range t.figures {
		line, err := json.Marshal(map[string]any{"database": f.database, "size": f.size, "clients": f.clients, "work": f.work, "cpu_ms": f.cpu, "rate": f.rate,
			"p50_ms": milliseconds(f.p50), "p99_ms": milliseconds(f.p99), "memory_bytes": f.memory, "errors": f.errors, "requests": f.requests,
			"limit": f.limit.name, "limit_cpu_ms": f.limit.cpu, "limit_rate": f.limit.rate})
		if err == nil {
			fmt.Fprintln(w, string(line))
		}
	}
}
