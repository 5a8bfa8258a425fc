// Package table opens a foreign table (CSV and its relatives) and reads it row by
// row: packed or not, in whatever encoding, delimiter and line ends it came.
//
// Its one rule: memory stays constant however large the file is, and a row that
// cannot be trusted is refused with its line number, never guessed.
//
// The reader is its own small state machine, because encoding/csv knows no bare
// carriage return as line end, has no limit for a field, loses its place after a
// stray quote, and in its lenient mode lets one quote swallow rows silently.
package table

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"steward/gateway/sheet/problem"
)

// Options say what a person knows better than the file; the zero value finds
// everything by itself.
type Options struct {
	Encoding   string // utf-8, utf-16le, utf-16be, iso-8859-1, windows-1252
	Delimiter  byte   // comma, semicolon, tab or bar
	FieldLimit int    // bytes of one field, 1 MiB if zero
	RowLimit   int    // bytes of one row, 8 MiB if zero
	SizeLimit  int64  // bytes of the whole table unpacked, 16 GiB if zero
	TempDir    string // where Read keeps its copy; the system's if empty
}

const (
	defaultFieldLimit = 1 << 20
	defaultRowLimit   = 8 << 20
	defaultSizeLimit  = 16 << 30
)

// A Row is one row of the table. Fields is reused by the next call of Next; the
// strings in it stay valid.
type Row struct {
	Line   int // where the row begins; the first line of the file is 1
	Fields []string
	Repair string // code of what had to be mended, or empty
}

// Facts are what was found out about the file.
type Facts struct {
	Fingerprint string    `json:"fingerprint"` // SHA-256 of the file as it lies there
	Bytes       int64     `json:"bytes"`
	Compression string    `json:"compression,omitempty"`
	Encoding    string    `json:"encoding"`
	Delimiter   string    `json:"delimiter"`
	Columns     []string  `json:"columns"`
	Renamed     []Renamed `json:"renamed,omitempty"`
}

// A Table is an open foreign table, standing before its next row.
type Table struct {
	facts   Facts
	found   found
	file    *os.File
	counter *countingReader
	closers []io.Closer
	scanner *scanner
	remove  string
}

// Open opens the table in a file.
func Open(path string, options Options) (*Table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open the table: %w", err)
	}
	t := &Table{file: file}
	if err := t.start(options.withDefaults()); err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

// Read opens the table that comes from a reader. It keeps a copy in a temporary
// file until Close, because encoding and fingerprint need the whole of it.
func Read(in io.Reader, options Options) (*Table, error) {
	options = options.withDefaults()
	file, err := os.CreateTemp(options.TempDir, "table-*")
	if err != nil {
		return nil, fmt.Errorf("keep a copy of the table: %w", err)
	}
	t := &Table{file: file, remove: file.Name()}
	size, err := io.Copy(file, io.LimitReader(in, options.SizeLimit+1))
	if err == nil && size > options.SizeLimit {
		err = &problem.Problem{Code: "table-too-large", Detail: fmt.Sprint(options.SizeLimit)}
	}
	if err == nil {
		err = t.start(options)
	}
	if err != nil {
		return nil, errors.Join(err, t.Close())
	}
	return t, nil
}

func (o Options) withDefaults() Options {
	if o.FieldLimit == 0 {
		o.FieldLimit = defaultFieldLimit
	}
	if o.RowLimit == 0 {
		o.RowLimit = defaultRowLimit
	}
	if o.SizeLimit == 0 {
		o.SizeLimit = defaultSizeLimit
	}
	return o
}

// start looks the whole file through once, then stands before the first row.
func (t *Table) start(options Options) error {
	var err error
	if err = t.rewind(); err != nil {
		return err
	}
	if t.found, err = inspect(t.file, options); err != nil {
		return err
	}
	if err = t.rewind(); err != nil {
		return err
	}
	t.counter = &countingReader{in: t.file}
	text, closer, err := unpack(t.counter, t.found.gzip)
	if err != nil {
		return err
	}
	t.closers = append(t.closers, closer)
	t.scanner = newScanner(decode(text, t.found.encoding), t.found.delimiter, options)
	return t.readHeader()
}

func (t *Table) rewind() error {
	if _, err := t.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("go to the beginning of the table: %w", err)
	}
	return nil
}

func (t *Table) readHeader() error {
	if t.found.separatorLine {
		if _, err := t.scanner.next(); err != nil {
			return err
		}
	}
	header, err := t.scanner.next()
	if errors.Is(err, io.EOF) {
		return &problem.Problem{Code: "table-empty"}
	}
	if err != nil {
		return err
	}
	names := make([]string, len(header.Fields))
	for i, name := range header.Fields {
		names[i], _ = t.mend(name)
	}
	columns, renamed := uniqueNames(names)
	t.facts = Facts{
		Fingerprint: t.found.fingerprint, Bytes: t.found.bytes, Encoding: t.found.encoding,
		Delimiter: string(t.found.delimiter), Columns: columns, Renamed: renamed,
	}
	if t.found.gzip {
		t.facts.Compression = "gzip"
	}
	return nil
}

// Facts tells what was found out about the file.
func (t *Table) Facts() Facts { return t.facts }

// Progress tells how many bytes of the file have been read, of how many.
func (t *Table) Progress() (read, total int64) { return t.counter.read, t.found.bytes }

// Next gives the next row. At the end the error is io.EOF. An error that is a
// *problem.Problem refuses this one row, and reading may go on after it; any
// other error ends the table.
func (t *Table) Next() (Row, error) {
	row, err := t.scanner.next()
	if err != nil {
		return row, err
	}
	if err := t.fit(&row); err != nil {
		return row, err
	}
	if !t.found.nul && !t.found.damaged {
		return row, nil
	}
	for i, field := range row.Fields {
		mended, code := t.mend(field)
		if code != "" {
			row.Fields[i], row.Repair = mended, code
		}
	}
	return row, nil
}

// fit refuses a row with another number of fields than there are columns. Empty
// fields beyond the last column are what a trailing delimiter leaves; they go.
func (t *Table) fit(row *Row) error {
	want := len(t.facts.Columns)
	for len(row.Fields) > want && row.Fields[len(row.Fields)-1] == "" {
		row.Fields = row.Fields[:len(row.Fields)-1]
	}
	if len(row.Fields) == want {
		return nil
	}
	return &problem.Problem{Code: "row-ragged", Line: row.Line, Value: problem.Shorten(strings.Join(row.Fields, " ")),
		Detail: fmt.Sprintf("%d : %d", len(row.Fields), want)}
}

// mend takes out what no text may hold: the NUL byte, and bytes that are no UTF-8.
func (t *Table) mend(field string) (mended, code string) {
	if t.found.nul && strings.IndexByte(field, 0) >= 0 {
		field, code = strings.ReplaceAll(field, "\x00", ""), "nul-removed"
	}
	if t.found.damaged && !utf8.ValidString(field) {
		field, code = strings.ToValidUTF8(field, "\uFFFD"), "text-damaged"
	}
	return field, code
}

// Close lets go of the file, and of the copy if there is one.
func (t *Table) Close() error {
	var errs []error
	for _, closer := range t.closers {
		errs = append(errs, closer.Close())
	}
	errs = append(errs, t.file.Close())
	if t.remove != "" {
		errs = append(errs, os.Remove(t.remove))
	}
	return errors.Join(errs...)
}
