package table

import (
	"bytes"
	"errors"
	"io"

	"steward/gateway/sheet/problem"
)

// A scanner cuts UTF-8 text into rows and fields. It never holds more than one
// row and one block, and after a refused row it stands at the next one.
type scanner struct {
	in        io.Reader
	block     []byte
	at, end   int // what is still to be read of the block
	failed    error
	delimiter byte
	special   [256]bool // ends a run of plain characters
	limits    Options

	line   int // of the next character
	skipLF bool
	text   []byte // the row's fields, one after the other
	ends   []int  // where each field ends in text
	fields []string

	rowLine    int
	fieldStart int
	quoteLine  int
	bare       bool // a quote inside quoted text that closes nothing
	refused    *problem.Problem
}

const blockSize = 64 << 10

func newScanner(in io.Reader, delimiter byte, limits Options) *scanner {
	s := &scanner{in: in, block: make([]byte, blockSize), delimiter: delimiter, limits: limits, line: 1}
	s.special[delimiter], s.special['\n'], s.special['\r'] = true, true, true
	return s
}

// next reads one row; lines without any character are passed over.
func (s *scanner) next() (Row, error) {
	for {
		s.begin()
		first, more := s.peek()
		if !more {
			return Row{}, s.failed
		}
		if first == '\n' || first == '\r' {
			s.endLine()
			continue
		}
		for s.field() {
		}
		if s.failed != nil && !errors.Is(s.failed, io.EOF) {
			return Row{}, s.failed
		}
		row := Row{Line: s.rowLine}
		if s.refused != nil {
			return row, s.refused
		}
		row.Fields = s.cut()
		return row, nil
	}
}

func (s *scanner) begin() {
	s.text, s.ends, s.refused = s.text[:0], s.ends[:0], nil
	s.peek()
	s.rowLine = s.line
}

// peek gives the next character without taking it, past the second half of a CRLF.
func (s *scanner) peek() (byte, bool) {
	for {
		if s.at == s.end && !s.fill() {
			return 0, false
		}
		if !s.skipLF {
			return s.block[s.at], true
		}
		s.skipLF = false
		if s.block[s.at] == '\n' {
			s.at++
		}
	}
}

func (s *scanner) fill() bool {
	for s.failed == nil {
		n, err := s.in.Read(s.block)
		s.at, s.end, s.failed = 0, n, err
		if n > 0 {
			return true
		}
	}
	return false
}

// field reads one field with the delimiter or line end after it, and tells
// whether another field follows.
func (s *scanner) field() bool {
	s.fieldStart, s.bare = len(s.text), false
	first, more := s.peek()
	if more && first == '"' {
		s.at++
		s.quoted()
	} else {
		s.plain()
	}
	s.ends = append(s.ends, len(s.text))
	last, more := s.peek()
	if !more {
		return false
	}
	if last == s.delimiter {
		s.at++
		return true
	}
	s.endLine()
	return false
}

// plain takes everything up to a delimiter or line end; a quote in it is a character like any other.
func (s *scanner) plain() {
	for {
		rest := s.block[s.at:s.end]
		run := 0
		for run < len(rest) && !s.special[rest[run]] {
			run++
		}
		s.take(rest[:run])
		s.at += run
		if s.at < s.end || !s.fill() {
			return
		}
	}
}

// quoted takes everything up to the closing quote: one that a delimiter, a line
// end or the end of the file follows.
func (s *scanner) quoted() {
	s.quoteLine = s.line
	for {
		if !s.untilQuote() {
			s.refuse("quote-unclosed", s.quoteLine)
			return
		}
		next, more := s.peek()
		if !more || s.special[next] {
			if s.bare && s.line != s.quoteLine {
				s.refuse("quote-stray", s.quoteLine)
			}
			return
		}
		s.take([]byte{'"'})
		if next == '"' {
			s.at++
		} else {
			s.bare = true
		}
	}
}

// untilQuote takes quoted text up to the next quote, line ends written as LF.
func (s *scanner) untilQuote() bool {
	for {
		if _, more := s.peek(); !more {
			return false
		}
		run := s.block[s.at:s.end]
		quote := bytes.IndexByte(run, '"')
		if quote >= 0 {
			run = run[:quote]
		}
		if at := bytes.IndexAny(run, "\r\n"); at >= 0 {
			s.take(run[:at])
			s.take([]byte{'\n'})
			s.at += at
			s.endLine()
			continue
		}
		s.take(run)
		s.at += len(run)
		if quote >= 0 {
			s.at++
			return true
		}
	}
}

// take keeps part of a field, or refuses the row when a limit is passed; what
// follows is then read over without being kept.
func (s *scanner) take(part []byte) {
	if s.refused != nil {
		return
	}
	s.text = append(s.text, part...)
	if len(s.text)-s.fieldStart > s.limits.FieldLimit {
		s.refuse("field-too-long", s.rowLine)
	} else if len(s.text) > s.limits.RowLimit {
		s.refuse("row-too-long", s.rowLine)
	}
}

func (s *scanner) refuse(code string, line int) {
	if s.refused != nil && code != "quote-unclosed" {
		return
	}
	value := problem.Shorten(string(s.text[s.fieldStart:min(len(s.text), s.fieldStart+256)]))
	s.refused = &problem.Problem{Code: code, Line: line, Value: value}
}

// endLine takes one line end: LF, CR or CRLF.
func (s *scanner) endLine() {
	s.skipLF = s.block[s.at] == '\r'
	s.at++
	s.line++
}

// cut makes the row's fields: one copy of the text, shared by all of them.
func (s *scanner) cut() []string {
	text := string(s.text)
	s.fields = s.fields[:0]
	start := 0
	for _, end := range s.ends {
		s.fields = append(s.fields, text[start:end])
		start = end
	}
	return s.fields
}
