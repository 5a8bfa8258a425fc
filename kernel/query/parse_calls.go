package query

import "strings"

// call is one element of a list of measures or dimensions: a name, or a function of words.
type call struct {
	name string // lower case
	text string // in canonical form
	args []token
	Place
}

// parseCalls reads "count, percentile(effort, 90)". An empty text is an empty list.
func parseCalls(text string) ([]call, error) {
	if err := readable(text); err != nil {
		return nil, err
	}
	p := &parser{lex: lexer{text: text}}
	if err := p.advance(); err != nil || p.tok.kind == endToken {
		return nil, err
	}
	var out []call
	for {
		c, err := p.call()
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		if p.tok.kind == endToken {
			return out, nil
		}
		if !p.tok.sign(",") {
			return nil, p.wanted("comma")
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
}

func (p *parser) call() (call, error) {
	name, err := p.word()
	c := call{name: strings.ToLower(name.text), text: name.text, Place: name.Place}
	if err != nil || !p.tok.sign("(") {
		return c, err
	}
	c.text = c.name + "("
	for {
		if err := p.advance(); err != nil {
			return c, err
		}
		arg, err := p.word()
		if err != nil {
			return c, err
		}
		if len(c.args) > 0 {
			c.text += ", "
		}
		c.args = append(c.args, arg)
		c.text += arg.text
		if p.tok.sign(")") {
			c.text += ")"
			return c, p.advance()
		}
		if !p.tok.sign(",") {
			return c, p.wanted("bracket")
		}
	}
}

func (p *parser) word() (token, error) {
	t := p.tok
	if t.kind != wordToken {
		return t, p.wanted("field")
	}
	return t, p.advance()
}
