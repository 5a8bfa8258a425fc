package record

import (
	"net/mail"
	"strings"
	"unicode"

	"steward/kernel/value"
)

// EmailMax is the longest e-mail address in bytes (RFC 5321, 4.5.3.1.3, without the angle brackets).
const EmailMax = 254

type emailKind struct{ textKind }

// EmailKind is one e-mail address. It is held in lower case, because in practice nobody tells
// Anna@example.com from anna@example.com, and a unique address must be unique.
var EmailKind Kind = emailKind{}

// Email declares an e-mail address.
func Email(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: EmailKind}, value.Value.Text, value.Of)
}

func (emailKind) Name() string { return "email" }

// Parse reads anna@example.com and "Anna Berg <anna@example.com>".
func (emailKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	at, err := mail.ParseAddress(strings.TrimPrefix(s, "mailto:"))
	if err != nil || !plainAddress(at.Address) {
		return value.Value{}, refuse("not-an-email", s)
	}
	v := value.Of(strings.ToLower(at.Address))
	if len(v.Text()) > EmailMax {
		return value.Value{}, refuse("too-long", s, "most", EmailMax, "length", len(v.Text()))
	}
	return v, nil
}

// plainAddress takes what can be written without quotes and goes to a host with a name.
func plainAddress(address string) bool {
	at := strings.LastIndexByte(address, '@')
	if at < 1 || strings.ContainsAny(address, " \"(),:;<>[\\]") || strings.ContainsFunc(address, unicode.IsControl) {
		return false
	}
	for _, label := range strings.Split(address[at+1:], ".") {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") {
			return false
		}
	}
	return strings.Count(address, "@") == 1
}

func (emailKind) Schema(*Def) map[string]any {
	return map[string]any{"type": "string", "format": "email", "maxLength": EmailMax}
}
