package query

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	endToken tokenKind = iota
	wordToken
	quotedToken
	signToken // = != < <= > >= ~ ^ ( ) ,
)

type token struct {
	kind tokenKind
	text string // a quoted text without quotes and escapes
	Place
}

// is tells whether the token is this keyword, in any case.
func (t token) is(keyword string) bool {
	return t.kind == wordToken && strings.EqualFold(t.text, keyword)
}

func (t token) sign(s string) bool { return t.kind == signToken && t.text == s }

type lexer struct {
	text string
	at   int
	last Place // of the token before
}

// place gives the place that has been reached.
func (l *lexer) place() Place {
	l.last = Place{l.at, max(l.last.Column, 1) + utf8.RuneCountInString(l.text[l.last.At:l.at])}
	return l.last
}

// wordRune tells what an unquoted word consists of: enough for names, numbers, dates, offsets and
// mail addresses, nothing of the signs.
func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("_-+.:/@#%*", r)
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}

// bare tells whether a literal can stand without quotes.
func bare(text string) bool {
	if text == "" || reserved(text) {
		return false
	}
	for _, r := range text {
		if !wordRune(r) {
			return false
		}
	}
	return true
}

// reserved words need quotes where they are meant as values.
func reserved(word string) bool {
	switch strings.ToLower(word) {
	case "and", "or", "not", "in", "is", "has", "empty":
		return true
	}
	return false
}

func (l *lexer) next() (token, error) {
	for l.at < len(l.text) && strings.IndexByte(" \t\r\n", l.text[l.at]) >= 0 {
		l.at++
	}
	if l.at == len(l.text) {
		return token{Place: l.place()}, nil
	}
	at := l.place()
	switch c := l.text[at.At]; {
	case c == '"' || c == '\'':
		return l.quoted(rune(c))
	case strings.IndexByte("()=,~^", c) >= 0:
		l.at++
		return token{signToken, string(c), at}, nil
	case c == '<' || c == '>' || c == '!':
		return l.sign(c)
	}
	for l.at < len(l.text) {
		r, size := utf8.DecodeRuneInString(l.text[l.at:])
		if !wordRune(r) {
			break
		}
		l.at += size
	}
	if l.at == at.At {
		r, _ := utf8.DecodeRuneInString(l.text[l.at:])
		return token{}, &SyntaxError{Place: at, Key: "condition-sign", Found: string(r)}
	}
	return token{wordToken, l.text[at.At:l.at], at}, nil
}

func (l *lexer) sign(c byte) (token, error) {
	at := l.place()
	l.at++
	if l.at < len(l.text) && l.text[l.at] == '=' {
		l.at++
		return token{signToken, string(c) + "=", at}, nil
	}
	if c == '!' {
		return token{}, &SyntaxError{Place: at, Key: "condition-sign", Found: "!", Suggest: "!="}
	}
	return token{signToken, string(c), at}, nil
}

func (l *lexer) quoted(end rune) (token, error) {
	at := l.place()
	l.at++
	var b strings.Builder
	for l.at < len(l.text) {
		c := l.text[l.at]
		l.at++
		switch {
		case rune(c) == end:
			return token{quotedToken, b.String(), at}, nil
		case c == '\\' && l.at < len(l.text):
			b.WriteByte(escaped(l.text[l.at]))
			l.at++
		default:
			b.WriteByte(c)
		}
	}
	return token{}, &SyntaxError{Place: at, Key: "condition-quote", Found: string(end), Wanted: string(end)}
}

func escaped(c byte) byte {
	switch c {
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}
