package conversation_test

import (
	"slices"
	"testing"

	"steward/kernel/record"
	"steward/test/world"
)

// told lists the people who got a notice of a kind about a record.
func told(w *world.World, kind string, r *record.Record) []string {
	var out []string
	for _, n := range w.Find(w.SystemActor(), "notice", `kind = `+kind+` and subject = "`+r.ID()+`"`) {
		out = append(out, n.Named("person").Text())
	}
	slices.Sort(out)
	return out
}

func sorted(ids ...string) []string {
	slices.Sort(ids)
	return ids
}

func TestWhoIsNamedInAWordHearsOfItOnce(t *testing.T) {
	w := world.New(t)
	ada, ben, mei, meike := w.Person("Ada Lind", "agent"), w.Person("Ben", "agent"), w.Person("Mei", "agent"), w.Person("Meike Ost", "agent")
	w.Team("Desk", ada, ben)
	w.Team("Network Core", mei)
	r := w.Make(w.As(ada), "incident", map[string]any{"title": "No mail", "assignee": ben})
	w.Act(w.As(ada), r, "note", map[string]any{"body": "@Ben and (@meike ost): seen before? Write to ada@Mei or @Ada Lind, @Meikel."})
	if got := told(w, "mentioned", r); !slices.Equal(got, sorted(ben, meike)) {
		t.Fatalf("told %v: the longest name counts, an address is none, nobody tells themselves", got)
	}
	if got := told(w, "answered", r); len(got) != 0 {
		t.Fatalf("who works on it is told twice: %v", got)
	}
	w.Act(w.As(ada), r, "note", map[string]any{"body": "@Network Core please."})
	if got := told(w, "mentioned", r); !slices.Contains(got, mei) {
		t.Fatalf("a team that is named: %v", got)
	}
	m := w.Find(w.As(mei), "message", "mentions has me")
	if len(m) != 1 || m[0].Named("body").Text() != "@Network Core please." {
		t.Fatalf("%d words name Mei", len(m))
	}
}

func TestAMentionNeverShowsWhatSomebodyMayNotRead(t *testing.T) {
	w := world.New(t)
	ada, ben, cleo := w.Person("Ada", "agent"), w.Person("Ben", "agent"), w.Person("Cleo", "agent")
	rita := w.Person("Rita", "requester")
	desk := w.Team("Desk", ada, ben)
	r := w.Make(w.As(ada), "incident", map[string]any{"title": "Salary list is open to all", "requester": rita, "confidential": true, "team": desk})
	w.Act(w.As(ada), r, "note", map[string]any{"body": "@Rita @Cleo @Ben not yet told"})
	if got := told(w, "mentioned", r); !slices.Equal(got, []string{ben}) {
		t.Fatalf("told %v: a note stays among staff, a confidential one among its team", got)
	}
	var names []string
	for _, f := range ask(t, w, w.As(ada), "mentionable", r, "internal", "") {
		names = append(names, f.Title)
	}
	if !slices.Contains(names, "Ben") || slices.Contains(names, "Cleo") || slices.Contains(names, "Rita") {
		t.Fatalf("offered %v", names)
	}
	w.Act(w.As(ada), r, "reply", map[string]any{"body": "@Rita we look into it."})
	if got := told(w, "mentioned", r); !slices.Contains(got, rita) {
		t.Fatalf("who asked may be named in an answer: %v", got)
	}
	w.Act(w.As(rita), r, "reply", map[string]any{"body": "Thank you @Cleo"})
	if got := told(w, "mentioned", r); slices.Contains(got, cleo) {
		t.Fatal("who asks names nobody")
	}
}

func TestNamesakesAreOfferedByTheirAddress(t *testing.T) {
	w := world.New(t)
	ada := w.Person("Ada", "agent")
	for _, mail := range []string{"t.one@example.org", "t.two@example.org"} {
		w.Make(w.SystemActor(), "person", map[string]any{"name": "Tom Berg", "email": mail, "roles": []string{w.Role("agent")}})
	}
	r := w.Make(w.As(ada), "incident", map[string]any{"title": "No mail"})
	found := ask(t, w, w.As(ada), "mentionable", r, "internal", "tom")
	if len(found) != 2 || found[0].Text == found[1].Text || found[0].Text == "@Tom Berg" {
		t.Fatalf("%+v", found)
	}
	w.Act(w.As(ada), r, "note", map[string]any{"body": found[0].Text + " please look"})
	if got := told(w, "mentioned", r); !slices.Equal(got, []string{found[0].Subject.ID}) {
		t.Fatalf("told %v", got)
	}
}
