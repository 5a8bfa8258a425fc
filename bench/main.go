// Command bench measures what a request costs: CPU of the whole system, rate, latency and memory,
// each beside a limit measured in the same run.
//
// Its one rule: it drives the real program over HTTP as a user would; a figure without its limit is
// not printed.
//
//	go run ./bench --sizes 1000,100000
//	go run ./bench --sizes 100000 --postgres postgres://... --postgres-pid 1234
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

type options struct {
	sizes       []int
	postgres    string
	postgresPID int
	clients     int
	seconds     time.Duration
	keep        string
}

func main() {
	o, err := flags()
	if err == nil {
		err = measure(context.Background(), o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func flags() (options, error) {
	var o options
	sizes := flag.String("sizes", "1000,100000", "numbers of incidents, separated by commas")
	flag.StringVar(&o.postgres, "postgres", "", "address of an empty PostgreSQL database; SQLite when empty")
	flag.IntVar(&o.postgresPID, "postgres-pid", 0, "process id of the PostgreSQL server, whose CPU counts too")
	flag.IntVar(&o.clients, "clients", 8, "clients at the same time")
	flag.DurationVar(&o.seconds, "time", 4*time.Second, "how long each kind of request runs")
	flag.StringVar(&o.keep, "keep", "", "folder that keeps the filled database for another run")
	flag.Parse()
	for _, s := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil {
			return o, fmt.Errorf("--sizes: %w", err)
		}
		o.sizes = append(o.sizes, n)
	}
	return o, nil
}

func measure(ctx context.Context, o options) error {
	work, err := os.MkdirTemp("", "steward-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	binary, err := build(work)
	if err != nil {
		return err
	}
	t := &table{}
	for _, n := range o.sizes {
		if err := measureSize(ctx, o, t, work, binary, n); err != nil {
			return fmt.Errorf("%d incidents: %w", n, err)
		}
	}
	t.print(os.Stdout)
	return nil
}
