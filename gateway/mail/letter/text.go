package letter

import (
	"strings"

	"github.com/jhillyerd/enmime/v2"

	"steward/kernel/markdown"
)

// longestText is how many characters of a mail's text stand in a record; the whole is in the raw
// mail, and in a file beside the text.
const longestText = 200_000

// read fills the texts: of HTML where it shows pictures that came along or where there is nothing
// else, of plain text otherwise.
func (l *Letter) read(env *enmime.Envelope) {
	plain, html := printable(env.Text), env.HTML
	if flowed(env) {
		plain = unflow(plain)
	}
	plain, html = l.short(plain, "text/plain", "text.txt"), l.short(html, "text/html", "text.html")
	if html != "" && (strings.TrimSpace(plain) == "" || strings.Contains(strings.ToLower(html), "cid:")) {
		if text, err := markdown.FromHTML(strings.ToValidUTF8(html, "\uFFFD")); err == nil && text != "" {
			l.fromMarkdown(text)
			return
		}
	}
	own, quoted := Split(plain)
	l.Text, l.Own, l.Quoted = markdown.Plain(strings.TrimSpace(plain)), markdown.Plain(own), markdown.Plain(quoted)
}

// fromMarkdown parts a text in which the converter marked where the repeating begins.
func (l *Letter) fromMarkdown(text string) {
	own, quoted, marked := strings.Cut(text, markdown.Cut)
	l.Text = strings.TrimSpace(strings.ReplaceAll(text, markdown.Cut, ""))
	if !marked || strings.TrimSpace(own) == "" {
		l.Own, l.Quoted = Split(l.Text)
		return
	}
	own, header := withoutHeader(strings.TrimSpace(own))
	if own == "" {
		l.Own, l.Quoted = Split(l.Text)
		return
	}
	l.Own, l.Quoted = own, strings.TrimSpace(header+"\n\n"+strings.ReplaceAll(quoted, markdown.Cut, ""))
}

// short keeps a text that is too long as a file, and cuts it.
func (l *Letter) short(text, mediaType, name string) string {
	runes := []rune(text)
	if len(runes) <= longestText {
		return text
	}
	l.Files = append(l.Files, File{Name: name, MediaType: mediaType, Content: []byte(text)})
	return string(runes[:longestText])
}

func printable(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f {
			return -1
		}
		return r
	}, text)
}

// flowed tells whether lines that end with a space go on in the next (RFC 3676).
func flowed(env *enmime.Envelope) bool {
	p := env.Root.BreadthMatchFirst(func(p *enmime.Part) bool { return p.ContentType == "text/plain" && p.Disposition != "attachment" })
	return p != nil && strings.EqualFold(p.ContentTypeParams["format"], "flowed")
}

func unflow(text string) string {
	var out []string
	open := false
	for _, l := range strings.Split(text, "\n") {
		depth := len(l) - len(strings.TrimLeft(l, ">"))
		body := strings.TrimPrefix(l[depth:], " ")
		if open && depth == depthOf(out[len(out)-1]) && body != "-- " {
			out[len(out)-1] += body
		} else if depth > 0 {
			out = append(out, l[:depth]+" "+body)
		} else {
			out = append(out, body)
		}
		open = strings.HasSuffix(l, " ") && l != "-- "
	}
	return strings.Join(out, "\n")
}

func depthOf(l string) int { return len(l) - len(strings.TrimLeft(l, ">")) }
