package table

import (
	"bytes"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The encodings that a table may come in.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	Latin1      = "iso-8859-1"
	Windows1252 = "windows-1252"
)

var (
	markUTF8    = []byte{0xEF, 0xBB, 0xBF}
	markUTF16LE = []byte{0xFF, 0xFE}
	markUTF16BE = []byte{0xFE, 0xFF}
)

func known(name string) bool {
	switch name {
	case UTF8, UTF16LE, UTF16BE, Latin1, Windows1252:
		return true
	}
	return false
}

// decode gives the text as UTF-8 without a byte order mark.
func decode(in io.Reader, name string) io.Reader {
	var from encoding.Encoding
	switch name {
	case UTF16LE:
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case UTF16BE:
		from = unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case Latin1:
		from = charmap.ISO8859_1
	case Windows1252:
		from = charmap.Windows1252
	default:
		return &withoutMark{in: in}
	}
	return transform.NewReader(in, from.NewDecoder())
}

// withoutMark passes text on without the UTF-8 byte order mark at its beginning.
type withoutMark struct {
	in      io.Reader
	started bool
}

func (w *withoutMark) Read(p []byte) (int, error) {
	if !w.started {
		w.started = true
		head, in, err := peek(w.in, len(markUTF8))
		if err != nil {
			return 0, err
		}
		w.in = in
		if bytes.Equal(head, markUTF8) {
			w.in = io.MultiReader(in)
			if _, err := io.ReadFull(w.in, head); err != nil {
				return 0, err
			}
		}
	}
	return w.in.Read(p)
}

// A census counts what tells UTF-8 from the single-byte encodings. It is an
// io.Writer, so that a whole file can be copied through it.
type census struct {
	bytes  int64
	nul    int64
	wide   int64 // whole characters of more than one byte
	broken int64 // bytes that belong to no UTF-8 character
	c1     int64 // bytes 0x80 to 0x9F that are no UTF-8: printable only in windows-1252
	carry  []byte
}

func (c *census) Write(block []byte) (int, error) {
	size := len(block)
	c.bytes += int64(size)
	c.nul += int64(bytes.Count(block, []byte{0}))
	if len(c.carry) > 0 {
		block = append(c.carry, block...)
	}
	c.carry = append([]byte(nil), c.count(block, false)...)
	return size, nil
}

// end counts a character that the end of the file cuts off.
func (c *census) end() { c.carry = c.count(c.carry, true) }

// count goes through text and gives back the beginning of a character that the
// next block has to complete.
func (c *census) count(text []byte, last bool) []byte {
	for len(text) > 0 {
		if text[0] < utf8.RuneSelf {
			text = text[plainRun(text):]
			continue
		}
		if !last && !utf8.FullRune(text) {
			return text
		}
		r, size := utf8.DecodeRune(text)
		if r == utf8.RuneError && size == 1 {
			c.broken++
			if text[0] < 0xA0 {
				c.c1++
			}
		} else {
			c.wide++
		}
		text = text[size:]
	}
	return nil
}

// plainRun is the length of the ASCII text at the beginning.
func plainRun(text []byte) int {
	for i, b := range text {
		if b >= utf8.RuneSelf {
			return i
		}
	}
	return len(text)
}

// encoding decides. A few broken bytes among many whole characters are damage,
// not another encoding.
func (c *census) encoding(sample []byte) string {
	switch {
	case bytes.HasPrefix(sample, markUTF8):
		return UTF8
	case bytes.HasPrefix(sample, markUTF16LE):
		return UTF16LE
	case bytes.HasPrefix(sample, markUTF16BE):
		return UTF16BE
	case c.broken == 0 || c.wide > 20*c.broken:
		return UTF8
	case c.c1 > 0:
		return Windows1252
	}
	return Latin1
}
