package notification_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"steward/ability/notification"
	"steward/kernel/record"
	"steward/test/world"
)

// desk is people with addresses around an incident.
type desk struct {
	*world.World
	rita, ada, vera string
	asker, agent    record.Actor
}

func open(t *testing.T) *desk {
	w := &desk{World: world.New(t)}
	person := func(name string, role string) string {
		return w.Make(w.SystemActor(), "person", map[string]any{"name": name, "email": strings.ToLower(name) + "@example.com", "roles": []string{w.Role(role)}}).ID()
	}
	w.rita, w.ada, w.vera = person("Rita", "requester"), person("Ada", "agent"), person("Vera", "requester")
	w.Team("Desk", w.ada)
	w.asker, w.agent = w.As(w.rita), w.As(w.ada)
	return w
}

// told lists what a person was told, oldest first, and marks it read.
func (w *desk) told(person string) []string {
	var out []string
	for _, n := range w.Find(w.SystemActor(), "notice", `person = "`+person+`" and read_at is empty`) {
		out = append(out, notification.Kind.Of(n))
		w.Act(w.As(person), n, "mark_read", nil)
	}
	return out
}

func (w *desk) hears(t *testing.T, person string, want ...string) {
	t.Helper()
	if got := w.told(person); !slices.Equal(got, want) {
		t.Fatalf("told %v, want %v", got, want)
	}
}

// Who asked by mail, or had somebody ask for them, hears that it was received; who asked at a page
// sees it there.
func TestWhoAskedByMailOrHadSomebodyAskForThemHearsThatItWasReceived(t *testing.T) {
	w := open(t)
	w.Make(w.asker, "incident", map[string]any{"title": "No mail"})
	w.hears(t, w.rita)
	byMail := w.asker
	byMail.Gateway = "mail"
	w.Make(byMail, "incident", map[string]any{"title": "No mail"})
	w.hears(t, w.rita, "received")
	w.Make(w.agent, "incident", map[string]any{"title": "No mail", "requester": w.rita, "channel": "phone"})
	w.hears(t, w.rita, "received")
	w.hears(t, w.ada)
}

func TestWhoAskedWhoFollowsAndWhoWorksOnItHearWhatIsSaidToThem(t *testing.T) {
	w := open(t)
	r := w.Make(w.agent, "incident", map[string]any{"title": "No mail", "requester": w.rita, "watchers": []string{w.vera}, "assignee": w.ada})
	w.told(w.rita)
	w.Pass(time.Minute)
	w.Act(w.agent, r, "reply", map[string]any{"body": "Which one?"})
	w.hears(t, w.rita, "answered")
	w.hears(t, w.vera, "answered")
	w.hears(t, w.ada) // never to whoever did it
	w.Act(w.asker, r, "reply", map[string]any{"body": "The red one."})
	w.hears(t, w.ada, "answered")
	w.hears(t, w.rita)
	w.Act(w.As(w.Person("Max", "manager")), r, "note", map[string]any{"body": "She is right."})
	w.hears(t, w.ada, "answered")
	if got := append(w.told(w.rita), w.told(w.vera)[1:]...); len(got) > 0 {
		t.Fatalf("an internal note was told to %v", got)
	}
}

func TestWhoAskedAndWhoFollowsHearThatItIsResolved(t *testing.T) {
	w := open(t)
	r := w.Make(w.agent, "incident", map[string]any{"title": "No mail", "requester": w.rita, "watchers": []string{w.vera}})
	w.told(w.rita)
	service := w.Make(w.SystemActor(), "service", map[string]any{"name": "Mail"}).ID()
	w.Change(w.agent, r, map[string]any{"service": service})
	w.Act(w.agent, r, "reply", map[string]any{"body": "Done.", "move_to": "resolved", "resolution_code": "fixed", "resolution": "Done."})
	w.hears(t, w.rita, "resolved") // with the words, not besides them
	w.hears(t, w.vera, "resolved")
	n := w.Find(w.SystemActor(), "notice", "kind = resolved")[0]
	if notification.Message.Of(n) == "" {
		t.Fatal("the words with which it was resolved are not named")
	}
}

func TestWhoeverGetsWorkHearsOfIt(t *testing.T) {
	w := open(t)
	r := w.Make(w.asker, "incident", map[string]any{"title": "No mail"})
	w.Change(w.agent, r, map[string]any{"assignee": w.ada})
	w.hears(t, w.ada) // took it
	other := w.Person("Eva", "agent")
	w.Team("Network", other)
	w.Change(w.agent, r, map[string]any{"assignee": other})
	w.hears(t, other, "assigned")
}

// A notice is mailed unless its person has no address or does not want it by mail. A notice that
// waits for the mail is sent after it is stored.
func TestANoticeIsMailedAsItsPersonWants(t *testing.T) {
	w := open(t)
	report := func(person string) *record.Record {
		w.Make(w.agent, "incident", map[string]any{"title": "No mail", "requester": person})
		all := w.Find(w.SystemActor(), "notice", `person = "`+person+`"`)
		return all[len(all)-1]
	}
	n := report(w.rita)
	effects, err := w.Engine.Effects(t.Context(), w.SystemActor(), "notice", n.ID(), 1)
	if err != nil || notification.Mail.Of(n) != notification.Waiting || len(effects) != 1 || effects[0].Topic != notification.MailTopic {
		t.Fatalf("mail %q, %v, %v", notification.Mail.Of(n), effects, err)
	}
	w.Make(w.asker, "notification_preference", map[string]any{"not_by_mail": []string{"received"}})
	if n := report(w.rita); notification.Mail.Of(n) != notification.Off {
		t.Fatalf("not wanted, but %q", notification.Mail.Of(n))
	}
	if n := report(w.Person("Nobody", "requester")); notification.Mail.Of(n) != notification.Off {
		t.Fatalf("no address, but %q", notification.Mail.Of(n))
	}
	// A preference is the own one of whoever makes it.
	w.Refused(w.Try(w.asker, world.Creation("notification_preference", map[string]any{"person": w.vera})), "person", "computed")
	if got := w.Find(w.As(w.vera), "notice", ""); len(got) != 0 {
		t.Fatalf("somebody else reads %d notices", len(got))
	}
}
