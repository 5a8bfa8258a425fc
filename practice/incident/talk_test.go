package incident_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"steward/ability/attachment"
	"steward/ability/conversation"
	"steward/ability/watch"
	"steward/kernel/engine"
	"steward/kernel/fault"
	"steward/kernel/record"
	"steward/practice/incident"
	"steward/test/world"
)

func (w *desk) messages(a record.Actor, of *record.Record) []string {
	var out []string
	for _, m := range w.Find(a, "message", `subject = "`+of.ID()+`"`) {
		out = append(out, conversation.Body.Of(m))
	}
	return out
}

func TestAWordOfTheRequesterEndsWaitingAtOnce(t *testing.T) {
	w := open(t)
	r := w.at("pending")
	w.Pass(time.Hour)
	w.Act(w.asker, r, "reply", map[string]any{"body": "It is the red one."})
	r = w.Look(r)
	if r.State() != "in_progress" || incident.PendingReason.Of(r) != "" || conversation.LastWordBy.Of(r) != conversation.Requester || !conversation.LastMessageAt.Of(r).Equal(w.Now()) {
		t.Fatalf("state %q, last word by %q", r.State(), conversation.LastWordBy.Of(r))
	}
	if _, answered := conversation.RespondedAt.Get(r); answered {
		t.Fatal("staff has not answered yet")
	}
}

func TestStaffAnswersAndMovesInOneGo(t *testing.T) {
	w := open(t)
	r := w.at("assigned")
	w.Act(w.agent, r, "note", map[string]any{"body": "Rita again."})
	r = w.Act(w.agent, r, "reply", map[string]any{"body": "Which printer?", "move_to": "pending", "pending_reason": "customer"})
	if r.State() != "pending" || conversation.LastWordBy.Of(r) != conversation.Agent || conversation.Count.Of(r) != 2 || !conversation.RespondedAt.Of(r).Equal(w.Now()) {
		t.Fatalf("state %q, last word by %q, %d messages", r.State(), conversation.LastWordBy.Of(r), conversation.Count.Of(r))
	}
	first := w.Now()
	w.Pass(time.Hour)
	r = w.Act(w.agent, r, "reply", map[string]any{"body": "Started again.", "move_to": "resolved", "resolution_code": "fixed", "resolution": "Started again."})
	if r.State() != "resolved" || !conversation.RespondedAt.Of(r).Equal(first) {
		t.Fatal("resolved with the answer; the first answer counts")
	}
	w.Refused(w.Try(w.agent, world.ActionOf(r, "reply", map[string]any{"body": "Bye.", "move_to": "cancelled"})), "state", "no-such-move")
	w.Refused(w.Try(w.agent, world.ActionOf(r, "reply", map[string]any{"body": " "})), "body", "required")
}

func TestARequesterMovesNothingWithAWord(t *testing.T) {
	w := open(t)
	r := w.at("assigned")
	w.Refused(w.Try(w.asker, world.ActionOf(r, "reply", map[string]any{"body": "Close it.", "move_to": "cancelled"})), "move_to", "move-forbidden")
	w.Act(w.asker, r, "reply", map[string]any{"body": "Hello?", "resolution": "Mine."})
	if incident.Resolution.Of(w.Look(r)) != "" {
		t.Fatal("a requester wrote the resolution")
	}
}

func TestAnInternalNoteNeverReachesTheRequester(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.Act(w.agent, r, "note", map[string]any{"body": "She always forgets the cable."})
	w.Act(w.agent, r, "reply", map[string]any{"body": "Is it plugged in?"})
	if got := strings.Join(w.messages(w.agent, r), "|"); got != "She always forgets the cable.|Is it plugged in?" {
		t.Fatalf("staff reads %q", got)
	}
	if got := strings.Join(w.messages(w.asker, r), "|"); got != "Is it plugged in?" {
		t.Fatalf("the requester reads %q", got)
	}
	vera := w.As(w.vera)
	if got := w.messages(vera, r); len(got) != 0 {
		t.Fatalf("another requester reads %q", got)
	}
	w.Act(w.agent, r, "note", map[string]any{"body": "Vera sits beside her."})
	w.Change(w.agent, r, map[string]any{"watchers": []string{w.vera}})
	if got := strings.Join(w.messages(vera, r), "|"); got != "Is it plugged in?" {
		t.Fatalf("a new watcher reads %q", got)
	}
	if err := w.Try(w.asker, world.ActionOf(r, "note", map[string]any{"body": "x"})); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a requester writes a note: %v", err)
	}
	if conversation.LastWordBy.Of(w.Look(r)) != conversation.Agent {
		t.Fatal("a note is no word to the other side")
	}
}

func TestWhoMayReadMayWatch(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.Act(w.other, r, "watch", nil)
	if got := watch.Watchers.Of(w.Look(r)); len(got) != 1 || got[0] != w.cleo {
		t.Fatalf("watched by %v", got)
	}
	w.Refused(w.Try(w.other, world.ActionOf(r, "watch", nil)), "", "action-not-now")
	w.Act(w.other, r, "unwatch", nil)
	if got := watch.Watchers.Of(w.Look(r)); len(got) != 0 {
		t.Fatalf("still watched by %v", got)
	}
	if err := w.Try(w.As(w.vera), world.ActionOf(r, "watch", nil)); !fault.Is(err, fault.NotFound) {
		t.Fatalf("watches what she may not read: %v", err)
	}
}

func TestAWordAfterTheEndOpensANewIncident(t *testing.T) {
	w := open(t)
	r := w.at("closed")
	before := w.Look(r).Version()
	w.Act(w.asker, r, "reply", map[string]any{"body": "It is back."})
	found := w.Find(w.agent, "incident", "state = new")
	if len(found) != 1 || incident.Description.Of(found[0]) != "It is back." || incident.Requester.Of(found[0]) != w.rita || incident.OpenedBy.Of(found[0]) != w.rita {
		t.Fatalf("%d new incidents", len(found))
	}
	if links := w.Find(w.agent, "link", `to_record = "`+found[0].ID()+`" or from_record = "`+found[0].ID()+`"`); len(links) != 1 {
		t.Fatalf("%d links to the old one", len(links))
	}
	if w.Look(r).Version() != before || w.Look(r).State() != "closed" {
		t.Fatal("closed is final")
	}
}

func TestAConfidentialIncidentIsForThoseInvolvedAndManagers(t *testing.T) {
	w := open(t)
	r := w.report(map[string]any{"confidential": true, "team": w.desk})
	w.Act(w.agent, r, "note", map[string]any{"body": "Handle with care."})
	administrator := w.As(w.Person("Root", "administrator"))
	sees := func(a record.Actor) bool {
		list := len(w.Find(a, "incident", "")) == 1
		_, err := w.Engine.As(a).Get(context.Background(), "incident", r.ID())
		if list != (err == nil) {
			t.Fatalf("list and record differ: %v", err)
		}
		return list
	}
	for who, a := range map[string]record.Actor{"a team member": w.agent, "the manager": w.manager, "the requester": w.asker} {
		if !sees(a) {
			t.Errorf("%s does not see it", who)
		}
	}
	for who, a := range map[string]record.Actor{"another agent": w.other, "an administrator": administrator} {
		if sees(a) || len(w.messages(a, r)) != 0 {
			t.Errorf("%s sees it", who)
		}
	}
	w.Change(w.agent, r, map[string]any{"watchers": []string{w.cleo}})
	if !sees(w.other) || len(w.messages(w.other, r)) != 1 {
		t.Error("a watcher among the agents sees it and its notes")
	}
	w.Change(w.agent, r, map[string]any{"watchers": []string{}, "confidential": false})
	if !sees(w.other) || !sees(administrator) {
		t.Error("no longer confidential, but hidden")
	}
}

// The sentence: a file has a name without folders and a media type.
// The sentence: the content of a file is named by its digest.
func TestFilesAreReadThroughTheirIncident(t *testing.T) {
	w := open(t)
	r := w.report(nil)
	w.attach(t, w.asker, r, engine.Upload{Name: "log.txt", MediaType: "text/plain", Content: strings.NewReader("what was logged")})
	w.attach(t, w.agent, r, engine.Upload{Name: "staff.txt", MediaType: "text/plain", Content: strings.NewReader("among us"), Visibility: "internal"})
	r = w.Look(r)
	if attachment.Count.Of(r) != 2 {
		t.Fatalf("carries %d files", attachment.Count.Of(r))
	}
	if got := w.Find(w.asker, "attachment", ""); len(got) != 1 || attachment.Name.Of(got[0]) != "log.txt" || attachment.SHA256.Of(got[0]) != "" || attachment.By.Of(got[0]) != w.rita {
		t.Fatalf("the requester sees %d files", len(got))
	}
	if got := w.Find(w.agent, "attachment", ""); len(got) != 2 {
		t.Fatalf("an agent sees %d files", len(got))
	}
	if got := w.Find(w.As(w.vera), "attachment", ""); len(got) != 0 {
		t.Fatalf("another requester sees %d files", len(got))
	}
	if _, err := w.Engine.List(context.Background(), w.agent, engine.Ask{Type: "attachment", Filter: `sha256 = "` + strings.Repeat("0a", 32) + `"`}); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("asked by digest: %v", err)
	}
	for field, bad := range map[string]string{"name": "../passwd", "media_type": "text", "sha256": "short"} {
		input := map[string]any{"name": "a", "media_type": "text/plain", "size": "1", "sha256": strings.Repeat("0a", 32)}
		input[field] = bad
		key := map[string]string{"name": "not-a-file-name", "media_type": "not-a-media-type", "sha256": "not-a-digest"}[field]
		w.Refused(w.Try(w.SystemActor(), world.ActionOf(r, "attach", input)), field, key)
	}
	claim := map[string]any{"name": "mine.txt", "media_type": "text/plain", "size": "8", "sha256": strings.Repeat("0a", 32)}
	if err := w.Try(w.asker, world.ActionOf(r, "attach", claim)); !fault.Is(err, fault.Forbidden) {
		t.Fatalf("a content was claimed by its digest: %v", err)
	}
}

// attach sends a file to a record.
func (w *desk) attach(t *testing.T, a record.Actor, r *record.Record, u engine.Upload) {
	t.Helper()
	commands, _, err := w.Engine.Receive(context.Background(), r.Type.Name, r.ID(), u)
	if err == nil {
		_, err = w.Engine.Do(context.Background(), a, engine.Options{}, commands...)
	}
	if err != nil {
		t.Fatal(err)
	}
}
