package communication

import (
	"context"

	"steward/kernel/page"
	"steward/kernel/record"
	"steward/practice/people"
)

// Slots are what the practice shows on the pages of records.
func Slots() []page.Slot {
	return []page.Slot{{Name: "mail-decision", Place: page.Head, On: page.OnType(Mail.Name), Roles: people.Staff(), Load: decision}}
}

// decision says why nothing became of a mail, and offers what a person can decide.
func decision(_ context.Context, r page.Reader, m *record.Record) (page.Blocks, error) {
	state, reason := m.State(), Reason.Of(m)
	if state != StateQuarantined && state != StateStopped && state != StateDiscarded {
		return nil, nil
	}
	do := func(action string) page.Do {
		return page.Do{Label: r.Say("mail.action." + action), Type: Mail.Name, Record: m.ID(), Action: action}
	}
	n := page.Notice{Icon: "triangle-alert", Tone: page.Amber, Title: r.Say("mail.because." + reason), Text: Detail.Of(m), Do: []page.Do{do("process_again")}}
	if state == StateDiscarded {
		n.Title, n.Text = r.Say("mail.discarded"), Decision.Of(m)
	}
	if state == StateQuarantined && reason == UnknownFrom {
		n.Do = append([]page.Do{do("accept_sender")}, n.Do...)
	}
	ask := func(action string) page.Form {
		return page.Form{Folded: r.Say("mail.action." + action), Ask: page.Ask{Do: do(action), Fields: []string{Decision.Name()}}}
	}
	out := page.Blocks{n}
	if reason != TooLarge {
		out = append(out, ask("release"))
	}
	if state == StateQuarantined {
		out = append(out, ask("discard"))
	}
	return out, nil
}
