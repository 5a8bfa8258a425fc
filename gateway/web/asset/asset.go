// Package asset holds the style sheets, scripts, icons and fonts of the pages and turns them, once at start, into
// files with hashed names that browsers keep for ever. Its one rule: nothing is written to disk and nothing is
// fetched from elsewhere; what the pages need is inside the binary.
package asset

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed ui
var embedded embed.FS

// Prefix is the path below which the files of a Set are served.
const Prefix = "/assets/"

// Set is the built files. It is immutable, and safe for use by many requests at once.
type Set struct {
	names map[string]string // logical name -> hashed name
	files map[string]*file  // hashed name -> content
}

// file is one served file in every encoding that pays.
type file struct {
	kind   string
	plain  []byte
	gzip   []byte
	brotli []byte
}

// Build bundles the scripts, joins the style sheets, draws the icon sprite and compresses everything. It
// is done once a process: what it is made of is part of the program.
var Build = sync.OnceValues(func() (*Set, error) {
	source, err := fs.Sub(embedded, "ui")
	if err != nil {
		return nil, fmt.Errorf("asset: %w", err)
	}
	return build(source)
})

func build(source fs.FS) (*Set, error) {
	set := &Set{names: map[string]string{}, files: map[string]*file{}}
	for _, step := range []func(*Set, fs.FS) error{addFonts, addSprite, addStyle, addScripts, addMark} {
		if err := step(set, source); err != nil {
			return nil, fmt.Errorf("asset: %w", err)
		}
	}
	set.compress()
	return set, nil
}

// URL is the address of the file with this logical name ("app.js", "app.css", "icons.svg", "worker.js"). An unknown
// name gives an address that answers 404, so that a missing file shows in the page and not as a crash.
func (s *Set) URL(name string) string {
	if hashed, known := s.names[name]; known {
		return Prefix + hashed
	}
	return Prefix + "unknown/" + name
}

// Names are the logical names of all files, in order.
func (s *Set) Names() []string {
	names := make([]string, 0, len(s.names))
	for name := range s.names {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Size is the length in bytes of a file as it travels under an encoding ("", "gzip" or "br"); 0 for an unknown name.
func (s *Set) Size(name, encoding string) int {
	f := s.files[s.names[name]]
	if f == nil {
		return 0
	}
	return len(f.in(encoding))
}

// add stores content under its logical name and gives it a name with a hash.
func (s *Set) add(name string, content []byte) {
	sum := sha256.Sum256(content)
	extension := path.Ext(name)
	hashed := strings.TrimSuffix(name, extension) + "-" + hex.EncodeToString(sum[:8]) + extension
	s.put(name, hashed, content)
}

// put stores content under a name that already carries its hash.
func (s *Set) put(name, hashed string, content []byte) {
	s.names[name] = hashed
	s.files[hashed] = &file{kind: mediaType(path.Ext(name)), plain: content}
}

// ServeHTTP answers GET and HEAD below Prefix.
func (s *Set) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f := s.files[strings.TrimPrefix(r.URL.Path, Prefix)]
	if f == nil {
		http.NotFound(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	encoding := f.choose(r.Header.Get("Accept-Encoding"))
	body := f.in(encoding)
	header := w.Header()
	header.Set("Content-Type", f.kind)
	header.Set("Content-Length", fmt.Sprint(len(body)))
	header.Set("Cache-Control", "public, max-age=31536000, immutable")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Vary", "Accept-Encoding")
	if encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

func mediaType(extension string) string {
	switch extension {
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	}
	return "application/octet-stream"
}
