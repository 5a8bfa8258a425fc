package kind

import (
	"strings"

	"steward/gateway/web/view"
	"steward/kernel/value"
)

// address is an e-mail address, a phone number or a link: text that leads somewhere.
type address struct {
	text
	scheme string
}

func (k address) Cell(_ *Reader, _ Field, v value.Value, c *view.Cell) {
	c.Text, c.Href = v.Text(), k.scheme+v.Text()
	if k.view == view.KindPhone {
		c.Href = k.scheme + strings.Map(dialled, v.Text())
	}
	if k.view == view.KindLink {
		c.Title = v.Text()
		c.Text = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(v.Text(), "https://"), "http://"), "/")
	}
}

func dialled(r rune) rune {
	if r == '+' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}
