package markdown

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blocks are the elements that stand on lines of their own.
var blocks = map[atom.Atom]bool{atom.Html: true, atom.Body: true, atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Center: true,
	atom.Dd: true, atom.Div: true, atom.Dl: true, atom.Dt: true, atom.Fieldset: true, atom.Figure: true, atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true,
	atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Header: true, atom.Hr: true, atom.Li: true, atom.Main: true, atom.Nav: true, atom.Ol: true, atom.P: true,
	atom.Pre: true, atom.Section: true, atom.Table: true, atom.Tbody: true, atom.Td: true, atom.Tfoot: true, atom.Th: true, atom.Thead: true, atom.Tr: true, atom.Ul: true}

// unsaid are the elements whose content nobody is meant to read.
var unsaid = map[atom.Atom]bool{atom.Head: true, atom.Script: true, atom.Style: true, atom.Title: true, atom.Template: true, atom.Noscript: true, atom.Object: true,
	atom.Iframe: true, atom.Svg: true, atom.Select: true, atom.Textarea: true}

func stands(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.DocumentNode
	}
	if blocks[n.DataAtom] {
		return true
	}
	// An inline element around blocks, as <font> or <span> around a whole mail, stands as they do.
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && !unsaid[c.DataAtom] && stands(c) {
			return true
		}
	}
	return false
}

func inlines(n *html.Node, depth int) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(inline(c, depth+1))
	}
	return b.String()
}

var spaces = regexp.MustCompile(`[ \t\r\n\f]+`)

// inline writes text and what stands within a line.
func inline(n *html.Node, depth int) string {
	switch {
	case depth > deepestHTML:
		return ""
	case n.Type == html.TextNode:
		return marks.Replace(spaces.ReplaceAllString(n.Data, " "))
	case n.Type != html.ElementNode || hidden(n):
		return ""
	}
	switch n.DataAtom {
	case atom.Br:
		return "  \n"
	case atom.B, atom.Strong:
		return around(inlines(n, depth), "**")
	case atom.I, atom.Em:
		return around(inlines(n, depth), "*")
	case atom.Code, atom.Tt:
		return around(strings.NewReplacer("`", "'", "\n", " ").Replace(text(n)), "`")
	case atom.Img:
		return image(n)
	case atom.A:
		return link(n, inlines(n, depth))
	}
	return inlines(n, depth)
}

// around puts marks around the words, not around the spaces at their ends.
func around(body, mark string) string {
	words := strings.TrimSpace(body)
	if words == "" || strings.Contains(words, "\n\n") || strings.HasPrefix(words, mark) {
		return body
	}
	at := strings.Index(body, words)
	return body[:at] + mark + words + mark + body[at+len(words):]
}

var inAddress = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "\n", "", "\r", "", "\t", "")

func link(n *html.Node, body string) string {
	to := strings.TrimSpace(attribute(n, "href"))
	words := strings.Join(strings.Fields(body), " ")
	lower := strings.ToLower(to)
	switch {
	case words == "" || strings.Contains(words, "!["):
		return body
	case !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") && !strings.HasPrefix(lower, "mailto:"):
		return body
	case strings.TrimSuffix(strings.TrimPrefix(lower, "mailto:"), "/") == strings.TrimSuffix(strings.ToLower(strings.ReplaceAll(words, `\`, "")), "/"):
		return strings.TrimPrefix(to, "mailto:")
	}
	return "[" + words + "](" + inAddress.Replace(to) + ")"
}

// image keeps pictures that came along; those from elsewhere would tell their sender who reads.
func image(n *html.Node) string {
	from := strings.TrimSpace(attribute(n, "src"))
	if !strings.HasPrefix(strings.ToLower(from), "cid:") {
		if alt := strings.TrimSpace(attribute(n, "alt")); alt != "" {
			return marks.Replace(strings.Join(strings.Fields(alt), " "))
		}
		return ""
	}
	return "![" + marks.Replace(strings.Join(strings.Fields(attribute(n, "alt")), " ")) + "](" + inAddress.Replace("cid:"+from[4:]) + ")"
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

var invisible = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt)?\s*(;|$)|mso-hide\s*:\s*all`)

func hidden(n *html.Node) bool {
	return unsaid[n.DataAtom] || invisible.MatchString(attribute(n, "style"))
}

// repeats tells whether a mail program begins to repeat an earlier mail with this element.
func repeats(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	class, id, style := attribute(n, "class"), attribute(n, "id"), strings.ReplaceAll(attribute(n, "style"), " ", "")
	switch {
	case n.DataAtom == atom.Blockquote && attribute(n, "type") == "cite",
		has(class, "gmail_quote"), has(class, "gmail_quote_container"), has(class, "yahoo_quoted"), has(class, "moz-cite-prefix"), has(class, "protonmail_quote"),
		id == "divRplyFwdMsg", id == "appendonsend", id == "OLK_SRC_BODY_SECTION", id == "reply-intro", id == "stopSpelling", id == "mail-editor-reference-message-container":
		return true
	case n.DataAtom == atom.Div && strings.Contains(style, "border:none;border-top:solid#") && strings.Contains(style, "padding:3.0pt0"):
		return true // Outlook's line above the header of the mail that is answered
	}
	return false
}

func has(class, name string) bool {
	for _, c := range strings.Fields(class) {
		if c == name {
			return true
		}
	}
	return false
}

// text gives the characters of an element as they stand.
func text(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if n.DataAtom == atom.Br {
		return "\n"
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(text(c))
	}
	return b.String()
}
