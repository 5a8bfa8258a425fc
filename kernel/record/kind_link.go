package record

import (
	"net/url"
	"strings"
	"unicode"

	"steward/kernel/value"
)

// LinkMax is the longest address in characters.
const LinkMax = 2000

type linkKind struct{ textKind }

// LinkKind is an address that a page may lead to: http, https or mailto, nothing that a browser
// would run, and no name or password in it.
var LinkKind Kind = linkKind{}

// Link declares an address on the web.
func Link(name string) Field[string] {
	return NewField(&Def{Name: name, Kind: LinkKind}, value.Value.Text, value.Of)
}

func (linkKind) Name() string { return "link" }

func (linkKind) Parse(d *Def, raw any, _ Input) (value.Value, error) {
	s, err := asWord(raw)
	if err != nil || s == "" {
		return value.Value{}, err
	}
	unfit := func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == '\\' }
	if strings.ContainsFunc(s, unfit) {
		return value.Value{}, refuse("not-a-link", s)
	}
	v, err := checkedText(d, s, LinkMax)
	if err != nil {
		return value.Value{}, err
	}
	at, err := url.Parse(v.Text())
	if err != nil {
		return value.Value{}, refuse("not-a-link", s)
	}
	switch at.Scheme {
	case "http", "https":
		if at.Hostname() == "" {
			return value.Value{}, refuse("not-a-link", s)
		}
		if at.User != nil {
			return value.Value{}, refuse("link-with-sign-in", s)
		}
		return v, nil
	case "mailto":
		if _, err := EmailKind.Parse(d, at.Opaque, Input{}); err != nil || at.Opaque == "" {
			return value.Value{}, refuse("not-a-link", s)
		}
		return v, nil
	}
	return value.Value{}, refuse("not-a-link", s)
}

func (linkKind) Schema(d *Def) map[string]any {
	return map[string]any{"type": "string", "format": "uri", "pattern": "^(https?|mailto):", "maxLength": limit(d, LinkMax)}
}
