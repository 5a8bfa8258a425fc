package problem_test

import (
	"slices"
	"testing"
	"time"

	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/problem"
	"steward/test/world"
)

type story struct {
	*world.World
	agent record.Actor
	ada   string
}

func open(t *testing.T) *story {
	w := world.New(t)
	ada := w.Person("Ada", "agent")
	return &story{World: w, ada: ada, agent: w.As(ada)}
}

var path = []string{"new", "prioritized", "analysing", "analysed", "error_control", "fix_verified"}

// at brings a problem into a state.
func (w *story) at(state string) *record.Record {
	p := w.Make(w.agent, "problem", map[string]any{"title": "Disks fail", "root_cause": "A bad batch."})
	if i := slices.Index(path, state); i >= 0 {
		for _, s := range path[1 : i+1] {
			p = w.Change(w.agent, p, map[string]any{"state": s})
		}
		return p
	}
	if state == "closed" {
		return w.Change(w.agent, w.at("fix_verified"), map[string]any{"state": state})
	}
	return w.Change(w.agent, p, map[string]any{"state": state, "review_date": "2026-04-01"})
}

func TestAProblemMovesOnlyAsTheTableSays(t *testing.T) {
	w := open(t)
	table := map[string][]string{
		"new":           {"prioritized", "deferred", "cancelled"},
		"prioritized":   {"analysing", "deferred", "cancelled"},
		"analysing":     {"analysed", "deferred", "cancelled"},
		"analysed":      {"analysing", "error_control", "deferred", "cancelled"},
		"error_control": {"analysing", "fix_verified", "closed", "deferred"},
		"fix_verified":  {"error_control", "closed"},
		"deferred":      {"prioritized", "analysing", "analysed", "error_control", "cancelled"},
	}
	states := append(slices.Clone(path), "closed", "deferred", "cancelled")
	for _, from := range states {
		for _, to := range states {
			if from == to {
				continue
			}
			err := w.Try(w.agent, world.ChangeOf(w.at(from), map[string]any{"state": to, "review_date": "2026-04-01", "acceptance": "risk", "accepted_by": w.ada}))
			if listed := slices.Contains(table[from], to); listed != (err == nil) {
				t.Errorf("%s to %s: %v", from, to, err)
			}
		}
	}
}

func TestAProblemThatIsUnderstoodAndNotResolvedIsAKnownError(t *testing.T) {
	w := open(t)
	p := w.Make(w.agent, "problem", map[string]any{"title": "Disks fail", "workaround": "Spare disks."})
	if problem.KnownError.Of(p) || problem.OpenedBy.Of(p) != w.ada {
		t.Fatal("not understood yet; a problem remembers who opened it")
	}
	if !problem.KnownError.Of(w.at("analysed")) || !problem.KnownError.Of(w.at("error_control")) {
		t.Fatal("understood and not resolved")
	}
	if problem.KnownError.Of(w.at("fix_verified")) {
		t.Fatal("resolved")
	}
	p = w.Change(w.agent, w.Change(w.agent, p, map[string]any{"state": "prioritized"}), map[string]any{"state": "analysing"})
	w.Refused(w.Try(w.agent, world.ChangeOf(p, map[string]any{"state": "analysed"})), "root_cause", "state-asks")
}

func TestPriorityFollowsImpactAndUrgency(t *testing.T) {
	w := open(t)
	p := w.Make(w.agent, "problem", map[string]any{"title": "x", "impact": "high", "urgency": "low"})
	if problem.Priority.Of(p) != 3 {
		t.Fatalf("priority %d", problem.Priority.Of(p))
	}
}

func TestAProblemIsClosedWhenItsIncidentsStoppedOrItWasAccepted(t *testing.T) {
	w := open(t)
	p := w.at("fix_verified")
	incident := w.Make(w.agent, "incident", map[string]any{"title": "Disk"})
	w.Make(w.agent, "link", map[string]any{"from_record": "incident/" + incident.ID(), "kind": "caused_by", "to_record": "problem/" + p.ID()})
	w.Pass(29 * 24 * time.Hour)
	w.Refused(w.Try(w.agent, world.ChangeOf(p, map[string]any{"state": "closed"})), "state", "still-causes")
	w.Pass(24 * time.Hour)
	p = w.Change(w.agent, p, map[string]any{"state": "closed"})
	if !problem.ClosedAt.Of(p).Equal(w.Now()) {
		t.Fatal("the time of closing is kept")
	}
	open := w.at("error_control")
	w.Refused(w.Try(w.agent, world.ChangeOf(open, map[string]any{"state": "closed"})), "acceptance", "not-accepted")
	w.Refused(w.Try(w.agent, world.ChangeOf(open, map[string]any{"acceptance": "cost"})), "accepted_by", "required") // who accepts a problem for good signs for it
	w.Change(w.agent, open, map[string]any{"state": "closed", "acceptance": "cost", "accepted_by": w.ada})
}

func TestADeferredProblemIsLookedAtAgainOnADayThatLiesAhead(t *testing.T) {
	w := open(t)
	p := w.at("prioritized")
	w.Refused(w.Try(w.agent, world.ChangeOf(p, map[string]any{"state": "deferred"})), "review_date", "state-asks")
	w.Refused(w.Try(w.agent, world.ChangeOf(p, map[string]any{"state": "deferred", "review_date": "2026-03-02"})), "review_date", "in-the-past")
	w.Change(w.agent, p, map[string]any{"state": "deferred", "review_date": "2026-03-03"})
}

func TestLinksStandOnceAndFormNoCircle(t *testing.T) {
	w := open(t)
	a, b, c := w.at("new"), w.at("new"), w.at("new")
	link := func(from *record.Record, kind string, to *record.Record) error {
		return w.Try(w.agent, world.Creation("link", map[string]any{"from_record": "problem/" + from.ID(), "kind": kind, "to_record": "problem/" + to.ID()}))
	}
	for _, l := range []error{link(a, "parent", b), link(c, "child", b), link(a, "relates", c)} {
		if l != nil {
			t.Fatal(l)
		}
	}
	// a link stands once, and a link is stored in one direction
	for _, l := range []error{link(b, "child", a), link(c, "relates", a), link(a, "parent", b)} {
		if !fault.Is(l, fault.Duplicate) {
			t.Fatalf("twice: %v", l)
		}
	}
	w.Refused(link(a, "relates", a), "to_record", "link-to-itself") // a record is not linked to itself
	w.Refused(link(c, "parent", a), "to_record", "link-circle")     // parents form no circle
	requester := w.As(w.Person("Rita", "requester"))                // both ends of a link are records that its author sees
	if got := w.Find(w.agent, "link", ""); len(got) != 3 || len(w.Find(w.agent, "link", `from_record = "`+a.ID()+`"`)) < 1 {
		t.Fatalf("%d links", len(got))
	}
	err := w.Try(requester, world.Creation("link", map[string]any{"from_record": "problem/" + a.ID(), "kind": "blocks", "to_record": "problem/" + c.ID()}))
	if !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a requester links: %v", err)
	}
	secret := w.Make(w.As(w.Person("Max", "manager")), "incident", map[string]any{"title": "x", "confidential": true})
	w.Refused(w.Try(w.agent, world.Creation("link", map[string]any{"from_record": "problem/" + a.ID(), "kind": "blocks", "to_record": "incident/" + secret.ID()})), "to_record", "no-such-record")
}
