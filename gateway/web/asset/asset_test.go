package asset_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"steward/gateway/web/asset"
)

func built(t *testing.T) *asset.Set {
	t.Helper()
	set, err := asset.Build()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func get(set *asset.Set, url, accept string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, url, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	set.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) []byte {
	t.Helper()
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// Every file is served for ever, and says the same in each encoding.
func TestEveryFileTravelsInEachEncoding(t *testing.T) {
	set := built(t)
	for _, name := range set.Names() {
		plain := get(set, set.URL(name), "")
		want := body(t, plain.Body)
		if plain.StatusCode != http.StatusOK || len(want) == 0 {
			t.Fatalf("%s: %s, %d bytes", name, plain.Status, len(want))
		}
		if !strings.Contains(plain.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s is not kept by browsers", name)
		}
		zipped := get(set, set.URL(name), "gzip")
		if zipped.Header.Get("Content-Encoding") == "gzip" {
			r, err := gzip.NewReader(zipped.Body)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(body(t, r), want) {
				t.Errorf("%s differs in gzip", name)
			}
		}
		small := get(set, set.URL(name), "gzip, br;q=1.0")
		if small.Header.Get("Content-Encoding") == "br" && !bytes.Equal(body(t, brotli.NewReader(small.Body)), want) {
			t.Errorf("%s differs in brotli", name)
		}
	}
}

// The files that the pages name are there.
func TestPagesFindTheirFiles(t *testing.T) {
	set := built(t)
	for _, name := range []string{"app.js", "app.css", "icons.svg", "worker.js", "mark.svg", "inter-latin-wght-normal.woff2"} {
		if set.Size(name, "") == 0 {
			t.Errorf("%s is missing", name)
		}
	}
}

// The first load without fonts stays within its budget of 60 KB.
func TestFirstLoadStaysSmall(t *testing.T) {
	set := built(t)
	total := 0
	for _, name := range []string{"app.js", "app.css", "icons.svg", "worker.js"} {
		total += set.Size(name, "gzip")
	}
	if total > 60<<10 {
		t.Errorf("the first load is %d bytes of gzip", total)
	}
}

// A style sheet names fonts by their hashed names.
func TestStyleFindsItsFonts(t *testing.T) {
	set := built(t)
	sheet := string(body(t, get(set, set.URL("app.css"), "").Body))
	if !strings.Contains(sheet, set.URL("inter-latin-wght-normal.woff2")) {
		t.Error("the sheet does not name the built font")
	}
	if strings.Contains(sheet, "../fonts/") {
		t.Error("the sheet names a font that is not served")
	}
}

// What is not there is 404, and what is refused is not an encoding.
func TestUnknownFileAndRefusedEncoding(t *testing.T) {
	set := built(t)
	if got := get(set, set.URL("no.js"), "").StatusCode; got != http.StatusNotFound {
		t.Errorf("unknown file: %d", got)
	}
	if got := get(set, set.URL("app.css"), "br;q=0, gzip;q=0").Header.Get("Content-Encoding"); got != "" {
		t.Errorf("refused encodings, got %q", got)
	}
}
