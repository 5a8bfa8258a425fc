package mail_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestAMailBecomesAnIncidentTheAnswerGoesOutAndTheReplyComesBack(t *testing.T) {
	o := open(t)
	m := o.comes(write("Rita <rita@example.com>", "help@house.example", "No mail since noon", "one@example.com", "", "Hello,\n\nmy mailbox is *empty*.\n"))
	r := o.about(m)
	if m.State() != "delivered" || r.Title() != "No mail since noon" || r.Named("requester").Text() != o.rita || r.Named("channel").Text() != "mail" || r.Named("team").Text() != o.team {
		t.Fatalf("%s: %q by %s, channel %s, team %s", m.State(), r.Title(), r.Named("requester").Text(), r.Named("channel").Text(), r.Named("team").Text())
	}
	received, out := o.lastOut()
	if !slices.Equal(out.to, []string{"rita@example.com"}) || !strings.Contains(received.Subject, r.Number()) || received.InReplyTo[0] != "one@example.com" || !strings.Contains(received.Text, "We have received") {
		t.Fatalf("to %v, %q in reply to %v:\n%s", out.to, received.Subject, received.InReplyTo, received.Text)
	}

	o.Act(o.agent, r, "reply", map[string]any{"body": "Is **Outlook** open?", "move_to": "pending", "pending_reason": "customer"})
	o.work()
	answered, out := o.lastOut()
	raw := string(out.content)
	if !strings.Contains(answered.Text, "Outlook") || !strings.Contains(raw, "Auto-Submitted: auto-generated") || !strings.Contains(raw, "Reply-To: ") || !slices.Contains(answered.References, "one@example.com") {
		t.Fatal(raw)
	}
	o.Pass(time.Minute)
	m = o.comes(write("rita@example.com", "help@house.example", "Anything at all", "two@example.com", "In-Reply-To: <"+answered.MessageID+">\n",
		"It is.\n\nOn Mon, 2 Mar 2026 at 09:00, Help <help@house.example> wrote:\n> Is Outlook open?\n"))
	if got := o.about(m); got.ID() != r.ID() || got.State() != "in_progress" {
		t.Fatalf("%s is %s", got.Number(), got.State())
	}
	if got := o.words(r); len(got) != 2 || got[1] != "It is." {
		t.Fatalf("%q", got)
	}
	last := o.Find(o.SystemActor(), "message", `subject = "`+r.ID()+`"`)[1]
	if !strings.Contains(last.Named("quoted").Text(), "Is Outlook open?") || last.Named("channel").Text() != "mail" {
		t.Fatalf("quoted %q", last.Named("quoted").Text())
	}
}
