package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"
	"time"
)

// figure is what one kind of request costs.
type figure struct {
	work, limit      string
	size             int
	database         string
	cpu              float64 // milliseconds of CPU of the whole system a request
	rate             float64 // requests a second
	p50, p99         time.Duration
	memory           int64 // resident bytes of the server afterwards
	limitCPU         float64
	limitRate        float64
	requests, errors int
}

// request is one call of a kind of work; it gives an error when the answer is not the expected one.
type request func(r *rand.Rand) error

// drive runs a request from several clients for a while.
func drive(o options, pid int, run request) figure {
	var f figure
	var lock sync.Mutex
	var times []time.Duration
	before, started := systemCPU(o, pid), time.Now()
	var all sync.WaitGroup
	for c := range o.clients {
		all.Go(func() {
			r := rand.New(rand.NewPCG(uint64(c), uint64(started.UnixNano())))
			var own []time.Duration
			errors := 0
			for time.Since(started) < o.seconds {
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
	f.cpu = float64(systemCPU(o, pid)-before) / float64(time.Millisecond) / float64(len(times))
	f.rate = float64(len(times)) / took.Seconds()
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	f.p50, f.p99 = times[len(times)/2], times[len(times)*99/100]
	f.memory = memoryOf(pid)
	return f
}

func systemCPU(o options, pid int) time.Duration {
	total := cpuOf(pid, false)
	if o.postgresPID > 0 {
		total += cpuOf(o.postgresPID, true)
	}
	return total
}

// call sends a request and reads the whole answer.
func call(client *http.Client, r *http.Request, want int) error {
	res, err := client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		return err
	}
	if res.StatusCode != want {
		return fmt.Errorf("%s: %d: %.200s", r.URL, res.StatusCode, body)
	}
	return nil
}

func (s *server) api(client *http.Client, method, path, body string, want int) error {
	r, err := http.NewRequestWithContext(context.Background(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Authorization", "Bearer "+s.token)
	r.Header.Set("Content-Type", "application/json")
	return call(client, r, want)
}

func (s *server) page(path string) error {
	r, err := http.NewRequestWithContext(context.Background(), "GET", s.base+path, nil)
	if err != nil {
		return err
	}
	return call(s.cookies, r, http.StatusOK)
}

// works are the kinds of requests, in the order in which they run.
func works(s *server, f filled, n int) []struct {
	name string
	run  request
} {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
	list := "/api/v1/incidents?" + url.Values{"filter": {"state is open"}, "order": {"priority,-created_at"}, "fields": {"number,title,priority,requester,team,assignee,state"}}.Encode()
	all := "/api/v1/incidents?" + url.Values{"filter": {"state is open"}, "order": {"priority,-created_at"}}.Encode()
	return []struct {
		name string
		run  request
	}{
		{"read one by API", func(r *rand.Rand) error {
			return s.api(client, "GET", fmt.Sprintf("/api/v1/incidents/INC%07d", 1+r.IntN(n)), "", http.StatusOK)
		}},
		{"list of 50 by API, list columns", func(*rand.Rand) error { return s.api(client, "GET", list, "", http.StatusOK) }},
		{"list of 50 by API, all columns", func(*rand.Rand) error { return s.api(client, "GET", all, "", http.StatusOK) }},
		{"search by API, a rare word", func(r *rand.Rand) error {
			return s.api(client, "GET", fmt.Sprintf("/api/v1/search?q=item%04d", r.IntN(4000)), "", http.StatusOK)
		}},
		{"list page", func(*rand.Rand) error { return s.page("/t/incidents") }},
		{"queue page", func(*rand.Rand) error { return s.page("/queue") }},
		{"ticket page", func(r *rand.Rand) error { return s.page(fmt.Sprintf("/t/incidents/INC%07d", 1+r.IntN(n))) }},
		{"create by API", func(r *rand.Rand) error {
			body, err := json.Marshal(incident(r, f))
			if err != nil {
				return err
			}
			return s.api(client, "POST", "/api/v1/incidents", string(body), http.StatusCreated)
		}},
	}
}
