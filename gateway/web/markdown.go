package web

import (
	"bytes"
	"net/http"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"github.com/a-h/templ"
)

// Markdown is drawn without raw HTML, and what comes out is cleaned once more: the text may come
// from a mail or an import.
var (
	renderer  = goldmark.New(goldmark.WithExtensions(extension.GFM))
	sanitizer = safeHTML()
)

func safeHTML() *bluemonday.Policy {
	p := bluemonday.UGCPolicy()
	p.RequireNoReferrerOnLinks(true)
	p.RequireNoFollowOnLinks(true)
	p.AllowRelativeURLs(true)
	p.AllowURLSchemes("http", "https", "mailto")
	return p
}

// markdown gives safe HTML. What cannot be drawn is shown as it was typed.
func markdown(text string) string {
	var b bytes.Buffer
	if err := renderer.Convert([]byte(text), &b); err != nil {
		return "<p>" + templ.EscapeString(text) + "</p>"
	}
	return sanitizer.Sanitize(b.String())
}

// preview draws what somebody is writing, with the same means as the stored text.
func preview(v *visit) error {
	return v.send(http.StatusOK, "text/html; charset=utf-8", templ.Raw(markdown(v.posted().Get("text"))))
}
