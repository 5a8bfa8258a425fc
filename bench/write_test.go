package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"steward/app"
)

// filledHouse is an installation with a number of incidents, asked in this process without a network.
type filledHouse struct {
	handler http.Handler
	token   string
	filled  filled
	size    int
}

// openAt fills an installation and opens it as the server does, its jobs included.
func openAt(b *testing.B, size int) *filledHouse {
	folder := b.TempDir()
	f, _, err := fill(b.Context(), folder, "", size)
	if err != nil {
		b.Fatal(err)
	}
	s, err := app.Open(b.Context(), app.Settings{Data: folder})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	handler, err := s.Handler()
	if err != nil {
		b.Fatal(err)
	}
	system := s.Engine.SystemActor("bench")
	roles, err := s.Engine.System("the benchmark gives a role").Find(b.Context(), "role", "key = manager", 1)
	if err != nil {
		b.Fatal(err)
	}
	person, err := s.Engine.CreateOne(b.Context(), system, "person", map[string]any{"name": "Bench", "email": email, "roles": []string{roles[0].ID()}})
	if err != nil {
		b.Fatal(err)
	}
	token, err := s.Gate.CreateToken(b.Context(), system, person.ID(), "bench", nil, s.Engine.Now().AddDate(1, 0, 0))
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() { defer close(done); s.Runner().Run(ctx, time.Second) }()
	b.Cleanup(func() { stop(); <-done })
	return &filledHouse{handler, token, f, size}
}

func (a *filledHouse) post(b *testing.B, path string, values any, want int) {
	body, err := json.Marshal(values)
	if err != nil {
		b.Error(err)
		return
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(string(body)))
	r.Header.Set("Authorization", "Bearer "+a.token)
	r.Header.Set("Content-Type", "application/json")
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, r)
	if w.Code != want {
		b.Errorf("%s: %d: %.300s", path, w.Code, w.Body.String())
	}
}

// inEach runs a request from eight clients at installations of two sizes, and tells the CPU time of
// the process a request: it must not grow with the size.
func inEach(b *testing.B, run func(b *testing.B, a *filledHouse, r *rand.Rand)) {
	for _, size := range []int{1000, 8000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			a := openAt(b, size)
			b.SetParallelism(4)
			b.ReportAllocs()
			var seed atomic.Uint64
			s := system{pid: os.Getpid()}
			before := s.cpu()
			b.ResetTimer()
			b.RunParallel(func(pb *testing.PB) {
				r := rand.New(rand.NewPCG(seed.Add(1), 3))
				for pb.Next() {
					run(b, a, r)
				}
			})
			b.ReportMetric(float64((s.cpu()-before).Microseconds())/float64(b.N), "cpu-us/op")
		})
	}
}

// BenchmarkCreate makes incidents by the API, with their clocks.
func BenchmarkCreate(b *testing.B) {
	inEach(b, func(b *testing.B, a *filledHouse, r *rand.Rand) {
		a.post(b, "/api/v1/incidents", a.filled.incident(r), http.StatusCreated)
	})
}

// BenchmarkComment answers incidents by the API.
func BenchmarkComment(b *testing.B) {
	inEach(b, func(b *testing.B, a *filledHouse, r *rand.Rand) {
		path := fmt.Sprintf("/api/v1/incidents/INC%07d/actions/reply", seesFew+1+r.IntN(a.size))
		a.post(b, path, map[string]any{"body": text(r, 30)}, http.StatusOK)
	})
}
