package query

import (
	"strings"
	"unicode/utf8"
)

// The limits of one condition, so that a hostile text costs nothing.
const (
	MaxText   = 64 << 10 // bytes
	MaxDepth  = 50       // brackets and nots inside one another
	MaxParts  = 500      // comparisons
	MaxValues = 2000     // literals in all
	MaxWalk   = 5        // references in one dot-walk
	MaxWalks  = 20       // comparisons at the end of a dot-walk, for what planning them costs
)

// Parse reads a condition. An empty text is All. The error is a *SyntaxError.
func Parse(text string) (Node, error) {
	if err := readable(text); err != nil {
		return nil, err
	}
	p := &parser{lex: lexer{text: text}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == endToken {
		return All{}, nil
	}
	n, err := p.or()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != endToken {
		return nil, p.wanted("end", "and", "or")
	}
	return n, nil
}

// readable refuses what no parser should be asked to read.
func readable(text string) error {
	if len(text) > MaxText {
		return &SyntaxError{Place: placeIn(text, MaxText), Key: "condition-too-long"}
	}
	if !utf8.ValidString(text) {
		return &SyntaxError{Place: placeIn(text, 0), Key: "condition-not-utf8"}
	}
	if i := strings.IndexByte(text, 0); i >= 0 {
		return &SyntaxError{Place: placeIn(text, i), Key: "condition-sign", Found: "\x00"}
	}
	return nil
}

type parser struct {
	lex    lexer
	tok    token
	depth  int
	parts  int
	values int
}

func (p *parser) advance() (err error) {
	p.tok, err = p.lex.next()
	return err
}

// wanted says that something else should stand here. Of the words that could, the nearest is
// suggested.
func (p *parser) wanted(what string, words ...string) error {
	e := &SyntaxError{Place: p.tok.Place, Key: "condition-wanted-" + what, Found: p.tok.text, Wanted: what}
	if p.tok.kind == wordToken {
		e.Suggest = Nearest(p.tok.text, words)
	}
	return e
}

func (p *parser) or() (Node, error) { return p.joined("or", p.and, AnyOf) }

func (p *parser) and() (Node, error) { return p.joined("and", p.not, AllOf) }

func (p *parser) joined(word string, part func() (Node, error), join func(...Node) Node) (Node, error) {
	first, err := part()
	if err != nil || !p.tok.is(word) {
		return first, err
	}
	parts := []Node{first}
	for p.tok.is(word) {
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := part()
		if err != nil {
			return nil, err
		}
		parts = append(parts, n)
	}
	return join(parts...), nil
}

func (p *parser) not() (Node, error) {
	if p.tok.is("not") {
		n, err := p.deeper(p.not)
		return Not{Part: n}, err
	}
	if !p.tok.sign("(") {
		return p.atom()
	}
	n, err := p.deeper(p.or)
	if err != nil {
		return nil, err
	}
	if !p.tok.sign(")") {
		return nil, p.wanted("bracket", "and", "or")
	}
	return n, p.advance()
}

func (p *parser) deeper(part func() (Node, error)) (Node, error) {
	if p.depth++; p.depth > MaxDepth {
		return nil, &SyntaxError{Place: p.tok.Place, Key: "condition-too-deep"}
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := part()
	p.depth--
	return n, err
}

func (p *parser) atom() (Node, error) {
	if p.parts++; p.parts > MaxParts {
		return nil, &SyntaxError{Place: p.tok.Place, Key: "condition-too-long"}
	}
	name := p.tok
	path := strings.Split(name.text, ".")
	if name.kind != wordToken || reserved(name.text) || !fieldPath(path) {
		return nil, p.wanted("field")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if (name.is("all") || name.is("true")) && !p.operator() {
		return All{}, nil
	}
	return p.comparison(Compare{Path: path, Place: name.Place})
}

// operator tells whether a comparison follows, so that a field may be called "all".
func (p *parser) operator() bool {
	if p.tok.kind == signToken {
		return signs[p.tok.text] > 0 || p.tok.text == "="
	}
	return p.tok.is("in") || p.tok.is("is") || p.tok.is("has") || p.tok.is("not")
}

// fieldPath tells whether every part could be a field's name.
func fieldPath(path []string) bool {
	for _, name := range path {
		if name == "" {
			return false
		}
		for i, r := range name {
			if r != '_' && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (i == 0 || r < '0' || r > '9') {
				return false
			}
		}
	}
	return true
}
