// Package spill sorts more entries than memory holds.
//
// Its one rule: memory stays within the budget that the caller gives; what does not
// fit goes to temporary files, which are gone after Close.
package spill

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// A Sorter takes entries in any order and gives them back ordered by key. Entries
// with the same key keep the order in which they came.
type Sorter struct {
	dir    string
	budget int

	blocks  [][]byte // filled one after the other, never moved
	held    int      // bytes in them
	entries []entry
	runs    []*run
	count   int64
}

// An entry is a key and what belongs to it, one behind the other in a block.
type entry struct {
	block, start, key, size int32
}

// entryCost is what an entry takes in memory besides its bytes.
const entryCost = 16

// blockSize is what memory is taken by; a longer entry gets a block of its own.
const blockSize = 256 << 10

// smallestBudget keeps runs long enough that few files are open at once.
const smallestBudget = 64 << 10

// New makes a sorter that keeps about so many bytes in memory, and temporary files
// in dir, or in the system's folder if that is empty.
func New(dir string, budget int) *Sorter {
	return &Sorter{dir: dir, budget: max(budget, smallestBudget)}
}

// Add takes one entry. Key and payload are copied.
func (s *Sorter) Add(key, payload []byte) error {
	size := len(key) + len(payload)
	last := len(s.blocks) - 1
	if last < 0 || len(s.blocks[last])+size > cap(s.blocks[last]) {
		s.blocks = append(s.blocks, make([]byte, 0, max(blockSize, size)))
		last++
	}
	start := len(s.blocks[last])
	s.blocks[last] = append(append(s.blocks[last], key...), payload...)
	s.entries = append(s.entries, entry{block: int32(last), start: int32(start), key: int32(len(key)), size: int32(size)})
	s.held += size
	s.count++
	if s.held+entryCost*len(s.entries) > s.budget {
		return s.spill()
	}
	return nil
}

func (s *Sorter) key(e entry) []byte     { return s.blocks[e.block][e.start : e.start+e.key] }
func (s *Sorter) payload(e entry) []byte { return s.blocks[e.block][e.start+e.key : e.start+e.size] }

// Count is how many entries were added.
func (s *Sorter) Count() int64 { return s.count }

func (s *Sorter) sort() {
	slices.SortFunc(s.entries, func(a, b entry) int {
		if order := bytes.Compare(s.key(a), s.key(b)); order != 0 {
			return order
		}
		return cmp.Or(cmp.Compare(a.block, b.block), cmp.Compare(a.start, b.start))
	})
}

// spill writes what memory holds to a file of its own, sorted.
func (s *Sorter) spill() error {
	s.sort()
	run, err := newRun(s.dir)
	if err != nil {
		return err
	}
	s.runs = append(s.runs, run)
	for _, e := range s.entries {
		if err := run.write(s.key(e), s.payload(e)); err != nil {
			return err
		}
	}
	s.blocks, s.held, s.entries = nil, 0, s.entries[:0]
	if len(s.runs) == mostRuns {
		return s.compact()
	}
	return run.finish()
}

// mostRuns is how many files are open at once; more are merged into one.
const mostRuns = 64

func (s *Sorter) compact() error {
	if err := s.runs[len(s.runs)-1].finish(); err != nil {
		return err
	}
	merged, err := newRun(s.dir)
	if err != nil {
		return err
	}
	m, err := newMerge(s.runs)
	for err == nil {
		var key, payload []byte
		if key, payload, err = m.Next(); err == nil {
			err = merged.write(key, payload)
		}
	}
	if !errors.Is(err, io.EOF) {
		return errors.Join(err, merged.close())
	}
	old := s.runs
	s.runs = []*run{merged}
	for _, run := range old {
		if err := run.close(); err != nil {
			return err
		}
	}
	return merged.finish()
}

// An Iterator gives entries in order; at the end the error is io.EOF. Key and
// payload are valid until the next call.
type Iterator interface {
	Next() (key, payload []byte, err error)
}

// Sorted ends adding and gives the entries in order.
func (s *Sorter) Sorted() (Iterator, error) {
	if len(s.runs) == 0 {
		s.sort()
		return &inMemory{sorter: s}, nil
	}
	if len(s.entries) > 0 {
		if err := s.spill(); err != nil {
			return nil, err
		}
	}
	s.blocks, s.entries = nil, nil
	return newMerge(s.runs)
}

type inMemory struct {
	sorter *Sorter
	next   int
}

func (m *inMemory) Next() (key, payload []byte, err error) {
	if m.next == len(m.sorter.entries) {
		return nil, nil, io.EOF
	}
	e := m.sorter.entries[m.next]
	m.next++
	return m.sorter.key(e), m.sorter.payload(e), nil
}

// Close removes the temporary files.
func (s *Sorter) Close() error {
	var errs []error
	for _, run := range s.runs {
		errs = append(errs, run.close())
	}
	s.runs, s.blocks, s.entries = nil, nil, nil
	return errors.Join(errs...)
}

func newRun(dir string) (*run, error) {
	file, err := os.CreateTemp(dir, "sort-*")
	if err != nil {
		return nil, fmt.Errorf("sort more than memory holds: %w", err)
	}
	return openRun(file), nil
}
