package demo

import (
	"context"
	"fmt"
	"strings"
	"time"

	"steward/kernel/engine"
)

// waiting are mails that somebody at the desk has to look at.
var waiting = []struct{ name, address, subject, text, reason, state string }{
	{"Jonas Pell", "jonas.pell@northline.example", "Access point for hall 3", "Good morning,\n\nthe access point for hall 3 left our stock today. It should reach you tomorrow before noon.\n\nJonas Pell, Northline Networks", "unknown_sender", "quarantined"},
	{"Petra Lund", "petra@lund-logistics.example", "Invoice portal does not open", "Hello,\n\nsince this morning your invoice portal shows an empty page to all of us. Can you help?\n\nPetra Lund", "unknown_sender", "quarantined"},
	{"Prize Office", "winner@prizes.example", "You have won", "Answer within an hour to receive your prize.", "unknown_sender", "discarded"},
	{"Noor Haddad", "noor@elsewhere.example", "Automatic reply: VPN drops every few minutes", "I am out of the office until Monday.", "auto_reply", "stopped"},
}

// mailbox makes the mailbox of the service desk, which is out of use so that the demo calls nobody, and
// the mails that came to it and became nothing yet.
func (b *Builder) mailbox(ctx context.Context) error {
	var commands []engine.Command
	at, desk, own := b.now.Add(-26*time.Hour), b.teams["Service Desk"], "help@"+b.org.Domain
	box := create(&commands, "mailbox", at, map[string]any{"name": "Service desk", "address": own, "active": false, "team": desk, "unknown_sender": "quarantine"})
	for i, w := range waiting {
		id := engine.NewID()
		raw := fmt.Sprintf("From: %s <%s>\r\nTo: %s\r\nSubject: %s\r\nMessage-ID: <demo%d@%s>\r\n\r\n%s\r\n", w.name, w.address, own, w.subject, i, b.org.Domain, strings.ReplaceAll(w.text, "\n", "\r\n"))
		attach, ids, err := b.engine.Receive(ctx, "mail", id, engine.Upload{Name: "mail.eml", MediaType: "message/rfc822", Visibility: "internal", Content: strings.NewReader(raw)})
		if err != nil {
			return err
		}
		came := at.Add(time.Duration(3*i+1) * time.Hour)
		commands = append(commands, engine.Command{Do: engine.Create, Type: "mail", ID: id, HappenedAt: came, Values: map[string]any{"mailbox": box, "source_key": "demo/" + fmt.Sprint(i), "message_id": fmt.Sprintf("demo%d@%s", i, b.org.Domain),
			"from_address": w.address, "from_name": w.name, "to": own, "mail_subject": w.subject, "size": fmt.Sprint(len(raw)), "team": desk, "raw": ids}})
		commands = append(commands, attach...)
		first := w.state
		if w.state == "discarded" {
			first = "quarantined"
		}
		commands = append(commands, engine.Command{Do: engine.Change, Type: "mail", ID: id, HappenedAt: came.Add(time.Minute), Values: map[string]any{"state": first, "reason": w.reason}})
		if w.state == "discarded" {
			commands = append(commands, engine.Command{Do: engine.Act, Type: "mail", ID: id, Action: "discard", As: b.agents["Service Desk"][0].ID, HappenedAt: came.Add(time.Hour), Values: map[string]any{"decision": "Spam"}})
		}
	}
	return b.do(ctx, commands)
}
