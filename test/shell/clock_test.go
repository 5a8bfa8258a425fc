package shell

import (
	"strings"
	"testing"

	"steward/app"
	"steward/kernel/store"
)

// Why a clock stands where it stands is told in the shell as on the page; a replay mends what stands
// elsewhere than its events say, once.
func TestTheShellSaysWhyAndReplays(t *testing.T) {
	h := house{t, store.Config{Folder: t.TempDir()}}
	var number string
	h.inside(func(s *app.System) {
		a, ctx := s.Engine.SystemActor("cli"), h.Context()
		r := h.one(s.Engine.CreateOne(ctx, a, "incident", map[string]any{"title": "No mail", "impact": "medium"}))
		number = r.Number()
		rows, err := s.Engine.System("test").Find(ctx, "calendar", `name = "Office hours"`, 1)
		if err != nil {
			h.Fatal(err)
		}
		h.one(s.Engine.ChangeOne(ctx, a, "calendar", rows[0].ID(), 0, map[string]any{"monday": "10:00-11:00", "tuesday": "10:00-11:00", "wednesday": "10:00-11:00", "thursday": "10:00-11:00", "friday": "10:00-11:00"}))
	})
	why := h.run(0, "clock", "why", number)
	for _, want := range []string{number, "Resolution", "Office hours", "24h0m0s"} {
		if !strings.Contains(why, want) {
			t.Errorf("%q is missing in\n%s", want, why)
		}
	}
	if what := h.run(0, "clock", "why", number, "--within", "2h"); what == why {
		t.Error("another promise makes no difference")
	}
	if what := h.run(0, "clock", "why", number, "--calendar", "24x7"); !strings.Contains(what, "(24x7)") {
		t.Errorf("around the clock:\n%s", what)
	}
	if out := h.run(0, "clock", "why", number, "--json"); !strings.Contains(out, `"block": "table"`) {
		t.Errorf("as JSON:\n%s", out)
	}
	if out := h.run(0, "clock", "replay"); !strings.HasPrefix(out, "2 clocks replayed") || !strings.Contains(out, "2 stood elsewhere") {
		t.Errorf("the first replay says %q", out)
	}
	if out := h.run(0, "clock", "replay", "--all"); !strings.Contains(out, "0 stood elsewhere") {
		t.Errorf("the second replay says %q", out)
	}
	h.run(1, "clock", "why", "INC0009999")
}
