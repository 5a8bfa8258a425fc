package query

var signs = map[string]Op{"=": Equal, "!=": Different, "<": Less, "<=": AtMost, ">": More, ">=": AtLeast, "~": Contains, "^": Starts}

// comparison reads what stands behind a field's name.
func (p *parser) comparison(c Compare) (Node, error) {
	if op, ok := signs[p.tok.text]; ok && p.tok.kind == signToken {
		c.Op = op
		return p.signed(c)
	}
	switch {
	case p.tok.is("in"):
		c.Op = In
		return p.listed(c)
	case p.tok.is("has"):
		c.Op = Has
		return p.listed(c)
	case p.tok.is("not"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		if !p.tok.is("in") {
			return nil, p.wanted("in", "in")
		}
		c.Op = NotIn
		return p.listed(c)
	case p.tok.is("is"):
		return p.is(c)
	}
	return nil, p.wanted("operator", "in", "is", "has", "not")
}

// signed reads = and its like. "= empty" is another way to write "is empty".
func (p *parser) signed(c Compare) (Node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.is("empty") && (c.Op == Equal || c.Op == Different) {
		return p.empty(c, c.Op == Different)
	}
	v, err := p.literal()
	c.Values = []Literal{v}
	return c, err
}

func (p *parser) is(c Compare) (Node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	not := p.tok.is("not")
	if not {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	if p.tok.is("empty") {
		return p.empty(c, not)
	}
	c.Op = Is
	if not {
		c.Op = IsNot
	}
	v, err := p.literal()
	c.Values = []Literal{v}
	return c, err
}

func (p *parser) empty(c Compare, not bool) (Node, error) {
	c.Op = Empty
	if not {
		c.Op = Filled
	}
	return c, p.advance()
}

// listed reads one literal, or several in brackets.
func (p *parser) listed(c Compare) (Node, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if !p.tok.sign("(") {
		v, err := p.literal()
		c.Values = []Literal{v}
		return c, err
	}
	for {
		if err := p.advance(); err != nil {
			return nil, err
		}
		v, err := p.literal()
		if err != nil {
			return nil, err
		}
		c.Values = append(c.Values, v)
		if p.tok.sign(")") {
			return c, p.advance()
		}
		if !p.tok.sign(",") {
			return nil, p.wanted("bracket")
		}
	}
}

func (p *parser) literal() (Literal, error) {
	if p.tok.kind == endToken || p.tok.kind == signToken || p.tok.kind == wordToken && reserved(p.tok.text) {
		return Literal{}, p.wanted("value")
	}
	if p.values++; p.values > MaxValues {
		return Literal{}, &SyntaxError{Place: p.tok.Place, Key: "condition-too-long"}
	}
	v := Literal{Text: p.tok.text, Quoted: p.tok.kind == quotedToken, Place: p.tok.Place}
	return v, p.advance()
}
