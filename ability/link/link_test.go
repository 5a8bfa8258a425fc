package link_test

import (
	"testing"

	"steward/ability/link"
	"steward/kernel/engine"
	"steward/kernel/record"
	"steward/test/world"
)

// bench is an agent with three incidents to link.
func bench(t *testing.T) (w *world.World, agent record.Actor, a, b, c string) {
	t.Helper()
	w = world.New(t)
	agent = w.As(w.Person("Ada", "agent"))
	var ids []string
	for _, title := range []string{"A", "B", "C"} {
		ids = append(ids, w.Make(agent, "incident", map[string]any{"title": title}).ID())
	}
	return w, agent, ids[0], ids[1], ids[2]
}

func between(from, kind, to string) map[string]any {
	return map[string]any{"from_record": "incident/" + from, "kind": kind, "to_record": "incident/" + to}
}

func TestALinkIsStoredInOneDirection(t *testing.T) {
	w, agent, a, b, _ := bench(t)
	r := w.Make(agent, "link", between(a, link.ChildOf, b))
	if link.Kind.Of(r) != link.ParentOf || link.From.Of(r).ID != b || link.To.Of(r).ID != a {
		t.Errorf("%v %s %v", link.From.Of(r), link.Kind.Of(r), link.To.Of(r))
	}
	r = w.Make(agent, "link", between(b, link.Relates, a))
	if link.From.Of(r).ID != a {
		t.Errorf("relates from %v", link.From.Of(r))
	}
}

func TestALinkStandsOnce(t *testing.T) {
	w, agent, a, b, _ := bench(t)
	w.Make(agent, "link", between(a, link.ParentOf, b))
	w.Refused(w.Try(agent, world.Creation("link", between(b, link.ChildOf, a))), "pair", "taken")
}

func TestBothEndsOfALinkAreRecordsThatItsAuthorSees(t *testing.T) {
	w, agent, a, _, _ := bench(t)
	hidden := w.Make(w.SystemActor(), "incident", map[string]any{"title": "Told to a few", "confidential": true}).ID()
	for _, end := range []string{hidden, engine.NewID()} {
		w.Refused(w.Try(agent, world.Creation("link", between(a, link.Relates, end))), "to_record", "no-such-record")
		w.Refused(w.Try(agent, world.Creation("link", between(end, link.CausedBy, a))), "from_record", "no-such-record")
	}
}

func TestARecordIsNotLinkedToItself(t *testing.T) {
	w, agent, a, _, _ := bench(t)
	w.Refused(w.Try(agent, world.Creation("link", between(a, link.Blocks, a))), "to_record", "link-to-itself")
}

func TestParentsFormNoCircle(t *testing.T) {
	w, agent, a, b, c := bench(t)
	w.Make(agent, "link", between(a, link.ParentOf, b))
	w.Make(agent, "link", between(b, link.ParentOf, c))
	w.Refused(w.Try(agent, world.Creation("link", between(c, link.ParentOf, a))), "to_record", "link-circle")
	w.Make(agent, "link", between(c, link.Relates, a))
}
