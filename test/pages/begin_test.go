package pages_test

import (
	"context"
	"strings"
	"testing"
)

// The queue gives whoever presses its button what comes next, and says so when nothing does.
func TestTheQueueGivesWhatComesNext(t *testing.T) {
	s, root := start(t)
	ctx, system := context.Background(), s.Engine.SystemActor("test")
	id, b := person(t, s, root, "Mei Tanaka", "agent")
	team, err := s.Engine.CreateOne(ctx, system, "team", map[string]any{"name": "Desk"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Engine.CreateOne(ctx, system, "membership", map[string]any{"team": team.ID(), "person": id}); err != nil {
		t.Fatal(err)
	}
	incident(t, s, map[string]any{"title": "Somebody else's"})
	first := incident(t, s, map[string]any{"title": "No mail", "team": team.ID()})
	b.get("/queue")
	b.submit(b.form("/begin/incidents/take_next"))
	if !strings.HasSuffix(b.at.Path, first) || !strings.Contains(b.text(), "No mail") {
		t.Fatalf("at %s", b.at)
	}
	row, err := s.Engine.System("test").Get(ctx, "incident", first)
	if err != nil || row.Named("assignee").Text() != id || row.State() != "in_progress" {
		t.Fatalf("%s by %q (%v)", row.State(), row.Named("assignee").Text(), err)
	}
	b.get("/queue")
	b.submit(b.form("/begin/incidents/take_next"))
	if b.at.Path != "/queue" || !strings.Contains(b.everything(), "Nothing waits in your teams.") {
		t.Fatalf("at %s: %s", b.at, b.everything())
	}
}
