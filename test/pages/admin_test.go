package pages_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"steward/kernel/record"
)

// Every kind that an administrator may choose is made in the pages, asked for in forms at once, and
// stands in lists.
func TestAnAdministratorAddsAFieldOfEachKindInThePages(t *testing.T) {
	s, b := start(t)
	for _, k := range record.CustomKinds() {
		b.get("/admin/fields/new?type=team").wants("What will be entered?")
		b.get("/admin/fields/new?type=team&kind=" + k.Name())
		f := b.form("/admin/fields/new").set("label.en", "My "+strings.ReplaceAll(k.Name(), "_", " "))
		if _, asks := f.values["options"]; asks {
			f.set("options", "First floor\r\nSecond floor\r\n")
		}
		if _, asks := f.values["target"]; asks {
			f.set("target", "location")
		}
		b.saved(f)
		b.wants("x_my_" + k.Name())
	}
	b.get("/t/teams/new").wants("My text", "My recurrence", "First floor")
	b.saved(b.form("/new").set("name", "Network").set("x_my_number", "12").set("x_my_choice", "second_floor").set("x_my_money", "1,250.50").set("x_my_money.currency", "EUR").
		set("x_my_recurrence.every", "2").set("x_my_recurrence.unit", "WEEKLY").set("x_my_recurrence.days", "MO"))
	b.wants("12", "Second floor", "1,250.50", "every 2 weeks on Mon")
	b.get("/t/teams?columns=name,x_my_choice&filter="+url.QueryEscape("x_my_number > 11 and x_my_choice = second_floor")).wants("Network", "Second floor")
	if _, ok := s.Engine.Catalogue().Type("team"); !ok {
		t.Fatal("the type is gone")
	}
}

func TestAWrongFieldIsRefusedBesideItsQuestion(t *testing.T) {
	_, b := start(t)
	f := b.get("/admin/fields/new?type=team&kind=choice").form("/admin/fields/new").set("label.en", "Floor").set("options", "")
	b.submit(f)
	if b.status != http.StatusUnprocessableEntity || b.form("/admin/fields/new").values.Get("label.en") != "Floor" {
		t.Fatalf("%d %s", b.status, b.text())
	}
}

func TestOnlyAdministratorsAdminister(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	for _, page := range []string{"/admin", "/admin/fields", "/admin/roles", "/admin/why", "/admin/fields/new?type=team&kind=text"} {
		b.get(page)
		mei.send(http.MethodGet, page, nil)
		if mei.status != http.StatusForbidden {
			t.Errorf("%s: %d", page, mei.status)
		}
	}
	mei.send(http.MethodPost, "/admin/fields/new", url.Values{"type": {"team"}, "kind": {"text"}, "label.en": {"X"}})
	if mei.status != http.StatusForbidden {
		t.Errorf("makes a field: %d", mei.status)
	}
}

func TestARoleSaysWhatItMayAndWhyIsExplained(t *testing.T) {
	s, b := start(t)
	id, _ := person(t, s, b, "Rita Moss", "requester")
	mine := incident(t, s, map[string]any{"title": "My printer", "requester": id})
	other := incident(t, s, map[string]any{"title": "Payroll"})
	b.get("/admin/roles/requester").wants("Requester", "requester = me", "Rita Moss")
	ask := func(no string) *browser {
		f := b.get("/admin/why").form("/admin/why")
		return b.saved(f.set("person.text", "rita@example.com").set("record.type", "incident").set("record.text", no))
	}
	ask(mine).wants("Rita Moss can see "+mine, "requester = me")
	ask(other).wants("Rita Moss cannot see " + other)
}

func TestATokenIsShownOnceAndLetsAProgramIn(t *testing.T) {
	_, b := start(t)
	b.get("/account/tokens")
	b.saved(b.form("/account/tokens").set("name", "Reports").set("scopes", "read").set("days", "7"))
	codes := find(b.page, func(n *html.Node) bool { return attribute(n, "id") == "token-secret" })
	if len(codes) != 1 {
		t.Fatalf("no token: %s", b.text())
	}
	secret := words(codes[0])
	call := func(method, path, body string) int {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Authorization", "Bearer "+secret)
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, r)
		return w.Code
	}
	if code := call(http.MethodGet, "/api/v1/teams", ""); code != http.StatusOK {
		t.Errorf("reading: %d", code)
	}
	if code := call(http.MethodPost, "/api/v1/teams", `{"name":"X"}`); code != http.StatusForbidden {
		t.Errorf("writing with a token that only reads: %d", code)
	}
	b.get("/account/tokens").wants("Reports")
	if strings.Contains(b.body, secret) {
		t.Error("the token is shown twice")
	}
	b.saved(b.button("revoke"))
	if code := call(http.MethodGet, "/api/v1/teams", ""); code != http.StatusUnauthorized {
		t.Errorf("after it was revoked: %d", code)
	}
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	_, b := start(t)
	other := visitor(t, b.handler)
	other.signIn("ada@example.com")
	b.get("/account/sessions").wants("this device")
	b.saved(b.button("revoke"))
	other.send(http.MethodGet, "/t/teams", nil)
	if !strings.HasPrefix(other.at.Path, "/signin") {
		t.Errorf("the other session goes on: %s", other.at)
	}
	b.get("/t/teams")
}

func TestAPasswordIsChangedByWhoKnowsIt(t *testing.T) {
	_, b := start(t)
	b.get("/account")
	b.submit(b.form("/account/password").set("current", "not the password").set("password", "a new and longer sentence"))
	if b.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", b.status)
	}
	b.saved(b.form("/account/password").set("current", password).set("password", "a new and longer sentence"))
	b.wants("The password is set")
	b.get("/t/teams")
	other := visitor(t, b.handler)
	other.get("/signin")
	other.submit(other.form("/signin").set("email", "ada@example.com").set("password", password))
	if other.at.Path != "/signin" {
		t.Error("the old password still lets in")
	}
}
