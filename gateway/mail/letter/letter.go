// Package letter reads a raw mail: who wrote it, what it answers, what it says, what came with it,
// and whether a person wrote it.
//
// Its one rule: whatever the bytes are, reading ends with a letter or an error, and no part of the
// mail is left out: what is no text is a file.
package letter

import (
	"bufio"
	"bytes"
	"fmt"
	"net/mail"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

// Letter is what a mail says.
type Letter struct {
	MessageID  string   // without angle brackets, empty where there is none
	InReplyTo  []string // the same
	References []string
	From       Address
	To         []string // every address to which it went, in lower case
	Subject    string
	Date       time.Time // zero where there is none
	Text       string    // Markdown: all of it
	Own        string    // Markdown: without what it repeats of earlier mails
	Quoted     string    // Markdown: what it repeats
	Files      []File
	Nature     Nature
	// Houses are the installations through which the mail has gone; see HouseHeader.
	Houses []string
	// Failed are the Message-IDs of mails that a bounce says were not delivered, and Why it says so.
	Failed []string
	Why    string
}

// Address is a mail address with the name before it.
type Address struct{ Name, Address string }

// File is a part that is no text.
type File struct {
	Name, MediaType string
	ContentID       string // without angle brackets; what cid: names
	Inline          bool   // shown where the text names it
	Content         []byte
}

// HouseHeader marks every mail that this program sends, with the house that sent it.
const HouseHeader = "X-Steward-House"

// Read reads a raw mail.
func Read(raw []byte) (l *Letter, err error) {
	defer func() {
		if p := recover(); p != nil {
			l, err = nil, fmt.Errorf("letter.read: %v", p)
		}
	}()
	env, err := parser.ReadEnvelope(bytes.NewReader(unwrapped(raw)))
	if err != nil {
		return nil, fmt.Errorf("letter.read: %w", err)
	}
	l = &Letter{Subject: clean(env.GetHeader("Subject")), From: sender(env), To: recipients(env), Houses: env.GetHeaderValues(HouseHeader),
		InReplyTo: ids(env.GetHeaderValues("In-Reply-To")), References: ids(env.GetHeaderValues("References"))}
	if own := ids(env.GetHeaderValues("Message-Id")); len(own) > 0 {
		l.MessageID = own[0]
	}
	if at, err := env.Date(); err == nil && at.Year() > 1970 && at.Year() < 2200 {
		l.Date = at.UTC()
	}
	l.Files = files(env)
	l.Nature = natureOf(env, l)
	l.read(env)
	return l, nil
}

// headMost is how much of a mail is looked at for its head, in bytes.
const headMost = 256 << 10

// ID gives the Message-ID of a raw mail without reading more than its head; empty where there is none.
func ID(raw []byte) string {
	raw = unwrapped(raw[:min(len(raw), headMost)])
	head, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(raw))).ReadMIMEHeader()
	if own := ids(head.Values("Message-Id")); len(own) > 0 && (err == nil || len(head) > 0) {
		return own[0]
	}
	return ""
}

var parser = enmime.NewParser(enmime.DisableTextConversion(true), enmime.MaxStoredPartErrors(20))

// unwrapped takes away the line with which a mail begins in an mbox file, and makes bare CR line ends
// ones that a reader knows.
func unwrapped(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, "\r\n")
	if bytes.HasPrefix(raw, []byte("From ")) {
		if end := bytes.IndexByte(raw, '\n'); end > 0 {
			raw = raw[end+1:]
		}
	}
	if !bytes.Contains(raw, []byte("\n")) {
		raw = bytes.ReplaceAll(raw, []byte("\r"), []byte("\n"))
	}
	return raw
}

var idPattern = regexp.MustCompile(`<([^<>\s]{1,900})>`)

// ids finds the Message-IDs in headers; some programs fold them in the middle or forget the brackets.
func ids(headers []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, h := range headers {
		found := idPattern.FindAllStringSubmatch(h, -1)
		if len(found) == 0 {
			for _, f := range strings.Fields(h) {
				if strings.Contains(f, "@") && len(f) < 900 {
					found = append(found, []string{f, strings.Trim(f, "<>,;")})
				}
			}
		}
		for _, m := range found {
			if id := clean(m[1]); id != "" && !seen[id] {
				seen[id] = true
				out = append(out, id)
			}
		}
	}
	return out
}

var bareAddress = regexp.MustCompile(`[^\s<>"(),:;@\[\]\\]+@[^\s<>"(),:;@\[\]\\]+`)

// sender is who wrote the mail, by From, or where it names nobody by Sender, Reply-To, Return-Path.
func sender(env *enmime.Envelope) Address {
	for _, header := range []string{"From", "Sender", "Reply-To", "Return-Path"} {
		if a := addresses(env, header); len(a) > 0 {
			return a[0]
		}
	}
	return Address{}
}

// recipients are all that the headers name, also those that servers add.
func recipients(env *enmime.Envelope) []string {
	var out []string
	seen := map[string]bool{}
	for _, header := range []string{"To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"} {
		for _, a := range addresses(env, header) {
			if !seen[a.Address] {
				seen[a.Address] = true
				out = append(out, a.Address)
			}
		}
	}
	return out
}

func addresses(env *enmime.Envelope, header string) []Address {
	var out []Address
	for _, raw := range env.Root.Header.Values(header) {
		list, err := enmime.ParseAddressList(raw)
		if err != nil {
			list = nil
			decoded := raw
			if v := env.GetHeaderValues(header); len(v) > 0 {
				decoded = v[0]
			}
			if found := bareAddress.FindString(decoded); found != "" {
				list = []*mail.Address{{Address: found, Name: strings.Trim(strings.Split(decoded, "<")[0], `" `)}}
			}
		}
		for _, a := range list {
			if strings.Contains(a.Address, "@") {
				out = append(out, Address{Name: clean(a.Name), Address: strings.ToLower(clean(a.Address))})
			}
		}
	}
	return out
}

// clean makes one line of a header, without characters that no text holds.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.Map(func(r rune) rune {
		if r == 0 || r < ' ' && r != '\t' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
