package index

import (
	"encoding/binary"
	"errors"
	"sort"
	"strings"
)

var errBlock = errors.New("search index: a block cannot be read")

// part is a stretch of a list: each text as the distance from the one before it, the first from the
// newest of the segment, twice, and one more where the word stands in the title.
type part struct {
	from int64 // number of its first text
	data []byte
}

func cut(list []Entry, newest int64) []part {
	var parts []part
	var last int64
	for _, e := range list {
		if n := len(parts); n == 0 || len(parts[n-1].data) > blockSize-binary.MaxVarintLen64 {
			parts = append(parts, part{from: e.Doc()})
			last = newest
		}
		p := &parts[len(parts)-1]
		p.data = binary.AppendUvarint(p.data, uint64(last-e.Doc())<<1|uint64(e&1))
		last = e.Doc()
	}
	return parts
}

// decode reads a stretch of a list.
func decode(data []byte, newest int64) ([]Entry, error) {
	var out []Entry
	for last := newest; len(data) > 0; {
		v, n := binary.Uvarint(data)
		if n <= 0 {
			return nil, errBlock
		}
		last -= int64(v >> 1)
		out = append(out, EntryOf(last, v&1 == 1))
		data = data[n:]
	}
	return out, nil
}

// stored is a list as it stands in a block of part 0.
type stored struct {
	word string
	data []byte
	more []int64 // the numbers of the first texts of its further parts
}

// scan reads the lists of a block of part 0 in their order, until take says that it is enough, and
// gives the word with which the next block begins.
func scan(data []byte, newest int64, take func(stored) bool) (next string, err error) {
	r := bytesReader{data}
	next = string(r.bytes())
	for len(r.rest) > 0 {
		s := stored{word: string(r.bytes())}
		n := r.number()
		if n > uint64(len(r.rest)) {
			return "", errBlock
		}
		for range n {
			s.more = append(s.more, newest-int64(r.number()))
		}
		s.data = r.bytes()
		if r.rest == nil {
			return "", errBlock
		}
		if !take(s) {
			break
		}
	}
	if r.rest == nil {
		return "", errBlock
	}
	return next, nil
}

// bytesReader reads numbers and texts; rest is nil once something was not there.
type bytesReader struct{ rest []byte }

func (r *bytesReader) number() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.rest = nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

func (r *bytesReader) bytes() []byte {
	n := r.number()
	if r.rest == nil || n > uint64(len(r.rest)) {
		r.rest = nil
		return nil
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

// Read gives every list of a block to take: of part 0 each with its first part, of others the part.
func (b *Block) Read(newest int64, take func(word string, list []Entry)) error {
	if b.Part > 0 {
		list, err := decode(b.Data, newest)
		if err == nil {
			take(b.Word, list)
		}
		return err
	}
	var broken error
	_, err := scan(b.Data, newest, func(s stored) bool {
		var list []Entry
		if list, broken = decode(s.data, newest); broken == nil {
			take(s.word, list)
		}
		return broken == nil
	})
	return errors.Join(err, broken)
}

// Fetch gives a further part of a word's list.
type Fetch func(word string, part int) ([]byte, error)

// Found is what a block says of a word: lists, and where the following blocks have more, the word with
// which the next one begins.
type Found struct {
	lists  []stored
	Beyond string
}

// Look gives what a block of part 0 says of a word.
func Look(data []byte, newest int64, a Asked) (Found, error) {
	var f Found
	whole := false
	next, err := scan(data, newest, func(s stored) bool {
		switch {
		case s.word == a.Key():
			f.lists, whole = []stored{s}, true
		case a.means(s.word):
			f.lists = append(f.lists, s)
		}
		return !whole && s.word < a.Last()
	})
	if !whole && strings.HasPrefix(next, a.word) {
		f.Beyond = next
	}
	return f, err
}

// Add takes what a following block says.
func (f *Found) Add(more Found) { f.lists, f.Beyond = append(f.lists, more.lists...), more.Beyond }

// cursor stands at a text of a list.
type cursor struct {
	stored
	newest int64
	fetch  Fetch
	part   int
	rest   []byte
	at     Entry
	over   bool
}

func newCursor(s stored, newest int64, fetch Fetch) (*cursor, error) {
	c := &cursor{stored: s, newest: newest, fetch: fetch, rest: s.data, at: EntryOf(newest, false)}
	return c, c.step()
}

// step goes to the next text.
func (c *cursor) step() error {
	if len(c.rest) == 0 {
		if c.part >= len(c.more) {
			c.over = true
			return nil
		}
		return c.jump(c.part + 1)
	}
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		return errBlock
	}
	c.rest = c.rest[n:]
	c.at = EntryOf(c.at.Doc()-int64(v>>1), v&1 == 1)
	return nil
}

// jump goes to the first text of a further part.
func (c *cursor) jump(part int) error {
	data, err := c.fetch(c.word, part)
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return errBlock
	}
	c.part, c.rest, c.at = part, data, EntryOf(c.newest, false)
	return c.step()
}

// seek goes to the newest text that is not newer than doc.
func (c *cursor) seek(doc int64) error {
	if c.over || c.at.Doc() <= doc {
		return nil
	}
	// The last part that does not begin below doc has it, or the next one begins there.
	if part := sort.Search(len(c.more), func(i int) bool { return c.more[i] < doc }); part > c.part {
		if err := c.jump(part); err != nil {
			return err
		}
	}
	for !c.over && c.at.Doc() > doc {
		if err := c.step(); err != nil {
			return err
		}
	}
	return nil
}
