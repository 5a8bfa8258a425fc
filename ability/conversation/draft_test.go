package conversation_test

import (
	"testing"

	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/test/world"
)

// A draft is named by its first words; it is the writer's, and read by who works on its subject.
func TestADraftIsReadByThoseWhoWorkOnItsSubject(t *testing.T) {
	w := world.New(t)
	ada, mei := w.As(w.Person("Ada", "agent")), w.As(w.Person("Mei", "agent"))
	asks := w.As(w.Person("Nadia", "requester"))
	r := w.Make(ada, "incident", map[string]any{"title": "No mail", "requester": asks.Person})
	d := w.Make(ada, "draft", map[string]any{"subject": map[string]any{"type": "incident", "id": r.ID()}, "writer": ada.Person, "body": " Have \n a look "})
	if d.Title() != "Have a look" {
		t.Errorf("named %q", d.Title())
	}
	if seen := w.Find(mei, "draft", ""); len(seen) != 1 || seen[0].ID() != d.ID() {
		t.Errorf("a colleague sees %d drafts", len(seen))
	}
	if seen := w.Find(asks, "draft", ""); len(seen) != 0 {
		t.Errorf("who asked sees %d drafts", len(seen))
	}
	if err := w.Try(mei, engine.Command{Do: engine.Remove, Type: "draft", ID: d.ID()}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a colleague removes it: %v", err)
	}
}
