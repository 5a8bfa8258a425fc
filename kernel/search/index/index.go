// Package index says in which texts a word stands: lists of texts by word, cut into blocks of bounded
// size that a database keeps as rows. It reads and writes bytes; the rows are the store's.
//
// Its one rule: what a question touches depends on what it asks for, not on how many texts there are.
// A list begins with the newest text and is read as far as it is needed. The beginnings of words that
// many words share have lists of their own, so that no question brings together more than a few.
package index

import (
	"slices"
	"strings"
)

const (
	// blockSize is the number of bytes from which a block is full.
	blockSize = 800
	// fan is how many words may begin alike before their beginning gets a list of its own.
	fan = 16

	start = "\x01" // follows a beginning that has a list of its own
	title = "^"    // before a word that stands in a title
	kind  = "="    // before the name of a type
)

// Entry is a text in a list: its number, and whether the word stands in its title.
type Entry uint64

// EntryOf makes an entry of the number of a text, which has 63 bits.
func EntryOf(doc int64, inTitle bool) Entry {
	e := Entry(doc) << 1
	if inTitle {
		e |= 1
	}
	return e
}

// Doc gives the number of the text.
func (e Entry) Doc() int64 { return int64(e >> 1) }

// InTitle tells whether the word stands in the title.
func (e Entry) InTitle() bool { return e&1 == 1 }

// Block is a stretch of the lists of a segment. Part 0 holds lists in the order of their words, Word
// being the first; the first block's is empty. Further parts continue the list of their word.
type Block struct {
	Part int
	Word string
	Data []byte
}

// Asked is a word as it is looked up: each that begins with it, or the types of which texts may be.
type Asked struct {
	word  string
	kinds []string
}

// InText asks for texts with a word that begins so, InTitle for those that have it in the title, Kinds
// for texts of one of the types.
func InText(word string) Asked    { return Asked{word: word} }
func InTitle(word string) Asked   { return Asked{word: title + word} }
func Kinds(names ...string) Asked { return Asked{word: kind, kinds: names} }

// Key is the place of a word: the block that begins at it or last before it is where to look first.
func (a Asked) Key() string { return a.word + start }

// Last is a place behind everything that the word can mean.
func (a Asked) Last() string { return a.word + "\U0010ffff" }

func (a Asked) means(word string) bool {
	if a.kinds != nil {
		return IsKind(word) && slices.Contains(a.kinds, word[len(kind):])
	}
	return strings.HasPrefix(word, a.word) && !strings.HasSuffix(word, start)
}

// IsKind tells whether a list is that of a type: each text stands in one of them.
func IsKind(word string) bool { return strings.HasPrefix(word, kind) }
