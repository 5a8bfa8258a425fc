package table

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"

	"steward/gateway/sheet/problem"
)

// found is what one look through the whole file tells.
type found struct {
	fingerprint   string
	bytes         int64
	gzip          bool
	encoding      string
	delimiter     byte
	separatorLine bool // a first line such as sep=; that only names the delimiter
	nul           bool // some text holds a NUL byte
	damaged       bool // UTF-8, but not everywhere
}

// sampleSize is how much of the text decides about the delimiter.
const sampleSize = 64 << 10

// inspect reads the file once, to its end.
func inspect(file io.Reader, options Options) (found, error) {
	sum := sha256.New()
	counter := &countingReader{in: io.TeeReader(file, sum)}
	head, start, err := peek(counter, 512)
	if err != nil {
		return found{}, fmt.Errorf("read the table: %w", err)
	}
	f := found{gzip: bytes.HasPrefix(head, []byte{0x1f, 0x8b})}
	text, closer, err := unpack(start, f.gzip)
	if err != nil {
		return f, err
	}
	defer closer.Close()
	sample, text, err := peek(text, sampleSize)
	if err != nil {
		return f, unreadable(err)
	}
	if err := refuseOtherFormats(sample); err != nil {
		return f, err
	}
	if err := f.readEncoding(sample, text, options); err != nil {
		return f, err
	}
	if _, err := io.Copy(io.Discard, start); err != nil {
		return f, fmt.Errorf("read the table: %w", err)
	}
	f.fingerprint, f.bytes = fingerprint(sum), counter.read
	return f, f.readDelimiter(sample, options)
}

func fingerprint(sum hash.Hash) string { return hex.EncodeToString(sum.Sum(nil)) }

func (f *found) readEncoding(sample []byte, text io.Reader, options Options) error {
	c := census{}
	if _, err := io.Copy(&c, io.LimitReader(text, options.SizeLimit+1)); err != nil {
		return unreadable(err)
	}
	c.end()
	if c.bytes > options.SizeLimit {
		return &problem.Problem{Code: "table-too-large", Detail: fmt.Sprint(options.SizeLimit)}
	}
	f.encoding = options.Encoding
	if f.encoding == "" {
		f.encoding = c.encoding(sample)
	}
	if !known(f.encoding) {
		return &problem.Problem{Code: "encoding-unknown", Value: f.encoding}
	}
	wide := f.encoding == UTF16LE || f.encoding == UTF16BE
	if !wide && c.nul > c.bytes/5 {
		return &problem.Problem{Code: "table-not-text"}
	}
	f.nul = wide || c.nul > 0
	f.damaged = f.encoding == UTF8 && c.broken > 0
	return nil
}

// refuseOtherFormats knows workbooks and documents by their first bytes.
func refuseOtherFormats(sample []byte) error {
	for magic, name := range map[string]string{
		"PK\x03\x04": "XLSX, ODS, ZIP", "\xD0\xCF\x11\xE0": "XLS", "%PDF": "PDF", "BZh": "bzip2", "\xFD7zXZ": "xz", "(\xB5/\xFD": "zstd",
	} {
		if bytes.HasPrefix(sample, []byte(magic)) {
			return &problem.Problem{Code: "format-other", Value: name}
		}
	}
	return nil
}

// unpack reads through gzip where the file is packed.
func unpack(in io.Reader, packed bool) (io.Reader, io.Closer, error) {
	if !packed {
		return in, io.NopCloser(nil), nil
	}
	reader, err := gzip.NewReader(in)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	return reader, reader, nil
}

func unreadable(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &problem.Problem{Code: "gzip-damaged", Detail: err.Error()}
	}
	return fmt.Errorf("read the table: %w", err)
}

// peek gives the first bytes of a reader, and a reader that still begins with them.
func peek(in io.Reader, size int) ([]byte, io.Reader, error) {
	head := make([]byte, size)
	n, err := io.ReadFull(in, head)
	if err != nil && !errors.Is(err, io.EOF) && !(errors.Is(err, io.ErrUnexpectedEOF)) {
		return nil, nil, err
	}
	head = head[:n]
	return head, io.MultiReader(bytes.NewReader(head), in), nil
}

type countingReader struct {
	in   io.Reader
	read int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	c.read += int64(n)
	return n, err
}
