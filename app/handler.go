package app

import (
	"fmt"
	"net/http"

	"steward/gateway/api"
)

// Handler is every address that the server answers.
func (s *System) Handler() (http.Handler, error) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("/api/", api.New(api.Config{Engine: s.Engine, Gate: s.Gate, Words: s.Words, Log: s.Settings.Log}))
	return new(http.CrossOriginProtection).Handler(mux), nil
}

func (s *System) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.Ping(r.Context()); err != nil {
		http.Error(w, "database: not reachable", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
}
