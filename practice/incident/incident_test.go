package incident_test

import (
	"slices"
	"testing"
	"time"

	"steward/ability/assignment"
	"steward/ability/conversation"
	"steward/ability/watch"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/test/world"
)

// desk is a service desk with its people and one service.
type desk struct {
	*world.World
	ada, ben, cleo, rita, vera   string // ada and ben at the desk, cleo at the network, rita and vera ask
	desk, network, mail          string
	agent, other, manager, asker record.Actor
}

func open(t *testing.T) *desk {
	t.Helper()
	w := &desk{World: world.New(t)}
	w.ada, w.ben, w.cleo = w.Person("Ada", "agent"), w.Person("Ben", "agent"), w.Person("Cleo", "agent")
	w.rita = w.Person("Rita", "requester")
	w.vera = w.Make(w.SystemActor(), "person", map[string]any{"name": "Vera", "vip": true, "roles": []string{w.Role("requester")}}).ID()
	w.desk, w.network = w.Team("Desk", w.ada, w.ben), w.Team("Network", w.cleo)
	w.mail = w.Make(w.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	w.agent, w.other, w.asker = w.As(w.ada), w.As(w.cleo), w.As(w.rita)
	w.manager = w.As(w.Person("Max", "manager"))
	return w
}

// day runs the jobs that are due after some days.
func (w *desk) days(t *testing.T, n int) {
	t.Helper()
	w.Pass(time.Duration(n) * 24 * time.Hour)
	if _, err := w.Runner().Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (w *desk) report(values map[string]any) *record.Record {
	all := map[string]any{"title": "No mail", "requester": w.rita, "service": w.mail}
	for k, v := range values {
		all[k] = v
	}
	return w.Make(w.agent, "incident", all)
}

var solved = map[string]any{"state": "resolved", "resolution_code": "fixed", "resolution": "The mail server was started again."}

// at brings an incident into a state by listed moves.
func (w *desk) at(state string) *record.Record {
	r := w.report(nil)
	switch state {
	case "new":
	case "assigned":
		r = w.Change(w.agent, r, map[string]any{"assignee": w.ada})
	case "pending":
		r = w.Change(w.agent, r, map[string]any{"state": "pending", "pending_reason": "customer"})
	case "resolved":
		r = w.Change(w.agent, r, solved)
	case "closed":
		r = w.Change(w.agent, w.Change(w.agent, r, solved), map[string]any{"state": "closed"})
	case "merged":
		r = w.Change(w.agent, r, map[string]any{"state": "merged", "merged_into": w.report(nil).ID()})
	default:
		r = w.Change(w.agent, r, map[string]any{"state": state})
	}
	return r
}

func TestAnIncidentMovesOnlyAsTheTableSays(t *testing.T) {
	w := open(t)
	states := []string{"new", "assigned", "in_progress", "pending", "resolved", "closed", "cancelled", "merged"}
	table := map[string][]string{
		"new":         {"assigned", "in_progress", "pending", "resolved", "cancelled", "merged"},
		"assigned":    {"in_progress", "pending", "resolved", "cancelled", "merged"},
		"in_progress": {"assigned", "pending", "resolved", "cancelled", "merged"},
		"pending":     {"assigned", "in_progress", "resolved", "cancelled", "merged"},
		"resolved":    {"in_progress", "closed"},
		"cancelled":   {"in_progress"},
		"merged":      {"new", "assigned", "in_progress", "pending"}, // a merge is undone
	}
	survivor := w.report(nil)
	for _, from := range states {
		for _, to := range states {
			if from == to {
				continue
			}
			r := w.at(from)
			err := w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": to, "pending_reason": "customer", "resolution_code": "fixed",
				"resolution": "Started again.", "merged_into": survivor.ID()}))
			if slices.Contains(table[from], to) {
				if err != nil {
					t.Errorf("%s to %s is refused: %v", from, to, err)
				}
				continue
			}
			if err == nil {
				t.Errorf("%s to %s is not listed and was done", from, to)
				continue
			}
			w.Refused(err, "state", "no-such-move")
		}
	}
}

func TestReassigningAndWaitingForAnotherReasonMoveNothing(t *testing.T) {
	w := open(t)
	r := w.Change(w.agent, w.at("assigned"), map[string]any{"assignee": w.ben})
	if r.State() != "assigned" || assignment.Assignee.Of(r) != w.ben {
		t.Fatal("an assigned incident goes to another person and stays assigned")
	}
	r = w.Change(w.agent, w.at("pending"), map[string]any{"pending_reason": "supplier"})
	if r.State() != "pending" || incident.PendingReason.Of(r) != "supplier" {
		t.Fatal("a pending incident waits for another reason")
	}
}

func TestAssigningSomebodyTakesTheRecordOutOfTheNewOnes(t *testing.T) {
	w := open(t)
	r := w.Change(w.agent, w.report(nil), map[string]any{"team": w.desk})
	if r.State() != "new" {
		t.Fatal("a team alone does not assign")
	}
	if r = w.Change(w.agent, r, map[string]any{"assignee": w.ada}); r.State() != "assigned" {
		t.Fatalf("state %q", r.State())
	}
	if r := w.report(map[string]any{"assignee": w.ada}); r.State() != "assigned" {
		t.Fatalf("made with an assignee: %q", r.State())
	}
	if r := w.Change(w.agent, w.report(nil), map[string]any{"assignee": w.ada, "state": "in_progress"}); r.State() != "in_progress" {
		t.Fatalf("taken and begun at once: %q", r.State())
	}
}

func TestTeamAndAssigneeBelongTogether(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"assignee": w.cleo})
	if assignment.Team.Of(r) != w.network {
		t.Fatal("the team follows the assignee")
	}
	r = w.Change(w.agent, r, map[string]any{"team": w.desk})
	if assignment.Assignee.Of(r) != "" {
		t.Fatal("a team of which the assignee is no member takes them away")
	}
	r = w.Change(w.agent, r, map[string]any{"assignee": w.ada})
	r = w.Change(w.agent, r, map[string]any{"assignee": w.cleo})
	if assignment.Team.Of(r) != w.network {
		t.Fatal("the team follows the new assignee")
	}
}

func TestTheAssigneeIsAMemberOfTheTeam(t *testing.T) {
	w := open(t)
	err := w.Try(w.agent, world.ChangeOf(w.report(nil), map[string]any{"team": w.desk, "assignee": w.cleo}))
	w.Refused(err, "assignee", "not-a-member")
	err = w.Try(w.agent, world.ChangeOf(w.report(map[string]any{"team": w.desk}), map[string]any{"assignee": w.rita}))
	w.Refused(err, "assignee", "not-a-member")
}

func TestEveryChangeOfTheTeamAfterTheFirstAssignmentIsCounted(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	for i, step := range []struct {
		team string
		want int64
	}{{w.desk, 0}, {w.network, 1}, {w.desk, 2}, {"", 3}, {w.network, 3}} {
		if r = w.Change(w.agent, r, map[string]any{"team": step.team}); assignment.Moves.Of(r) != step.want {
			t.Fatalf("step %d: %d moves, not %d", i, assignment.Moves.Of(r), step.want)
		}
	}
}

func TestPriorityFollowsImpactAndUrgencyUnlessSomebodyOverridesIt(t *testing.T) {
	w := open(t)
	want := map[string]int64{"high high": 1, "high medium": 2, "high low": 3, "medium high": 2, "medium medium": 3, "medium low": 4, "low high": 3, "low medium": 4, "low low": 5}
	for _, impact := range []string{"high", "medium", "low"} {
		for _, urgency := range []string{"high", "medium", "low"} {
			if r := w.report(map[string]any{"impact": impact, "urgency": urgency}); incident.Priority.Of(r) != want[impact+" "+urgency] {
				t.Errorf("%s x %s is %d", impact, urgency, incident.Priority.Of(r))
			}
		}
	}
	w.Refused(w.Try(w.agent, world.Creation("incident", map[string]any{"title": "x", "priority": "1"})), "priority", "computed")
	r := w.report(map[string]any{"priority_override": "1", "priority_reason": "The board meets at ten."})
	if incident.Priority.Of(r) != 1 {
		t.Fatalf("overridden: %d", incident.Priority.Of(r))
	}
	if r = w.Change(w.agent, r, map[string]any{"priority_override": ""}); incident.Priority.Of(r) != 4 {
		t.Fatalf("no longer overridden: %d", incident.Priority.Of(r))
	}
}

func TestOverridingThePriorityNeedsAReason(t *testing.T) {
	w := open(t)
	w.Refused(w.Try(w.agent, world.ChangeOf(w.report(nil), map[string]any{"priority_override": "1"})), "priority_reason", "needs-reason")
}

func TestAVIPRaisesTheUrgencyByOneStepNeverTheImpact(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"requester": w.vera, "urgency": "low", "impact": "low"})
	if incident.Urgency.Of(r) != "medium" || incident.Impact.Of(r) != "low" {
		t.Fatalf("urgency %q impact %q", incident.Urgency.Of(r), incident.Impact.Of(r))
	}
	if r = w.Change(w.agent, r, map[string]any{"urgency": "low"}); incident.Urgency.Of(r) != "low" {
		t.Fatal("an agent may lower it again")
	}
	if r = w.Change(w.agent, w.report(nil), map[string]any{"requester": w.vera}); incident.Urgency.Of(r) != "high" {
		t.Fatal("naming a VIP later raises it too")
	}
}

func TestWhoReportsForNobodyElseIsTheRequester(t *testing.T) {
	w := open(t)
	r := w.Make(w.asker, "incident", map[string]any{"title": "No mail"})
	whole := w.Look(r)
	if incident.Requester.Of(whole) != w.rita || incident.OpenedBy.Of(whole) != w.rita || incident.Channel.Of(whole) != "page" {
		t.Fatalf("requester %q opened by %q channel %q", incident.Requester.Of(whole), incident.OpenedBy.Of(whole), incident.Channel.Of(whole))
	}
	err := w.Try(w.asker, world.Creation("incident", map[string]any{"title": "x", "requester": w.vera}))
	if !fault.Is(err, fault.Forbidden) {
		t.Fatalf("asks for somebody else: %v", err)
	}
	err = w.Try(w.asker, world.Creation("incident", map[string]any{"title": "x", "impact": "high"}))
	w.Refused(err, "impact", "field-forbidden")
}

// The sentence: an incident is opened when it is recorded, unless an earlier time is given.
// The sentence: an incident is not opened after it is recorded.
func TestAnIncidentRemembersWhoOpenedItWhenAndByWhichChannel(t *testing.T) {
	w := open(t)
	called := w.Now().Add(-10 * time.Minute)
	r := w.report(map[string]any{"channel": "phone", "opened_at": called.Format(time.RFC3339)})
	if incident.OpenedBy.Of(r) != w.ada || incident.Channel.Of(r) != "phone" || !incident.OpenedAt.Of(r).Equal(called) {
		t.Fatalf("opened by %q by %q at %v", incident.OpenedBy.Of(r), incident.Channel.Of(r), incident.OpenedAt.Of(r))
	}
	if r := w.report(nil); !incident.OpenedAt.Of(r).Equal(w.Now()) {
		t.Fatal("opened when recorded")
	}
	err := w.Try(w.agent, world.Creation("incident", map[string]any{"title": "x", "opened_at": w.Now().Add(time.Hour).Format(time.RFC3339)}))
	w.Refused(err, "opened_at", "in-the-future")
}

func TestASubcategoryBelongsToTheCategory(t *testing.T) {
	w := open(t)
	hardware := w.Make(w.manager, "category", map[string]any{"name": "Hardware"})
	software := w.Make(w.manager, "category", map[string]any{"name": "Software"})
	printer := w.Make(w.manager, "category", map[string]any{"name": "Printer", "parent": hardware.ID()})
	w.report(map[string]any{"category": hardware.ID(), "subcategory": printer.ID()})
	err := w.Try(w.agent, world.Creation("incident", map[string]any{"title": "x", "category": software.ID(), "subcategory": printer.ID()}))
	w.Refused(err, "subcategory", "not-of-category")
	// categories have two levels
	w.Refused(w.Try(w.manager, world.Creation("category", map[string]any{"name": "Ink", "parent": printer.ID()})), "parent", "two-levels")
	w.Refused(w.Try(w.manager, world.ChangeOf(hardware, map[string]any{"parent": software.ID()})), "parent", "two-levels")
	w.Refused(w.Try(w.manager, world.ChangeOf(software, map[string]any{"parent": software.ID()})), "parent", "two-levels")
}

// The sentence: waiting for a date needs the date, and it lies ahead.
func TestWaitingNeedsAReasonAndForADateTheDate(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "pending"})), "pending_reason", "state-asks")
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "pending", "pending_reason": "date"})), "pending_until", "required")
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "pending", "pending_reason": "date", "pending_until": w.Now().Format(time.RFC3339)})), "pending_until", "in-the-past")
	r = w.Change(w.agent, r, map[string]any{"state": "pending", "pending_reason": "date", "pending_until": w.Now().Add(48 * time.Hour).Format(time.RFC3339)})
	r = w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	if _, until := incident.PendingUntil.Get(r); incident.PendingReason.Of(r) != "" || until {
		t.Fatal("a reason to wait stands only while the incident waits")
	}
}

// The sentence: the cause is a service or a configuration item.
// The sentence: what was solved names its cause.
func TestResolvingNeedsCodeTextAndCause(t *testing.T) {
	w := open(t)
	r := w.Make(w.agent, "incident", map[string]any{"title": "No mail"})
	err := w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "resolved"}))
	for _, field := range []string{"resolution_code", "resolution", "cause"} {
		w.Refused(err, field, "state-asks")
	}
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"cause": "person/" + w.rita})), "cause", "not-a-cause")
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"cause": "service/" + engine.NewID()})), "cause", "no-such-record")
	w.Pass(time.Hour)
	r = w.Change(w.agent, w.report(nil), solved)
	if incident.Cause.Of(r) != (record.Subject{Type: "service", ID: w.mail}) || !incident.ResolvedAt.Of(r).Equal(w.Now()) {
		t.Fatalf("cause %v resolved at %v", incident.Cause.Of(r), incident.ResolvedAt.Of(r))
	}
}

// The sentence: every reopening is counted.
// The sentence: a reopened incident needs a new resolution.
// The sentence: the time of resolving is kept until it is reopened.
// The sentence: the time of closing is kept.
func TestReopeningIsCountedAndNeedsANewResolution(t *testing.T) {
	w := open(t)
	r := w.Change(w.agent, w.at("resolved"), map[string]any{"state": "in_progress"})
	if _, is := incident.ResolvedAt.Get(r); is || incident.ReopenCount.Of(r) != 1 || incident.ResolutionCode.Of(r) != "" || incident.Resolution.Of(r) != "" {
		t.Fatalf("reopened %d times, resolution %q", incident.ReopenCount.Of(r), incident.Resolution.Of(r))
	}
	w.Pass(time.Hour)
	r = w.Change(w.agent, r, solved)
	again := w.Now()
	w.Pass(time.Hour)
	r = w.Change(w.agent, r, map[string]any{"state": "closed"})
	if !incident.ResolvedAt.Of(r).Equal(again) || !incident.ClosedAt.Of(r).Equal(w.Now()) {
		t.Fatalf("resolved %v closed %v", incident.ResolvedAt.Of(r), incident.ClosedAt.Of(r))
	}
	w.Refused(w.Try(w.manager, world.ChangeOf(r, map[string]any{"title": "Later"})), "title", "state-locks")
}

// The sentence: the time of cancelling is kept until it is undone.
func TestCancellingIsUndoneWithinADay(t *testing.T) {
	w := open(t)
	r := w.at("cancelled")
	w.Pass(24 * time.Hour)
	back := w.Change(w.agent, r, map[string]any{"state": "in_progress"})
	if _, still := incident.CancelledAt.Get(back); still || incident.ReopenCount.Of(back) != 0 {
		t.Fatal("taken up again: not cancelled, and not a reopening")
	}
	late := w.at("cancelled")
	w.Pass(24*time.Hour + time.Second)
	w.Refused(w.Try(w.agent, world.ChangeOf(late, map[string]any{"state": "in_progress"})), "state", "too-late")
}

// The sentence: an incident is merged into another one that goes on.
// The sentence: who asked in a merged incident, and who followed it, follows the one that survives.
func TestAMergedIncidentPointsToTheOneThatSurvives(t *testing.T) {
	w := open(t)
	survivor := w.report(map[string]any{"requester": w.vera})
	r := w.report(nil)
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "merged"})), "merged_into", "state-asks")
	w.Refused(w.Try(w.agent, world.ChangeOf(r, map[string]any{"state": "merged", "merged_into": r.ID()})), "merged_into", "not-a-survivor")
	r = w.Change(w.agent, r, map[string]any{"state": "merged", "merged_into": survivor.ID()})
	if survivor = w.Look(survivor); !slices.Contains(watch.Watchers.Of(survivor), w.rita) {
		t.Fatal("who asked watches the survivor")
	}
	w.Refused(w.Try(w.agent, world.Creation("incident", map[string]any{"title": "x", "merged_into": r.ID()})), "merged_into", "not-a-survivor")
	w.Act(w.asker, r, "reply", map[string]any{"body": "Any news?"})
	if n := conversation.Count.Of(w.Look(survivor)); n != 1 {
		t.Fatalf("the survivor has %d messages", n)
	}
}

func TestTheRequesterConfirmsObjectsAndWithdraws(t *testing.T) {
	w := open(t)
	if r := w.Act(w.asker, w.at("resolved"), "confirm", nil); w.Look(r).State() != "closed" {
		t.Fatal("confirmed")
	}
	r := w.Look(w.Act(w.asker, w.at("resolved"), "object", map[string]any{"body": "Still no mail."}))
	if r.State() != "in_progress" || incident.ReopenCount.Of(r) != 1 || conversation.LastWordBy.Of(r) != conversation.Requester {
		t.Fatalf("objected: %q", r.State())
	}
	if r := w.Act(w.asker, w.at("assigned"), "withdraw", nil); w.Look(r).State() != "cancelled" {
		t.Fatal("withdrawn")
	}
	w.Refused(w.Try(w.agent, world.ActionOf(w.at("resolved"), "confirm", nil)), "", "action-not-now")
}
