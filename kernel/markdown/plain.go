package markdown

import (
	"regexp"
	"strings"
)

// marks are the characters with which Markdown begins something inside a line.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, "~~", `\~~`)

var (
	lineMark = regexp.MustCompile(`^(\s*)(#{1,6}(?:\s|$)|>|[-+](?:\s|$)|=+\s*$|-{2,}\s*$|\|)`)
	numbered = regexp.MustCompile(`^(\s*\d{1,9})([.)]\s)`)
	address  = regexp.MustCompile(`https?://[^\s<>"]+|[\w.+-]+@[\w.-]+\.\w+`)
)

// Plain writes plain text as Markdown that looks as the text did: each line its own, nothing taken
// for a heading or for emphasis, addresses still links.
func Plain(text string) string {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var b strings.Builder
	for i, l := range lines {
		l = strings.ReplaceAll(strings.TrimRight(l, " \t\r"), "\t", "    ")
		indent := len(l) - len(strings.TrimLeft(l, " "))
		b.WriteString(strings.Repeat("\u00a0", min(indent, 40)))
		b.WriteString(plainLine(l[indent:]))
		if i < len(lines)-1 {
			if l != "" && strings.TrimSpace(lines[i+1]) != "" {
				b.WriteString("  ") // a hard line break
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func plainLine(l string) string {
	var b strings.Builder
	at := 0
	for _, m := range address.FindAllStringIndex(l, -1) {
		b.WriteString(marks.Replace(l[at:m[0]]))
		b.WriteString(l[m[0]:m[1]])
		at = m[1]
	}
	b.WriteString(marks.Replace(l[at:]))
	out := lineMark.ReplaceAllString(b.String(), `$1\$2`)
	return numbered.ReplaceAllString(out, `$1\$2`)
}
