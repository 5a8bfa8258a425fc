package file_test

import (
	"net/http"
	"strings"
	"testing"

	"steward/gateway/api"
)

// post sends a body as a browser does that was led here by another site.
func (w *desk) post(path, kind, body string, headers map[string]string) *http.Response {
	w.t.Helper()
	r, err := http.NewRequest(http.MethodPost, w.address+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	res.Body.Close()
	return res
}

func TestEveryBodyHasAnEnd(t *testing.T) {
	w := serve(t)
	long := strings.Repeat("x", 7<<20)
	bearer := map[string]string{"Authorization": "Bearer " + w.tokens[w.ada]}
	incident := "/api/v1/incidents/" + w.incident.ID()
	for path, body := range map[string]string{
		"/api/v1/incidents": `{"title":"` + long + `"}`, "/api/v1/batch": `[{"do":"create","type":"` + long + `"}]`,
		incident + "/redact": `{"reason":"` + long + `"}`, incident + "/erase": `{"reason":"` + long + `"}`, incident + "/actions/reply": `{"body":"` + long + `"}`,
	} {
		if res := w.post(path, "application/json", body, bearer); res.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s takes %d bytes (of %d): %d", path, len(body), api.MostBody, res.StatusCode)
		}
	}
	if res := w.post("/signin", "application/x-www-form-urlencoded", "email="+long, nil); res.StatusCode < 400 {
		t.Errorf("signing in takes %d bytes: %d", len(long), res.StatusCode)
	}
}

// TestAnotherSiteSendsNothingInSomebodysName: with the session's cookie, which a browser adds by itself.
func TestAnotherSiteSendsNothingInSomebodysName(t *testing.T) {
	w := serve(t)
	before := len(w.Find(w.As(w.ada), "incident", ""))
	for _, headers := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}} {
		headers["Cookie"] = "steward_session=whatever"
		for path, kind := range map[string]string{"/api/v1/incidents": "application/json", "/t/incidents/new": "application/x-www-form-urlencoded", "/signin": "application/x-www-form-urlencoded"} {
			if res := w.post(path, kind, "{}", headers); res.StatusCode != http.StatusForbidden {
				t.Errorf("%s takes what %v sent: %d", path, headers, res.StatusCode)
			}
		}
	}
	if after := len(w.Find(w.As(w.ada), "incident", "")); after != before {
		t.Errorf("%d incidents, %d before", after, before)
	}
}

func TestPagesRunOnlyWhatTheServerSends(t *testing.T) {
	w := serve(t)
	for _, path := range []string{"/signin", "/nowhere", "/"} {
		res, _ := w.send(w.ada, http.MethodGet, path, "", nil)
		policy := res.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "script-src 'self'") || !strings.Contains(policy, "frame-ancestors 'none'") ||
			strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
			t.Errorf("%s: %q", path, policy)
		}
		if res.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s lets the browser guess", path)
		}
	}
}
