package view

import (
	"fmt"
	"strings"
)

func words(s string) []string { return strings.Fields(s) }

func noticeIcon(n Notice) string {
	if n.Icon == "" {
		return "info"
	}
	return n.Icon
}

func emptyIcon(e Empty) string {
	if e.Icon == "" {
		return "inbox"
	}
	return e.Icon
}

// identifier makes a name fit for an id in the page: "x_cost.currency" is "f-x_cost-currency".
func identifier(name string) string {
	return "f-" + strings.NewReplacer(".", "-", " ", "-", "/", "-", "[", "-", "]", "").Replace(name)
}

// id is what labels and scripts call the input, or a part of it.
func (i Input) id(part string) string {
	if i.Form != "" {
		return identifier(i.Form + "-" + i.Name + part)
	}
	return identifier(i.Name + part)
}

// within is the input in a form of its own.
func (i Input) within(form string) Input {
	i.Form = form
	return i
}

func number[N int | int64](n N) string { return fmt.Sprintf("%d", n) }

// either is the first text that is not empty.
func either(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
