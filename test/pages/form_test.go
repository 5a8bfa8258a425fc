package pages_test

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// form is a form of a page with its answers as the page filled them.
type form struct {
	b      *browser
	action string
	values url.Values
}

// form finds the form that sends to an address, by its end.
func (b *browser) form(action string) *form {
	b.t.Helper()
	forms := find(b.page, func(n *html.Node) bool {
		return n.Data == "form" && strings.EqualFold(attribute(n, "method"), "post") && strings.HasSuffix(attribute(n, "action"), action)
	})
	if len(forms) == 0 {
		b.t.Fatalf("%s has no form to %s:\n%s", b.at, action, b.text())
	}
	return b.read(forms[len(forms)-1])
}

// button finds the form whose button has this data-action.
func (b *browser) button(name string) *form {
	b.t.Helper()
	forms := find(b.page, func(n *html.Node) bool {
		return n.Data == "form" && len(find(n, func(c *html.Node) bool { return attribute(c, "data-action") == name })) > 0
	})
	if len(forms) == 0 {
		b.t.Fatalf("%s has no button %s:\n%s", b.at, name, b.text())
	}
	return b.read(forms[0])
}

// read gives what a browser would send if the form was sent as it is.
func (b *browser) read(n *html.Node) *form {
	f := &form{b: b, action: attribute(n, "action"), values: url.Values{}}
	for _, c := range find(n, func(c *html.Node) bool { return attribute(c, "name") != "" && !has(c, "disabled") }) {
		name, value := attribute(c, "name"), attribute(c, "value")
		switch c.Data {
		case "input":
			if kind := attribute(c, "type"); (kind == "checkbox" || kind == "radio") && !has(c, "checked") {
				continue
			}
			f.values.Add(name, value)
		case "textarea":
			if c.FirstChild != nil {
				value = strings.TrimPrefix(c.FirstChild.Data, "\n")
			}
			f.values.Add(name, value)
		case "select":
			if o, ok := chosen(c); ok {
				f.values.Add(name, o)
			}
		}
	}
	return f
}

// chosen gives the marked option of a menu, else its first.
func chosen(menu *html.Node) (string, bool) {
	options := find(menu, func(n *html.Node) bool { return n.Data == "option" })
	for _, o := range options {
		if has(o, "selected") {
			return attribute(o, "value"), true
		}
	}
	if len(options) == 0 {
		return "", false
	}
	return attribute(options[0], "value"), true
}

// set gives an answer.
func (f *form) set(name string, values ...string) *form {
	f.values[name] = values
	return f
}

// submit sends a form and follows where it leads.
func (b *browser) submit(f *form) *browser {
	b.t.Helper()
	b.send(http.MethodPost, f.action, f.values)
	return b
}

// saved sends a form and wants that it was taken.
func (b *browser) saved(f *form) *browser {
	b.t.Helper()
	b.submit(f)
	if b.status != http.StatusOK {
		b.t.Fatalf("POST %s: %d\n%s\nsent: %v", f.action, b.status, b.text(), f.values)
	}
	return b
}

// questions lists the names of what a form asks.
func (b *browser) questions(f *form) []string {
	var out []string
	for name := range f.values {
		out = append(out, name)
	}
	return out
}
