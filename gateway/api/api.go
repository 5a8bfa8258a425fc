// Package api is the REST gateway: every type, every operation, described by OpenAPI 3.1.
//
// Its one rule: it translates HTTP and JSON into engine calls and faults into problem documents
// (RFC 9457); what a page can do, a program can do here under the same permissions and rules.
package api

import (
	"log/slog"
	"net/http"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/kernel/word"
)

// Gate tells who sends a request.
type Gate interface {
	Actor(r *http.Request) (record.Actor, error)
}

// Config is what the gateway needs.
type Config struct {
	Engine *engine.Engine
	Gate   Gate
	Words  *word.Catalogue
	Log    *slog.Logger
	Pages  *page.Book // pages and slots of practices and abilities; nil where there are none
}

// MostBody is the largest body of a request in bytes.
const MostBody = 4 << 20

type gateway struct{ Config }

// New gives the handler of everything below /api/.
func New(c Config) http.Handler {
	g := &gateway{c}
	mux := http.NewServeMux()
	handle := func(pattern string, h func(*call) error) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { g.serve(w, r, MostBody, h) })
	}
	mux.HandleFunc("GET /api/openapi.json", g.openAPI)
	handle("GET /api/v1/me", (*call).me)
	handle("GET /api/v1/search", (*call).search)
	handle("GET /api/v1/pages", (*call).pages)
	for _, p := range c.Pages.All() {
		handle("GET /api/v1/pages/"+p.Path, func(c *call) error { return c.page(p.Path) })
	}
	handle("POST /api/v1/batch", (*call).batch)
	handle("POST /api/v1/batches/{batch}/undo", (*call).undoBatch)
	handle("GET /api/v1/{plural}", (*call).list)
	handle("POST /api/v1/{plural}", (*call).create)
	handle("POST /api/v1/{plural}/{verb}", (*call).verb)
	handle("GET /api/v1/{plural}/count", (*call).count)
	handle("GET /api/v1/{plural}/aggregate", (*call).aggregate)
	handle("GET /api/v1/{plural}/{record}", (*call).read)
	handle("PATCH /api/v1/{plural}/{record}", (*call).change)
	handle("DELETE /api/v1/{plural}/{record}", (*call).remove)
	handle("GET /api/v1/{plural}/{record}/history", (*call).history)
	handle("POST /api/v1/{plural}/{record}/history/{version}/undo", (*call).undo)
	handle("GET /api/v1/{plural}/{record}/panels", (*call).panels)
	handle("GET /api/v1/{plural}/{record}/access", (*call).access)
	handle("POST /api/v1/{plural}/{record}/redact", (*call).redact)
	handle("POST /api/v1/{plural}/{record}/erase", (*call).erase)
	handle("POST /api/v1/{plural}/{record}/actions/{action}", (*call).act)
	handle("GET /api/v1/{plural}/{record}/content", (*call).content)
	mux.HandleFunc("POST /api/v1/{plural}/{record}/files", func(w http.ResponseWriter, r *http.Request) { g.serve(w, r, mostUpload, (*call).attach) })
	handle("/api/", func(c *call) error {
		return fault.New(fault.NotFound, "api", "no-such-address", "address", c.r.URL.Path)
	})
	return mux
}

// call is one request on its way through.
type call struct {
	*gateway
	w     http.ResponseWriter
	r     *http.Request
	actor record.Actor
}

func (g *gateway) serve(w http.ResponseWriter, r *http.Request, most int64, h func(*call) error) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	c := &call{gateway: g, w: w, r: r}
	var err error
	if c.actor, err = g.Gate.Actor(r); err == nil {
		c.actor.Gateway = "api"
		c.actor.Reason = r.Header.Get("X-Reason")
		r.Body = http.MaxBytesReader(w, r.Body, most)
		err = h(c)
	}
	if err != nil {
		c.problem(err)
	}
}

// typeOf finds the type that the address names. Types that the kernel keeps for itself have no
// address.
func (c *call) typeOf() (*record.Type, error) {
	plural := c.r.PathValue("plural")
	t, ok := c.Engine.Catalogue().ByPlural(plural)
	if !ok || t.Internal {
		return nil, fault.New(fault.NotFound, "api", "no-such-address", "address", c.r.URL.Path)
	}
	return t, nil
}
