package incident_test

import (
	"slices"
	"strings"
	"testing"

	"steward/ability/attachment"
	"steward/ability/conversation"
	"steward/ability/link"
	"steward/ability/watch"
	"steward/kernel/engine"
	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/test/world"
)

// The sentence: an incident points to a survivor only while it is merged.
func TestThreeDuplicatesAreMergedAtOnceAndTheMergeIsUndone(t *testing.T) {
	w := open(t)
	survivor, ids, all := w.report(map[string]any{"requester": w.vera}), []string{}, []*record.Record{}
	for range 3 {
		r := w.report(map[string]any{"watchers": []string{w.cleo}})
		all, ids = append(all, r), append(ids, r.ID())
	}
	w.Act(w.agent, all[2], "note", map[string]any{"body": "It is the gateway."})
	w.Act(w.agent, survivor, "absorb", map[string]any{"incidents": ids})
	for _, r := range all {
		if r = w.Look(r); r.State() != "merged" || incident.MergedInto.Of(r) != survivor.ID() || incident.FirstContact.Of(r) {
			t.Fatalf("%q into %q", r.State(), incident.MergedInto.Of(r))
		}
	}
	if got := watch.Watchers.Of(w.Look(survivor)); len(got) != 2 || !slices.Contains(got, w.rita) || !slices.Contains(got, w.cleo) {
		t.Fatalf("%d follow the survivor", len(got))
	}
	w.Refused(w.Try(w.agent, world.ActionOf(survivor, "absorb", map[string]any{"incidents": ids[:1]})), "incidents", "not-to-be-merged")
	w.Refused(w.Try(w.agent, world.ActionOf(survivor, "absorb", map[string]any{"incidents": []string{survivor.ID()}})), "incidents", "not-to-be-merged")
	hidden := w.Make(w.manager, "incident", map[string]any{"title": "Told to a few", "confidential": true})
	w.Refused(w.Try(w.agent, world.ActionOf(survivor, "absorb", map[string]any{"incidents": []string{hidden.ID()}})), "incidents", "no-such-record")

	heard := false
	for _, b := range w.Panels(w.agent, w.Look(survivor))["incident-family"] {
		for _, i := range b.(page.Section).Blocks[0].(page.Items).Items {
			heard = heard || i.Title == "It is the gateway."
		}
	}
	if !heard {
		t.Fatal("what was said before the merge is not read where the work goes on")
	}

	merged := w.Look(all[0])
	back, err := w.Engine.Undo(t.Context(), w.agent, engine.Options{}, "incident", merged.ID(), merged.Version())
	if err != nil || back.State() != "new" || incident.MergedInto.Of(back) != "" {
		t.Fatalf("undone: %v", err)
	}
	if back = w.Change(w.agent, all[1], map[string]any{"state": "in_progress"}); incident.MergedInto.Of(back) != "" {
		t.Fatal("taken out of the merge by a move")
	}
}

func TestWhatWasReportedBeforeIsResolvedAndLinked(t *testing.T) {
	w := open(t)
	first, again := w.report(nil), w.Make(w.agent, "incident", map[string]any{"title": "No mail either", "requester": w.vera})
	again = w.Act(w.agent, again, "duplicate_of", map[string]any{"original": first.Number()})
	if again.State() != "resolved" || incident.ResolutionCode.Of(again) != "duplicate" || !strings.Contains(incident.Resolution.Of(again), first.Number()) || incident.FirstContact.Of(again) {
		t.Fatalf("%q, %q", again.State(), incident.Resolution.Of(again))
	}
	if l := w.Find(w.agent, "link", "kind = duplicate_of"); len(l) != 1 || link.From.Of(l[0]).ID != again.ID() || link.To.Of(l[0]).ID != first.ID() {
		t.Fatalf("%d links", len(l))
	}
	w.Refused(w.Try(w.agent, world.ActionOf(first, "duplicate_of", map[string]any{"original": first.ID()})), "original", "no-such-record")
}

func TestAMessageBecomesAnIncidentOfItsOwn(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.attach(t, w.asker, r, engine.Upload{Name: "log.txt", MediaType: "text/plain", Content: strings.NewReader("what was logged")})
	files := w.Find(w.agent, "attachment", "")
	w.Act(w.asker, r, "reply", map[string]any{"body": "By the way: the printer is out of ink.\nThe red one.", "files": []string{files[0].ID()}})
	m := w.Find(w.agent, "message", "")
	w.Act(w.agent, r, "split", map[string]any{"message": m[0].ID()})
	found := w.Find(w.agent, "incident", `title ^ "By the way"`)
	if len(found) != 1 || incident.Requester.Of(found[0]) != w.rita || incident.Description.Of(found[0]) != conversation.Body.Of(m[0]) || found[0].State() != "new" {
		t.Fatalf("%d incidents", len(found))
	}
	if l := w.Find(w.agent, "link", "kind = relates"); len(l) != 1 {
		t.Fatalf("%d links", len(l))
	}
	if got := w.Find(w.asker, "attachment", `subject = "`+found[0].ID()+`"`); len(got) != 1 || attachment.Name.Of(got[0]) != "log.txt" {
		t.Fatalf("carries %d files", len(got))
	}
	w.Refused(w.Try(w.agent, world.ActionOf(found[0], "split", map[string]any{"message": m[0].ID()})), "message", "not-of-this-incident")
}

func TestAParentAnswersAllAndResolvesItsChildrenOnlyWhenAsked(t *testing.T) {
	w := open(t)
	parent, one, two := w.report(nil), w.report(nil), w.Make(w.agent, "incident", map[string]any{"title": "No mail", "requester": w.vera})
	w.Refused(w.Try(w.agent, world.ActionOf(parent, "reply_all", map[string]any{"body": "x"})), "", "no-children")
	for _, child := range []*record.Record{one, two} {
		w.Make(w.agent, "link", map[string]any{"from_record": "incident/" + parent.ID(), "kind": "parent", "to_record": "incident/" + child.ID()})
	}
	w.Act(w.agent, parent, "reply_all", map[string]any{"body": "We are on it."})
	for _, r := range []*record.Record{parent, one, two} {
		if got := w.messages(w.agent, r); len(got) != 1 || got[0] != "We are on it." {
			t.Fatalf("%q", got)
		}
	}
	if got := w.messages(w.As(w.vera), two); len(got) != 1 {
		t.Fatalf("Vera reads %q", got)
	}
	w.Refused(w.Try(w.agent, world.ActionOf(parent, "resolve_children", nil)), "", "action-not-now")
	parent = w.Change(w.agent, parent, solved)
	if w.Look(one).State() != "new" {
		t.Fatal("resolved silently")
	}
	w.Act(w.agent, parent, "resolve_children", nil)
	for _, r := range []*record.Record{one, two} {
		if r = w.Look(r); r.State() != "resolved" || incident.ResolutionCode.Of(r) != "fixed" || incident.Cause.Of(r) != incident.Cause.Of(parent) {
			t.Fatalf("%q with %q", r.State(), incident.ResolutionCode.Of(r))
		}
	}
}
