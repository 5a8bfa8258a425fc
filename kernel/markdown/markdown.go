// Package markdown draws Markdown as safe HTML and writes HTML from outside as Markdown.
//
// Its one rule: what comes out as HTML carries no script, no style and no form, whatever went in.
package markdown

import (
	"bytes"
	"html"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	markup "github.com/yuin/goldmark/renderer/html"
)

// Markdown is drawn with its lines as people typed them, without raw HTML, and what comes out is cleaned once more: the text may come
// from a mail or an import.
var (
	renderer  = goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(markup.WithHardWraps()))
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

// HTML gives safe HTML. What cannot be drawn is shown as it was typed.
func HTML(text string) string {
	var b bytes.Buffer
	if err := renderer.Convert([]byte(text), &b); err != nil {
		return "<p>" + html.EscapeString(text) + "</p>"
	}
	return sanitizer.Sanitize(b.String())
}
