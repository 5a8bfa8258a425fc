// Package toy takes a record type that is declared in one short file through everything that the
// product does for a type: pages, API, search, export, import, history and access.
package toy

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/cli"
	"steward/gateway/signin"
	"steward/kernel/engine"
	"steward/kernel/page"
	"steward/kernel/record"
)

const password = "a long enough sentence"

// harbour is an installation that also keeps boats, with somebody who is signed in and has a token.
type harbour struct {
	t      *testing.T
	system *app.System
	base   string
	client *http.Client
	token  string
}

func newHarbour(t *testing.T) *harbour {
	t.Helper()
	ctx := context.Background()
	s, err := app.Open(ctx, app.Settings{Data: t.TempDir(), Also: []*record.Type{&boat}, Pages: []page.Page{harbourPage}, Slots: []page.Slot{feePanel}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	id, err := s.Gate.MakeAdministrator(ctx, signin.FirstAdministrator{Name: "Ada", Email: "ada@example.com", Password: password})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.Gate.CreateToken(ctx, s.Engine.SystemActor("cli"), id, "test", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	pages, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	h := &harbour{t: t, system: s, base: server.URL, client: &http.Client{Jar: jar}, token: token}
	h.post("/signin", url.Values{"email": {"ada@example.com"}, "password": {password}})
	return h
}

func (h *harbour) send(r *http.Request, err error, want int) string {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	answer, err := h.client.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if answer.StatusCode != want {
		h.t.Fatalf("%s %s: %d, not %d\n%s", r.Method, r.URL, answer.StatusCode, want, body)
	}
	return string(body)
}

// page gives a page, post sends a form and gives the page where it leads.
func (h *harbour) page(address string) string {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodGet, h.base+address, nil)
	return h.send(r, err, http.StatusOK)
}

func (h *harbour) post(address string, form url.Values) string {
	h.t.Helper()
	return h.postFor(http.StatusOK, address, form)
}

func (h *harbour) postFor(want int, address string, form url.Values) string {
	h.t.Helper()
	r, err := http.NewRequest(http.MethodPost, h.base+address, strings.NewReader(form.Encode()))
	if err == nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return h.send(r, err, want)
}

func contains(page, words string) bool { return strings.Contains(page, words) }

// boat is the type as the installation has it.
func (h *harbour) boat() *record.Type {
	h.t.Helper()
	of, ok := h.system.Engine.Catalogue().Type("boat")
	if !ok {
		h.t.Fatal("no boats")
	}
	return of
}

func (h *harbour) api(want int, method, address, body string) map[string]any {
	h.t.Helper()
	r, err := http.NewRequest(method, h.base+address, strings.NewReader(body))
	if err == nil {
		r.Header.Set("Authorization", "Bearer "+h.token)
		r.Header.Set("Content-Type", "application/json")
	}
	out := map[string]any{}
	if err := json.Unmarshal([]byte(h.send(r, err, want)), &out); err != nil {
		h.t.Fatal(err)
	}
	return out
}

func holds(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			t.Errorf("%q is not on the page", w)
		}
	}
}

func TestABoatHasPages(t *testing.T) {
	h := newHarbour(t)
	holds(t, h.page("/"), "/t/boats")
	holds(t, h.page("/t/boats/new"), `name="length"`)
	made := h.post("/t/boats/new", url.Values{"field": {"name", "length"}, "name": {"Sea Rose"}, "length": {"7.20"}})
	holds(t, made, "Sea Rose", "BOT0000001", "80", "Sail", "Inspect")
	holds(t, h.page("/t/boats?filter=fee+%3E+70"), "Sea Rose")
	holds(t, h.page("/t/boats/board"), "Sea Rose", "Moored")
	holds(t, h.post("/t/boats/BOT0000001/act/inspect", nil), "Sea Rose", time.Now().UTC().Format("2 Jan 2006"))
	holds(t, h.page("/t/boats/BOT0000001/history"), "Inspected")
	holds(t, h.page("/search?q=sea"), "BOT0000001")
}

func TestABoatIsServedByTheAPI(t *testing.T) {
	h := newHarbour(t)
	refused := h.api(422, "POST", "/api/v1/boats", `{"name":"Raft","length":"0"}`)
	if f := refused["errors"].([]any)[0].(map[string]any)["field"]; f != "length" {
		t.Errorf("the rule blames %v", f)
	}
	made := h.api(201, "POST", "/api/v1/boats", `{"name":"Sea Rose","length":"7.20"}`)
	if made["fee"] != 80.0 || made["number"] != "BOT0000001" || made["state"] != "moored" {
		t.Errorf("%v", made)
	}
	h.api(422, "PATCH", "/api/v1/boats/BOT0000001", `{"state":"sailing"}`)
	h.api(200, "PATCH", "/api/v1/boats/BOT0000001", `{"state":"sailing","owner":"ada@example.com"}`)
	if done := h.api(200, "POST", "/api/v1/boats/BOT0000001/actions/inspect", ``); done["inspected"] == nil {
		t.Errorf("%v", done)
	}
	hits := h.api(200, "GET", "/api/v1/search?q=ros&type=boat", "")["items"].([]any)
	if len(hits) != 1 || hits[0].(map[string]any)["address"] != "/api/v1/boats/BOT0000001" {
		t.Errorf("%v", hits)
	}
	figures := h.api(200, "GET", "/api/v1/boats/aggregate?measure=sum(length)&by=state", "")
	if raw, _ := json.Marshal(figures["groups"]); string(raw) != `[{"by":["sailing"],"figures":[7.2]}]` {
		t.Errorf("%s", raw)
	}
	if n := len(h.api(200, "GET", "/api/v1/boats/BOT0000001/history", "")["items"].([]any)); n != 3 {
		t.Errorf("%d versions", n)
	}
	h.api(422, "POST", "/api/v1/boats/BOT0000001/redact", `{"fields":["name"]}`)
	if gone := h.api(200, "POST", "/api/v1/boats/BOT0000001/redact", `{"fields":["name"],"instead":{"name":"Boat 1"},"reason":"the name of a person"}`); gone["name"] != "Boat 1" {
		t.Errorf("%v", gone)
	}
	if told, _ := json.Marshal(h.api(200, "GET", "/api/v1/boats/BOT0000001/history", "")); bytes.Contains(told, []byte("Sea Rose")) {
		t.Errorf("the history still knows the name: %s", told)
	}
	paths := h.api(200, "GET", "/api/openapi.json", "")["paths"].(map[string]any)
	for _, p := range []string{"/api/v1/boats", "/api/v1/boats/{record}/actions/inspect"} {
		if paths[p] == nil {
			t.Errorf("%s is not described", p)
		}
	}
}

func TestAnOwnerSeesTheirBoatWithoutItsFee(t *testing.T) {
	h := newHarbour(t)
	ann, err := h.system.Engine.CreateOne(t.Context(), h.system.Engine.SystemActor("test"), "person", map[string]any{"name": "Ann", "email": "ann@example.com"})
	if err != nil {
		t.Fatal(err)
	}
	h.api(201, "POST", "/api/v1/boats", `{"name":"Hers","length":"5","owner":"ann@example.com"}`)
	h.api(201, "POST", "/api/v1/boats", `{"name":"Other","length":"6"}`)
	page, err := h.system.Engine.List(t.Context(), record.Actor{Person: ann.ID(), Roles: []string{"requester"}, Gateway: "page"}, engine.Ask{Type: "boat"})
	if err != nil || len(page.Records) != 1 || name.Of(page.Records[0]) != "Hers" || fee.Of(page.Records[0]) != 0 {
		t.Fatalf("%v %v", page, err)
	}
}

// shell runs steward's commands on the harbour.
type shell struct {
	cli.Host
	cli.Installation
	h *harbour
}

func (s shell) Open(context.Context, cli.Place) (cli.Installation, error) { return s, nil }
func (s shell) Engine() *engine.Engine                                    { return s.h.system.Engine }
func (s shell) Close() error                                              { return nil }

func (h *harbour) shell(arguments ...string) string {
	h.t.Helper()
	var out, refused bytes.Buffer
	if code := cli.Main(context.Background(), arguments, shell{h: h}, h.system.Words, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &refused}); code != 0 {
		h.t.Fatalf("%v: %d\n%s", arguments, code, refused.String())
	}
	return out.String()
}

const (
	boats        = "No,Boat,Metres,Since\n1,Sea Rose,7.20,2026-01-05\n2,Tern,4,2026-02-01\n"
	boatsMapping = `name: Boats of a list
type: boat
kind: rows
zone: UTC
key: "No"
created: {column: Since, date: iso, state: moored}
time: {column: Since, date: iso}
fields:
  name: Boat
  length: Metres
`
)

func TestBoatsAreImportedAndExported(t *testing.T) {
	h := newHarbour(t)
	folder := t.TempDir()
	file, mapping := filepath.Join(folder, "boats.csv"), filepath.Join(folder, "boats.yaml")
	for path, text := range map[string]string{file: boats, mapping: boatsMapping} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	h.shell("import", file, "--as", "boat", "--map", mapping)
	h.shell("import", file, "--as", "boat", "--map", mapping) // again makes nothing twice
	lines := strings.Split(strings.TrimSpace(h.shell("export", "--as", "boat", "--fields", "name,length,fee", "--order", "name")), "\n")
	if want := []string{"name,length,fee", "Sea Rose,7.20,80", "Tern,4.00,40"}; !slices.Equal(lines, want) {
		t.Errorf("%q", lines)
	}
}
