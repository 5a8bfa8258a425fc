// Package communication keeps how the house is written to and writes: its mailboxes and the mails
// that came in.
//
// Its one rule: a mail that came in is kept as it came, before anything else is done with it, and
// stands here with what became of it and why.
package communication

import "steward/kernel/record"

// Types lists what the practice keeps.
func Types() []*record.Type { return []*record.Type{&Mailbox, &Mail} }
