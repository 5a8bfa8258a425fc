package markdown

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

const (
	// deepestHTML is how deep elements may lie in one another; what lies deeper is left out.
	deepestHTML = 200
	// Cut stands in what FromHTML gives where a mail program began to repeat an earlier mail.
	Cut = "\x1e"
)

// FromHTML writes HTML as Markdown: headings, lists, quotes, links, pictures, tables of data. Style,
// script and what is hidden are left out.
func FromHTML(source string) (string, error) {
	root, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return "", err
	}
	return tidy(block(root, 0)), nil
}

var (
	manyLines = regexp.MustCompile(`\n{3,}`)
	lineEnd   = regexp.MustCompile(`(?m)[ \t]+$`)
)

func tidy(text string) string {
	text = strings.ReplaceAll(text, "\u200b", "")
	text = lineEnd.ReplaceAllStringFunc(text, func(s string) string {
		if strings.HasPrefix(s, "  ") {
			return "  "
		}
		return ""
	})
	return strings.TrimSpace(manyLines.ReplaceAllString(text, "\n\n"))
}

// block writes an element that stands on lines of its own, and everything in it.
func block(n *html.Node, depth int) string {
	if depth > deepestHTML {
		return ""
	}
	var b strings.Builder
	var line strings.Builder
	flush := func() {
		if text := strings.TrimSpace(line.String()); text != "" {
			b.WriteString("\n" + text + "\n")
		}
		line.Reset()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !stands(c) {
			line.WriteString(inline(c, depth+1))
			continue
		}
		flush()
		b.WriteString(standing(c, depth+1))
	}
	flush()
	return b.String()
}

// standing writes one block element.
func standing(n *html.Node, depth int) string {
	if n.Type == html.ElementNode && hidden(n) {
		return ""
	}
	cut := ""
	if repeats(n) {
		cut = "\n" + Cut + "\n"
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		if text := strings.Join(strings.Fields(inlines(n, depth)), " "); text != "" {
			return "\n" + strings.Repeat("#", int(n.Data[1]-'0')) + " " + text + "\n"
		}
		return ""
	case atom.Blockquote:
		return cut + "\n" + prefixed(tidy(block(n, depth)), "> ", "> ") + "\n"
	case atom.Ul, atom.Ol:
		return list(n, depth)
	case atom.Pre:
		return "\n```\n" + strings.ReplaceAll(strings.Trim(text(n), "\n"), "```", "'''") + "\n```\n"
	case atom.Hr:
		return cut + "\n---\n"
	case atom.Table:
		if rows, ok := dataTable(n, depth); ok {
			return rows
		}
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Tr:
		return cut + "\n" + block(n, depth) + "\n"
	}
	return cut + block(n, depth)
}

// list writes one item a line, deeper ones indented.
func list(n *html.Node, depth int) string {
	var b strings.Builder
	b.WriteByte('\n')
	number := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		number++
		mark := "- "
		if n.DataAtom == atom.Ol {
			mark = itoa(number) + ". "
		}
		if body := tidy(block(c, depth)); body != "" {
			b.WriteString(prefixed(body, mark, strings.Repeat(" ", len(mark))) + "\n")
		}
	}
	return b.String() + "\n"
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func prefixed(text, first, rest string) string {
	if text == "" {
		return ""
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		if i == 0 {
			lines[i] = first + lines[i]
		} else {
			lines[i] = strings.TrimRight(rest+lines[i], " ")
		}
	}
	return strings.Join(lines, "\n")
}

// dataTable writes a table that holds data; one that only arranges a page is not told.
func dataTable(n *html.Node, depth int) (string, bool) {
	var rows [][]string
	fits, widest := true, 0
	each(n, func(c *html.Node) {
		switch c.DataAtom {
		case atom.Table:
			fits = fits && c == n
		case atom.Tr:
			var row []string
			for d := c.FirstChild; d != nil; d = d.NextSibling {
				if d.DataAtom == atom.Td || d.DataAtom == atom.Th {
					body := tidy(block(d, depth))
					fits = fits && !strings.Contains(body, "\n") && !strings.Contains(body, Cut)
					row = append(row, strings.ReplaceAll(body, "|", `\|`))
				}
			}
			rows, widest = append(rows, row), max(widest, len(row))
		}
	})
	if !fits || len(rows) < 2 || widest < 2 || widest > 30 {
		return "", false
	}
	var b strings.Builder
	for i, row := range rows {
		for len(row) < widest {
			row = append(row, "")
		}
		b.WriteString("\n| " + strings.Join(row, " | ") + " |")
		if i == 0 {
			b.WriteString("\n|" + strings.Repeat(" --- |", widest))
		}
	}
	return "\n" + b.String() + "\n\n", true
}

func each(n *html.Node, do func(*html.Node)) {
	do(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Table && n.DataAtom != atom.Html {
			do(c)
			continue
		}
		each(c, do)
	}
}
