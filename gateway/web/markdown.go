package web

import (
	"net/http"

	"github.com/a-h/templ"

	mark "steward/kernel/markdown"
)

// markdown gives safe HTML.
func markdown(text string) string { return mark.HTML(text) }

// preview draws what somebody is writing, with the same means as the stored text.
func preview(v *visit) error {
	return v.send(http.StatusOK, "text/html; charset=utf-8", templ.Raw(markdown(v.posted().Get("text"))))
}
