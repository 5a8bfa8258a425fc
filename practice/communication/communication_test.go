package communication_test

import (
	"slices"
	"testing"

	"steward/kernel/record"
	"steward/practice/communication"
	"steward/test/world"
)

func box(w *world.World, values map[string]any) *record.Record {
	all := map[string]any{"name": "Help", "address": "help@example.org", "imap_host": "mail.example.org", "smtp_host": "mail.example.org"}
	for k, v := range values {
		all[k] = v
	}
	return w.Make(w.SystemActor(), "mailbox", all)
}

// A port that is not given is the usual one; every mailbox signs with a key of its own, which nobody
// reads.
func TestAPortThatIsNotGivenIsTheUsualOne(t *testing.T) {
	w := world.New(t)
	a, b := box(w, nil), box(w, map[string]any{"address": "desk@example.org", "imap_security": "none", "smtp_security": "none", "imap_port": "1143"})
	if communication.ReadPort.Of(a) != 993 || communication.SendPort.Of(a) != 587 || communication.ReadPort.Of(b) != 1143 || communication.SendPort.Of(b) != 25 {
		t.Fatalf("ports %d %d %d %d", communication.ReadPort.Of(a), communication.SendPort.Of(a), communication.ReadPort.Of(b), communication.SendPort.Of(b))
	}
	key := func(r *record.Record) string { return w.Look(r).Named(communication.SigningKeyName).Text() }
	if key(a) == "" || key(a) == key(b) {
		t.Fatal("every mailbox signs with a key of its own")
	}
	w.Refused(w.Try(w.SystemActor(), world.ChangeOf(a, map[string]any{"imap_port": "70000"})), "imap_port", "not-a-port") // a port lies between 1 and 65535
}

func TestAdministratorsHearWhenAMailboxNoLongerWorks(t *testing.T) {
	w := world.New(t)
	root := w.Person("Root", "administrator")
	w.Person("Ada", "agent")
	b := box(w, nil)
	w.Refused(w.Try(w.As(root), world.ChangeOf(b, map[string]any{"health": "well"})), "health", "field-forbidden")
	w.Change(w.SystemActor(), b, map[string]any{"health": "failing", "failure": "login refused"})
	told := w.Find(w.SystemActor(), "notice", "")
	if len(told) != 1 || told[0].Named("person").Text() != root || told[0].Named("kind").Text() != "failing" {
		t.Fatalf("%d notices", len(told))
	}
}

// What becomes of a mail is decided after it is kept, and again when somebody asks.
func TestWhatBecomesOfAMailIsDecidedAfterItIsKeptAndAgainWhenSomebodyAsks(t *testing.T) {
	w := world.New(t)
	ada := w.Person("Ada", "agent")
	team := w.Team("Desk", ada)
	b := box(w, map[string]any{"team": team})
	m := w.Make(w.SystemActor(), "mail", map[string]any{"mailbox": b.ID(), "source_key": "1", "from_address": "new@example.com", "from_name": "New", "mail_subject": "Help", "team": team})
	jobs := func(version int64) []string {
		effects, err := w.Engine.Effects(t.Context(), w.SystemActor(), "mail", m.ID(), version)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, e := range effects {
			out = append(out, e.Topic)
		}
		return out
	}
	if got := jobs(1); !slices.Equal(got, []string{communication.ProcessTopic}) {
		t.Fatalf("jobs %v", got)
	}
	m = w.Change(w.SystemActor(), m, map[string]any{"state": "quarantined", "reason": "unknown_sender"})
	agent := w.As(ada)
	m = w.Act(agent, m, "discard", nil)
	m = w.Act(agent, m, "process_again", nil)
	if got := jobs(m.Version()); m.State() != communication.StateTaken || !slices.Equal(got, []string{communication.ProcessTopic}) {
		t.Fatalf("state %q, jobs %v", m.State(), got)
	}
	m = w.Change(w.SystemActor(), m, map[string]any{"state": "quarantined", "reason": "unknown_sender"})
	m = w.Act(agent, m, "accept_sender", nil)
	p := w.Find(w.SystemActor(), "person", "email = new@example.com")
	if len(p) != 1 || m.State() != communication.StateTaken {
		t.Fatalf("%d people, state %q", len(p), m.State())
	}
	if other := w.Find(w.As(w.Person("Eva", "agent")), "mail", ""); len(other) != 0 {
		t.Fatal("another team reads the mail")
	}
}
