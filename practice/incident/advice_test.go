package incident_test

import (
	"fmt"
	"slices"
	"testing"

	"steward/ability/link"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/practice/problem"
	"steward/test/world"
)

func (w *desk) ask(t *testing.T, a record.Actor, question string, input map[string]any) []record.Finding {
	t.Helper()
	found, err := w.Engine.Answer(t.Context(), a, "incident", question, input)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestWhoTypesSeesWhatWasReportedBeforeAndNothingSecret(t *testing.T) {
	w := open(t)
	toner := w.report(map[string]any{"title": "Printer on floor three is out of toner", "team": w.desk})
	secret := w.Make(w.manager, "incident", map[string]any{"title": "Toner of the printer was stolen", "confidential": true, "team": w.network})
	w.report(map[string]any{"title": "Mail is slow", "team": w.desk})
	found := w.ask(t, w.agent, "similar", map[string]any{"title": "toner printer"})
	if len(found) != 1 || found[0].Subject.ID != toner.ID() || !slices.Contains(found[0].Words, "toner") {
		t.Fatalf("an agent finds %v", found)
	}
	if found = w.ask(t, w.manager, "similar", map[string]any{"title": "toner printer"}); len(found) != 2 {
		t.Fatalf("a manager finds %d, %s among them", len(found), secret.Number())
	}
	if found = w.ask(t, w.agent, "similar", map[string]any{"about": toner.ID()}); len(found) != 0 {
		t.Fatalf("itself is no duplicate: %v", found)
	}
	w.Change(w.agent, toner, map[string]any{"title": "A wholly different thing"})
	w.report(map[string]any{"title": "No toner in the printer again", "team": w.desk})
	if found = w.ask(t, w.agent, "similar", map[string]any{"title": "toner printer"}); len(found) == 0 {
		t.Fatal("what came since is known")
	}
	if _, err := w.Engine.Answer(t.Context(), w.asker, "incident", "similar", nil); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a requester asks: %v", err)
	}
}

func TestTeamAndCategoryAreSuggestedFromWhatWasBefore(t *testing.T) {
	w := open(t)
	hardware := w.Make(w.manager, "category", map[string]any{"name": "Hardware"}).ID()
	if got := w.ask(t, w.agent, "suggest", map[string]any{"title": "vpn"}); len(got) != 0 {
		t.Fatalf("nothing was learnt yet: %v", got)
	}
	for i := range 12 {
		w.report(map[string]any{"title": fmt.Sprint("vpn tunnel drops ", i), "team": w.network})
		w.report(map[string]any{"title": fmt.Sprint("keyboard broken ", i), "team": w.desk, "category": hardware})
	}
	got := w.ask(t, w.agent, "suggest", map[string]any{"title": "My VPN drops"})
	if len(got) == 0 || got[0].Field != "team" || got[0].Value != w.network || got[0].Score < 0.5 || !slices.Contains(got[0].Words, "vpn") {
		t.Fatalf("%v", got)
	}
	got = w.ask(t, w.agent, "suggest", map[string]any{"title": "broken keyboard"})
	if len(got) != 2 || got[0].Value != w.desk || got[1].Value != hardware || got[1].Title != "Hardware" {
		t.Fatalf("%v", got)
	}
}

// The sentence: a workaround that is published is there.
func TestAKnownErrorHelpsInTheIncident(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"title": "Outlook asks for the password again and again"})
	w.Act(w.agent, r, "identify_problem", map[string]any{"title": "Outlook loses its password"})
	p := w.Find(w.agent, "problem", "")
	if len(p) != 1 || problem.Service.Of(p[0]) != w.mail || p[0].Title() != "Outlook loses its password" {
		t.Fatalf("%d problems", len(p))
	}
	if l := w.Find(w.agent, "link", "kind = caused_by"); len(l) != 1 || link.From.Of(l[0]).ID != r.ID() || link.To.Of(l[0]).ID != p[0].ID() {
		t.Fatalf("%d links", len(l))
	}
	w.Refused(w.Try(w.agent, world.ChangeOf(p[0], map[string]any{"published": true})), "workaround", "required")
	again := w.Make(w.agent, "incident", map[string]any{"title": "Password asked again in Outlook", "requester": w.vera})
	w.Change(w.agent, p[0], map[string]any{"workaround": "Start Outlook in safe mode."})
	if got := w.ask(t, w.agent, "known_errors", map[string]any{"about": again.ID()}); len(got) != 0 {
		t.Fatal("not published yet")
	}
	w.Change(w.agent, p[0], map[string]any{"published": true})
	got := w.ask(t, w.agent, "known_errors", map[string]any{"about": again.ID()})
	if len(got) != 1 || got[0].Text != "Start Outlook in safe mode." || got[0].Number != p[0].Number() {
		t.Fatalf("%v", got)
	}
	if got = w.ask(t, w.agent, "known_errors", map[string]any{"service": w.mail}); len(got) != 1 || got[0].Because != "incident.same-service" {
		t.Fatalf("%v", got)
	}
	w.Act(w.agent, again, "caused_by", map[string]any{"problem": p[0].Number()})
	if incident.Priority.Of(again) == 0 || len(w.Find(w.agent, "link", "kind = caused_by")) != 2 {
		t.Fatal("linked")
	}
}
