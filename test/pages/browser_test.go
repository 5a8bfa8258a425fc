package pages_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"steward/app"
	"steward/gateway/signin"
)

// browser visits the pages as a browser without script does: it keeps cookies, follows redirects,
// and fills in the forms that it finds.
type browser struct {
	t       *testing.T
	handler http.Handler
	cookies map[string]*http.Cookie
	header  http.Header
	at      *url.URL
	status  int
	body    string
	page    *html.Node
}

const password = "a long enough sentence"

// start opens an installation and signs its first administrator in.
func start(t *testing.T) (*app.System, *browser) {
	t.Helper()
	s, err := app.Open(context.Background(), app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Gate.MakeAdministrator(context.Background(), signin.FirstAdministrator{Organisation: "Harbour", Name: "Ada Lovelace", Email: "ada@example.com", Password: password}); err != nil {
		t.Fatal(err)
	}
	b := visitor(t, h)
	b.signIn("ada@example.com")
	return s, b
}

func visitor(t *testing.T, h http.Handler) *browser {
	return &browser{t: t, handler: h, cookies: map[string]*http.Cookie{}, header: http.Header{}, at: &url.URL{Scheme: "http", Host: "example.com", Path: "/"}}
}

func (b *browser) signIn(email string) {
	b.t.Helper()
	b.get("/signin")
	f := b.form("/signin")
	f.set("email", email).set("password", password)
	b.submit(f)
	if strings.HasPrefix(b.at.Path, "/signin") {
		b.t.Fatalf("not signed in: %s", b.text())
	}
}

// get visits an address and wants a page.
func (b *browser) get(address string) *browser {
	b.t.Helper()
	b.send(http.MethodGet, address, nil)
	if b.status != http.StatusOK {
		b.t.Fatalf("GET %s: %d\n%s", address, b.status, b.text())
	}
	return b
}

func (b *browser) send(method, address string, form url.Values) {
	b.t.Helper()
	to, err := b.at.Parse(address)
	if err != nil {
		b.t.Fatal(err)
	}
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r := httptest.NewRequest(method, to.String(), body)
	for name, values := range b.header {
		r.Header[name] = values
	}
	r.Header.Set("Referer", b.at.String())
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	b.at = to
	b.take(w)
}

func (b *browser) take(w *httptest.ResponseRecorder) {
	b.t.Helper()
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		} else {
			b.cookies[c.Name] = c
		}
	}
	if w.Header().Get("Content-Security-Policy") == "" {
		b.t.Errorf("%s: no content security policy", b.at)
	}
	if w.Code == http.StatusSeeOther {
		b.send(http.MethodGet, w.Header().Get("Location"), nil)
		return
	}
	b.status, b.body = w.Code, w.Body.String()
	page, err := html.Parse(strings.NewReader(b.body))
	if err != nil {
		b.t.Fatal(err)
	}
	b.page = page
	b.clean()
}

var unclean = regexp.MustCompile(`(?i)\sstyle="|\son[a-z]+="|<style|<script(?: [^>]*)?>[^<]`)

// clean checks that the page holds nothing that the content security policy refuses.
func (b *browser) clean() {
	b.t.Helper()
	if found := unclean.FindString(b.body); found != "" {
		b.t.Errorf("%s holds %q", b.at, found)
	}
}

// text gives what a person reads on the page, without the frame around it.
func (b *browser) text() string {
	if main := find(b.page, func(n *html.Node) bool { return n.Data == "main" }); len(main) > 0 {
		return words(main[0])
	}
	return words(b.page)
}

// everything gives what a person reads, the frame and messages included.
func (b *browser) everything() string { return words(b.page) }

func words(n *html.Node) string {
	var out []string
	for n := range n.Descendants() {
		if n.Type == html.TextNode {
			out = append(out, strings.Fields(n.Data)...)
		}
	}
	return strings.Join(out, " ")
}

func (b *browser) wants(words ...string) {
	b.t.Helper()
	for _, w := range words {
		if !strings.Contains(b.everything(), w) {
			b.t.Fatalf("%s does not say %q:\n%s", b.at, w, b.text())
		}
	}
}

func find(n *html.Node, meets func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	if n.Type == html.ElementNode && meets(n) {
		out = append(out, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		out = append(out, find(c, meets)...)
	}
	return out
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func (b *browser) firstRow() *html.Node {
	b.t.Helper()
	rows := find(b.page, func(n *html.Node) bool { return has(n, "data-id") && strings.HasPrefix(attribute(n, "id"), "row-") })
	if len(rows) == 0 {
		b.t.Fatalf("%s has no row:\n%s", b.at, b.text())
	}
	return rows[0]
}
