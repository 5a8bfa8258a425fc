//go:build mail

package mail_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

const (
	mailsUnderFire = 300
	killsUnderFire = 8
)

func TestKilledWhileMailComesNothingIsLostOrDoubled(t *testing.T) {
	p := build(t)
	p.start()
	help, rita := unique("help"), unique("rita")
	p.mailbox(help, nil)
	random := rand.New(rand.NewPCG(7, 11))
	sent := make(chan struct{})
	go func() {
		defer close(sent)
		for i := range mailsUnderFire {
			// Fifty in ten minutes is all that one sender may begin, so that many write.
			from := fmt.Sprintf("%d.%s", i%20, rita)
			post(t, from, help, write(from, help, fmt.Sprintf("Mail %d", i), fmt.Sprintf("%d@%s", i, rita), "", "Under fire."))
		}
	}()
	for range killsUnderFire {
		<-time.After(time.Duration(800+random.IntN(1500)) * time.Millisecond)
		p.kill()
		p.start()
	}
	defer p.kill()
	<-sent
	p.until("every mail is taken", func() bool { return len(folder(t, help, "Steward")) == mailsUnderFire })
	p.until("every mail is delivered", func() bool { return len(p.list("mails", "state = delivered")) == mailsUnderFire })
	titles := map[string]int{}
	for _, r := range p.list("incidents", "channel = mail") {
		titles[r["title"].(string)]++
	}
	for i := range mailsUnderFire {
		if n := titles[fmt.Sprintf("Mail %d", i)]; n != 1 {
			t.Errorf("mail %d is there %d times", i, n)
		}
	}
	if in := folder(t, help, "INBOX"); len(in) != 0 {
		t.Errorf("%d mails still lie in the folder", len(in))
	}
	if mails := p.list("mails", ""); len(mails) != mailsUnderFire {
		t.Errorf("%d mails are kept, %d were sent", len(mails), mailsUnderFire)
	}
	p.until("every notice is sent", func() bool { return len(p.list("notices", "mail = waiting")) == 0 })
	p.outOnce(rita)
}

// outOnce holds what went out to one mail for each notice; a repeat has the same Message-ID.
func (p *program) outOnce(rita string) {
	p.t.Helper()
	seen, repeats := map[string]int{}, 0
	p.until("all answers have arrived", func() bool {
		clear(seen)
		repeats = 0
		for i := range 20 {
			for _, l := range lettersOf(p.t, fmt.Sprintf("%d.%s", i, rita), "INBOX") {
				if seen[l.MessageID]++; seen[l.MessageID] > 1 {
					repeats++
				}
			}
		}
		return len(seen) == mailsUnderFire
	})
	if repeats > killsUnderFire*4 {
		p.t.Errorf("%d answers went twice", repeats)
	}
	p.t.Logf("%d mails, %d kills; each is there once; %d answers went twice with the same Message-ID", mailsUnderFire, killsUnderFire, repeats)
}
