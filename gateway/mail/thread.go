package mail

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"regexp"
	"strings"

	"steward/kernel/record"
)

// A mail that we send names its record twice: in its Message-ID and, where the mailbox takes
// addresses with a plus, in the address to answer to. Both carry a signature with the mailbox's key,
// so that nobody can write to a record of whose mails they have none.

var lower32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// signature is 80 bits over a purpose and the record's name: short enough for an address (64 bytes
// before the @), too long to guess.
func signature(key, purpose, name string) string {
	h := hmac.New(sha256.New, []byte(key))
	h.Write([]byte(purpose + "\x00" + name))
	return lower32.EncodeToString(h.Sum(nil)[:10])
}

func keyOf(box *record.Record) string { return box.Named("signing_key").Text() }

// nameOf is how a mail names a record: by its number, which tells its type, or its id.
func nameOf(row *record.Record) string {
	if n := row.Number(); n != "" {
		return strings.ToLower(n)
	}
	return row.ID()
}

// messageID is the same each time the same notice is sent.
func messageID(box *record.Record, name, notice string) string {
	return "steward." + name + "." + notice + "." + signature(keyOf(box), "message", name+"."+notice) + "@" + domainOf(box)
}

// threadID is the mail that was never sent: the beginning of a record's thread, so that mail programs
// show all that is sent about it together.
func threadID(box, row *record.Record) string { return messageID(box, nameOf(row), row.ID()) }

func domainOf(box *record.Record) string {
	_, domain, _ := strings.Cut(box.Named("address").Text(), "@")
	return domain
}

// replyAddress is where answers about the record go.
func replyAddress(box *record.Record, name string) string {
	address := box.Named("address").Text()
	if !box.Named("plus_addressing").Yes() {
		return address
	}
	local, domain, _ := strings.Cut(address, "@")
	return local + "+" + name + "." + signature(keyOf(box), "reply", name) + "@" + domain
}

var (
	ownID    = regexp.MustCompile(`^steward\.([a-z]+[0-9]+|[0-9a-f]{32})\.([0-9a-f]{32})\.([a-z2-7]{16})@`)
	ownReply = regexp.MustCompile(`^(.+)\+([a-z]+[0-9]+|[0-9a-f]{32})\.([a-z2-7]{16})@(.+)$`)
)

// key is what the engine finds the record by.
func (t token) key() string {
	if record.IsID(t.name) {
		return t.name
	}
	return strings.ToUpper(t.name)
}

// token is what a mail of ours carries: the record's name and, in a Message-ID, the notice.
type token struct {
	name, notice string
	holds        bool // the signature is one of a mailbox of ours
}

// tokenOfID reads a Message-ID; ok tells whether it looks like one of ours.
func tokenOfID(id string, boxes []*record.Record) (t token, ok bool) {
	m := ownID.FindStringSubmatch(strings.ToLower(id))
	if m == nil {
		return token{}, false
	}
	return token{m[1], m[2], signed(boxes, "message", m[1]+"."+m[2], m[3])}, true
}

// tokenOfAddress reads an address to which a mail went.
func tokenOfAddress(address string, boxes []*record.Record) (t token, ok bool) {
	m := ownReply.FindStringSubmatch(strings.ToLower(address))
	if m == nil {
		return token{}, false
	}
	for _, b := range boxes {
		if b.Named("address").Text() == m[1]+"@"+m[4] {
			return token{m[2], "", signed(boxes, "reply", m[2], m[3])}, true
		}
	}
	return token{}, false
}

func signed(boxes []*record.Record, purpose, name, with string) bool {
	for _, b := range boxes {
		if key := keyOf(b); key != "" && hmac.Equal([]byte(signature(key, purpose, name)), []byte(with)) {
			return true
		}
	}
	return false
}
