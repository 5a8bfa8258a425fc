// Command gallery serves every view with made-up data, under the strict content security policy of the product, for
// people who change the views and want to look at them:
//
//	go run ./test/gallery            then open http://127.0.0.1:8099/
package main

import (
	"flag"
	"fmt"
	"html"
	"log"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"steward/gateway/web/asset"
	"steward/gateway/web/view"
	"steward/gateway/web/view/gallery"
	"steward/gateway/web/view/words"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func main() {
	address := flag.String("listen", "127.0.0.1:8099", "address to listen on")
	language := flag.String("language", "en", "language of the fixed words")
	flag.Parse()
	began := time.Now()
	set, err := asset.Build()
	if err != nil {
		log.Fatal(err)
	}
	fixed, err := words.In(*language)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("assets built in %s; http://%s/", time.Since(began).Round(time.Millisecond), *address)
	server := server{setting: view.Setting{Words: fixed, Assets: set}, bell: newBell()}
	log.Fatal(http.ListenAndServe(*address, server.routes(set)))
}

type server struct {
	setting view.Setting
	bell    *bell
}

func (s server) routes(set *asset.Set) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET "+asset.Prefix, set)
	mux.HandleFunc("GET /{$}", s.index)
	mux.HandleFunc("GET /palette", s.part(view.PaletteList(gallery.Palette())))
	mux.HandleFunc("GET /pick/", s.part(view.PickList(gallery.Picks())))
	mux.HandleFunc("GET /live", s.bell.listen)
	mux.HandleFunc("POST /ring", s.bell.ring)
	mux.HandleFunc("POST /t/incidents", s.refuse)
	mux.HandleFunc("POST /preview", preview)
	mux.HandleFunc("POST /", back)
	mux.HandleFunc("GET /", s.page)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		mux.ServeHTTP(w, r)
	})
}

// page finds the view with the same path and query, or else the first one with the same path.
func (s server) page(w http.ResponseWriter, r *http.Request) {
	var found *gallery.Page
	for _, p := range gallery.Pages(time.Now()) {
		if p.Path == r.URL.RequestURI() {
			found = &p
			break
		}
		if found == nil && p.Path == r.URL.Path {
			found = &p
		}
	}
	if found == nil {
		http.NotFound(w, r)
		return
	}
	s.part(found.Body)(w, r)
}

func (s server) part(c templ.Component) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if err := c.Render(view.With(r.Context(), s.setting), w); err != nil {
			log.Print(err)
		}
	}
}

func (s server) index(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><title>Gallery</title><link rel="stylesheet" href=%q><h1>Gallery</h1><ul>`, s.setting.Assets.URL("app.css"))
	for _, p := range gallery.Pages(time.Now()) {
		fmt.Fprintf(w, `<li><a href="%s">%s</a></li>`, html.EscapeString(p.Path), p.Name)
	}
	fmt.Fprint(w, `</ul>`)
}

func preview(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "<p>%s</p>", html.EscapeString(r.FormValue("text")))
}

// refuse answers a form with its errors.
func (s server) refuse(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusUnprocessableEntity)
	r.URL.Path = "/t/incidents/new"
	r.RequestURI = r.URL.Path
	s.page(w, r)
}

// back answers every form with the page it came from.
func back(w http.ResponseWriter, r *http.Request) {
	to := r.Referer()
	if to == "" {
		to = "/"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}
