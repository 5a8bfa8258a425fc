package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"steward/kernel/record"
)

// empty opens a store on the embedded database with the kernel's own tables.
func empty(t *testing.T, open func(context.Context, Config) (*Store, error)) *Store {
	t.Helper()
	s, err := open(t.Context(), Config{Folder: t.TempDir(), Now: time.Now, Random: func(b []byte) { _, _ = rand.Read(b) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	c, err := record.NewCatalogue(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Migrate(t.Context(), c, FirstFormat); err != nil {
		t.Fatal(err)
	}
	return s
}

func pend(t *testing.T, s *Store, n int) {
	t.Helper()
	list := make([]FoundBy, n)
	for i := range list {
		list[i] = FoundBy{ID: fmt.Sprintf("%016x%016x", (i+1)*2, i), Version: 1, Text: TextOf(fmt.Sprintf("box %d", i), "glass and wood")}
	}
	if err := s.PendTexts(t.Context(), "main", "parcel", list); err != nil {
		t.Fatal(err)
	}
}

// Upkeep of the search index has the writer only while no write waits: what comes first is written
// first, however much there is to do.
func TestAWriteComesBeforeTheUpkeepThatWaits(t *testing.T) {
	s, ctx := empty(t, Open), t.Context()
	var order []string
	begun, hold := make(chan struct{}), make(chan struct{})
	go func() {
		_ = s.turn(ctx, func() error {
			close(begun)
			<-hold
			return nil
		})
	}()
	<-begun
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = s.turn(ctx, func() error {
			order = append(order, "upkeep")
			return nil
		})
	}()
	written := make(chan error, 1)
	stop := s.OnNews(func(n News) {
		if n.Jobs {
			order = append(order, "write")
		}
	})
	defer stop()
	go func() {
		written <- s.Apply(context.Background(), &Write{House: "main", Lines: []Line{{Topic: "nothing"}}})
	}()
	for len(s.queue) == 0 {
		runtime.Gosched()
	}
	close(hold)
	if err := <-written; err != nil {
		t.Fatal(err)
	}
	<-done
	if !slices.Equal(order, []string{"write", "upkeep"}) {
		t.Fatalf("in the order %v", order)
	}
}

// While it holds the writer, upkeep puts a bounded number of texts into the index, and writes and takes
// away a bounded number of blocks. The test is the writer here, and looks after each turn.
func TestATurnOfUpkeepIsBounded(t *testing.T) {
	s, ctx := empty(t, connect), t.Context()
	const turns = 30
	pend(t, s, turns*indexTurn)
	worked := make(chan error, 1)
	go func() {
		_, err := s.MergeSearch(ctx, turns*indexTurn+1)
		worked <- err
	}()
	most, rows, waiting := int64(0), int64(0), int64(turns*indexTurn)
	for working := true; working; {
		select {
		case turn := <-s.turns:
			turn()
			after, left := count(t, s, `SELECT COUNT(*) FROM "search_block"`), count(t, s, `SELECT COUNT(*) FROM "search_doc" WHERE "segment" IS NULL`)
			if waiting-left > indexTurn {
				t.Fatalf("%d texts in a turn", waiting-left)
			}
			if left == waiting { // it was not a turn that makes a segment of texts
				most = max(most, after-rows, rows-after)
			}
			rows, waiting = after, left
		case err := <-worked:
			if working = false; err != nil {
				t.Fatal(err)
			}
		}
	}
	if most == 0 || most > blocksATurn {
		t.Fatalf("%d blocks in a turn, %d are the most", most, blocksATurn)
	}
	list, err := s.segments(ctx, s, "main")
	if err != nil || waiting > 0 || len(list) >= 2*stepFactor {
		t.Fatalf("%d texts and %d segments are left: %v", waiting, len(list), err)
	}
}

func count(t *testing.T, s *Store, text string) (n int64) {
	t.Helper()
	if err := s.read.QueryRowContext(t.Context(), text).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestSegmentsStayFewAndEachTextIsWrittenAFewTimes(t *testing.T) {
	var list []segment
	wrote := int64(0)
	const texts = 400_000
	for n := int64(0); n < texts; n += indexTurn {
		list = append(list, segment{docs: indexTurn})
		for join := due(list); join != nil; join = due(list) {
			docs := int64(0)
			for _, g := range join {
				docs += g.docs
			}
			if docs > largestSegment {
				t.Fatalf("a segment of %d texts", docs)
			}
			wrote += docs
			list = append(list[:len(list)-len(join)], segment{docs: docs})
		}
		if len(list) > 4*stepFactor+texts/(largestSegment/stepFactor) {
			t.Fatalf("%d segments of %d texts", len(list), n)
		}
	}
	if wrote > 5*texts {
		t.Fatalf("each text is written %.1f times", float64(wrote)/texts)
	}
}

func TestSmallSegmentsBeforeALargeOneAreBroughtTogether(t *testing.T) {
	var list []segment
	for range 500 {
		list = append(list, segment{docs: 300})
	}
	list = append(list, segment{docs: largestSegment - 100})
	for joins := 0; ; joins++ {
		found := due(list)
		if found == nil {
			break
		}
		if joins > 500 {
			t.Fatal("it does not end")
		}
		at, docs := len(list), int64(0)
		for i := range list {
			if &list[i] == &found[0] {
				at = i
			}
		}
		for _, g := range found {
			docs += g.docs
		}
		if docs > largestSegment {
			t.Fatalf("a segment of %d texts", docs)
		}
		list = slices.Concat(list[:at], []segment{{docs: docs}}, list[at+len(found):])
	}
	if len(list) > 20 {
		t.Errorf("%d segments are left", len(list))
	}
}
