package conversation_test

import (
	"strings"
	"testing"

	"steward/test/world"
)

func TestAMessageIsNamedByItsFirstWords(t *testing.T) {
	w := world.New(t)
	agent := w.As(w.Person("Ada", "agent"))
	r := w.Make(agent, "incident", map[string]any{"title": "No mail"})
	w.Act(agent, r, "note", map[string]any{"body": "  Looked \n\n at it. "})
	w.Act(agent, r, "note", map[string]any{"body": strings.Repeat("word ", 100)})
	said := w.Find(w.SystemActor(), "message", "")
	if len(said) != 2 || said[0].Title() != "Looked at it." || len([]rune(said[1].Title())) != 120 || !strings.HasSuffix(said[1].Title(), "…") {
		t.Fatalf("%d messages, %q, %q", len(said), said[0].Title(), said[1].Title())
	}
}
