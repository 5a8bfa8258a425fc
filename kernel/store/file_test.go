package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"steward/kernel/fault"
	"steward/kernel/store"
)

type shelf struct {
	*store.FolderFiles
	t      *testing.T
	folder string
	now    time.Time
	held   map[string]bool
}

func openShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{t: t, folder: t.TempDir(), now: time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC), held: map[string]bool{}}
	var err error
	if s.FolderFiles, err = store.NewFolderFiles(s.folder, func() time.Time { return s.now }); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *shelf) put(text string) string {
	s.t.Helper()
	c, err := s.Put(context.Background(), strings.NewReader(text), 1<<20)
	if err != nil {
		s.t.Fatal(err)
	}
	return c.Digest
}

func (s *shelf) read(digest string) string {
	s.t.Helper()
	f, err := s.Open(context.Background(), digest)
	if fault.Is(err, fault.NotFound) {
		return "missing"
	}
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(all)
}

func (s *shelf) collect() store.Collected {
	s.t.Helper()
	c, err := store.CollectFiles(context.Background(), s, s.now, func(_ context.Context, digest string) (bool, error) { return s.held[digest], nil })
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func TestAContentIsKeptOnceByItsDigest(t *testing.T) {
	s := openShelf(t)
	c, err := s.Put(context.Background(), strings.NewReader("hello"), 5)
	sum := sha256.Sum256([]byte("hello"))
	if err != nil || c.Digest != hex.EncodeToString(sum[:]) || c.Size != 5 || string(c.Head) != "hello" {
		t.Fatalf("%+v %v", c, err)
	}
	if s.put("hello") != c.Digest || s.read(c.Digest) != "hello" {
		t.Fatal("put again")
	}
	if _, err := s.Put(context.Background(), strings.NewReader("hello!"), 5); !fault.Is(err, fault.TooLarge) {
		t.Fatalf("too large: %v", err)
	}
	big := bytes.Repeat([]byte("x"), 100_000)
	if c, err := s.Put(context.Background(), bytes.NewReader(big), 1<<20); err != nil || len(c.Head) != 512 || c.Size != 100_000 {
		t.Fatalf("%d %v", len(c.Head), err)
	}
	left, err := os.ReadDir(filepath.Join(s.folder, "coming"))
	if err != nil || len(left) != 0 {
		t.Fatalf("%d files left half written", len(left))
	}
}

func TestNoPathComesInAsADigest(t *testing.T) {
	s := openShelf(t)
	for _, bad := range []string{"", "ab", "../../../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("0", 63) + "/"} {
		if s.read(bad) != "missing" {
			t.Errorf("%q was opened", bad)
		}
	}
}

func TestWhatNothingRefersToIsSetAsideAfterADayAndRemovedAfterAnother(t *testing.T) {
	s := openShelf(t)
	kept, orphan := s.put("kept"), s.put("orphan")
	s.held[kept] = true
	if c := s.collect(); c != (store.Collected{}) {
		t.Fatalf("at once: %+v", c)
	}
	s.now = s.now.Add(24*time.Hour + time.Minute)
	if c := s.collect(); c != (store.Collected{SetAside: 1, Kept: 1}) {
		t.Fatalf("after a day: %+v", c)
	}
	s.now = s.now.Add(24*time.Hour + time.Minute)
	if c := s.collect(); c.Removed != 1 || s.read(orphan) != "missing" || s.read(kept) != "kept" {
		t.Fatalf("after two: %+v", c)
	}
}

func TestAContentThatIsNeededAfterAllComesBack(t *testing.T) {
	s := openShelf(t)
	opened, referred, again := s.put("opened"), s.put("referred"), s.put("again")
	s.now = s.now.Add(25 * time.Hour)
	if c := s.collect(); c.SetAside != 3 {
		t.Fatalf("%+v", c)
	}
	if s.read(opened) != "opened" {
		t.Fatal("opening does not bring it back")
	}
	s.held[referred] = true
	s.put("again")
	s.now = s.now.Add(23 * time.Hour)
	if c := s.collect(); c.Removed != 0 {
		t.Fatalf("%+v", c)
	}
	s.now = s.now.Add(2 * time.Hour)
	s.collect()
	s.held[again] = true
	for digest, text := range map[string]string{referred: "referred", again: "again"} {
		if got := s.read(digest); got != text {
			t.Errorf("%s is %s", text, got)
		}
	}
}
