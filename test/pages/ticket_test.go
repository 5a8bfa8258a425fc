package pages_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestATicketIsTalkedAboutAndInternalNotesStayInside(t *testing.T) {
	s, b := start(t)
	rid, rita := person(t, s, b, "Rita Moss", "requester")
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "VPN drops", "description": "It began **today**.", "requester": rid})

	mei.get(at).wants("VPN drops", "Rita Moss", "It began today", "Reply", "Internal note")
	mei.saved(mei.form("/say").set("text", "Are you at *home*?").set("mode", "public"))
	mei.saved(mei.form("/say").set("text", "Looks like gateway 3").set("mode", "internal"))
	mei.wants("Are you at home ?", "Looks like gateway 3", "Internal note")

	rita.get(at).wants("Are you at home ?")
	rita.saved(rita.form("/say").set("text", "No, in the office"))
	for _, page := range []string{at, at + "?view=internal", at + "?view=history", "/search?q=gateway", "/queue?sel=" + attribute(b.get("/t/incidents").firstRow(), "data-id")} {
		rita.send(http.MethodGet, page, nil)
		if strings.Contains(rita.everything(), "gateway 3") {
			t.Errorf("%s shows an internal note to the requester", page)
		}
	}
	mei.get(at + "?view=public").wants("No, in the office")
	if strings.Contains(mei.text(), "gateway 3") {
		t.Error("the public view shows an internal note")
	}
	mei.get("/search?q=gatew").wants("gatew")
}

func TestAnEmptyWordIsRefusedAndNothingTypedIsLost(t *testing.T) {
	s, b := start(t)
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "VPN drops"})
	f := b.get(at).form("/say").set("text", "  ").set("mode", "internal")
	b.submit(f)
	if b.status != http.StatusUnprocessableEntity {
		t.Fatalf("%d", b.status)
	}
	b.wants("VPN drops", "Please fill this in")
	if again := b.form("/say"); again.values.Get("mode") != "internal" {
		t.Errorf("the mode is lost: %v", again.values)
	}
}

func TestTheSideOfATicketChangesOneValueAtATime(t *testing.T) {
	s, b := start(t)
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "VPN drops", "impact": "low", "urgency": "high"})
	b.get(at + "?menu=impact")
	b.saved(b.button("impact-high"))
	if b.at.Path != at {
		t.Errorf("leads to %s", b.at.Path)
	}
	b.wants("set Priority to Critical")
	b.saved(b.button("watch"))
	b.saved(b.button("unwatch"))
	b.get(at+"?view=history").wants("Impact", "Low", "High")
}

func TestMarkdownFromOutsideRunsNothing(t *testing.T) {
	s, b := start(t)
	evil := "<script>alert(1)</script><img src=x onerror=alert(1)>[a](javascript:alert(1)) <style>*{}</style>\n\n**kept**"
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "<b onmouseover=alert(1)>Printer</b>", "description": evil})
	for _, page := range []string{at, "/t/incidents", "/queue", "/t/incidents/board", "/search?q=printer", "/palette?q=printer"} {
		b.send(http.MethodGet, page, nil)
		for _, bad := range []string{"<script>alert", "onerror=alert", "javascript:alert", "<b onmouseover"} {
			if strings.Contains(b.body, bad) {
				t.Errorf("%s holds %q", page, bad)
			}
		}
	}
	b.get(at).wants("kept")
}

func TestADraftOutlivesTheBrowserAndAColleagueGoesOnFromIt(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	_, nadia := person(t, s, b, "Nadia Ivanova", "requester")
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "VPN drops"})
	keep := func(who *browser, text string) {
		who.send(http.MethodPost, at+"/draft", url.Values{"text": {text}, "mode": {"internal"}})
	}
	keep(mei, "Ask the provider")
	keep(mei, "Ask the provider first")
	if again := mei.get(at).form("/say"); again.values.Get("text") != "Ask the provider first" || again.values.Get("mode") != "internal" {
		t.Errorf("the draft is lost: %v", again.values)
	}
	b.get(at).wants("Mei Tanaka began an answer", "See draft")
	link := find(b.page, func(n *html.Node) bool { return strings.Contains(attribute(n, "href"), "?draft=") })
	if len(link) != 1 {
		t.Fatalf("%d links to the draft", len(link))
	}
	taken := b.get(attribute(link[0], "href")).form("/say")
	if taken.values.Get("text") != "Ask the provider first" {
		t.Errorf("the draft is not taken over: %v", taken.values)
	}
	keep(nadia, "Mine")
	if nadia.status != http.StatusNotFound {
		t.Errorf("who does not see the ticket keeps a draft of it: %d", nadia.status)
	}
	mei.saved(mei.get(at).form("/say"))
	if strings.Contains(b.get(at).text(), "began an answer") {
		t.Error("the draft is offered after it was sent")
	}
}

func TestWhoWorksOnATicketSeesWhoElseDoes(t *testing.T) {
	s, b := start(t)
	_, mei := person(t, s, b, "Mei Tanaka", "agent")
	nadia, asks := person(t, s, b, "Nadia Ivanova", "requester")
	at := "/t/incidents/" + incident(t, s, map[string]any{"title": "VPN drops", "requester": nadia})
	say := func(who *browser, what string) string {
		who.send(http.MethodPost, at+"/here", url.Values{what: {"1"}})
		return who.body
	}
	if first := say(mei, "writing"); strings.Contains(first, "Ada") {
		t.Errorf("somebody is there who is not: %s", first)
	}
	if seen := say(b, "looking"); !strings.Contains(seen, "Mei Tanaka") || !strings.Contains(seen, "is writing here too") {
		t.Errorf("who writes is not seen: %s", seen)
	}
	if seen := say(asks, "looking"); asks.status != http.StatusNoContent || strings.Contains(seen, "Mei") {
		t.Errorf("who asked is told who reads: %d %s", asks.status, seen)
	}
	say(mei, "gone")
	if seen := say(b, "looking"); strings.Contains(seen, "Mei Tanaka") {
		t.Errorf("who went away is still seen: %s", seen)
	}
}
