package query

import "strings"

// Print gives the canonical text of a condition. Parsed again it is the same tree.
func Print(n Node) string {
	var b strings.Builder
	printNode(&b, n, 0)
	return b.String()
}

// How tightly the context binds: nothing, or, and, not.
const (
	loose = iota
	inOr
	inAnd
	inNot
)

func printNode(b *strings.Builder, n Node, context int) {
	switch n := n.(type) {
	case And:
		printParts(b, n.Parts, " and ", inAnd, context >= inAnd)
	case Or:
		printParts(b, n.Parts, " or ", inOr, context >= inOr)
	case Not:
		b.WriteString("not ")
		printNode(b, n.Part, inNot)
	case Compare:
		printCompare(b, n)
	default:
		b.WriteString("all")
	}
}

func printParts(b *strings.Builder, parts []Node, between string, context int, bracket bool) {
	if bracket {
		b.WriteByte('(')
	}
	for i, p := range parts {
		if i > 0 {
			b.WriteString(between)
		}
		printNode(b, p, context)
	}
	if bracket {
		b.WriteByte(')')
	}
}

func printCompare(b *strings.Builder, c Compare) {
	b.WriteString(strings.Join(c.Path, "."))
	b.WriteByte(' ')
	b.WriteString(c.Op.String())
	if len(c.Values) == 0 {
		return
	}
	b.WriteByte(' ')
	list := c.Op == NotIn || len(c.Values) > 1 || c.Op == In && !isTeams(c.Values[0])
	if list {
		b.WriteByte('(')
	}
	for i, v := range c.Values {
		if i > 0 {
			b.WriteString(", ")
		}
		printLiteral(b, v)
	}
	if list {
		b.WriteByte(')')
	}
}

// isTeams tells the one literal that stands for several values, so that it reads "in my-teams".
func isTeams(v Literal) bool { return !v.Quoted && strings.EqualFold(v.Text, myTeams) }

func printLiteral(b *strings.Builder, v Literal) {
	if !v.Quoted && bare(v.Text) {
		b.WriteString(v.Text)
		return
	}
	b.WriteByte('"')
	for i := 0; i < len(v.Text); i++ {
		switch c := v.Text[i]; c {
		case '"', '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\t':
			b.WriteString(`\t`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
}
