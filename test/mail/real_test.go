//go:build mail

package mail_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/smtp"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"steward/gateway/mail/letter"
)

// program is the real program, beside a real IMAP and a real SMTP server.
type program struct {
	t                     *testing.T
	binary, data, address string
	token                 string
	process               *exec.Cmd
}

func env(t *testing.T, name string) string {
	t.Helper()
	v := os.Getenv(name)
	if v == "" {
		t.Fatalf("%s is not set: run .ci/mail start", name)
	}
	return v
}

func build(t *testing.T) *program {
	t.Helper()
	p := &program{t: t, binary: filepath.Join(t.TempDir(), "steward"), data: filepath.Join(t.TempDir(), "data")}
	if out, err := exec.Command("go", "build", "-o", p.binary, "../..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p.shell("user", "create", "root@house.example", "--name", "Root", "--role", "administrator", "--password", "a long enough phrase")
	p.token = strings.TrimSpace(p.shell("token", "create", "--user", "root@house.example"))
	return p
}

func (p *program) shell(args ...string) string {
	p.t.Helper()
	c := exec.Command(p.binary, append(args, "--data", p.data)...)
	out, err := c.Output()
	if err != nil {
		p.t.Fatalf("%v: %v", args, err)
	}
	return string(out)
}

func (p *program) start() {
	p.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		p.t.Fatal(err)
	}
	p.address = l.Addr().String()
	l.Close()
	p.process = exec.Command(p.binary, "serve", "--listen", p.address, "--data", p.data, "--public-address", "https://steward.example.org")
	p.process.Env = append(os.Environ(), "SSL_CERT_FILE="+env(p.t, "STEWARD_TEST_CERT"))
	log, err := os.OpenFile(filepath.Join(filepath.Dir(p.binary), "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		p.t.Fatal(err)
	}
	defer log.Close()
	p.process.Stderr = log
	if err := p.process.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.until("the program answers", func() bool {
		r, err := http.Get("http://" + p.address + "/readyz")
		if err == nil {
			r.Body.Close()
		}
		return err == nil && r.StatusCode == http.StatusOK
	})
}

func (p *program) kill() {
	_ = p.process.Process.Kill()
	_ = p.process.Wait()
}

// patience is how long something may take on a machine that does much else.
const patience = 12 * time.Minute

// until waits for what must become true.
func (p *program) until(what string, is func() bool) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.t.Context(), patience)
	defer stop()
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for !is() {
		select {
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(filepath.Dir(p.binary), "log"))
			p.t.Fatalf("it does not come true that %s; the log ends with\n%s", what, log[max(0, len(log)-3000):])
		case <-tick.C:
		}
	}
}

// call asks the API; the answer is decoded.
func (p *program) call(method, path string, body map[string]any) map[string]any {
	p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	r, err := http.NewRequest(method, "http://"+p.address+"/api/v1/"+path, bytes.NewReader(raw))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close()
	got, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		p.t.Fatalf("%s %s: %d %s", method, path, answer.StatusCode, got)
	}
	out := map[string]any{}
	if err := json.Unmarshal(got, &out); err != nil {
		p.t.Fatalf("%s %s: %s", method, path, got)
	}
	return out
}

// list gives all records that meet a condition.
func (p *program) list(plural, filter string) []map[string]any {
	p.t.Helper()
	var out []map[string]any
	cursor := ""
	for {
		q := url.Values{"filter": {filter}, "limit": {"200"}, "order": {"created_at"}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		page := p.call("GET", plural+"?"+q.Encode(), nil)
		items, _ := page["items"].([]any)
		for _, i := range items {
			out = append(out, i.(map[string]any))
		}
		if cursor, _ = page["next"].(string); cursor == "" {
			return out
		}
	}
}

// any tells whether a record meets a condition.
func (p *program) any(plural, filter string) bool {
	p.t.Helper()
	items, _ := p.call("GET", plural+"?"+url.Values{"filter": {filter}, "limit": {"1"}}.Encode(), nil)["items"].([]any)
	return len(items) > 0
}

func (p *program) mailbox(address string, more map[string]any) map[string]any {
	p.t.Helper()
	imapHost, imapPort, _ := net.SplitHostPort(env(p.t, "STEWARD_TEST_IMAPS"))
	smtpHost, smtpPort, _ := net.SplitHostPort(env(p.t, "STEWARD_TEST_SMTP"))
	values := map[string]any{"name": "Help", "address": address, "imap_host": imapHost, "imap_port": imapPort, "imap_security": "tls", "imap_user": address, "imap_secret": "secret",
		"smtp_host": smtpHost, "smtp_port": smtpPort, "smtp_security": "none", "unknown_sender": "create", "plus_addressing": true}
	for k, v := range more {
		values[k] = v
	}
	return p.call("POST", "mailboxes", values)
}

// post sends a raw mail by SMTP.
func post(t *testing.T, from, to, raw string) {
	t.Helper()
	if err := smtp.SendMail(env(t, "STEWARD_TEST_SMTP"), nil, from, []string{to}, []byte(strings.ReplaceAll(raw, "\n", "\r\n"))); err != nil {
		t.Fatal(err)
	}
}

// messages counts what lies in a folder of somebody's mailbox, without reading it.
func messages(t *testing.T, user, name string) int {
	t.Helper()
	c, err := imapclient.DialInsecure(env(t, "STEWARD_TEST_IMAP"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(user, "secret").Wait(); err != nil {
		t.Fatal(err)
	}
	s, err := c.Status(name, &imap.StatusOptions{NumMessages: true}).Wait()
	if err != nil || s.NumMessages == nil {
		return 0
	}
	return int(*s.NumMessages)
}

// folder reads all mails of a folder of somebody's mailbox; none where there is no folder.
func folder(t *testing.T, user, name string) [][]byte {
	t.Helper()
	c, err := imapclient.DialInsecure(env(t, "STEWARD_TEST_IMAP"), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Login(user, "secret").Wait(); err != nil {
		t.Fatal(err)
	}
	s, err := c.Select(name, &imap.SelectOptions{ReadOnly: true}).Wait()
	if err != nil || s.NumMessages == 0 {
		return nil
	}
	all := imap.SeqSet{}
	all.AddRange(1, 0)
	section := &imap.FetchItemBodySection{Peek: true}
	got, err := c.Fetch(all, &imap.FetchOptions{BodySection: []*imap.FetchItemBodySection{section}}).Collect()
	if err != nil {
		t.Fatal(err)
	}
	var out [][]byte
	for _, m := range got {
		out = append(out, m.FindBodySection(section))
	}
	return out
}

func lettersOf(t *testing.T, user, name string) []*letter.Letter {
	t.Helper()
	var out []*letter.Letter
	for _, raw := range folder(t, user, name) {
		l, err := letter.Read(raw)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

// unique makes addresses of a test its own, for the servers keep what came before.
func unique(name string) string {
	return fmt.Sprintf("%s%d@house.example", name, time.Now().UnixNano())
}

func TestRealServersCarryMailBothWays(t *testing.T) {
	p := build(t)
	p.start()
	defer p.kill()
	help, rita := unique("help"), unique("rita")
	box := p.mailbox(help, nil)
	p.until("the mailbox works", func() bool { return p.call("GET", "mailboxes/"+box["id"].(string), nil)["health"] == "well" })
	post(t, rita, help, write("Rita <"+rita+">", help, "=?utf-8?Q?Drucker_st=C3=B6rt?=", "one@"+rita, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n", "Er brüllt."))
	var incident map[string]any
	p.until("the mail is an incident", func() bool {
		found := p.list("incidents", "channel = mail")
		if len(found) == 1 {
			incident = found[0]
		}
		return len(found) == 1
	})
	if incident["title"] != "Drucker stört" || !strings.Contains(incident["description"].(string), "Er brüllt.") {
		t.Fatalf("%v", incident)
	}
	p.until("Rita hears that it was received", func() bool { return len(folder(t, rita, "INBOX")) == 1 })
	number := incident["number"].(string)
	p.call("POST", "incidents/"+number+"/actions/reply", map[string]any{"body": "Which *one*?", "move_to": "pending", "pending_reason": "customer"})
	p.until("Rita reads the answer", func() bool { return len(folder(t, rita, "INBOX")) == 2 })
	answer := lettersOf(t, rita, "INBOX")[1]
	if !strings.Contains(answer.Text, "Which") || !slices.Contains(answer.References, "one@"+rita) {
		t.Fatalf("%+v", answer)
	}
	raw := string(folder(t, rita, "INBOX")[1])
	_, after, _ := strings.Cut(raw, "\nReply-To: ")
	back := strings.TrimRight(strings.Split(strings.SplitN(after, "<", 2)[1], ">")[0], "\r\n ")
	if !strings.Contains(back, "+"+strings.ToLower(number)+".") {
		t.Fatalf("answers go to %s", back)
	}
	post(t, rita, back, write(rita, back, "Re: it", "two@"+rita, "", "The red one.\n\n> Which one?"))
	p.until("the reply is in its thread", func() bool { return len(p.list("messages", `channel = mail`)) == 1 })
	if got := p.call("GET", "incidents/"+number, nil); got["state"] != "in_progress" {
		t.Fatalf("it is %v", got["state"])
	}
	if in, done := folder(t, help, "INBOX"), folder(t, help, "Steward"); len(in) != 0 || len(done) != 2 {
		t.Fatalf("%d mails in the folder, %d taken", len(in), len(done))
	}
}

func TestAMailboxThatNoLongerLetsUsInIsTold(t *testing.T) {
	p := build(t)
	p.start()
	defer p.kill()
	box := p.mailbox(unique("help"), map[string]any{"imap_secret": "wrong"})
	p.until("the mailbox is failing", func() bool { return p.call("GET", "mailboxes/"+box["id"].(string), nil)["health"] == "failing" })
	if told := p.list("notices", "kind = failing"); len(told) != 1 {
		t.Fatalf("%d administrators were told", len(told))
	}
	r, err := http.Get("http://" + p.address + "/readyz")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	if said, _ := io.ReadAll(r.Body); !strings.Contains(string(said), "mailbox failing: help") {
		t.Fatalf("%s", said)
	}
	p.call("PATCH", "mailboxes/"+box["id"].(string), map[string]any{"imap_secret": "secret"})
	p.until("the mailbox works, without a restart", func() bool { return p.call("GET", "mailboxes/"+box["id"].(string), nil)["health"] == "well" })
}
