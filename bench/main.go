// Command bench measures what a request costs: CPU of the whole system, rate, latency and memory,
// each beside a limit measured in the same run.
//
// Its one rule: it drives the real program over HTTP as a user would; a figure without its limit is
// not printed. docs/performance.md explains the figures.
//
//	go run ./bench
//	go run ./bench --sizes 1000,100000,1000000 --clients 8
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type options struct {
	sizes     []int
	clients   []int
	databases []string
	seconds   time.Duration
	cases     int // of the imported event log
	keep      string
	only      *regexp.Regexp // of the names of works
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
	clients := flag.String("clients", "1,8,32", "numbers of clients at the same time, separated by commas")
	databases := flag.String("databases", "sqlite,postgres", "kinds of databases; PostgreSQL is started for the run where it is installed")
	flag.DurationVar(&o.seconds, "time", 3*time.Second, "how long each kind of request runs")
	flag.IntVar(&o.cases, "cases", 4000, "cases of the event log that is imported, about five events each")
	flag.StringVar(&o.keep, "keep", "", "folder in which filled installations on SQLite are kept and used again, as the load before left them")
	only := flag.String("only", "", "regular expression that the names of the measured works match; with it neither import nor mail is measured")
	flag.Parse()
	var first, second, third error
	o.sizes, first = numbers(*sizes)
	o.clients, second = numbers(*clients)
	o.databases = strings.Split(*databases, ",")
	if *only != "" {
		o.only, third = regexp.Compile(*only)
	}
	return o, errors.Join(first, second, third)
}

func numbers(list string) ([]int, error) {
	var out []int
	for _, text := range strings.Split(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return nil, fmt.Errorf("%q is not a list of numbers", list)
		}
		out = append(out, n)
	}
	return out, nil
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
	defer t.print(os.Stdout)
	for _, kind := range o.databases {
		d, err := openDatabase(kind, work)
		if errors.Is(err, errNotInstalled) {
			t.note("PostgreSQL is not installed and is not measured")
			continue
		}
		if err != nil {
			return err
		}
		err = measureDatabase(ctx, o, t, d, binary)
		if err := errors.Join(err, d.stop()); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
	return nil
}

func measureDatabase(ctx context.Context, o options, t *table, d *database, binary string) error {
	settings, err := d.settings(ctx)
	if err != nil {
		return err
	}
	t.note("%s: %s", d.kind, settings)
	if o.only == nil {
		if err := measureImport(ctx, o, t, d); err != nil {
			return fmt.Errorf("import: %w", err)
		}
	}
	for _, n := range o.sizes {
		if err := measureSize(ctx, o, t, d, binary, n); err != nil {
			return fmt.Errorf("%d incidents: %w", n, err)
		}
	}
	return nil
}
