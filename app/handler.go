package app

import (
	"fmt"
	"net/http"

	"steward/gateway/api"
	"steward/gateway/signin"
	"steward/gateway/web"
	"steward/gateway/web/asset"
)

// Handler is every address that the server answers.
func (s *System) Handler() (http.Handler, error) {
	assets, err := asset.Build()
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	pages, err := web.New(web.Config{Engine: s.Engine, Words: s.Words, Pages: s.Pages, Assets: assets, Gate: gate{s.Gate}, Log: s.Settings.Log, Now: s.Settings.Now, Secure: s.Settings.Secure})
	if err != nil {
		return nil, fmt.Errorf("app: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	mux.Handle("/api/", api.New(api.Config{Engine: s.Engine, Gate: s.Gate, Words: s.Words, Pages: s.Pages, Log: s.Settings.Log}))
	return new(http.CrossOriginProtection).Handler(mux), nil
}

func (s *System) ready(w http.ResponseWriter, r *http.Request) {
	if err := s.Store.Ping(r.Context()); err != nil {
		http.Error(w, "database: not reachable", http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ok")
	failing, err := s.Post.Failing(r.Context())
	if err != nil {
		fmt.Fprintln(w, "mailboxes: not known")
	}
	for _, one := range failing {
		fmt.Fprintln(w, "mailbox failing:", one)
	}
}

// gate lets the pages ask for the first set-up in their own words.
type gate struct{ *signin.Gate }

func (g gate) SetUp(w http.ResponseWriter, r *http.Request, f web.Founding) error {
	return g.Gate.SetUp(w, r, f.Secret, signin.FirstAdministrator{Organisation: f.Organisation, Name: f.Name, Email: f.Email, Password: f.Password})
}
