package effort_test

import (
	"testing"

	"steward/kernel/page"
	"steward/test/world"
)

func TestTimeIsWrittenDownBesideTheTicket(t *testing.T) {
	w := world.New(t)
	agent := w.As(w.Person("Ada", "agent"))
	r := w.Make(agent, "incident", map[string]any{"title": "No mail"})
	panel := func() page.Section { return w.Panels(agent, w.Look(r))["time"][0].(page.Section) }
	form := panel().Blocks[0].(page.Form)
	w.Act(agent, r, form.Action, map[string]any{"minutes": "25", "note": "Looked at the queue"})
	s := panel()
	items := s.Blocks[0].(page.Items).Items
	if len(items) != 1 || items[0].Note != "Looked at the queue" || s.Note == "" || s.More == nil {
		t.Fatalf("%q: %+v", s.Note, items)
	}
}
