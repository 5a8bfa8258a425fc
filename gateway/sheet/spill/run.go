package spill

import (
	"bufio"
	"bytes"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
)

// A run is a file of sorted entries: the sizes of key and payload, then both.
type run struct {
	file         *os.File
	out          *bufio.Writer
	in           *bufio.Reader
	key, payload []byte
}

const runBuffer = 128 << 10

func openRun(file *os.File) *run {
	return &run{file: file, out: bufio.NewWriterSize(file, runBuffer)}
}

func (r *run) write(key, payload []byte) error {
	var head [2 * binary.MaxVarintLen64]byte
	n := binary.PutUvarint(head[:], uint64(len(key)))
	n += binary.PutUvarint(head[n:], uint64(len(payload)))
	for _, part := range [][]byte{head[:n], key, payload} {
		if _, err := r.out.Write(part); err != nil {
			return fmt.Errorf("sort more than memory holds: %w", err)
		}
	}
	return nil
}

// finish ends writing; from now on the run is read.
func (r *run) finish() error {
	if err := r.out.Flush(); err != nil {
		return fmt.Errorf("sort more than memory holds: %w", err)
	}
	if _, err := r.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("sort more than memory holds: %w", err)
	}
	r.out, r.in = nil, bufio.NewReaderSize(r.file, runBuffer)
	return nil
}

// read makes the next entry the run's own; io.EOF at the end.
func (r *run) read() error {
	keySize, err := binary.ReadUvarint(r.in)
	if err != nil {
		return err
	}
	payloadSize, err := binary.ReadUvarint(r.in)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	r.key, r.payload = grow(r.key, keySize), grow(r.payload, payloadSize)
	if _, err := io.ReadFull(r.in, r.key); err != nil {
		return io.ErrUnexpectedEOF
	}
	if _, err := io.ReadFull(r.in, r.payload); err != nil {
		return io.ErrUnexpectedEOF
	}
	return nil
}

func grow(buffer []byte, size uint64) []byte {
	if uint64(cap(buffer)) < size {
		return make([]byte, size, size+size/2)
	}
	return buffer[:size]
}

func (r *run) close() error {
	return errors.Join(r.file.Close(), os.Remove(r.file.Name()))
}

// A merge gives the entries of several runs in one order. On equal keys the older
// run comes first, which keeps the order of adding.
type merge struct {
	runs    []*run
	ranks   []int
	pending bool // the first run's entry was given and is to be replaced
}

func newMerge(runs []*run) (*merge, error) {
	m := &merge{}
	for rank, run := range runs {
		err := run.read()
		if errors.Is(err, io.EOF) {
			continue
		}
		if err != nil {
			return nil, err
		}
		m.runs, m.ranks = append(m.runs, run), append(m.ranks, rank)
	}
	heap.Init(m)
	return m, nil
}

// Next gives the next entry of all runs.
func (m *merge) Next() (key, payload []byte, err error) {
	if m.pending {
		m.pending = false
		switch err := m.runs[0].read(); {
		case errors.Is(err, io.EOF):
			heap.Pop(m)
		case err != nil:
			return nil, nil, err
		default:
			heap.Fix(m, 0)
		}
	}
	if len(m.runs) == 0 {
		return nil, nil, io.EOF
	}
	m.pending = true
	return m.runs[0].key, m.runs[0].payload, nil
}

func (m *merge) Len() int { return len(m.runs) }

func (m *merge) Less(i, j int) bool {
	if order := bytes.Compare(m.runs[i].key, m.runs[j].key); order != 0 {
		return order < 0
	}
	return m.ranks[i] < m.ranks[j]
}

func (m *merge) Swap(i, j int) {
	m.runs[i], m.runs[j] = m.runs[j], m.runs[i]
	m.ranks[i], m.ranks[j] = m.ranks[j], m.ranks[i]
}

func (m *merge) Push(any) {}

func (m *merge) Pop() any {
	last := len(m.runs) - 1
	m.runs, m.ranks = m.runs[:last], m.ranks[:last]
	return nil
}
