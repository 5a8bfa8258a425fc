package spill

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"sort"
	"testing"
)

func TestWhatIsSpilledComesBackAsIfItHadFitted(t *testing.T) {
	for _, budget := range []int{smallestBudget, 1 << 30} {
		dir := t.TempDir()
		s := New(dir, budget)
		random := rand.New(rand.NewPCG(1, 2))
		var want []string
		for i := range 300_000 {
			key := fmt.Sprintf("%05d", random.IntN(20_000))
			want = append(want, fmt.Sprintf("%s:%07d", key, i))
			if err := s.Add([]byte(key), fmt.Appendf(nil, "%07d", i)); err != nil {
				t.Fatal(err)
			}
		}
		sort.Strings(want)
		entries, err := s.Sorted()
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; ; i++ {
			key, payload, err := entries.Next()
			if errors.Is(err, io.EOF) {
				if i != len(want) {
					t.Fatalf("%d of %d entries", i, len(want))
				}
				break
			}
			if got := string(key) + ":" + string(payload); err != nil || got != want[i] {
				t.Fatalf("entry %d is %s, want %s (%v)", i, got, want[i], err)
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if left, _ := os.ReadDir(dir); len(left) > 0 {
			t.Errorf("%d files are left", len(left))
		}
	}
}

func TestNothingAddedGivesNothing(t *testing.T) {
	s := New(t.TempDir(), 0)
	defer s.Close()
	entries, err := s.Sorted()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := entries.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("%v", err)
	}
}
