package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// figure is what one kind of request costs.
type figure struct {
	database, work string
	size, clients  int
	cpu            float64 // milliseconds of CPU of the whole system a request
	rate           float64 // requests a second
	p50, p99       time.Duration
	memory         int64 // resident bytes of the system afterwards
	requests       int
	errors         int
	limit          limit
}

// request is one call of a kind of work; it gives an error when the answer is not the expected one.
type request func(r *rand.Rand) error

// drive runs a request from several clients for a while. What a client is at when the time is over
// still counts.
func drive(seconds time.Duration, clients int, s system, run request) figure {
	f := figure{clients: clients}
	var lock sync.Mutex
	var times []time.Duration
	before, started := s.cpu(), time.Now()
	var all sync.WaitGroup
	for c := range clients {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(c), uint64(started.UnixNano())))
			var own []time.Duration
			errors := 0
			for time.Since(started) < seconds {
				t := time.Now()
				if run(r) != nil {
					errors++
				}
				own = append(own, time.Since(t))
			}
			lock.Lock()
			defer lock.Unlock()
			times = append(times, own...)
			f.errors += errors
		})
	}
	all.Wait()
	took := time.Since(started)
	f.requests = len(times)
	f.cpu = float64(s.cpu()-before) / float64(time.Millisecond) / float64(len(times))
	f.rate = float64(len(times)) / took.Seconds()
	slices.Sort(times)
	f.p50, f.p99 = times[len(times)/2], times[len(times)*99/100]
	f.memory = s.memory()
	return f
}

// call sends a request and reads the whole answer.
func call(client *http.Client, r *http.Request, want int) ([]byte, error) {
	res, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	if res.StatusCode != want {
		return nil, fmt.Errorf("%s: %d: %.200s", r.URL, res.StatusCode, body)
	}
	return body, nil
}

func (s *server) ask(token, method, path, body string, want int) error {
	r, err := http.NewRequestWithContext(context.Background(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "application/json")
	_, err = call(s.api, r, want)
	return err
}

func (s *server) page(path string) error {
	r, err := http.NewRequestWithContext(context.Background(), "GET", s.base+path, nil)
	if err != nil {
		return err
	}
	_, err = call(s.cookies, r, http.StatusOK)
	return err
}
