package mail_test

import (
	"context"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-imap/v2/imapserver"
	"github.com/emersion/go-imap/v2/imapserver/imapmemserver"

	"steward/kernel/record"
)

// serveIMAP is a mail server with one mailbox, help, whose password is secret.
func serveIMAP(t *testing.T) (address string, lay func(raw string)) {
	t.Helper()
	memory, user := imapmemserver.New(), imapmemserver.NewUser("help", "secret")
	if err := user.Create("INBOX", nil); err != nil {
		t.Fatal(err)
	}
	memory.AddUser(user)
	s := imapserver.New(&imapserver.Options{InsecureAuth: true, Caps: imap.CapSet{imap.CapIMAP4rev1: {}, imap.CapIMAP4rev2: {}},
		NewSession: func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
			return memory.NewSession(), nil, nil
		}})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go s.Serve(l)
	t.Cleanup(func() { s.Close() })
	return l.Addr().String(), func(raw string) {
		c, err := imapclient.DialInsecure(l.Addr().String(), nil)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.Login("help", "secret").Wait(); err != nil {
			t.Fatal(err)
		}
		raw = strings.ReplaceAll(strings.TrimLeft(raw, "\n"), "\n", "\r\n")
		a := c.Append("INBOX", int64(len(raw)), nil)
		if _, err := a.Write([]byte(raw)); err != nil {
			t.Fatal(err)
		}
		if err := a.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Wait(); err != nil {
			t.Fatal(err)
		}
	}
}

// until looks until as many mails as wanted were taken.
func (o *office) until(n int) []*record.Record {
	o.t.Helper()
	ctx, stop := context.WithTimeout(o.t.Context(), time.Minute)
	defer stop()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if all := o.Find(o.SystemActor(), "mail", ""); len(all) >= n {
			return all
		}
		select {
		case <-ctx.Done():
			o.t.Fatal("the mails are not taken")
		case <-tick.C:
		}
	}
}

// A mail that is too large blocks nobody: its head waits with the reason, its sender hears of it once,
// and what lies behind it is taken.
func TestAMailThatIsTooLargeBlocksNobody(t *testing.T) {
	o := open(t)
	address, lay := serveIMAP(t)
	host, port, _ := net.SplitHostPort(address)
	lay(write("Rita <rita@example.com>", "help@house.example", "All my pictures", "large@example.com", "", strings.Repeat("A picture, and one more. ", 4000)))
	lay(write("Rita <rita@example.com>", "help@house.example", "No mail", "small@example.com", "", "Nothing comes in."))
	o.Post.Largest = 64 << 10
	o.Change(o.SystemActor(), o.box, map[string]any{"imap_host": host, "imap_port": port, "imap_security": "none", "imap_user": "help", "imap_secret": "secret"})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); o.Post.Run(ctx) }()
	mails := o.until(2)
	o.work()
	stop()
	<-ended
	by := map[string]*record.Record{}
	for _, m := range mails {
		m = o.Look(m)
		by[m.Named("mail_subject").Text()] = m
	}
	large, small := by["All my pictures"], by["No mail"]
	if large == nil || small == nil || small.State() != "delivered" {
		t.Fatalf("%v", by)
	}
	if large.State() != "quarantined" || large.Named("reason").Text() != "too_large" || large.Named("from_address").Text() != "rita@example.com" || large.Named("size").Int() < 90_000 {
		t.Fatalf("%s %s %d", large.State(), large.Named("reason").Text(), large.Named("size").Int())
	}
	o.Act(o.agent, large, "process_again", nil)
	o.work()
	refused := 0
	for _, out := range o.out.all() {
		if strings.Contains(string(out.content), "Too large: All my pictures") {
			refused++
			if len(out.to) != 1 || out.to[0] != "rita@example.com" || !strings.Contains(string(out.content), "auto-replied") {
				t.Errorf("to %v", out.to)
			}
		}
	}
	if refused != 1 || o.Look(large).State() != "quarantined" {
		t.Fatalf("told %d times", refused)
	}
}
