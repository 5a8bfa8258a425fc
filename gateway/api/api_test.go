package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"steward/app"
	"steward/gateway/signin"
)

// client is a program that talks to a running Steward with an administrator's token.
type client struct {
	t     *testing.T
	base  string
	token string
}

func connect(t *testing.T) *client {
	t.Helper()
	ctx := context.Background()
	s, err := app.Open(ctx, app.Settings{Data: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	id, err := s.Gate.MakeAdministrator(ctx, signin.FirstAdministrator{Name: "Ada", Email: "ada@example.com", Password: "a long enough phrase"})
	if err != nil {
		t.Fatal(err)
	}
	token, err := s.Gate.CreateToken(ctx, s.Engine.SystemActor("cli"), id, "test", nil, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	h, err := s.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return &client{t: t, base: server.URL, token: token}
}

type reply struct {
	status int
	header http.Header
	body   map[string]any
	raw    []byte
}

// do sends one request; headers are pairs of name and value.
func (c *client) do(method, path, body string, headers ...string) reply {
	c.t.Helper()
	r, err := http.NewRequest(method, c.base+path, bytes.NewBufferString(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer res.Body.Close()
	out := reply{status: res.StatusCode, header: res.Header}
	if out.raw, err = io.ReadAll(res.Body); err != nil {
		c.t.Fatal(err)
	}
	_ = json.Unmarshal(out.raw, &out.body)
	return out
}

func (r reply) want(t *testing.T, status int) reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("status %d, want %d: %s", r.status, status, r.raw)
	}
	return r
}

func TestAnIncidentIsReportedChangedAndFoundOverTheAPI(t *testing.T) {
	c := connect(t)
	made := c.do("POST", "/api/v1/incidents", `{"title":"Printer on fire","impact":"high","urgency":"high"}`).want(t, 201)
	if made.body["number"] != "INC0000001" || made.body["priority"] != 1.0 || made.header.Get("Location") != "/api/v1/incidents/INC0000001" || made.header.Get("ETag") != `"1"` {
		t.Fatalf("%s %v", made.raw, made.header)
	}
	c.do("PATCH", "/api/v1/incidents/INC0000001", `{"urgency":"low"}`, "If-Match", `"1"`).want(t, 200)
	c.do("PATCH", "/api/v1/incidents/INC0000001", `{"urgency":"high"}`, "If-Match", `"1"`).want(t, 412)
	read := c.do("GET", "/api/v1/incidents/INC0000001", "").want(t, 200)
	if read.body["priority"] != 3.0 {
		t.Fatalf("priority %v", read.body["priority"])
	}
	c.do("GET", "/api/v1/incidents/INC0000001", "", "If-None-Match", read.header.Get("ETag")).want(t, 304)
	list := c.do("GET", "/api/v1/incidents?filter=priority%20%3C%3D%203&fields=title,priority", "").want(t, 200)
	items := list.body["items"].([]any)
	if len(items) != 1 || len(items[0].(map[string]any)) != 4 {
		t.Fatalf("%s", list.raw)
	}
	history := c.do("GET", "/api/v1/incidents/INC0000001/history", "").want(t, 200)
	if n := len(history.body["items"].([]any)); n != 2 {
		t.Fatalf("%d versions: %s", n, history.raw)
	}
}

func TestRefusalsNameEveryFieldAsAProblemDocument(t *testing.T) {
	c := connect(t)
	bad := c.do("POST", "/api/v1/incidents", `{"impact":"huge","colour":"red"}`).want(t, 422)
	if bad.header.Get("Content-Type") != "application/problem+json" {
		t.Fatal(bad.header)
	}
	fields := map[string]bool{}
	for _, e := range bad.body["errors"].([]any) {
		fields[e.(map[string]any)["field"].(string)] = true
	}
	if !fields["impact"] || !fields["colour"] || !fields["title"] {
		t.Fatalf("%s", bad.raw)
	}
	near := c.do("POST", "/api/v1/incidents", `{"title":"Printer","urgncy":"high"}`).want(t, 422)
	if detail, _ := near.body["detail"].(string); !strings.HasSuffix(detail, `Did you mean "urgency"?`) {
		t.Fatalf("%s", near.raw)
	}
	order := c.do("GET", "/api/v1/incidents?order=prioriti", "").want(t, 422)
	if first := order.body["errors"].([]any)[0].(map[string]any); first["field"] != "order" {
		t.Fatalf("%s", order.raw)
	}
	c.do("POST", "/api/v1/incidents", `{"title":`).want(t, 422)
	c.do("POST", "/api/v1/incidents", `[1]`).want(t, 422)
	c.do("GET", "/api/v1/incidents?filter=prioriti%20%3D%201", "").want(t, 422)
	c.do("GET", "/api/v1/sessions", "").want(t, 404)
	c.do("GET", "/api/v1/incidents/INC9999999", "").want(t, 404)
	c.token = "stw_wrong"
	c.do("GET", "/api/v1/incidents", "").want(t, 401)
}

func TestARetryWithTheSameKeyWritesOnce(t *testing.T) {
	c := connect(t)
	first := c.do("POST", "/api/v1/incidents", `{"title":"Once"}`, "Idempotency-Key", "abc").want(t, 201)
	again := c.do("POST", "/api/v1/incidents", `{"title":"Once"}`, "Idempotency-Key", "abc").want(t, 201)
	if first.body["id"] != again.body["id"] || again.header.Get("Idempotent-Replayed") != "true" {
		t.Fatalf("%s %s", first.raw, again.raw)
	}
	c.do("POST", "/api/v1/incidents", `{"title":"Other"}`, "Idempotency-Key", "abc").want(t, 409)
}

func TestABatchOverTheAPIIsAllOrNothing(t *testing.T) {
	c := connect(t)
	c.do("POST", "/api/v1/batch", `[{"do":"create","type":"incident","values":{"title":"A"}},{"do":"create","type":"incident","values":{}}]`).want(t, 422)
	if n := c.do("GET", "/api/v1/incidents/count", "").want(t, 200).body["count"]; n != 0.0 {
		t.Fatalf("%v incidents", n)
	}
	c.do("POST", "/api/v1/batch", `[{"do":"create","type":"incident","values":{"title":"A"}},{"do":"create","type":"incident","values":{"title":"B"}}]`).want(t, 200)
}

func TestTheDescriptionNamesEveryTypeAndOperation(t *testing.T) {
	c := connect(t)
	doc := c.do("GET", "/api/openapi.json", "").want(t, 200)
	paths := doc.body["paths"].(map[string]any)
	for _, p := range []string{"/api/v1/incidents", "/api/v1/incidents/{record}", "/api/v1/people/{record}/history"} {
		if paths[p] == nil {
			t.Errorf("%s is not described", p)
		}
	}
}
