package oncall_test

import (
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/oncall"
	"steward/test/world"
)

type story struct {
	*world.World
	t                      *testing.T
	ada, ben, cleo         string
	desk, network          string
	agent, second, manager record.Actor
}

func open(t *testing.T) *story {
	w := &story{World: world.New(t), t: t}
	w.ada, w.ben, w.cleo = w.Person("Ada", "agent"), w.Person("Ben", "agent"), w.Person("Cleo", "agent")
	w.desk, w.network = w.Team("Desk", w.ada, w.ben), w.Team("Network", w.ada, w.cleo)
	w.agent, w.second, w.manager = w.As(w.ada), w.As(w.ben), w.As(w.Person("Max", "manager"))
	return w
}

func (w *story) work(team, assignee string) *record.Record {
	return w.Make(w.manager, "incident", map[string]any{"title": "No mail", "team": team, "assignee": assignee})
}

func (w *story) days(n int) {
	w.t.Helper()
	w.Pass(time.Duration(n) * 24 * time.Hour)
	if _, err := w.Runner().Drain(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *story) away(from, until int, more map[string]any) *record.Record {
	all := map[string]any{"from_at": w.Now().Add(time.Duration(from) * 24 * time.Hour).Format(time.RFC3339), "until_at": w.Now().Add(time.Duration(until) * 24 * time.Hour).Format(time.RFC3339)}
	for k, v := range more {
		all[k] = v
	}
	return w.Make(w.agent, "absence", all)
}

// The sentence: who reports an absence for nobody else is away.
// The sentence: an absence begins and ends by itself.
// The sentence: open work of whoever is away goes to the substitute, else back to the team.
// The sentence: team and assignee belong together, and work for somebody who is away goes to who stands in, else to the team.
func TestWorkOfWhoeverIsAwayGoesToTheSubstituteElseBackToTheTeam(t *testing.T) {
	w := open(t)
	desk, network := w.work(w.desk, w.ada), w.work(w.network, w.ada)
	absence := w.away(1, 3, map[string]any{"substitute": w.ben})
	if oncall.Person.Of(absence) != w.ada || absence.State() != "planned" {
		t.Fatal("Ada is away, from tomorrow")
	}
	if early := w.work(w.desk, w.ada); assignment.Assignee.Of(early) != w.ada {
		t.Fatal("she is still there")
	}
	w.days(1)
	if w.Look(absence).State() != "current" {
		t.Fatal("began by itself")
	}
	if r := w.Look(desk); assignment.Assignee.Of(r) != w.ben || assignment.InsteadOf.Of(r) != w.ada || assignment.Team.Of(r) != w.desk {
		t.Fatal("Ben stands in at the desk")
	}
	if r := w.Look(network); assignment.Assignee.Of(r) != "" || assignment.InsteadOf.Of(r) != w.ada || assignment.Team.Of(r) != w.network {
		t.Fatal("Ben is not of the network team: it goes back to the team")
	}
	if r := w.work(w.desk, w.ada); assignment.Assignee.Of(r) != w.ben || assignment.InsteadOf.Of(r) != w.ada {
		t.Fatal("new work too")
	}
	own := w.Make(w.agent, "incident", map[string]any{"title": "x", "assignee": w.ada})
	if assignment.Assignee.Of(own) != w.ada {
		t.Fatal("who takes work themselves is there")
	}
	w.days(2)
	if w.Look(absence).State() != "over" {
		t.Fatal("ended by itself")
	}
	if r := w.Change(w.manager, desk, map[string]any{"assignee": w.ada}); assignment.Assignee.Of(r) != w.ada || assignment.InsteadOf.Of(r) != "" {
		t.Fatal("she is back")
	}
}

// The sentence: an absence ends after it begins, and ahead.
func TestNobodyStandsInForThemselves(t *testing.T) {
	w := open(t)
	at := func(days int) string { return w.Now().Add(time.Duration(days) * 24 * time.Hour).Format(time.RFC3339) }
	w.Refused(w.Try(w.agent, world.Creation("absence", map[string]any{"from_at": at(1), "until_at": at(2), "substitute": w.ada})), "substitute", "not-oneself")
	w.Refused(w.Try(w.agent, world.Creation("absence", map[string]any{"from_at": at(2), "until_at": at(1)})), "until_at", "ends-before-it-begins")
	w.Refused(w.Try(w.agent, world.Creation("absence", map[string]any{"from_at": at(-2), "until_at": at(-1)})), "until_at", "in-the-past")
	if err := w.Try(w.agent, world.Creation("absence", map[string]any{"person": w.ben, "from_at": at(1), "until_at": at(2)})); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("for somebody else: %v", err)
	}
}

// The sentence: whoever writes a hand-over gives it.
// The sentence: a hand-over holds the open work of the giver, or of the whole team.
// The sentence: who confirms a hand-over, and when, is kept.
// The sentence: a hand-over is confirmed by whoever receives it, or by one of the team.
// The sentence: work that a hand-over passes on is then done by whoever confirmed it.
func TestAShiftIsHandedOverAndConfirmed(t *testing.T) {
	w := open(t)
	mine, other := w.work(w.desk, w.ada), w.work(w.desk, "")
	h := w.Make(w.agent, "shift_handover", map[string]any{"team": w.desk, "receiver": w.ben, "note": "The mail queue grows.", "passes_on": true})
	if oncall.Giver.Of(h) != w.ada || len(oncall.Work.Of(h)) != 1 || oncall.Work.Of(h)[0] != mine.ID() {
		t.Fatalf("holds %d", len(oncall.Work.Of(h)))
	}
	w.Refused(w.Try(w.agent, world.ChangeOf(h, map[string]any{"state": "confirmed"})), "state", "not-the-receiver")
	w.Pass(time.Hour)
	h = w.Change(w.second, h, map[string]any{"state": "confirmed"})
	if oncall.ConfirmedBy.Of(h) != w.ben || !oncall.ConfirmedAt.Of(h).Equal(w.Now()) || assignment.Assignee.Of(w.Look(mine)) != w.ben {
		t.Fatal("Ben took it over")
	}
	team := w.Make(w.agent, "shift_handover", map[string]any{"team": w.desk, "scope": "team", "note": "All quiet."})
	if got := oncall.Work.Of(team); len(got) != 2 {
		t.Fatalf("the team's hand-over holds %d", len(got))
	}
	w.Refused(w.Try(w.As(w.cleo), world.ChangeOf(team, map[string]any{"state": "confirmed"})), "state", "not-the-receiver")
	w.Change(w.second, team, map[string]any{"state": "confirmed"})
	if assignment.Assignee.Of(w.Look(other)) != "" {
		t.Fatal("a note of the team passes nothing on")
	}
}

func TestNobodyHandsOverToThemselves(t *testing.T) {
	w := open(t)
	w.Refused(w.Try(w.agent, world.Creation("shift_handover", map[string]any{"note": "x", "team": w.desk, "receiver": w.ada})), "receiver", "not-oneself")
}
