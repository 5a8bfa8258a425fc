package mail_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"steward/gateway/mail"
	"steward/gateway/mail/letter"
	"steward/kernel/record"
)

func (o *office) stands(m *record.Record, state, reason string) {
	o.t.Helper()
	if m.State() != state || m.Named("reason").Text() != reason {
		o.t.Fatalf("the mail is %s because of %q (%s), want %s, %q", m.State(), m.Named("reason").Text(), m.Named("detail").Text(), state, reason)
	}
}

func (o *office) count(typeName string) int { return len(o.Find(o.SystemActor(), typeName, "")) }

func TestAnUnknownSenderWaitsUntilSomebodyAcceptsThem(t *testing.T) {
	o := open(t)
	m := o.comes(write("New Man <new@elsewhere.example>", "help@house.example", "Hello", "n1@elsewhere.example", "", "I am new."))
	o.stands(m, "quarantined", "unknown_sender")
	if len(o.out.all()) != 0 || o.count("incident") != 0 {
		t.Fatal("an unknown sender got an answer")
	}
	if got := o.Find(o.agent, "mail", ""); len(got) != 1 {
		t.Fatal("the team does not see what waits")
	}
	o.Act(o.agent, m, "accept_sender", nil)
	o.work()
	m = o.Look(m)
	if r := o.about(m); r.Title() != "Hello" {
		t.Fatal(r.Title())
	}
	if got, _ := o.lastOut(); !strings.Contains(got.Text, "We have received") {
		t.Fatal(got.Text)
	}
}

func TestAMailboxMayMakePeopleOfUnknownSenders(t *testing.T) {
	o := open(t)
	box := o.mailbox("open@house.example", map[string]any{"unknown_sender": "create", "newcomers_language": "de"})
	r := o.about(o.comesTo(box, write("Neu <neu@elsewhere.example>", "open@house.example", "=?iso-8859-1?Q?Gr=FC=DFe?=", "n2@elsewhere.example", "", "Nichts geht.")))
	if got, _ := o.lastOut(); r.Title() != "Grüße" || !strings.Contains(got.Text, "Wir haben Ihre Nachricht erhalten") {
		t.Fatalf("%q: %s", r.Title(), got.Text)
	}
}

func TestOneMailToTwoMailboxesIsOneTicket(t *testing.T) {
	o := open(t)
	second := o.mailbox("desk@house.example", nil)
	raw := write("rita@example.com", "help@house.example, desk@house.example", "Twice", "twice@example.com", "", "Once is enough.")
	r := o.about(o.comes("Delivered-To: help@house.example\n" + raw))
	m := o.comesTo(second, "Delivered-To: desk@house.example\n"+raw)
	o.stands(m, "duplicate", "same_elsewhere")
	if o.about(m).ID() != r.ID() || o.count("incident") != 1 || len(o.out.all()) != 1 {
		t.Fatalf("%d incidents, %d mails out", o.count("incident"), len(o.out.all()))
	}
}

func TestASubjectAloneThreadsNothing(t *testing.T) {
	o := open(t)
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	again := o.about(o.comes(write("rita@example.com", "help@house.example", "Re: ["+r.Number()+"] Printer", "p2@example.com", "", "Another one.")))
	if again.ID() == r.ID() {
		t.Fatal("threaded by the subject")
	}
	if again.Title() != "["+r.Number()+"] Printer" {
		t.Fatal(again.Title())
	}
}

func TestASignedAddressThreadsAndAForgedOneWaits(t *testing.T) {
	o := open(t)
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	_, out := o.lastOut()
	_, after, _ := strings.Cut(string(out.content), "help+")
	address := "help+" + strings.TrimRight(strings.Split(after, ">")[0], "\r\n ")
	m := o.comes(write("rita@example.com", address, "New subject", "p3@example.com", "", "Still broken."))
	if o.about(m).ID() != r.ID() {
		t.Fatal("the signed address was not believed")
	}
	name, domain, _ := strings.Cut(address, "@")
	forged := name[:len(name)-4] + "aaaa@" + domain
	o.stands(o.comes(write("rita@example.com", forged, "New subject", "p4@example.com", "", "Let me in.")), "quarantined", "forged")
}

func TestSomebodyElseAnswersOnlyWhereTheMailboxLetsThem(t *testing.T) {
	o := open(t)
	vera := o.person("Vera", "requester")
	r := o.about(o.comes(write("rita@example.com", "help@house.example, vera@example.com", "Printer", "p1@example.com", "", "Broken.")))
	reply := write("vera@example.com", "help@house.example", "Re: Printer", "v1@example.com", "In-Reply-To: <p1@example.com>\n", "Here too.")
	m := o.comes(reply)
	o.stands(m, "quarantined", "not_theirs")
	o.Change(o.SystemActor(), o.box, map[string]any{"others_reply": "join"})
	o.Act(o.agent, m, "process_again", nil)
	o.work()
	if got := o.about(o.Look(m)); got.ID() != r.ID() || !got.Named("watchers").Has(vera) {
		t.Fatalf("Vera did not join %s (is %s): %v", got.Number(), r.Number(), got.Named("watchers").Members())
	}
	if got := o.words(r); !slices.Equal(got, []string{"Here too."}) {
		t.Fatal(got)
	}
}

func TestWhatMachinesAnswerIsStoppedAndStaysVisible(t *testing.T) {
	o := open(t)
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	received, _ := o.lastOut()
	m := o.comes(write("rita@example.com", "help@house.example", "Out of office", "o1@example.com", "Auto-Submitted: auto-replied\nIn-Reply-To: <"+received.MessageID+">\n", "I am away."))
	o.stands(m, "stopped", "auto_reply")
	if o.about(m).ID() != r.ID() || len(o.words(r)) != 0 || len(o.out.all()) != 1 {
		t.Fatal("an automatic answer said something")
	}
	o.stands(o.comes(write("other@house.example", "help@house.example", "Round", "l1@house.example", letter.HouseHeader+": "+o.box.ID()+"\n", "Round and round.")), "stopped", "loop")
	o.stands(o.comes(write("help@house.example", "help@house.example", "Me", "l2@house.example", "", "Me.")), "stopped", "loop")
	machine := o.about(o.comes(write("rita@example.com", "help@house.example", "Disk full", "d1@example.com", "Auto-Submitted: auto-generated\n", "99 %")))
	if machine.Title() != "Disk full" || len(o.out.all()) != 1 {
		t.Fatal("what a machine reports is work, but it gets no answer")
	}
}

func TestABounceIsNotedWhereTheMailDidNotArrive(t *testing.T) {
	o := open(t)
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	o.Change(o.agent, r, map[string]any{"assignee": o.ada})
	o.Act(o.agent, r, "reply", map[string]any{"body": "Which one?"})
	o.work()
	answered, _ := o.lastOut()
	m := o.comes(`Return-Path: <>
From: MAILER-DAEMON@example.com
To: help@house.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b1@example.com>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; rita@example.com
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 mailbox full

--b
Content-Type: message/rfc822

Message-ID: <` + answered.MessageID + `>
Subject: x

--b--
`)
	o.stands(m, "stopped", "bounce")
	if got := o.words(r); len(got) != 2 || !strings.Contains(got[1], "mailbox full") || !strings.Contains(got[1], "rita@example.com") {
		t.Fatalf("%q", got)
	}
	if failed := o.Find(o.SystemActor(), "notice", "mail = failed"); len(failed) != 1 {
		t.Fatalf("%d notices failed", len(failed))
	}
}

func TestAMailReopensWhatIsResolvedAndBeginsAnewAfterTheEnd(t *testing.T) {
	o := open(t)
	service := o.Make(o.SystemActor(), "service", map[string]any{"name": "Printing"}).ID()
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	resolve := func() {
		o.Pass(time.Minute)
		o.Act(o.agent, r, "reply", map[string]any{"body": "Done.", "move_to": "resolved", "resolution_code": "fixed", "resolution": "Done."})
		o.work()
	}
	o.Change(o.agent, r, map[string]any{"service": service})
	resolve()
	answer := func(id string, more string) *record.Record {
		last, _ := o.lastOut()
		o.Pass(time.Minute)
		return o.about(o.comes(write("rita@example.com", "help@house.example", "Re: Printer", id, "In-Reply-To: <"+last.MessageID+">\n"+more, "Not yet.")))
	}
	if got := answer("p2@example.com", ""); got.ID() != r.ID() || got.State() != "in_progress" || got.Named("reopen_count").Int() != 1 {
		t.Fatalf("%s is %s", got.Number(), got.State())
	}
	resolve()
	o.Change(o.agent, o.Look(r), map[string]any{"state": "closed"})
	got := answer("p3@example.com", "")
	if got.ID() == r.ID() || got.State() != "new" || got.Title() != "Printer" {
		t.Fatalf("%s is %s", got.Number(), got.State())
	}
	if links := o.Find(o.SystemActor(), "link", ""); len(links) != 1 {
		t.Fatalf("%d links", len(links))
	}
}

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

func TestPicturesAndFilesComeAlongBothWays(t *testing.T) {
	o := open(t)
	m := o.comes(`From: rita@example.com
To: help@house.example
Subject: Look
Message-ID: <pic@example.com>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: multipart/related; boundary=r

--r
Content-Type: text/html; charset=windows-1252
Content-Transfer-Encoding: quoted-printable

<p>Sch=F6n: <img src=3D"cid:Shot@1" alt=3D"the screen"></p><script>alert(1)</script>
--r
Content-Type: image/png; name=shot.png
Content-ID: <Shot@1>
Content-Disposition: inline
Content-Transfer-Encoding: base64

` + pixel + `
--r--
--m
Content-Type: text/plain; name="=?utf-8?B?` + base64.StdEncoding.EncodeToString([]byte("Gerät/log.txt")) + `?="
Content-Disposition: attachment

42
--m--
`)
	r := o.about(m)
	files := o.Find(o.SystemActor(), "attachment", `subject = "`+r.ID()+`"`)
	if len(files) != 2 {
		t.Fatalf("%d files", len(files))
	}
	text := r.Named("description").Text()
	if !strings.Contains(text, "Schön: ![the screen](/files/") || strings.Contains(text, "alert") {
		t.Fatal(text)
	}
	picture, _, _ := strings.Cut(strings.SplitN(text, "(/files/", 2)[1], ")")
	if _, err := o.Engine.Content(t.Context(), o.asker, "attachment", picture); err != nil {
		t.Fatal(err)
	}
	upload := o.Find(o.SystemActor(), "attachment", `name = "shot.png"`)[0]
	o.Act(o.agent, r, "reply", map[string]any{"body": "This one? ![](/files/" + upload.ID() + ")", "files": []string{upload.ID()}})
	o.work()
	out, sent := o.lastOut()
	if len(out.Files) != 1 || out.Files[0].ContentID == "" || !strings.Contains(string(sent.content), "cid:"+upload.ID()) {
		t.Fatalf("%d files: %s", len(out.Files), sent.content)
	}
}

func TestStaffAnswerByMailAmongThemselvesUnlessTheyAnswerTheRequester(t *testing.T) {
	o := open(t)
	r := o.about(o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken.")))
	other := o.person("Eva", "agent")
	o.Make(o.SystemActor(), "membership", map[string]any{"person": other, "team": o.team})
	o.Change(o.agent, r, map[string]any{"assignee": other})
	o.work()
	assigned, out := o.lastOut()
	if out.to[0] != "eva@example.com" || !strings.Contains(assigned.Text, "Ada has assigned") {
		t.Fatal(assigned.Text)
	}
	o.comes(write("eva@example.com", "help@house.example", "Re", "e1@example.com", "In-Reply-To: <"+assigned.MessageID+">\n", "Not mine, she never learns."))
	if got := o.Find(o.asker, "message", ""); len(got) != 0 {
		t.Fatal("the requester reads what staff write among themselves")
	}
	o.Act(o.asker, r, "reply", map[string]any{"body": "Any news?"})
	o.work()
	answered, _ := o.lastOut()
	o.comes(write("eva@example.com", "help@house.example", "Re", "e2@example.com", "In-Reply-To: <"+answered.MessageID+">\n", "Tomorrow."))
	if got := o.Find(o.asker, "message", ""); len(got) != 2 || got[1].Named("body").Text() != "Tomorrow." {
		t.Fatalf("the requester reads %d messages", len(got))
	}
}

func TestWhatNoServerTakesIsTriedAgainWithTheSameMessageID(t *testing.T) {
	o := open(t)
	tried := 0
	o.out.refuse = func(string, string) error {
		if tried++; tried < 3 {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "later"}
		}
		return nil
	}
	o.comes(write("rita@example.com", "help@house.example", "Printer", "p1@example.com", "", "Broken."))
	for range 3 {
		o.Pass(time.Minute)
		o.work()
	}
	if sent := o.Find(o.SystemActor(), "notice", "mail = sent"); tried != 3 || len(o.out.all()) != 1 || len(sent) != 1 {
		t.Fatalf("tried %d times, %d went out", tried, len(o.out.all()))
	}
	o.out.refuse = func(string, string) error {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
	}
	o.comes(write("rita@example.com", "help@house.example", "Mouse", "p2@example.com", "", "Broken."))
	if failed := o.Find(o.SystemActor(), "notice", "mail = failed"); len(failed) != 1 || !strings.Contains(failed[0].Named("mail_error").Text(), "no such user") {
		t.Fatalf("%d failed", len(failed))
	}
}

func TestWhatCannotBeReadWaitsWithItsReasonAndTheRawMailIsThere(t *testing.T) {
	o := open(t)
	m := o.comes("\x00\x01garbage without a header")
	o.stands(m, "quarantined", "unreadable")
	o.stands(o.comes("Subject: x\n\nNobody wrote this."), "quarantined", "no_sender")
	if len(o.Find(o.As(o.person("Root", "administrator")), "attachment", `subject = "`+m.ID()+`"`)) != 1 {
		t.Fatal("the raw mail is not there")
	}
	if got := o.Find(o.asker, "attachment", ""); len(got) != 0 {
		t.Fatal("a requester reads raw mails")
	}
}

func TestASenderWhoBeginsWithoutEndIsStopped(t *testing.T) {
	o := open(t)
	for i := range 51 {
		id := string(rune('a'+i/26)) + string(rune('a'+i%26))
		m := o.comes(write("rita@example.com", "help@house.example", "Again "+id, id+"@example.com", "", "Again."))
		if i == 50 {
			o.stands(m, "quarantined", "too_many")
		}
	}
}

// What waits is released as a new ticket by whoever looks at it, with the reason, or discarded.
func TestWhatWaitsIsReleasedOrDiscardedWithTheReason(t *testing.T) {
	o := open(t)
	raw := write("New <new@example.com>", "help@house.example", "Out of office", "auto@example.com", "Auto-Submitted: auto-replied\n", "Please reset my password.")
	m := o.comes(raw)
	if m.State() != "stopped" {
		t.Fatalf("it is %s", m.State())
	}
	o.Act(o.agent, m, "release", map[string]any{"decision": "His program marks everything so"})
	o.work()
	m = o.Look(m)
	r := o.about(m)
	if m.State() != "delivered" || r.Title() != "Out of office" || m.Named("decision").Text() == "" || m.Named("decision_by").Text() != o.ada {
		t.Fatalf("%s, %q", m.State(), r.Title())
	}
	if p := o.Find(o.SystemActor(), "person", "email = new@example.com"); len(p) != 1 || r.Named("requester").Text() != p[0].ID() {
		t.Fatal("whoever wrote it asked")
	}
	spam := o.comes(write("Spam <spam@example.net>", "help@house.example", "Win", "win@example.net", "", "Win."))
	shown := o.Panels(o.agent, spam)["mail-decision"]
	if len(shown) != 3 {
		t.Fatalf("%d parts", len(shown))
	}
	spam = o.Act(o.agent, spam, "discard", map[string]any{"decision": "Spam"})
	if spam.State() != "discarded" || spam.Named("decision").Text() != "Spam" {
		t.Fatalf("%s", spam.State())
	}
}

// Mails that came together are looked at side by side, in any order: an answer finds what it answers.
func TestAnAnswerThatIsLookedAtFirstFindsWhatItAnswers(t *testing.T) {
	o := open(t)
	mails := []mail.Raw{
		{Key: "c", Content: []byte(write("Rita <rita@example.com>", "help@house.example", "Re: No mail", "three@example.com", "In-Reply-To: <two@example.com>\n", "And the calendar."))},
		{Key: "b", Content: []byte(write("Rita <rita@example.com>", "help@house.example", "Re: No mail", "two@example.com", "In-Reply-To: <one@example.com>\n", "It is back, but slow."))},
		{Key: "a", Content: []byte(write("Rita <rita@example.com>", "help@house.example", "No mail", "one@example.com", "", "Nothing comes in."))},
	}
	if err := o.Post.Keep(t.Context(), o.box, mails); err != nil {
		t.Fatal(err)
	}
	o.work()
	all := o.Find(o.SystemActor(), "incident", "")
	if len(all) != 1 || all[0].Title() != "No mail" || len(o.words(all[0])) != 2 {
		t.Fatalf("%d incidents", len(all))
	}
}
