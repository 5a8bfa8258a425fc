// Package mail_test tells the stories of mail: what people write becomes work, what is said to them
// reaches them, and nothing is lost on the way.
package mail_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"steward/gateway/mail"
	"steward/gateway/mail/letter"
	"steward/kernel/record"
	"steward/test/world"
)

// office is an installation with a mailbox, people, and a mail server that keeps what is sent.
type office struct {
	*world.World
	t               *testing.T
	out             *outgoing
	box             *record.Record
	rita, ada, team string
	asker, agent    record.Actor
	came            int
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{World: world.New(t), t: t, out: serveSMTP(t)}
	o.rita, o.ada = o.person("Rita", "requester"), o.person("Ada", "agent")
	o.team = o.Team("Desk", o.ada)
	o.asker, o.agent = o.As(o.rita), o.As(o.ada)
	o.box = o.mailbox("help@house.example", map[string]any{"team": o.team, "plus_addressing": true})
	return o
}

func (o *office) person(name, role string) string {
	return o.Make(o.SystemActor(), "person", map[string]any{"name": name, "email": strings.ToLower(name) + "@example.com", "roles": []string{o.Role(role)}}).ID()
}

func (o *office) mailbox(address string, more map[string]any) *record.Record {
	host, port, _ := net.SplitHostPort(o.out.address)
	values := map[string]any{"name": "Help", "address": address, "smtp_host": host, "smtp_port": port, "smtp_security": "none"}
	for k, v := range more {
		values[k] = v
	}
	return o.Make(o.SystemActor(), "mailbox", values)
}

// comes lets a mail lie in the mailbox, and everything that follows happen.
func (o *office) comes(raw string) *record.Record { return o.comesTo(o.box, raw) }

func (o *office) comesTo(box *record.Record, raw string) *record.Record {
	o.t.Helper()
	o.came++
	key := strconv.Itoa(o.came)
	if err := o.Post.Keep(o.t.Context(), box, []mail.Raw{{Key: key, Content: []byte(strings.ReplaceAll(strings.TrimLeft(raw, "\n"), "\n", "\r\n"))}}); err != nil {
		o.t.Fatal(err)
	}
	o.work()
	return o.Find(o.SystemActor(), "mail", `source_key = "`+key+`"`)[0]
}

// work runs what waits.
func (o *office) work() {
	o.t.Helper()
	if _, err := o.Runner().Drain(context.Background()); err != nil {
		o.t.Fatal(err)
	}
}

// about gives the record that a mail became part of.
func (o *office) about(m *record.Record) *record.Record {
	o.t.Helper()
	id := m.Named("about").Text()
	if id == "" {
		o.t.Fatalf("the mail is %s (%s %s)", m.State(), m.Named("reason").Text(), m.Named("detail").Text())
	}
	_, typeName := m.Named("about").Second()
	r, err := o.Engine.System("stories").Get(o.t.Context(), typeName, id)
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// words lists what was said about a record.
func (o *office) words(r *record.Record) []string {
	var out []string
	for _, m := range o.Find(o.SystemActor(), "message", `subject = "`+r.ID()+`"`) {
		out = append(out, m.Named("body").Text())
	}
	return out
}

// lastOut reads the newest mail that went out.
func (o *office) lastOut() (*letter.Letter, sentMail) {
	o.t.Helper()
	all := o.out.all()
	if len(all) == 0 {
		o.t.Fatal("nothing went out")
	}
	l, err := letter.Read(all[len(all)-1].content)
	if err != nil {
		o.t.Fatal(err)
	}
	return l, all[len(all)-1]
}

func write(from, to, subject, id, more, body string) string {
	return fmt.Sprintf("From: %s\nTo: %s\nSubject: %s\nMessage-ID: <%s>\nDate: Mon, 2 Mar 2026 08:00:00 +0000\n%s\n%s\n", from, to, subject, id, more, body)
}

// outgoing is a mail server that keeps what it is given.
type outgoing struct {
	address string
	lock    sync.Mutex
	mails   []sentMail
	refuse  func(from, to string) error
}

type sentMail struct {
	from    string
	to      []string
	content []byte
}

func serveSMTP(t *testing.T) *outgoing {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := &outgoing{address: l.Addr().String()}
	s := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{out: o}, nil }))
	s.Domain, s.AllowInsecureAuth, s.ReadTimeout = "localhost", true, time.Minute
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return o
}

func (o *outgoing) all() []sentMail {
	o.lock.Lock()
	defer o.lock.Unlock()
	return append([]sentMail(nil), o.mails...)
}

type session struct {
	out  *outgoing
	mail sentMail
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.mail = sentMail{from: from}
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.out.lock.Lock()
	refuse := s.out.refuse
	s.out.lock.Unlock()
	if refuse != nil {
		if err := refuse(s.mail.from, to); err != nil {
			return err
		}
	}
	s.mail.to = append(s.mail.to, to)
	return nil
}

func (s *session) Data(r io.Reader) error {
	var b bytes.Buffer
	if _, err := io.Copy(&b, r); err != nil {
		return err
	}
	s.mail.content = b.Bytes()
	s.out.lock.Lock()
	defer s.out.lock.Unlock()
	s.out.mails = append(s.out.mails, s.mail)
	return nil
}

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }
