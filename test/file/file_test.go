// Package file_test takes files in and out by the API and the pages, as people and programs do.
package file_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"steward/kernel/record"
	"steward/kernel/store"
	"steward/test/world"
)

// desk is a served installation with an agent, two requesters, and an incident of the first.
type desk struct {
	*world.World
	t               *testing.T
	address         string
	ada, rita, sven string // ids
	incident        *record.Record
	tokens          map[string]string
}

func serve(t *testing.T) *desk {
	t.Helper()
	w := &desk{World: world.New(t), t: t, tokens: map[string]string{}}
	w.ada, w.rita, w.sven = w.Person("Ada", "agent"), w.Person("Rita", "requester"), w.Person("Sven", "requester")
	for _, id := range []string{w.ada, w.rita, w.sven} {
		token, err := w.Gate.CreateToken(context.Background(), w.SystemActor(), id, "test", nil, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		w.tokens[id] = token
	}
	w.incident = w.Make(w.As(w.ada), "incident", map[string]any{"title": "No mail", "requester": w.rita})
	h, err := w.Handler()
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	w.address = server.URL
	return w
}

func (w *desk) send(as, method, path, kind string, body io.Reader) (*http.Response, string) {
	w.t.Helper()
	r, err := http.NewRequest(method, w.address+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+w.tokens[as])
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	all, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res, string(all)
}

// upload attaches one file and gives the attachment's id.
func (w *desk) upload(as, name, media, content, query string) string {
	w.t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="file"; filename="` + name + `"`}, "Content-Type": {media}})
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := part.Write([]byte(content)); err != nil {
		w.t.Fatal(err)
	}
	m.Close()
	res, body := w.send(as, "POST", "/api/v1/incidents/"+w.incident.Number()+"/files"+query, m.FormDataContentType(), &b)
	if res.StatusCode != http.StatusCreated {
		w.t.Fatalf("%d %s", res.StatusCode, body)
	}
	var out struct{ Items []struct{ ID string } }
	if err := json.Unmarshal([]byte(body), &out); err != nil || len(out.Items) != 1 {
		w.t.Fatalf("%s: %v", body, err)
	}
	return out.Items[0].ID
}

const png = "\x89PNG\r\n\x1a\n and so on"

func TestAFileIsServedByItsRecordAndItsReadersOnly(t *testing.T) {
	w := serve(t)
	public := w.upload(w.rita, "log.txt", "text/plain", "it said no", "")
	internal := w.upload(w.ada, "notes.txt", "text/plain", "she forgets", "?visibility=internal")
	for _, c := range []struct {
		who, id string
		want    int
	}{{w.rita, public, 200}, {w.ada, public, 200}, {w.sven, public, 404}, {w.rita, internal, 404}, {w.ada, internal, 200}} {
		res, body := w.send(c.who, "GET", "/api/v1/attachments/"+c.id+"/content", "", nil)
		if res.StatusCode != c.want || (c.want == 200 && c.id == public && body != "it said no") {
			t.Errorf("%d %s", res.StatusCode, body)
		}
	}
	whole := w.Find(w.SystemActor(), "attachment", `id = "`+public+`"`)[0]
	digest := whole.Named("sha256").Text()
	if res, _ := w.send(w.ada, "GET", "/api/v1/attachments/"+digest+"/content", "", nil); res.StatusCode != http.StatusNotFound {
		t.Errorf("by its digest: %d", res.StatusCode)
	}
	if _, body := w.send(w.ada, "GET", "/api/v1/attachments/"+public, "", nil); strings.Contains(body, digest) {
		t.Error("the digest is told")
	}
}

func TestNothingButAnImageIsShownInPlace(t *testing.T) {
	w := serve(t)
	for _, c := range []struct{ name, media, content, wantMedia, wantWay string }{
		{"photo.png", "image/png", png, "image/png", "inline"},
		{"photo.png", "text/html", png, "image/png", "inline"},
		{"page.html", "text/html", "<script>alert(1)</script>", "text/html", "attachment"},
		{"drawing.svg", "image/svg+xml", "<svg onload=alert(1)>", "image/svg+xml", "attachment"},
		{"photo.png", "image/png", "<script>alert(1)</script>", "application/octet-stream", "attachment"},
		{`C:\Users\rita\naïve "plan".txt`, "text/plain", "x", "text/plain", "attachment"},
	} {
		id := w.upload(w.ada, strings.ReplaceAll(strings.ReplaceAll(c.name, `\`, `\\`), `"`, `\"`), c.media, c.content, "")
		res, body := w.send(w.ada, "GET", "/api/v1/attachments/"+id+"/content", "", nil)
		h := res.Header
		if body != c.content || h.Get("Content-Type") != c.wantMedia || !strings.HasPrefix(h.Get("Content-Disposition"), c.wantWay) ||
			h.Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %v", c.name, h)
		}
		if strings.Contains(h.Get("Content-Disposition"), "Users") {
			t.Errorf("a folder comes back: %s", h.Get("Content-Disposition"))
		}
	}
}

func TestFilesComeWithAnAnswerAndAsVisible(t *testing.T) {
	w := serve(t)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, text := range map[string]string{"text": "She forgets the cable.", "mode": "internal"} {
		if err := m.WriteField(name, text); err != nil {
			t.Fatal(err)
		}
	}
	part, err := m.CreateFormFile("files", "cable.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("a cable")); err != nil {
		t.Fatal(err)
	}
	m.Close()
	res, body := w.send(w.ada, "POST", "/t/incidents/"+w.incident.ID()+"/say", m.FormDataContentType(), &b)
	if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusUnauthorized {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	messages, files := w.Find(w.As(w.ada), "message", ""), w.Find(w.As(w.ada), "attachment", "")
	if len(messages) != 1 || len(files) != 1 || messages[0].Named("files").Members()[0] != files[0].ID() {
		t.Fatalf("%d messages, %d files", len(messages), len(files))
	}
	if n := len(w.Find(w.As(w.rita), "attachment", "")); n != 0 {
		t.Fatalf("the requester sees %d files of a note", n)
	}
}

func TestARefusedUploadLeavesNothingAndIsCollected(t *testing.T) {
	w := serve(t)
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	part, err := m.CreateFormFile("file", "log.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("never attached")); err != nil {
		t.Fatal(err)
	}
	m.Close()
	if res, body := w.send(w.sven, "POST", "/api/v1/incidents/"+w.incident.Number()+"/files", m.FormDataContentType(), &b); res.StatusCode != http.StatusNotFound {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	kept := w.upload(w.ada, "kept.txt", "text/plain", "kept", "")
	if n := len(w.Find(w.SystemActor(), "attachment", "")); n != 1 {
		t.Fatalf("%d attachments", n)
	}
	for _, want := range []store.Collected{{}, {SetAside: 1, Kept: 1}, {Removed: 1, Kept: 1}} {
		if c, err := w.CollectFiles(context.Background()); err != nil || c != want {
			t.Fatalf("%+v, not %+v: %v", c, want, err)
		}
		w.Pass(25 * time.Hour)
	}
	if res, body := w.send(w.ada, "GET", "/api/v1/attachments/"+kept+"/content", "", nil); res.StatusCode != http.StatusOK || body != "kept" {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
}

func TestAnUploadThatIsNoFormIsRefused(t *testing.T) {
	w := serve(t)
	path := "/api/v1/incidents/" + w.incident.Number() + "/files"
	if res, body := w.send(w.ada, "POST", path, "text/plain", strings.NewReader("x")); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "not-multipart") {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	if res, body := w.send(w.ada, "POST", path, "multipart/form-data; boundary=x", strings.NewReader("--x--\r\n")); res.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(body, "required") {
		t.Fatalf("%d %s", res.StatusCode, body)
	}
	if res, _ := w.send(w.ada, "POST", "/api/v1/teams/"+w.ada+"/files", "multipart/form-data; boundary=x", strings.NewReader("--x--\r\n")); res.StatusCode != http.StatusNotFound {
		t.Fatalf("a type that takes no files: %d", res.StatusCode)
	}
}
