//go:build mail && realdata

package mail_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"steward/gateway/mail/letter"
)

// corpus gives the raw mails of an archive, in the order of their names.
func corpus(t *testing.T, name string) [][]byte {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("STEWARD_REALDATA"), "mail", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	type one struct {
		name string
		raw  []byte
	}
	var all []one
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if ext := filepath.Ext(h.Name); h.Typeflag == tar.TypeReg && h.Size > 0 && (ext == ".txt" && !strings.Contains(name, "enmime") || ext == ".eml" || ext == ".raw") {
			raw, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, one{h.Name, raw})
		}
	}
	slices.SortFunc(all, func(a, b one) int { return strings.Compare(a.name, b.name) })
	out := make([][]byte, len(all))
	for i := range all {
		out[i] = all[i].raw
	}
	return out
}

// deliver hands all mails over one connection to the SMTP server, as they are but for the line with
// which a mail begins in an mbox file.
func deliver(t *testing.T, to string, mails [][]byte) {
	t.Helper()
	c, err := smtp.Dial(env(t, "STEWARD_TEST_SMTP"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	for i, raw := range mails {
		if bytes.HasPrefix(raw, []byte("From ")) {
			raw = raw[bytes.IndexByte(raw, '\n')+1:]
		}
		if err := errors.Join(c.Mail(fmt.Sprintf("sender%d@corpus.example", i)), c.Rcpt(to)); err != nil {
			t.Fatal(err)
		}
		w, err := c.Data()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(raw); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatalf("mail %d: %v", i, err)
		}
	}
}

// TestRealMailsComeThroughRealServers: every mail is kept, none breaks anything, a reply stands in
// the record of what it answers.
func TestRealMailsComeThroughRealServers(t *testing.T) {
	for _, name := range []string{"talon.tar.gz", "enmime.tar.gz", "easy-ham-2.tar.gz"} {
		t.Run(name, func(t *testing.T) { comesThrough(t, corpus(t, name)) })
	}
}

func comesThrough(t *testing.T, mails [][]byte) {
	p := build(t)
	p.start()
	defer p.kill()
	help := unique("corpus")
	_, nowhere, _ := net.SplitHostPort(env(t, "STEWARD_TEST_SMTP"))
	p.mailbox(help, map[string]any{"others_reply": "join", "smtp_host": nil, "smtp_port": nowhere})
	began := time.Now()
	deliver(t, help, mails)
	sent := time.Since(began)
	p.until("every mail is taken", func() bool {
		return messages(t, help, "INBOX") == 0 && messages(t, help, "Steward") == len(mails)
	})
	taken := time.Since(began)
	p.until("every mail is decided", func() bool { return !p.any("mails", "state = taken") })
	t.Logf("%d mails handed over in %v, taken after %v, decided after %v", len(mails), sent.Round(time.Millisecond), taken.Round(time.Millisecond), time.Since(began).Round(time.Millisecond))
	kept := p.list("mails", "")
	states, reasons := map[string]int{}, map[string]int{}
	about := map[string]string{}
	for _, m := range kept {
		states[m["state"].(string)]++
		if r, _ := m["reason"].(string); r != "" {
			reasons[r]++
		}
		if id, _ := m["message_id"].(string); m["state"] == "delivered" {
			about[id] = fmt.Sprint(m["about"])
		}
	}
	if len(kept) != len(mails) {
		t.Errorf("%d mails were sent, %d are kept", len(mails), len(kept))
	}
	right, wrong := threads(t, mails, about)
	garbled := 0
	for _, r := range p.list("incidents", "channel = mail") {
		text, _ := r["description"].(string)
		if strings.ContainsRune(text, utf8.RuneError) {
			garbled++
		}
	}
	t.Logf("%d mails: %v, reasons %v; %d replies stand with what they answer, %d do not; %d texts with a character that could not be told", len(mails), states, reasons, right, wrong, garbled)
	if wrong > 0 {
		t.Errorf("%d replies stand elsewhere", wrong)
	}
}

// threads compares with an independent reading of In-Reply-To and References: a reply to a mail that
// came before it stands in the same record.
func threads(t *testing.T, mails [][]byte, about map[string]string) (right, wrong int) {
	before := map[string]bool{}
	for _, raw := range mails {
		l, err := letter.Read(raw)
		if err != nil || l.MessageID == "" {
			continue
		}
		parents := slices.Clone(l.References)
		slices.Reverse(parents)
		for _, parent := range append(slices.Clone(l.InReplyTo), parents...) {
			if before[parent] && about[parent] != "" && about[l.MessageID] != "" {
				if about[parent] == about[l.MessageID] {
					right++
				} else {
					wrong++
					t.Logf("%s answers %s", l.MessageID, parent)
				}
				break
			}
		}
		before[l.MessageID] = true
	}
	return right, wrong
}
