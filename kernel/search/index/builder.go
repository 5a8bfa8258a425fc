package index

import (
	"encoding/binary"
	"slices"
	"strings"
	"unicode/utf8"
)

// Builder gathers the lists of a segment.
type Builder struct {
	lists map[string][]Entry
	docs  int
	last  int64
}

// NewBuilder gives an empty one.
func NewBuilder() *Builder { return &Builder{lists: map[string][]Entry{}} }

// Docs is how many texts the segment has, Newest the highest number of one.
func (b *Builder) Docs() int     { return b.docs }
func (b *Builder) Newest() int64 { return b.last }

// Add puts a text of a type in, its different words as " word word ". Each number is added once.
func (b *Builder) Add(doc int64, typeName, inTitle, inBody string) {
	b.seen(doc)
	b.add(kind+typeName, EntryOf(doc, true))
	for w := range strings.FieldsSeq(inTitle) {
		b.add(w, EntryOf(doc, true))
		b.add(title+w, EntryOf(doc, true))
	}
	for w := range strings.FieldsSeq(inBody) {
		b.add(w, EntryOf(doc, false))
	}
}

func (b *Builder) seen(doc int64) {
	b.docs++
	b.last = max(b.last, doc)
}

// add appends to a list. A word that stands in title and body comes one right after the other.
func (b *Builder) add(word string, e Entry) {
	l := b.lists[word]
	if n := len(l); n > 0 && l[n-1].Doc() == e.Doc() {
		l[n-1] |= e
		return
	}
	b.lists[word] = append(l, e)
}

// Merge puts a list of another segment in, except for the texts that keep does not name.
func (b *Builder) Merge(word string, list []Entry, keep func(doc int64) bool) {
	if strings.HasSuffix(word, start) {
		return
	}
	for _, e := range list {
		if !keep(e.Doc()) {
			continue
		}
		if strings.HasPrefix(word, kind) {
			b.seen(e.Doc())
		}
		b.lists[word] = append(b.lists[word], e)
	}
}

// Blocks gives the segment in the order of parts and words.
func (b *Builder) Blocks() []Block {
	words := make([]string, 0, len(b.lists))
	for w, l := range b.lists {
		words = append(words, w)
		newestFirst(l)
	}
	slices.Sort(words)
	s := &starts{lists: b.lists, words: words}
	s.number()
	s.gather(0, len(words), 0)
	words = append(words, s.made...)
	slices.Sort(words)
	w := writer{newest: b.last}
	for _, word := range words {
		w.list(word, b.lists[word])
	}
	return w.finish()
}

func newestFirst(l []Entry) {
	older := func(x, y Entry) int {
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	}
	if !slices.IsSortedFunc(l, older) {
		slices.SortFunc(l, older)
	}
}

// starts makes the lists of beginnings that many words share.
type starts struct {
	lists map[string][]Entry
	words []string // in order
	docs  []int64  // of the segment, the newest first
	place map[int64]int
	made  []string
}

// number gives each text its place in the order of the segment.
func (s *starts) number() {
	at, _ := slices.BinarySearch(s.words, kind)
	for ; at < len(s.words) && strings.HasPrefix(s.words[at], kind); at++ {
		for _, e := range s.lists[s.words[at]] {
			s.docs = append(s.docs, e.Doc())
		}
	}
	slices.Sort(s.docs)
	slices.Reverse(s.docs)
	s.place = make(map[int64]int, len(s.docs))
	for i, d := range s.docs {
		s.place[d] = i
	}
}

// gather makes the list of the beginning, length bytes long, that the words from one place to another
// share, and those of the longer beginnings among them.
func (s *starts) gather(from, to, length int) {
	if to-from <= fan {
		return
	}
	if beginning := s.words[from][:length]; length > 0 && beginning != title && !strings.HasPrefix(beginning, kind) {
		s.union(beginning, s.words[from:to])
	}
	for from < to {
		if len(s.words[from]) == length {
			from++
			continue
		}
		_, size := utf8.DecodeRuneInString(s.words[from][length:])
		next := s.words[from][:length+size]
		end := from + 1
		for end < to && strings.HasPrefix(s.words[end], next) {
			end++
		}
		s.gather(from, end, length+size)
		from = end
	}
}

func (s *starts) union(beginning string, words []string) {
	inText, inTitle, n := make([]bool, len(s.docs)), make([]bool, len(s.docs)), 0
	for _, w := range words {
		for _, e := range s.lists[w] {
			at := s.place[e.Doc()]
			if !inText[at] {
				inText[at] = true
				n++
			}
			inTitle[at] = inTitle[at] || e.InTitle()
		}
	}
	list := make([]Entry, 0, n)
	for at, there := range inText {
		if there {
			list = append(list, EntryOf(s.docs[at], inTitle[at]))
		}
	}
	s.lists[beginning+start] = list
	s.made = append(s.made, beginning+start)
}

// writer cuts lists into blocks.
type writer struct {
	newest int64
	first  []Block // of part 0, without their heads
	more   []Block
}

func (w *writer) list(word string, list []Entry) {
	parts := cut(list, w.newest)
	entry := binary.AppendUvarint(nil, uint64(len(word)))
	entry = append(entry, word...)
	entry = binary.AppendUvarint(entry, uint64(len(parts)-1))
	for i, p := range parts[1:] {
		entry = binary.AppendUvarint(entry, uint64(w.newest-p.from))
		w.more = append(w.more, Block{Part: i + 1, Word: word, Data: p.data})
	}
	entry = binary.AppendUvarint(entry, uint64(len(parts[0].data)))
	entry = append(entry, parts[0].data...)
	n := len(w.first)
	switch {
	case n == 0:
		w.first = append(w.first, Block{Data: entry})
	case len(w.first[n-1].Data)+len(entry) > blockSize:
		w.first = append(w.first, Block{Word: word, Data: entry})
	default:
		w.first[n-1].Data = append(w.first[n-1].Data, entry...)
	}
}

// finish gives each block of part 0 its head: the word with which the next one begins.
func (w *writer) finish() []Block {
	for i := range w.first {
		next := ""
		if i+1 < len(w.first) {
			next = w.first[i+1].Word
		}
		head := binary.AppendUvarint(nil, uint64(len(next)))
		w.first[i].Data = append(append(head, next...), w.first[i].Data...)
	}
	slices.SortFunc(w.more, func(a, b Block) int {
		if a.Part != b.Part {
			return a.Part - b.Part
		}
		return strings.Compare(a.Word, b.Word)
	})
	return append(w.first, w.more...)
}
