package pages_test

import (
	"net/http"
	"strings"
	"testing"
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
