package pages_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"steward/app"
)

// incident makes an incident as the system.
func incident(t *testing.T, s *app.System, values map[string]any) string {
	t.Helper()
	row, err := s.Engine.CreateOne(context.Background(), s.Engine.SystemActor("test"), "incident", values)
	if err != nil {
		t.Fatal(err)
	}
	return row.Number()
}

// person makes somebody with a password and a role, and signs them in.
func person(t *testing.T, s *app.System, b *browser, name, role string) (id string, other *browser) {
	t.Helper()
	ctx, system := context.Background(), s.Engine.SystemActor("test")
	key, err := s.Engine.System("test").Get(ctx, "role", role)
	if err != nil {
		t.Fatal(err)
	}
	email := strings.ToLower(strings.Fields(name)[0]) + "@example.com"
	row, err := s.Engine.CreateOne(ctx, system, "person", map[string]any{"name": name, "email": email, "roles": []string{key.ID()}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Gate.SetPassword(ctx, system, row.ID(), email, password); err != nil {
		t.Fatal(err)
	}
	other = visitor(t, b.handler)
	other.signIn(email)
	return row.ID(), other
}

func rows(b *browser) []string {
	var out []string
	for _, n := range find(b.page, func(n *html.Node) bool { return strings.HasPrefix(attribute(n, "id"), "row-") }) {
		out = append(out, attribute(n, "data-id"))
	}
	return out
}

func TestTheQueueShowsOpenWorkByPriorityAndPages(t *testing.T) {
	s, b := start(t)
	for i := range 70 {
		incident(t, s, map[string]any{"title": fmt.Sprintf("Printer %d", i), "impact": []string{"low", "medium", "high"}[i%3]})
	}
	some(t, s, "problem")
	b.get("/queue").wants("Queue", "All open")
	first := rows(b)
	if len(first) != 50 {
		t.Fatalf("%d rows", len(first))
	}
	next := find(b.page, func(n *html.Node) bool { return attribute(n, "rel") == "next" })
	if len(next) != 1 {
		t.Fatal("no next page")
	}
	b.get(attribute(next[0], "href"))
	seen := map[string]bool{}
	for _, id := range append(first, rows(b)...) {
		if seen[id] {
			t.Fatalf("%s stands on both pages", id)
		}
		seen[id] = true
	}
	if len(seen) != 71 {
		t.Fatalf("%d rows on both pages", len(seen))
	}
	b.get("/queue?view=unassigned&group=state&filter="+url.QueryEscape(`title ~ "printer 7"`)).wants("Printer 7", "New")
	b.get("/queue?group=team&sel=" + first[0])
	if pane := find(b.page, func(n *html.Node) bool { return attribute(n, "id") == "pane" && attribute(n, "data-id") == first[0] }); len(pane) != 1 {
		t.Error("no pane")
	}
}

func TestARegionAloneIsAnswered(t *testing.T) {
	s, b := start(t)
	incident(t, s, map[string]any{"title": "Printer"})
	b.get("/t/incidents")
	id := rows(b)[0]
	b.header.Set("X-Region", "pane")
	b.get("/t/incidents?sel=" + id)
	if strings.Contains(b.body, "<table") || !strings.Contains(b.body, `id="pane"`) || strings.Contains(b.body, `id="side"`) {
		t.Errorf("not the pane alone: %s", b.body)
	}
	b.header.Set("X-Region", "list pane")
	b.get("/t/incidents?sel=" + id)
	if !strings.Contains(b.body, "<table") || !strings.Contains(b.body, `id="pane"`) || strings.Contains(b.body, `id="side"`) {
		t.Errorf("not both regions: %s", b.body)
	}
}

func TestAWrongConditionShowsItsPlaceAndTheNearestWord(t *testing.T) {
	_, b := start(t)
	b.get("/t/incidents?filter=" + url.QueryEscape("state is open and priorty = 1"))
	b.wants("priorty", "Try", "state is open and priority = 1")
	if marks := find(b.page, func(n *html.Node) bool { return n.Data == "mark" }); len(marks) != 1 || words(marks[0]) != "priorty" {
		t.Errorf("the wrong place is not marked: %v", marks)
	}
	b.get("/queue?filter=" + url.QueryEscape("nosuch = 1")).wants("nosuch")
}

func TestTwoPeopleChangeDifferentFieldsAndBothStand(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "Printer"})
	mine := b.get(at+"/edit").form("/edit").set("impact", "high")
	theirs := mei.get(at+"/edit").form("/edit").set("urgency", "high")
	mei.saved(theirs)
	b.saved(mine)
	b.get(at + "/edit")
	if f := b.form("/edit"); f.values.Get("impact") != "high" || f.values.Get("urgency") != "high" {
		t.Errorf("one change was lost: %v", f.values)
	}
}

func TestTwoPeopleChangeTheSameFieldAndTheSecondChooses(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "Printer"})
	mine := b.get(at+"/edit").form("/edit").set("title", "Mine").set("impact", "high")
	theirs := mei.get(at+"/edit").form("/edit").set("title", "Theirs").set("urgency", "high")
	mei.saved(theirs)
	b.submit(mine)
	if b.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d %s", b.status, b.text())
	}
	b.wants("Mei Tanaka", "Theirs", "Mine")
	b.saved(b.form("/edit").set("keep.title", "theirs"))
	b.get(at).wants("Theirs")
	b.get(at + "/edit")
	if f := b.form("/edit"); f.values.Get("impact") != "high" || f.values.Get("urgency") != "high" {
		t.Errorf("the other fields were lost: %v", f.values)
	}
}

func TestARefusedFormKeepsWhatWasTypedAndSaysWhatWouldWork(t *testing.T) {
	_, b := start(t)
	f := b.get("/t/people/new").form("/new").set("name", "").set("email", "no address").set("job_title", "Clerk")
	b.submit(f)
	if b.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", b.status)
	}
	b.wants("no address", "anna@example.com")
	if again := b.form("/new"); again.values.Get("email") != "no address" || again.values.Get("job_title") != "Clerk" {
		t.Errorf("%v", again.values)
	}
}

func TestAViewIsSavedSharedAndFollowed(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	incident(t, s, map[string]any{"title": "Printer", "impact": "high", "urgency": "high"})
	incident(t, s, map[string]any{"title": "Mouse"})
	b.get("/t/incidents?filter=" + url.QueryEscape("priority = 1") + "&columns=title,impact&menu=filter")
	b.saved(b.form("/views").set("name", "Burning").set("shared", "true"))
	b.wants("Burning", "Printer", "High")
	if strings.Contains(b.text(), "Mouse") {
		t.Errorf("the condition is not followed: %s", b.text())
	}
	mei.get("/t/incidents").wants("Burning")
	mei.get(strings.TrimPrefix(b.at.RequestURI(), "http://example.com")).wants("Printer")
}

func TestARequesterSeesOnlyTheirOwn(t *testing.T) {
	s, b := start(t)
	id, rita := person(t, s, b, "Rita Moss", "requester")
	hidden := incident(t, s, map[string]any{"title": "Payroll is wrong"})
	mine := incident(t, s, map[string]any{"title": "My printer", "requester": id})
	for _, page := range []string{"/queue", "/t/incidents", "/t/incidents/board", "/search?q=p", "/palette?q=p", "/t/incidents?filter=" + url.QueryEscape(`title ~ "p"`)} {
		rita.send(http.MethodGet, page, nil)
		if strings.Contains(rita.body, "Payroll") || strings.Contains(rita.body, hidden) {
			t.Errorf("%s shows what is not theirs", page)
		}
	}
	rita.get("/t/incidents/" + mine).wants("My printer")
	for _, page := range []string{"", "/edit", "/history", "/move?to=resolved"} {
		rita.send(http.MethodGet, "/t/incidents/"+hidden+page, nil)
		if rita.status != http.StatusNotFound || strings.Contains(rita.body, "Payroll") {
			t.Errorf("%s: %d", page, rita.status)
		}
	}
}

func TestManyAreChangedAndTheRefusedOnesAreNamed(t *testing.T) {
	s, b := start(t)
	for i := range 3 {
		values := map[string]any{"name": fmt.Sprintf("Server %d", i)}
		row, err := s.Engine.CreateOne(context.Background(), s.Engine.SystemActor("test"), "configuration_item", values)
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if _, err := s.Engine.ChangeOne(context.Background(), s.Engine.SystemActor("test"), "configuration_item", row.ID(), 0, map[string]any{"state": "live"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	b.get("/t/configuration_items")
	b.saved(b.form("/bulk").set("id", rows(b)...).set("action", "edit"))
	b.saved(b.form("/bulk").set("state", "ordered").set("environment", "test"))
	b.wants("2 will change", "1 refused", "There is no way from Live to Ordered")
	b.saved(b.form("/bulk/apply")).wants("2 records changed")
}

func TestAPersonSearchesAndGoesThereFromThePalette(t *testing.T) {
	s, b := start(t)
	no := incident(t, s, map[string]any{"title": "Printer on floor 3"})
	b.get("/search?q=floor").wants("Printer on floor 3", no)
	b.get("/palette?q=floor").wants("floor")
	b.get("/palette?q=queu").wants("Queu e")
	b.get("/palette?on=incident/" + no).wants("Edit")
	b.get("/pick/person?q=ada").wants("Ada Lovelace")
}

func TestAnotherSiteCannotWriteAndNobodyReadsUnsigned(t *testing.T) {
	_, b := start(t)
	r := httptest.NewRequest(http.MethodPost, "http://example.com/t/incidents/new", strings.NewReader("title=x&field=title"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("a write from another site: %d", w.Code)
	}
	for _, page := range []string{"/queue", "/t/incidents", "/search?q=x", "/live", "/pick/person", "/palette"} {
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, page, nil))
		if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/signin") {
			t.Errorf("%s without sign-in: %d", page, w.Code)
		}
	}
	stranger := visitor(t, b.handler)
	stranger.get("/signin?next=" + url.QueryEscape("//evil.example/"))
	if f := stranger.form("/signin"); f.values.Get("next") != "/" {
		t.Errorf("leads elsewhere: %v", f.values)
	}
}
