package engine

import (
	"context"
	"sync"

	"steward/kernel/store"
)

// blockSize is how many human numbers a node takes at once, where the call does not need more.
const blockSize = 100

type numbers struct {
	lock sync.Mutex
	next map[string][2]int64 // prefix -> next, end
}

// number gives the next human number of a prefix. Numbers of a block that a stopped node did not use
// stay gaps.
func (e *Engine) number(ctx context.Context, prefix string, spare int64) (string, error) {
	n := &e.numbers
	n.lock.Lock()
	defer n.lock.Unlock()
	if n.next == nil {
		n.next = map[string][2]int64{}
	}
	block := n.next[prefix]
	if block[0] == block[1] {
		size := max(blockSize, spare)
		from, err := e.store.TakeNumbers(ctx, e.config.House, prefix, size)
		if err != nil {
			return "", err
		}
		block = [2]int64{from, from + size}
	}
	n.next[prefix] = [2]int64{block[0] + 1, block[1]}
	return store.NumberText(prefix, block[0]), nil
}

// KeepNumbers sees to it that no number of a prefix up to most is given out from now on: an import
// brings it.
func (e *Engine) KeepNumbers(ctx context.Context, prefix string, most int64) error {
	n := &e.numbers
	n.lock.Lock()
	defer n.lock.Unlock()
	if block := n.next[prefix]; block[0] <= most {
		delete(n.next, prefix)
	}
	return e.store.KeepNumbers(ctx, e.config.House, prefix, most)
}
