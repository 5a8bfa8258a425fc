package servicedesk_test

import (
	"strings"
	"testing"

	"steward/kernel/page"
	"steward/test/world"
)

func TestAQuestionStandsFirstAndIsAnsweredWhereItStands(t *testing.T) {
	w := world.New(t)
	ada, rita := w.Person("Ada", "agent"), w.Person("Rita", "requester")
	w.Team("Desk", ada)
	agent, asker := w.As(ada), w.As(rita)
	w.Make(asker, "incident", map[string]any{"title": "Newer, nothing asked"})
	r := w.Make(asker, "incident", map[string]any{"title": "No mail"})
	w.Make(asker, "incident", map[string]any{"title": "Newest"})
	r = w.Change(agent, r, map[string]any{"assignee": ada, "state": "in_progress"})
	w.Act(agent, r, "reply", map[string]any{"body": "Since when?"})
	w.Change(agent, w.Look(r), map[string]any{"state": "pending", "pending_reason": "customer"})
	first := own(w.Page(asker, "help", nil))[0]
	if first.Title != "No mail" || first.Quote != "Since when?" || first.Ask == nil || first.Ask.Action != "reply" {
		t.Fatalf("%+v", first)
	}
	w.Act(asker, w.Look(r), first.Ask.Action, map[string]any{first.Ask.Fields[0]: "Since noon."})
	if state := w.Look(r).State(); state == "pending" {
		t.Errorf("the answer leaves it %s", state)
	}
}

func TestWhatIsResolvedIsConfirmedOrComesBack(t *testing.T) {
	w := world.New(t)
	ada, rita := w.Person("Ada", "agent"), w.Person("Rita", "requester")
	w.Team("Desk", ada)
	mail := w.Make(w.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	r := w.Make(w.As(rita), "incident", map[string]any{"title": "No mail"})
	w.Change(w.As(ada), r, map[string]any{"service": mail, "state": "resolved", "resolution_code": "fixed", "resolution": "Started again."})
	item := own(w.Page(w.As(rita), "help", nil))[0]
	if len(item.Do) != 2 || item.Do[0].Action != "confirm" || !strings.Contains(item.Note, "Started again.") {
		t.Fatalf("%+v", item)
	}
	if state := w.Act(w.As(rita), w.Look(r), item.Do[0].Action, nil).State(); state != "closed" {
		t.Errorf("confirmed, it is %s", state)
	}
}

func TestAPublishedWorkaroundIsToldToThoseWhoAsk(t *testing.T) {
	w := world.New(t)
	rita := w.As(w.Person("Rita", "requester"))
	p := w.Make(w.SystemActor(), "problem", map[string]any{"title": "VPN drops", "workaround": "Use client 5.2."})
	if n := count[page.Notice](w.Page(rita, "help", nil)); n != 0 {
		t.Errorf("%d notices before it is published", n)
	}
	w.Change(w.SystemActor(), p, map[string]any{"published": true})
	if n := count[page.Notice](w.Page(rita, "help", nil)); n != 1 {
		t.Errorf("%d notices", n)
	}
	if seen := w.Find(rita, "problem", ""); len(seen) != 1 || !seen[0].Named("root_cause").IsEmpty() || !seen[0].Named("description").IsEmpty() {
		t.Error("more than the workaround is read")
	}
}

func TestWhoOnlyAsksLandsOnHelpAndAManagerOnTheCockpit(t *testing.T) {
	w := world.New(t)
	for role, path := range map[string]string{"requester": "help", "manager": "cockpit"} {
		if home, ok := w.Pages.Home(w.As(w.Person(role, role))); !ok || home.Path != path {
			t.Errorf("a %s lands on %q", role, home.Path)
		}
	}
	if home, ok := w.Pages.Home(w.As(w.Person("Ada", "agent", "requester"))); ok {
		t.Errorf("an agent lands on %q, not on the queue", home.Path)
	}
}

func TestTheInboxTellsWhatCameUntilItIsSeen(t *testing.T) {
	w := world.New(t)
	ada, ben := w.Person("Ada", "agent"), w.Person("Ben", "agent")
	w.Team("Desk", ada, ben)
	r := w.Make(w.As(ben), "incident", map[string]any{"title": "No mail"})
	w.Change(w.As(ben), r, map[string]any{"assignee": ada})
	agent := w.As(ada)
	inbox, _ := w.Pages.Page(agent, "inbox")
	if n, err := inbox.Waiting(t.Context(), w.Reads(agent)); err != nil || n != 1 {
		t.Fatalf("%d wait (%v)", n, err)
	}
	items := first(w.Page(agent, "inbox", nil))
	if len(items) != 1 || !items[0].Unread || items[0].Title != "No mail" || items[0].Do[0].Action != "mark_read" {
		t.Fatalf("%+v", items)
	}
	if _, err := w.Engine.ActOn(t.Context(), agent, items[0].Do[0].Type, items[0].Do[0].Record, "mark_read", nil); err != nil {
		t.Fatal(err)
	}
	if items := first(w.Page(agent, "inbox", nil)); len(items) != 0 {
		t.Errorf("%d are new still", len(items))
	}
}

// first gives the items of the first section.
func first(blocks page.Blocks) []page.Item {
	for _, b := range blocks {
		if s, ok := b.(page.Section); ok {
			return s.Blocks[0].(page.Items).Items
		}
	}
	return nil
}

// own gives the own requests of the help page: its last section.
func own(blocks page.Blocks) []page.Item {
	return blocks[len(blocks)-1].(page.Section).Blocks[0].(page.Items).Items
}

func count[B page.Block](blocks page.Blocks) int {
	n := 0
	for _, b := range blocks {
		if _, ok := b.(B); ok {
			n++
		}
	}
	return n
}
